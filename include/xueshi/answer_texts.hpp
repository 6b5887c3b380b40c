#pragma once
/// The description of what every query answers: fields, meanings, units.

#include <xueshi/command_texts.hpp>
#include <xueshi/queries.hpp>

namespace xueshi {

/// Texts of fields that many answers share.
namespace shared_fields {
inline constexpr Field next{"next", "ask again with this as `after`; absent: there is no more"};
inline constexpr Field version{"version",
                               "counts the changes of its own data; not every command compares it"};
}  // namespace shared_fields

BOOST_DESCRIBE_STRUCT(OrgView, (), (code, name, kind, level, parent, stages))
template <>
struct fields_of<OrgView> {
    static constexpr std::array fields{Field{"code", "the organisation's code"},
                                       Field{"name", "its name"},
                                       Field{"kind", "authority, school or base"},
                                       Field{"level", "an authority's level"},
                                       Field{"parent", "its governing authority"},
                                       Field{"stages", "the stages that a school has"}};
};

BOOST_DESCRIBE_STRUCT(OrgsPage, (), (orgs, next))
template <>
struct fields_of<OrgsPage> {
    static constexpr std::array fields{Field{"orgs", "organisations in the order of their codes"},
                                       shared_fields::next};
};

BOOST_DESCRIBE_STRUCT(TeacherView, (),
                      (teacher, name, school, stages, subject, title, position, id_number, mobile,
                       hired_on))
template <>
struct fields_of<TeacherView> {
    static constexpr std::array fields{
        Field{"teacher", "the teacher's code"},
        Field{.name = "name", .meaning = "the name, masked", .personal = true},
        Field{"school", "the school's code"},
        Field{"stages", "the stages that he or she teaches"},
        Field{"subject", "the subject taught"},
        Field{"title", "professional title"},
        Field{"position", "position held"},
        Field{.name = "id_number", .meaning = "identity number, masked", .personal = true},
        Field{.name = "mobile", .meaning = "mobile number, masked", .personal = true},
        Field{"hired_on", "first day of service"}};
};

BOOST_DESCRIBE_STRUCT(TeachersPage, (), (teachers, next))
template <>
struct fields_of<TeachersPage> {
    static constexpr std::array fields{Field{"teachers", "teachers in the order of their codes"},
                                       shared_fields::next};
};

BOOST_DESCRIBE_STRUCT(ProjectView, (),
                      (code, name, level, owner, year, hours, seats, enrollment, training, audience,
                       bases, online_enrollment, state, open, version))
template <>
struct fields_of<ProjectView> {
    static constexpr std::array fields{
        Field{"code", "the project's code"},
        Field{"name", "its name"},
        Field{"level", "national, provincial, municipal or county"},
        Field{"owner", "the authority that set it up"},
        Field{"year", "the year to which its records belong", "years"},
        Field{"hours", "hours earned in full", "hours"},
        Field{"seats", "seats in all", "persons"},
        Field{"enrollment", "the enrolment window"},
        Field{"training", "the training period"},
        Field{"audience", "who may enrol"},
        Field{"bases", "bases and their regions"},
        Field{"online_enrollment", "false: hours are entered directly"},
        Field{"state", "active or cancelled"},
        Field{"open", "whether the enrolment window is open now, as the gate sees it"},
        shared_fields::version};
};

BOOST_DESCRIBE_STRUCT(ProjectsPage, (), (projects, next))
template <>
struct fields_of<ProjectsPage> {
    static constexpr std::array fields{Field{"projects", "projects in the order of their codes"},
                                       shared_fields::next};
};

BOOST_DESCRIBE_STRUCT(QuotaView, (), (org, seats, used, left))
template <>
struct fields_of<QuotaView> {
    static constexpr std::array fields{
        Field{"org", "the organisation's code"}, Field{"seats", "how many it holds", "persons"},
        Field{"used", "handed out to children, or taken by enrolments", "persons"},
        Field{"left", "what is left", "persons"}};
};

BOOST_DESCRIBE_STRUCT(QuotaAnswer, (), (project, own, children))
template <>
struct fields_of<QuotaAnswer> {
    static constexpr std::array fields{
        Field{"project", "the project's code"}, Field{"own", "what the organisation holds"},
        Field{"children", "what its children hold, in the order of their codes"}};
};

BOOST_DESCRIBE_STRUCT(EnrollmentView, (),
                      (project, teacher, school, state, forced, reason, class_, enrolled_at,
                       version))
template <>
struct fields_of<EnrollmentView> {
    static constexpr std::array fields{
        Field{"project", "the project's code"},
        Field{"teacher", "the teacher's code"},
        Field{"school", "the school that enrolled him or her"},
        Field{"state", "pending_<step of the review>, approved or rejected"},
        Field{"forced", "whether enrolled without meeting the teacher's conditions"},
        Field{"reason", "what the last reviewer gave as reason, rejecting or approving"},
        Field{"class", "the class's code"},
        Field{"enrolled_at", "when the enrolment came to the door"},
        shared_fields::version};
};

BOOST_DESCRIBE_STRUCT(EnrollmentsPage, (), (enrollments, next))
template <>
struct fields_of<EnrollmentsPage> {
    static constexpr std::array fields{Field{"enrollments", "enrolments in a stable order"},
                                       shared_fields::next};
};

BOOST_DESCRIBE_STRUCT(ClassView, (),
                      (class_, project, base, name, sole, planned, training, members, version))
template <>
struct fields_of<ClassView> {
    static constexpr std::array fields{
        Field{"class", "the class's code"},
        Field{"project", "the project's code"},
        Field{"base", "the base that holds it"},
        Field{"name", "its name"},
        Field{"sole", "whether all approved trainees of the base join it"},
        Field{"planned", "planned number", "persons"},
        Field{"training", "when it is held"},
        Field{"members", "trainees in it", "persons"},
        shared_fields::version};
};

BOOST_DESCRIBE_STRUCT(ClassesPage, (), (classes, next))
template <>
struct fields_of<ClassesPage> {
    static constexpr std::array fields{Field{"classes", "classes in a stable order"},
                                       shared_fields::next};
};

BOOST_DESCRIBE_STRUCT(HoursView, (),
                      (record, teacher, category, project, name, level, school, year, hours, grade,
                       attendance, state, reason))
template <>
struct fields_of<HoursView> {
    static constexpr std::array fields{
        Field{"record", "the record's code, for approve_hours, verify_hours, return_hours"},
        Field{"teacher", "the teacher's code"},
        Field{"category", "how the hours were earned: project"},
        Field{"project", "the project's code"},
        Field{"name", "the project's name"},
        Field{"level", "the project's level"},
        Field{"school", "where the hours were earned, whatever school the teacher moved to"},
        Field{"year", "the year to which the record belongs", "years"},
        Field{"hours", "the hours earned", "hours"},
        Field{"grade", "the grade"},
        Field{"attendance", "attendance rate", "percent"},
        Field{"state", "recorded, approved, verified or returned"},
        Field{"reason", "why the record was returned"}};
};

BOOST_DESCRIBE_STRUCT(HoursPage, (), (records, next))
template <>
struct fields_of<HoursPage> {
    static constexpr std::array fields{Field{"records", "hour records in a stable order"},
                                       shared_fields::next};
};

BOOST_DESCRIBE_STRUCT(Total, (), (category, state, hours, records))
template <>
struct fields_of<Total> {
    static constexpr std::array fields{
        Field{"category", "how the hours were earned"}, Field{"state", "the records' state"},
        Field{"hours", "their sum", "hours"}, Field{"records", "how many", "records"}};
};

BOOST_DESCRIBE_STRUCT(StatementAnswer, (), (teacher, records, totals, verified))
template <>
struct fields_of<StatementAnswer> {
    static constexpr std::array fields{
        Field{"teacher", "the teacher's code"}, Field{"records", "every record of the years asked"},
        Field{"totals", "sums by category and state"},
        Field{"verified", "what counts: verified hours of all categories", "hours"}};
};

BOOST_DESCRIBE_STRUCT(StatisticsRow, (), (by, enrollments, recorded, approved, verified, records))
template <>
struct fields_of<StatisticsRow> {
    static constexpr std::array fields{Field{"by", "the value of each dimension asked for"},
                                       Field{"enrollments", "how many in each state", "persons"},
                                       Field{"recorded", "hours waiting for approval", "hours"},
                                       Field{"approved", "hours waiting for verification", "hours"},
                                       Field{"verified", "hours that count", "hours"},
                                       Field{"records", "hour records", "records"}};
};

BOOST_DESCRIBE_STRUCT(StatisticsAnswer, (), (org, rows))
template <>
struct fields_of<StatisticsAnswer> {
    static constexpr std::array fields{
        Field{"org", "the organisation's code"},
        Field{"rows", "a row for each combination that occurs, in a stable order"}};
};

BOOST_DESCRIBE_STRUCT(Waiting, (), (kind, project, count))
template <>
struct fields_of<Waiting> {
    static constexpr std::array fields{
        Field{"kind",
              "the command that is waited for; returned hours: the one to record them again"},
        Field{"project", "the project's code"}, Field{"count", "how many wait", "items"}};
};

BOOST_DESCRIBE_STRUCT(WorklistAnswer, (), (waiting))
template <>
struct fields_of<WorklistAnswer> {
    static constexpr std::array fields{Field{"waiting", "what waits, in a stable order"}};
};

BOOST_DESCRIBE_STRUCT(LogView, (), (stream, number, entry, hash))
template <>
struct fields_of<LogView> {
    static constexpr std::array fields{Field{"stream", "the stream of the log"},
                                       Field{"number", "the entry's place in it, from 1"},
                                       Field{"entry", "the JSON text exactly as hashed"},
                                       Field{"hash", "the chained hash, hexadecimal"}};
};

BOOST_DESCRIBE_STRUCT(LogPage, (), (entries, next))
template <>
struct fields_of<LogPage> {
    static constexpr std::array fields{Field{"entries", "log entries in the order of their stream"},
                                       shared_fields::next};
};

}  // namespace xueshi
