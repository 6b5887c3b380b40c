/// Enrolling, deleting, reviewing, cancelling approvals.

#include <memory_resource>
#include <unordered_set>

#include "engine/decide.hpp"
#include "engine/trainee_items.hpp"
#include "values/text.hpp"

namespace xueshi::engine {

namespace {

/// The first step that applies to a school's enrolments, or nothing: approved at once.
struct Start {
    std::string state = "approved";
    std::int64_t step = 0;
};
Start first_step(const Parameters& parameters, const Line& school) {
    const auto steps = rules::review_steps(parameters, school);
    if (steps.empty()) return {};
    const auto& chain = parameters.review_chain.value;
    return {rules::pending_state(chain[steps.front()]), static_cast<std::int64_t>(steps.front())};
}

EnrolledTeacher frozen(const TraineeFacts& facts) {
    return {facts.teacher->code,    facts.teacher->home,  facts.teacher->stages,
            facts.teacher->subject, facts.teacher->title, facts.row != nullptr};
}

}  // namespace

Verdict decide(Session& session, const Enroll& command, const Terms& terms) {
    Verdict verdict;
    const Actor& actor = session.actor();
    const rules::Project* project = session.project(command.project, Guard::shared);
    // Another city's project is none of this school's business, not even that there is one.
    if (project == nullptr || !is_within(session.line(actor.org), project->owner)) {
        refuse_each(verdict, command.teachers, Why::req_2_project_unknown);
        return verdict;
    }
    const auto trainees =
        session.trainees(command.project, command.teachers, Guard::exclusive, Guard::shared);
    const Line& line = session.line(actor.org);
    const Parameters& values = session.parameters(*project);
    const std::string place = place_of(line);
    const Start start = first_step(values, line);

    rules::EnrollmentFacts facts;
    facts.project = project;
    facts.school = &line.front();
    facts.has_base = !session.base_of(*project, actor.org).empty();
    facts.forced = command.forced;
    facts.now = session.now();
    Enrolled event{command.project,
                   actor.org,
                   place,
                   start.state,
                   start.step,
                   command.forced,
                   !project->enrolled,
                   project->year,
                   session.now().micros(),
                   {}};
    std::pmr::unordered_set<std::string_view> seen(session.work().memory());
    seen.reserve(command.teachers.size());
    std::vector<std::size_t> good;
    for (std::size_t i = 0; i < trainees.size(); ++i) {
        const TraineeFacts& trainee = trainees[i];
        const std::string& code = command.teachers[i];
        const bool repeated = !seen.insert(code).second;
        if (trainee.teacher == nullptr) {
            verdict.refuse(i, code, Why::org_3_teacher_unknown);
            continue;
        }
        if (trainee.teacher->school != actor.org) {
            verdict.refuse(i, code, Why::enr_5_teacher_not_in_school);
            continue;
        }
        facts.teacher = trainee.teacher;
        // What another school did is told as little as possible: that there is one, not its state.
        facts.living_state = !trainee.living() ? std::string_view{}
                             : trainee.row->school == actor.org
                                 ? std::string_view(trainee.row->state)
                                 : "elsewhere";
        facts.earlier_in_list = repeated;
        Reasons reasons = rules::may_enroll(values, facts);
        if (reasons.empty()) {
            good.push_back(i);
        } else {
            verdict.refuse(i, code, std::move(reasons));
        }
    }
    if (good.empty()) return verdict;
    const rules::SeatFacts seats = session.seats(place, command.project, actor.org);
    const auto fitting = static_cast<std::size_t>(rules::seats_left(seats));
    event.teachers.reserve(good.size());
    for (std::size_t n = 0; n < good.size(); ++n) {
        const std::size_t i = good[n];
        if (n < fitting) {
            event.teachers.push_back(frozen(trainees[i]));
        } else {
            verdict.refuse(i, command.teachers[i],
                           Reasons{rules::no_seat(seats, static_cast<std::int64_t>(good.size()),
                                                  command.project)});
        }
    }
    if (!verdict.refused.empty() && !terms.partial) return verdict;
    verdict.done = static_cast<std::int64_t>(event.teachers.size());
    if (!event.teachers.empty()) verdict.events.push_back(std::move(event));
    return verdict;
}

namespace {

Reasons with(Reasons first, Reasons second) {
    std::move(second.begin(), second.end(), std::back_inserter(first));
    return first;
}

void free_seat(Session& session, std::vector<Freed>& freed, const std::string& school) {
    for (Freed& part : freed) {
        if (part.org == school) {
            ++part.seats;
            return;
        }
    }
    freed.push_back({school, place_of(session.line(school)), 1});
}

Why access_row(const Actor& actor) {
    return actor.role == Role::base_admin ? Why::enr_11_access_jurisdiction
                                          : Why::acc_1_access_jurisdiction;
}

}  // namespace

Verdict decide(Session& session, const DeleteEnrollment& command, const Terms&) {
    Verdict verdict;
    const std::string& school = session.actor().org;
    TraineeItems items(session, command.project, command.teachers, verdict,
                       Why::enr_5_teacher_not_in_school,
                       [&](const std::string& other) { return other == school; });
    EnrollmentsDeleted event{command.project, {}, {}};
    for (const auto& [i, row] : items.items) {
        const auto facts = session.review_facts(*items.project, *row);
        Reasons reasons = with(items.project_reasons(), rules::may_delete_enrollment(facts));
        if (!reasons.empty()) {
            verdict.refuse(i, command.teachers[i], std::move(reasons));
            continue;
        }
        event.trainees.push_back({row->teacher, row->home});
        if (row->holds_seat) free_seat(session, event.freed, row->school);
    }
    verdict.done = static_cast<std::int64_t>(event.trainees.size());
    if (!event.trainees.empty()) verdict.events.push_back(std::move(event));
    return verdict;
}

namespace {

bool may_review_as(Role role, Reviewer reviewer) {
    switch (reviewer) {
        case Reviewer::school:
            return role == Role::school_admin;
        case Reviewer::authority:
            return role == Role::county_admin || role == Role::city_admin ||
                   role == Role::province_admin;
        case Reviewer::city:
            return role == Role::city_admin;
        case Reviewer::province:
            return role == Role::province_admin;
        case Reviewer::base:
            return role == Role::base_admin;
    }
    return false;
}

/// Whether a step of this role's can be the last one for some school.
bool may_approve_finally(const std::vector<ReviewStep>& chain, Role role) {
    for (auto step = chain.rbegin(); step != chain.rend(); ++step) {
        if (may_review_as(role, step->reviewer)) return true;
        if (step->exempt.empty()) return false;
    }
    return false;
}

/// Final approvals put trainees into a sole class. It is held before their enrolments, in the order
/// of tables, as those hold both who fill classes by hand.
void hold_sole_classes(Session& session, const std::string& code) {
    const rules::Project* project = session.project(code, Guard::shared);
    if (project == nullptr) return;
    const Role role = session.actor().role;
    if (!may_approve_finally(session.parameters(*project).review_chain.value, role)) return;
    std::vector<std::string> keys;
    for (const BaseRegions& part : project->bases) {
        if (role == Role::base_admin && part.base != session.actor().org) continue;
        for (const ClassRow& row : session.classes_of(code, part.base)) {
            if (row.sole) keys.push_back(encode_cells(reference, row.code));
        }
    }
    if (!keys.empty()) session.work().load<ClassRow>(keys, Guard::exclusive);
}

}  // namespace

Verdict decide(Session& session, const ReviewEnrollment& command, const Terms&) {
    Verdict verdict;
    if (command.decision == Decision::approve) hold_sole_classes(session, command.project);
    TraineeItems items(session, command.project, command.teachers, verdict,
                       access_row(session.actor()), reach_of_reviewer(session, command.project));
    if (items.project == nullptr) return verdict;
    const Parameters& values = session.parameters(*items.project);
    const bool approve = command.decision == Decision::approve;
    const bool reason_given = command.reason && !is_blank(*command.reason);
    std::optional<std::string> reason = reason_given ? command.reason : std::nullopt;
    EnrollmentsReviewed event{command.project, std::move(reason), {}, {}};
    std::map<std::string, std::optional<std::string>> sole_classes;  // by base
    for (const auto& [i, row] : items.items) {
        const auto facts = session.review_facts(*items.project, *row);
        Reasons reasons =
            with(items.project_reasons(), rules::may_review(facts, command.decision, reason_given));
        if (!reasons.empty()) {
            verdict.refuse(i, command.teachers[i], std::move(reasons));
            continue;
        }
        Moved moved{row->teacher, row->home, "rejected", row->step, {}};
        if (!approve) {
            if (!values.rejected_holds_seat.value) free_seat(session, event.freed, row->school);
        } else if (const auto next = rules::next_step(facts.steps, facts.step)) {
            moved.state = rules::pending_state(values.review_chain.value[*next]);
            moved.step = static_cast<std::int64_t>(*next);
        } else {
            moved.state = "approved";
            const std::string base = session.base_of(*items.project, row->school);
            const auto [at, fresh] = sole_classes.emplace(base, std::nullopt);
            if (fresh) {
                for (const ClassRow& one : session.classes_of(command.project, base)) {
                    // Held against deletion until these have joined.
                    if (one.sole && session.find_class(one.code, Guard::exclusive)) {
                        at->second = one.code;
                    }
                }
            }
            moved.class_ = at->second;
        }
        event.trainees.push_back(std::move(moved));
    }
    verdict.done = static_cast<std::int64_t>(event.trainees.size());
    if (!event.trainees.empty()) verdict.events.push_back(std::move(event));
    return verdict;
}

Verdict decide(Session& session, const CancelEnrollmentApproval& command, const Terms&) {
    Verdict verdict;
    TraineeItems items(session, command.project, command.teachers, verdict,
                       access_row(session.actor()), reach_of_reviewer(session, command.project));
    if (items.project == nullptr) return verdict;
    const auto& chain = session.parameters(*items.project).review_chain.value;
    ApprovalsCancelled event{command.project, {}};
    for (const auto& [i, row] : items.items) {
        const auto facts = session.review_facts(*items.project, *row);
        Reasons reasons = with(items.project_reasons(), rules::may_cancel_approval(facts));
        if (!reasons.empty()) {
            verdict.refuse(i, command.teachers[i], std::move(reasons));
            continue;
        }
        const std::size_t step = rules::step_after_cancelling(facts);
        event.trainees.push_back({row->teacher,
                                  row->home,
                                  rules::pending_state(chain[step]),
                                  static_cast<std::int64_t>(step),
                                  {}});
    }
    verdict.done = static_cast<std::int64_t>(event.trainees.size());
    if (!event.trainees.empty()) verdict.events.push_back(std::move(event));
    return verdict;
}

}  // namespace xueshi::engine
