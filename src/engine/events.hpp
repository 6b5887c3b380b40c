#pragma once
/// What happened: the events that commands come to. They say everything that `apply` needs, so a
/// replay asks neither rules nor policy nor register. Events stand in the log by these names, for
/// ever.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <xueshi/command_texts.hpp>
#include <xueshi/queries.hpp>

namespace xueshi::engine {

/// A trainee's row is found by home and code.
struct Trainee {
    std::string teacher;
    std::string home;
};
BOOST_DESCRIBE_STRUCT(Trainee, (), (teacher, home))

/// Seats given back to an organisation.
struct Freed {
    std::string org;
    std::string place;
    std::int64_t seats = 0;
};
BOOST_DESCRIBE_STRUCT(Freed, (), (org, place, seats))

struct PolicyAdopted {
    std::string province;
    std::int64_t number = 0;
    std::string digest;
    std::string content;
};
BOOST_DESCRIBE_STRUCT(PolicyAdopted, (), (province, number, digest, content))

struct OrgsRegistered {
    std::vector<OrgEntry> orgs;
};
BOOST_DESCRIBE_STRUCT(OrgsRegistered, (), (orgs))

/// Personal content is applied, and stays out of the log: there only its keyed digest stands.
struct RegisteredTeacher {
    std::string home;
    TeacherEntry teacher;
    std::optional<std::string> key_id{};
    std::optional<std::string> digest{};
};
BOOST_DESCRIBE_STRUCT(RegisteredTeacher, (), (home, teacher, key_id, digest))
struct TeachersRegistered {
    std::vector<RegisteredTeacher> teachers;
};
BOOST_DESCRIBE_STRUCT(TeachersRegistered, (), (teachers))

struct TeacherTransferred {
    std::string teacher;
    std::string home;
    std::string to_school;
};
BOOST_DESCRIBE_STRUCT(TeacherTransferred, (), (teacher, home, to_school))

struct ProjectCreated {
    CreateProject project;
    std::string place;  ///< of the owner's seats
};
BOOST_DESCRIBE_STRUCT(ProjectCreated, (), (project, place))

struct ProjectAmended {
    CreateProject project;
    std::string place;
    std::int64_t more_seats = 0;  ///< negative: fewer
};
BOOST_DESCRIBE_STRUCT(ProjectAmended, (), (project, place, more_seats))

struct ProjectCancelled {
    std::string project;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(ProjectCancelled, (), (project, reason))

struct Allocated {
    std::string org;
    std::string place;
    std::int64_t more = 0;
    bool first = false;  ///< the organisation held no allocation before
};
BOOST_DESCRIBE_STRUCT(Allocated, (), (org, place, more, first))
struct QuotaAllocated {
    std::string project;
    std::string holder;
    std::string place;
    std::vector<Allocated> allocations;
};
BOOST_DESCRIBE_STRUCT(QuotaAllocated, (), (project, holder, place, allocations))

/// A teacher as he or she was when the record was made (ORG-4).
struct EnrolledTeacher {
    std::string teacher;
    std::string home;
    std::vector<Stage> stages{};
    std::string subject;
    std::optional<std::string> title{};
    bool again = false;  ///< after a deleted enrolment
};
BOOST_DESCRIBE_STRUCT(EnrolledTeacher, (), (teacher, home, stages, subject, title, again))
struct Enrolled {
    std::string project;
    std::string school;
    std::string place;
    std::string state;
    std::int64_t step = 0;
    bool forced = false;
    bool first = false;  ///< the project's first enrolment (PRJ-3)
    std::int64_t year = 0;
    std::int64_t at = 0;  ///< microseconds
    std::vector<EnrolledTeacher> teachers;
};
BOOST_DESCRIBE_STRUCT(Enrolled, (),
                      (project, school, place, state, step, forced, first, year, at, teachers))

struct EnrollmentsDeleted {
    std::string project;
    std::vector<Trainee> trainees;
    std::vector<Freed> freed;
};
BOOST_DESCRIBE_STRUCT(EnrollmentsDeleted, (), (project, trainees, freed))

/// An enrolment's new state after review or cancelling.
struct Moved {
    std::string teacher;
    std::string home;
    std::string state;
    std::int64_t step = 0;
    std::optional<std::string> class_{};  ///< joined a sole class (CLS-4)
};
BOOST_DESCRIBE_STRUCT(Moved, (), (teacher, home, state, step, class_))
struct EnrollmentsReviewed {
    std::string project;
    std::optional<std::string> reason{};
    std::vector<Moved> trainees;
    std::vector<Freed> freed;
};
BOOST_DESCRIBE_STRUCT(EnrollmentsReviewed, (), (project, reason, trainees, freed))
struct ApprovalsCancelled {
    std::string project;
    std::vector<Moved> trainees;
};
BOOST_DESCRIBE_STRUCT(ApprovalsCancelled, (), (project, trainees))

struct ClassCreated {
    CreateClass class_;
    std::string base;
    std::vector<Trainee> members;  ///< of a sole class
};
BOOST_DESCRIBE_STRUCT(ClassCreated, (), (class_, base, members))
struct ClassMembers {
    std::string class_;
    std::string project;
    std::vector<Trainee> members;
};
BOOST_DESCRIBE_STRUCT(ClassMembers, (), (class_, project, members))
struct ClassesDeleted {
    std::vector<ClassMembers> classes;
};
BOOST_DESCRIBE_STRUCT(ClassesDeleted, (), (classes))
struct ClassAssigned {
    ClassMembers joined;
};
BOOST_DESCRIBE_STRUCT(ClassAssigned, (), (joined))
struct RemovedFromClass {
    ClassMembers left;
};
BOOST_DESCRIBE_STRUCT(RemovedFromClass, (), (left))

struct Result {
    std::string teacher;
    std::string home;
    std::optional<std::int64_t> attendance{};
    std::string grade;
    Hours hours;
};
BOOST_DESCRIBE_STRUCT(Result, (), (teacher, home, attendance, grade, hours))
struct ResultsRecorded {
    std::string project;
    std::vector<Result> results;
};
BOOST_DESCRIBE_STRUCT(ResultsRecorded, (), (project, results))
struct ResultsDeleted {
    std::string project;
    std::vector<Trainee> trainees;
};
BOOST_DESCRIBE_STRUCT(ResultsDeleted, (), (project, trainees))

struct EnteredHours {
    EnrolledTeacher teacher;
    std::string school;
    std::string grade;
    Hours hours;
};
BOOST_DESCRIBE_STRUCT(EnteredHours, (), (teacher, school, grade, hours))
struct HoursEntered {
    std::string project;
    std::int64_t year = 0;
    bool first = false;
    std::vector<EnteredHours> results;
};
BOOST_DESCRIBE_STRUCT(HoursEntered, (), (project, year, first, results))

struct HourRecord {
    std::string project;
    std::string teacher;
    std::string home;
};
BOOST_DESCRIBE_STRUCT(HourRecord, (), (project, teacher, home))
struct HoursMoved {
    HoursState state = HoursState::recorded;
    std::optional<std::string> reason{};
    std::vector<HourRecord> records;
};
BOOST_DESCRIBE_STRUCT(HoursMoved, (), (state, reason, records))

/// The heads of streams, in the root stream: what an exported anchor is made of.
struct Head {
    std::string stream;
    std::int64_t number = 0;
    std::string hash;
};
BOOST_DESCRIBE_STRUCT(Head, (), (stream, number, hash))
struct Checkpointed {
    std::vector<Head> heads;
};
BOOST_DESCRIBE_STRUCT(Checkpointed, (), (heads))

using Event = std::variant<PolicyAdopted, OrgsRegistered, TeachersRegistered, TeacherTransferred,
                           ProjectCreated, ProjectAmended, ProjectCancelled, QuotaAllocated,
                           Enrolled, EnrollmentsDeleted, EnrollmentsReviewed, ApprovalsCancelled,
                           ClassCreated, ClassesDeleted, ClassAssigned, RemovedFromClass,
                           ResultsRecorded, ResultsDeleted, HoursEntered, HoursMoved, Checkpointed>;

/// The names under which events stand in the log, in the order of the variant.
inline constexpr std::array<std::string_view, std::variant_size_v<Event>> event_names{
    "policy_adopted",   "orgs_registered",     "teachers_registered",  "teacher_transferred",
    "project_created",  "project_amended",     "project_cancelled",    "quota_allocated",
    "enrolled",         "enrollments_deleted", "enrollments_reviewed", "approvals_cancelled",
    "class_created",    "classes_deleted",     "class_assigned",       "removed_from_class",
    "results_recorded", "results_deleted",     "hours_entered",        "hours_moved",
    "checkpointed"};

}  // namespace xueshi::engine
