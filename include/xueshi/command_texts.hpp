#pragma once
/// The description of every command: fields, meanings, units, ranges, who and under which rules.

#include <xueshi/commands.hpp>

namespace xueshi {

/// Texts of fields that many structs share.
namespace shared_fields {
inline constexpr std::int64_t text_most = 200;     ///< bytes of names and short texts
inline constexpr std::int64_t reason_most = 2000;  ///< bytes of reasons
inline constexpr Field project{"project", "the project's code", "", Shape::code};
inline constexpr Field teachers{"teachers", "the teachers' codes", "", Shape::code, 1};
inline constexpr Field teacher{"teacher", "the teacher's code", "", Shape::code};
inline constexpr Field class_{"class", "the class's code", "", Shape::code};
inline constexpr Field records{"hours", "codes of hour records", "", Shape::record, 1};
inline constexpr Field grade{
    "grade", "one of the policy's grades (excellent, pass, fail)", "", Shape::text, 1, 32};
inline constexpr Field reason{
    "reason", "why, for those concerned to read", "bytes", Shape::free_text, 0, reason_most};
}  // namespace shared_fields

BOOST_DESCRIBE_STRUCT(AdoptPolicy, (), (policy))
template <>
struct fields_of<AdoptPolicy> {
    static constexpr std::array fields{Field{"policy", "the content of the policy file, as text",
                                             "bytes", Shape::any, 1, 1 << 20}};
};
template <>
struct about<AdoptPolicy> {
    static constexpr About value{
        "adopt_policy", "Puts a policy into force for this storage; logged with its digest.",
        "采用政策", "POL-1 POL-2"};
};

BOOST_DESCRIBE_STRUCT(OrgEntry, (), (code, name, kind, level, parent, stages))
template <>
struct fields_of<OrgEntry> {
    static constexpr std::array fields{
        Field{"code", "the organisation's code", "", Shape::code},
        Field{"name", "its name", "bytes", Shape::text, 1, shared_fields::text_most},
        Field{"kind", "authority, school or base"},
        Field{"level", "an authority's level; absent for schools and bases"},
        Field{"parent", "the governing authority; absent for the province", "", Shape::code},
        Field{"stages", "the stages that a school has", "", Shape::any, 0, 6}};
};
BOOST_DESCRIBE_STRUCT(RegisterOrgs, (), (orgs))
template <>
struct fields_of<RegisterOrgs> {
    static constexpr std::array fields{
        Field{"orgs", "organisations, parents and children in any order", "", Shape::any, 1}};
};
template <>
struct about<RegisterOrgs> {
    static constexpr About value{
        "register_orgs",
        "Registers organisations or brings them up to date; the first call "
        "founds the province.",
        "机构登记", "ORG-1 ORG-2"};
};

BOOST_DESCRIBE_STRUCT(TeacherEntry, (),
                      (code, name, school, stages, subject, title, position, sex, birth_date,
                       id_type, id_number, mobile, hired_on))
template <>
struct fields_of<TeacherEntry> {
    static constexpr std::array fields{
        Field{"code", "the teacher's code", "", Shape::code},
        Field{"name", "the teacher's name", "bytes", Shape::text, 1, shared_fields::text_most,
              true},
        Field{"school", "the school's code", "", Shape::code},
        Field{"stages", "the stages that he or she teaches", "", Shape::any, 0, 6},
        Field{"subject", "the subject taught", "bytes", Shape::text, 1, shared_fields::text_most},
        Field{"title", "professional title", "bytes", Shape::text, 1, shared_fields::text_most},
        Field{"position", "position held", "bytes", Shape::text, 1, shared_fields::text_most},
        Field{"sex", "as registered", "bytes", Shape::text, 1, 32, true},
        Field{"birth_date", "date of birth", "", Shape::any, INT64_MIN, INT64_MAX, true},
        Field{"id_type", "kind of identity document", "bytes", Shape::text, 1, 64, true},
        Field{"id_number", "its number", "bytes", Shape::text, 1, 64, true},
        Field{"mobile", "mobile number", "bytes", Shape::text, 1, 32, true},
        Field{"hired_on", "first day of service, from which years of service count"}};
};
BOOST_DESCRIBE_STRUCT(RegisterTeachers, (), (teachers))
template <>
struct fields_of<RegisterTeachers> {
    static constexpr std::array fields{
        Field{"teachers", "teachers, new or known", "", Shape::any, 1}};
};
template <>
struct about<RegisterTeachers> {
    static constexpr About value{
        "register_teachers",
        "Registers teachers or brings them up to date; never moves a known one to another school.",
        "教师登记", "ORG-3 ORG-4"};
};

BOOST_DESCRIBE_STRUCT(TransferTeacher, (), (teacher, to_school))
template <>
struct fields_of<TransferTeacher> {
    static constexpr std::array fields{
        shared_fields::teacher, Field{"to_school", "the new school's code", "", Shape::code}};
};
template <>
struct about<TransferTeacher> {
    static constexpr About value{"transfer_teacher",
                                 "Moves a teacher to another school; all records stay.", "教师调动",
                                 "ORG-4"};
};

BOOST_DESCRIBE_STRUCT(Audience, (), (stages, subjects, titles, positions, min_years))
template <>
struct fields_of<Audience> {
    static constexpr std::array fields{
        Field{"stages", "school stages; empty: all", "", Shape::any, 0, 6},
        Field{"subjects", "subjects; empty: all", "bytes", Shape::text, 0, 200},
        Field{"titles", "titles; empty: all", "bytes", Shape::text, 0, 200},
        Field{"positions", "positions; empty: all", "bytes", Shape::text, 0, 200},
        Field{"min_years", "least years of service on the window's first day", "years", Shape::any,
              0, 80}};
};
BOOST_DESCRIBE_STRUCT(BaseRegions, (), (base, regions))
template <>
struct fields_of<BaseRegions> {
    static constexpr std::array fields{
        Field{"base", "the training base's code", "", Shape::code},
        Field{"regions", "organisations whose schools it serves, a school too", "", Shape::code, 1,
              10'000}};
};

/// The texts of a project's fields, shared by create_project and amend_project.
inline constexpr std::array project_fields{
    Field{"code", "the project's code", "", Shape::code},
    Field{"name", "the project's name", "bytes", Shape::text, 1, shared_fields::text_most},
    Field{"level", "national, provincial, municipal or county"},
    Field{"owner", "the authority that sets it up", "", Shape::code},
    Field{"year", "the year to which its records belong", "years", Shape::any, 1900, 2999},
    Field{"hours", "hours earned in full", "hours"},
    Field{"seats", "seats in all", "persons", Shape::any, 0, 100'000'000},
    Field{"enrollment", "the enrolment window"},
    Field{"training", "the training period"},
    Field{"audience", "who may enrol"},
    Field{"bases", "bases and their regions", "", Shape::any, 0, 1000},
    Field{"online_enrollment",
          "false: hours are entered directly; window, seats, bases play no part"},
};
BOOST_DESCRIBE_STRUCT(CreateProject, (),
                      (code, name, level, owner, year, hours, seats, enrollment, training, audience,
                       bases, online_enrollment))
template <>
struct fields_of<CreateProject> {
    static constexpr auto fields = project_fields;
};
template <>
struct about<CreateProject> {
    static constexpr About value{"create_project", "Sets up a training project.", "设置培训项目",
                                 "PRJ-1 PRJ-2"};
};
BOOST_DESCRIBE_STRUCT(AmendProject, (),
                      (code, name, level, owner, year, hours, seats, enrollment, training, audience,
                       bases, online_enrollment))
template <>
struct fields_of<AmendProject> {
    static constexpr auto fields = project_fields;
};
template <>
struct about<AmendProject> {
    static constexpr About value{"amend_project", "Changes the fields given, leaves the others.",
                                 "修改培训项目", "PRJ-1 PRJ-2 PRJ-3 QUO-4"};
};
BOOST_DESCRIBE_STRUCT(CancelProject, (), (code, reason))
template <>
struct fields_of<CancelProject> {
    static constexpr std::array fields{Field{"code", "the project's code", "", Shape::code},
                                       Field{"reason", "why, for those concerned to read", "bytes",
                                             Shape::text, 1, shared_fields::reason_most}};
};
template <>
struct about<CancelProject> {
    static constexpr About value{"cancel_project",
                                 "Ends a project: its records stay, nothing more is done in it.",
                                 "取消培训项目", "PRJ-3"};
};

BOOST_DESCRIBE_STRUCT(Allocation, (), (org, seats))
template <>
struct fields_of<Allocation> {
    static constexpr std::array fields{
        Field{"org", "a child of the acting organisation", "", Shape::code},
        Field{"seats", "how many it shall hold", "persons", Shape::any, 0, 100'000'000}};
};
BOOST_DESCRIBE_STRUCT(AllocateQuota, (), (project, allocations))
template <>
struct fields_of<AllocateQuota> {
    static constexpr std::array fields{
        shared_fields::project,
        Field{"allocations", "sets each organisation named; the others keep theirs", "", Shape::any,
              1}};
};
template <>
struct about<AllocateQuota> {
    static constexpr About value{"allocate_quota", "Hands seats down to the children.", "分配名额",
                                 "QUO-1 QUO-2 QUO-4"};
};

BOOST_DESCRIBE_STRUCT(Enroll, (), (project, teachers, forced))
template <>
struct fields_of<Enroll> {
    static constexpr std::array fields{
        shared_fields::project, shared_fields::teachers,
        Field{"forced", "enrol also who doesn't meet the teacher's conditions; recorded"}};
};
template <>
struct about<Enroll> {
    static constexpr About value{"enroll", "Enrols teachers of the acting school.", "报名",
                                 "ENR-1 ENR-2 ENR-3 ENR-4 ENR-5 ENR-8 PRJ-2 QUO-3"};
};
BOOST_DESCRIBE_STRUCT(DeleteEnrollment, (), (project, teachers))
template <>
struct fields_of<DeleteEnrollment> {
    static constexpr std::array fields{shared_fields::project, shared_fields::teachers};
};
template <>
struct about<DeleteEnrollment> {
    static constexpr About value{"delete_enrollment",
                                 "Takes back enrolments that nobody approved, and frees the seats.",
                                 "删除报名", "ENR-8 ENR-9 QUO-5"};
};
BOOST_DESCRIBE_STRUCT(ReviewEnrollment, (), (project, teachers, decision, reason))
template <>
struct fields_of<ReviewEnrollment> {
    static constexpr std::array fields{shared_fields::project, shared_fields::teachers,
                                       Field{"decision", "approve or reject"},
                                       shared_fields::reason};
};
template <>
struct about<ReviewEnrollment> {
    static constexpr About value{"review_enrollment",
                                 "Approves or rejects enrolments that wait for the actor.",
                                 "审批报名", "ENR-6 ENR-7 ENR-11 CLS-4"};
};
BOOST_DESCRIBE_STRUCT(CancelEnrollmentApproval, (), (project, teachers))
template <>
struct fields_of<CancelEnrollmentApproval> {
    static constexpr std::array fields{shared_fields::project, shared_fields::teachers};
};
template <>
struct about<CancelEnrollmentApproval> {
    static constexpr About value{"cancel_enrollment_approval",
                                 "Takes back the actor's own approval: pending again at that step.",
                                 "取消审批", "ENR-9 ENR-10"};
};

BOOST_DESCRIBE_STRUCT(CreateClass, (), (project, code, name, sole, planned, training))
template <>
struct fields_of<CreateClass> {
    static constexpr std::array fields{
        shared_fields::project,
        Field{"code", "the class's code", "", Shape::code},
        Field{"name", "the class's name", "bytes", Shape::text, 1, shared_fields::text_most},
        Field{"sole", "the base's only class: all its approved trainees join"},
        Field{"planned", "planned number", "persons", Shape::any, 0, 1'000'000},
        Field{"training", "when the class is held"}};
};
template <>
struct about<CreateClass> {
    static constexpr About value{"create_class", "Creates a class of the acting base.",
                                 "创建培训班", "CLS-1 CLS-4"};
};
BOOST_DESCRIBE_STRUCT(DeleteClasses, (), (classes))
template <>
struct fields_of<DeleteClasses> {
    static constexpr std::array fields{Field{"classes", "the classes' codes", "", Shape::code, 1}};
};
template <>
struct about<DeleteClasses> {
    static constexpr About value{"delete_classes", "Deletes classes; their trainees stay.",
                                 "删除培训班", "CLS-1 CLS-3"};
};
BOOST_DESCRIBE_STRUCT(AssignClass, (), (class_, teachers))
template <>
struct fields_of<AssignClass> {
    static constexpr std::array fields{shared_fields::class_, shared_fields::teachers};
};
template <>
struct about<AssignClass> {
    static constexpr About value{"assign_class", "Puts approved trainees into a class.", "分班",
                                 "CLS-1 CLS-2"};
};
BOOST_DESCRIBE_STRUCT(RemoveFromClass, (), (class_, teachers))
template <>
struct fields_of<RemoveFromClass> {
    static constexpr std::array fields{shared_fields::class_, shared_fields::teachers};
};
template <>
struct about<RemoveFromClass> {
    static constexpr About value{"remove_from_class", "Takes trainees out of a class.",
                                 "移出培训班", "CLS-1 REQ-5"};
};

BOOST_DESCRIBE_STRUCT(ResultEntry, (), (teacher, attendance, grade))
template <>
struct fields_of<ResultEntry> {
    static constexpr std::array fields{shared_fields::teacher,
                                       Field{"attendance", "attendance rate, 0 to 100", "percent"},
                                       shared_fields::grade};
};
BOOST_DESCRIBE_STRUCT(RecordResults, (), (project, results))
template <>
struct fields_of<RecordResults> {
    static constexpr std::array fields{
        shared_fields::project,
        Field{"results", "replaces each teacher's whole result", "", Shape::any, 1}};
};
template <>
struct about<RecordResults> {
    static constexpr About value{"record_results", "Records attendance and grade: hours follow.",
                                 "录入学时", "HRS-1 HRS-2 HRS-3"};
};
BOOST_DESCRIBE_STRUCT(DeleteResults, (), (project, teachers))
template <>
struct fields_of<DeleteResults> {
    static constexpr std::array fields{shared_fields::project, shared_fields::teachers};
};
template <>
struct about<DeleteResults> {
    static constexpr About value{"delete_results", "Deletes results not yet approved.", "删除成绩",
                                 "HRS-1 HRS-3"};
};
BOOST_DESCRIBE_STRUCT(GradeEntry, (), (teacher, grade))
template <>
struct fields_of<GradeEntry> {
    static constexpr std::array fields{shared_fields::teacher, shared_fields::grade};
};
BOOST_DESCRIBE_STRUCT(EnterProjectHours, (), (project, results))
template <>
struct fields_of<EnterProjectHours> {
    static constexpr std::array fields{shared_fields::project,
                                       Field{"results", "teachers and grades", "", Shape::any, 1}};
};
template <>
struct about<EnterProjectHours> {
    static constexpr About value{"enter_project_hours",
                                 "Enters hours of a project without online enrolment.",
                                 "添加项目学时", "HRS-2 HRS-3 HRS-6"};
};
BOOST_DESCRIBE_STRUCT(ApproveHours, (), (hours))
template <>
struct fields_of<ApproveHours> {
    static constexpr std::array fields{shared_fields::records};
};
template <>
struct about<ApproveHours> {
    static constexpr About value{"approve_hours", "Approves recorded hours.", "审定学时", "HRS-4"};
};
BOOST_DESCRIBE_STRUCT(VerifyHours, (), (hours))
template <>
struct fields_of<VerifyHours> {
    static constexpr std::array fields{shared_fields::records};
};
template <>
struct about<VerifyHours> {
    static constexpr About value{"verify_hours", "Verifies approved hours: they count from now on.",
                                 "验证学时", "HRS-4"};
};
BOOST_DESCRIBE_STRUCT(ReturnHours, (), (hours, reason))
template <>
struct fields_of<ReturnHours> {
    static constexpr std::array fields{shared_fields::records, shared_fields::reason};
};
template <>
struct about<ReturnHours> {
    static constexpr About value{
        "return_hours", "Returns approved, unverified hours to the recorder.", "打回学时", "HRS-4"};
};

BOOST_DESCRIBE_STRUCT(Receipt, (), (stream, number, at, done, version))
template <>
struct fields_of<Receipt> {
    static constexpr std::array fields{
        Field{"stream", "the stream of the log: the acting organisation, a teacher's school"},
        Field{"number", "the entry's number in its stream, from 1"},
        Field{"at", "the instant at which the command came to the door"},
        Field{"done", "how many items were accepted", "items"},
        Field{"version", "the new version of the one thing changed, where there is one"}};
};

}  // namespace xueshi
