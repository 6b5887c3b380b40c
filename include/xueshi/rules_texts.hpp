#pragma once
/// The description of the pure rules: the facts they take and what each function says. Bindings
/// make functions of it, as they do of commands.

#include <tuple>

#include <boost/mp11.hpp>

#include <xueshi/register_texts.hpp>
#include <xueshi/rules_training.hpp>

namespace xueshi {

namespace rules {

BOOST_DESCRIBE_STRUCT(Project, (),
                      (code, name, level, owner, year, hours, seats, enrollment, training, audience,
                       bases, online_enrollment, state, enrolled, version))
BOOST_DESCRIBE_STRUCT(AllocationFacts, (), (held, handed_out, seats, used, asked))
BOOST_DESCRIBE_STRUCT(EnrollmentFacts, (),
                      (project, school, teacher, living_state, earlier_in_list, has_base, forced,
                       now))
BOOST_DESCRIBE_STRUCT(SeatFacts, (), (seats, taken))
BOOST_DESCRIBE_STRUCT(ReviewFacts, (), (state, step, steps, actors, in_class, has_result))
BOOST_DESCRIBE_STRUCT(ResultFacts, (), (state, recorded, attendance, grade, now))

}  // namespace rules

template <>
struct fields_of<rules::Project> {
    static constexpr std::array fields{
        project_fields[0],
        project_fields[1],
        project_fields[2],
        project_fields[3],
        project_fields[4],
        project_fields[5],
        project_fields[6],
        project_fields[7],
        project_fields[8],
        Field{.name = "audience", .meaning = "who may enrol", .defaulted = true},
        project_fields[10],
        Field{
            .name = "online_enrollment", .meaning = project_fields[11].meaning, .defaulted = true},
        Field{.name = "state", .meaning = "active or cancelled", .defaulted = true},
        Field{"enrolled", "whether someone has enrolled, or hours were entered"},
        Field{.name = "version", .meaning = "counts its changes", .defaulted = true}};
};

template <>
struct fields_of<rules::AllocationFacts> {
    static constexpr std::array fields{
        Field{"held", "what the holder has", "persons"},
        Field{"handed_out", "what it has given", "persons"},
        Field{"seats", "what the organisation holds; absent: never named", "persons"},
        Field{"used", "what it has used", "persons"},
        Field{"asked", "what it shall hold", "persons"}};
};

template <>
struct fields_of<rules::EnrollmentFacts> {
    static constexpr std::array fields{
        Field{"project", "the project"},
        Field{"school", "the acting school"},
        Field{"teacher", "the teacher; absent: unknown"},
        Field{.name = "living_state",
              .meaning = "the state of an enrolment that exists; empty: none",
              .defaulted = true},
        Field{"earlier_in_list", "whether the same list names him or her before"},
        Field{"has_base", "whether a base is responsible for the school"},
        Field{"forced", "enrol also who doesn't meet the teacher's conditions"},
        Field{"now", "the present instant"}};
};

template <>
struct fields_of<rules::SeatFacts> {
    static constexpr std::array fields{
        Field{"seats", "what the school holds; absent: never named", "persons"},
        Field{"taken", "how many are taken", "persons"}};
};

template <>
struct fields_of<rules::ReviewFacts> {
    static constexpr std::array fields{
        Field{"state", "pending_<reviewer>, approved or rejected"},
        Field{.name = "step", .meaning = "place in the chain while pending", .defaulted = true},
        Field{"steps", "places in the chain that apply to the school", "", Shape::any, 0},
        Field{"actors", "those of them that are the actor's", "", Shape::any, 0},
        Field{"in_class", "whether the trainee is in a class"},
        Field{"has_result", "whether a result was recorded"}};
};

template <>
struct fields_of<rules::ResultFacts> {
    static constexpr std::array fields{
        Field{"state", "of the enrolment"}, Field{"recorded", "the state of an earlier result"},
        Field{"attendance", "attendance rate", "percent"}, Field{"grade", "the grade"},
        Field{"now", "the present instant"}};
};

/// What hosts meet beside commands, queries and their answers.
using DescribedFacts =
    boost::mp11::mp_list<Org, Teacher, Person, TeacherSearch, rules::Project,
                         rules::AllocationFacts, rules::EnrollmentFacts, rules::SeatFacts,
                         rules::ReviewFacts, rules::ResultFacts>;

namespace rules {

/// Those that take a project before it is one, for callers that have but one kind of project.
inline Reasons check_new(const Parameters& parameters, const Project& project) {
    return check_project(parameters, project);
}
inline Reasons check_change(const Parameters& parameters, const Project& project,
                            const Project& changed, Instant now) {
    return check_amendment(parameters, project, changed, now);
}
inline Date day_for(const Project& project) { return day_of(project); }

/// A pure function with its texts.
template <auto function, std::size_t count>
struct Described {
    static constexpr auto call = function;
    std::string_view name;
    std::string_view meaning;  ///< with the rules it stands for
    std::array<std::string_view, count> parameters;
};

template <auto function, class... Names>
constexpr auto described(std::string_view name, std::string_view meaning, Names... names) {
    return Described<function, sizeof...(Names)>{name, meaning, {std::string_view(names)...}};
}

/// All of them, in the order of the headers.
inline constexpr auto all_described = std::tuple{
    described<&enrollment_window>("enrollment_window", "When the enrolment window is open (ENR-1).",
                                  "parameters", "project"),
    described<&training_period>("training_period", "When the training is held (PRJ-2).",
                                "parameters", "project"),
    described<&day_for>("day_of",
                        "The day whose parameters hold for a project: its window's first day, else "
                        "its training's (POL-2).",
                        "project"),
    described<&year_of>("year_of", "The year to which a date belongs (YEAR-1).", "parameters",
                        "date"),
    described<&owner_level>("owner_level",
                            "Which level's authority sets up projects of a level (PRJ-1).",
                            "parameters", "level"),
    described<&check_new>("check_project",
                          "Whether a project makes sense in itself (PRJ-1, PRJ-2).", "parameters",
                          "project"),
    described<&check_change>("check_amendment",
                             "Whether `changed` may replace a project now (PRJ-3).", "parameters",
                             "project", "changed", "now"),
    described<&check_allocation>("check_allocation",
                                 "Whether seats may be set to a number (QUO-2, QUO-4).", "facts"),
    described<&may_enroll>("may_enroll",
                           "Whether a teacher may enrol, but for seats (ENR-1…4, ENR-8, PRJ-2, "
                           "PRJ-3).",
                           "parameters", "facts"),
    described<&failed_conditions>(
        "failed_conditions", "The conditions that a teacher fails (ENR-3).", "project", "teacher"),
    described<&stage_matches>("stage_matches",
                              "Whether a school of these stages sees a project (ENR-2).",
                              "audience", "school_stages"),
    described<&seats_left>("seats_left", "How many still fit (QUO-3).", "facts"),
    described<&no_seat>("no_seat", "Why those that don't fit are refused (QUO-3).", "facts",
                        "asked", "project"),
    described<&review_steps>("review_steps",
                             "The steps of the review that a school's enrolments go through "
                             "(ENR-6); the line is the school and its authorities, upward.",
                             "parameters", "line"),
    described<&may_review>("may_review", "Whether the actor may review now (ENR-6, ENR-7).",
                           "facts", "decision", "reason_given"),
    described<&may_cancel_approval>("may_cancel_approval",
                                    "Whether the actor may take back its own approval (ENR-9, "
                                    "ENR-10).",
                                    "facts"),
    described<&step_after_cancelling>("step_after_cancelling",
                                      "At which step an enrolment then waits (ENR-9).", "facts"),
    described<&may_delete_enrollment>(
        "may_delete_enrollment", "Whether the school may delete an enrolment (ENR-9).", "facts"),
    described<&next_step>("next_step", "The next step that applies; none: finally approved.",
                          "steps", "step"),
    described<&may_manage_classes>("may_manage_classes",
                                   "Whether classes may be managed at an instant (CLS-1).",
                                   "parameters", "project", "now"),
    described<&may_create_class>("may_create_class", "Whether the base may add a class (CLS-4).",
                                 "sole", "other", "other_sole"),
    described<&may_join_class>("may_join_class", "Whether a trainee may join a class (CLS-2).",
                               "state", "class_code"),
    described<&may_record_result>("may_record_result",
                                  "Whether a result may be recorded (HRS-1…3).", "parameters",
                                  "project", "facts"),
    described<&may_delete_result>("may_delete_result",
                                  "Whether a result may be deleted again (HRS-1, HRS-3).",
                                  "parameters", "project", "recorded", "now"),
    described<&may_enter_hours>("may_enter_hours",
                                "Whether hours may be entered without enrolment (HRS-2, HRS-3, "
                                "HRS-6).",
                                "parameters", "project", "grade", "recorded"),
    described<&hours_for>("hours_for",
                          "The hours that a grade earns; none for an unknown grade (HRS-2).",
                          "parameters", "project_hours", "grade"),
    described<&may_approve_hours>("may_approve_hours", "Whether hours may be approved (HRS-4).",
                                  "state"),
    described<&may_verify_hours>("may_verify_hours", "Whether hours may be verified (HRS-4).",
                                 "state"),
    described<&may_return_hours>("may_return_hours", "Whether hours may be returned (HRS-4).",
                                 "state", "reason_given"),
};

}  // namespace rules

}  // namespace xueshi
