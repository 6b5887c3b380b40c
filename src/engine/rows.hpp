#pragma once
/// The rows that a storage keeps for the engine. First the key, its first column the partition;
/// last the row's version (counts its changes) and its writer (the log entry that wrote it,
/// "stream:number"), by which replay knows in which order entries of different streams must be
/// applied.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include <xueshi/model.hpp>
#include <xueshi/storage.hpp>

namespace xueshi::engine {

/// Partition of what belongs to no county: projects, classes, organisations (one province a
/// storage).
inline constexpr std::string_view reference = "-";

/// The storage's one row about itself.
struct RootRow {
    std::string partition;
    std::string name;      ///< "root"
    std::string province;  ///< who adopted the first policy
    std::string policy;    ///< digest of the policy in force
    std::int64_t policies = 0;
    bool founded = false;
    std::int64_t version = 0;
    std::string writer;
};
BOOST_DESCRIBE_STRUCT(RootRow, (),
                      (partition, name, province, policy, policies, founded, version, writer))

struct PolicyRow {
    std::string partition;
    std::string digest;
    std::int64_t number = 0;
    std::string content;
    std::int64_t version = 0;
    std::string writer;
};
BOOST_DESCRIBE_STRUCT(PolicyRow, (), (partition, digest, number, content, version, writer))

struct OrgRow {
    std::string partition;
    std::string code;
    std::string name;
    OrgKind kind = OrgKind::school;
    std::optional<OrgLevel> level{};
    std::optional<std::string> parent{};
    std::vector<Stage> stages{};
    std::int64_t version = 0;
    std::string writer;
};
BOOST_DESCRIBE_STRUCT(OrgRow, (),
                      (partition, code, name, kind, level, parent, stages, version, writer))

struct TeacherRow {
    std::string home;
    std::string teacher;
    std::string school;
    std::vector<Stage> stages{};
    std::string subject;
    std::optional<std::string> title{};
    std::optional<std::string> position{};
    std::optional<Date> hired_on{};
    std::int64_t version = 0;
    std::string writer;
};
BOOST_DESCRIBE_STRUCT(TeacherRow, (),
                      (home, teacher, school, stages, subject, title, position, hired_on, version,
                       writer))

struct PersonRow {
    std::string home;
    std::string teacher;
    std::optional<std::string> key_id{};
    std::optional<std::string> digest{};  ///< keyed, of the content
    std::optional<std::string> name{};
    std::optional<std::string> sex{};
    std::optional<Date> birth_date{};
    std::optional<std::string> id_type{};
    std::optional<std::string> id_number{};
    std::optional<std::string> mobile{};
    std::int64_t version = 0;
    std::string writer;
};
BOOST_DESCRIBE_STRUCT(PersonRow, (),
                      (home, teacher, key_id, digest, name, sex, birth_date, id_type, id_number,
                       mobile, version, writer))

struct ProjectRow {
    std::string partition;
    std::string project;
    std::string owner;
    std::int64_t year = 0;
    ProjectState state = ProjectState::active;
    bool enrolled = false;
    std::string body;  ///< CreateProject as JSON
    std::int64_t version = 0;
    std::string writer;
};
BOOST_DESCRIBE_STRUCT(ProjectRow, (),
                      (partition, project, owner, year, state, enrolled, body, version, writer))

enum class ClassState { active, deleted };
BOOST_DESCRIBE_ENUM(ClassState, active, deleted)

struct ClassRow {
    std::string partition;
    std::string code;
    std::string project;
    std::string base;
    std::string name;
    ClassState state = ClassState::active;
    bool sole = false;
    std::optional<std::int64_t> planned{};
    std::optional<Date> training_from{};
    std::optional<Date> training_to{};
    std::int64_t members = 0;
    std::int64_t version = 0;
    std::string writer;
};
BOOST_DESCRIBE_STRUCT(ClassRow, (),
                      (partition, code, project, base, name, state, sole, planned, training_from,
                       training_to, members, version, writer))

/// A trainee in a project: enrolment, step, class, result and hour state. `state` is empty for
/// hours entered without enrolment; a deleted enrolment keeps its row, so that versions go on
/// counting.
struct EnrollmentRow {
    std::string home;
    std::string teacher;
    std::string project;
    std::string school;  ///< school, stages, subject, title: of the day of enrolment (ORG-4)
    std::vector<Stage> stages{};
    std::string subject;
    std::optional<std::string> title{};
    std::string state;      ///< pending_<reviewer>, approved, rejected, deleted, ""
    std::int64_t step = 0;  ///< position in the review chain while pending or rejected
    bool forced = false;
    std::optional<std::int64_t> enrolled_at{};  ///< microseconds
    std::optional<std::string> reason{};
    std::optional<std::string> class_code{};
    std::optional<std::int64_t> attendance{};
    std::optional<std::string> grade{};
    std::optional<Hours> hours{};
    std::optional<HoursState> hours_state{};
    std::optional<std::string> hours_reason{};
    bool holds_seat =
        false;  ///< what the policy of the day said stays so under a later one (QUO-5)
    std::int64_t year = 0;
    std::int64_t version = 0;
    std::string writer;
};
BOOST_DESCRIBE_STRUCT(EnrollmentRow, (),
                      (home, teacher, project, school, stages, subject, title, state, step, forced,
                       enrolled_at, reason, class_code, attendance, grade, hours, hours_state,
                       hours_reason, holds_seat, year, version, writer))

/// Seats of one organisation in one project. `used`: handed out to children, or taken by
/// enrolments.
struct QuotaRow {
    std::string place;
    std::string project;
    std::string org;
    std::int64_t seats = 0;
    std::int64_t used = 0;
    std::int64_t version = 0;
    std::string writer;
};
BOOST_DESCRIBE_STRUCT(QuotaRow, (), (place, project, org, seats, used, version, writer))

/// The head of a stream of the log.
struct StreamRow {
    std::string stream;
    std::int64_t number = 0;
    std::string hash;
    std::int64_t at = 0;            ///< microseconds
    std::int64_t checkpointed = 0;  ///< its number in the last checkpoint that names it
};
BOOST_DESCRIBE_STRUCT(StreamRow, (), (stream, number, hash, at, checkpointed))

struct LogRow {
    std::string stream;
    std::int64_t number = 0;
    std::int64_t at = 0;
    std::string hash;
    std::string entry;
};
BOOST_DESCRIBE_STRUCT(LogRow, (), (stream, number, at, hash, entry))

struct RequestRow {
    std::string stream;
    std::string request;
    std::string content;  ///< digest of the command
    std::int64_t number = 0;
};
BOOST_DESCRIBE_STRUCT(RequestRow, (), (stream, request, content, number))

/// Positions of columns that `add`, indexes and years name.
namespace quota_column {
inline constexpr std::uint8_t seats = 3, used = 4;
}
namespace enrollment_column {
inline constexpr std::uint8_t year = 19;
}
namespace log_column {
inline constexpr std::uint8_t at = 2;
}
namespace class_column {
inline constexpr std::uint8_t members = 10;
}

/// A table's name, key and indexes; its columns come from the description.
template <class Row>
struct table_of;

template <>
struct table_of<RootRow> {
    static constexpr std::string_view name = "root";
    static constexpr std::uint8_t key_columns = 2;
    static constexpr std::array<storage::Index, 0> indexes{};
};
template <>
struct table_of<PolicyRow> {
    static constexpr std::string_view name = "policy";
    static constexpr std::uint8_t key_columns = 2;
    static constexpr std::array<storage::Index, 0> indexes{};
};
template <>
struct table_of<OrgRow> {
    static constexpr std::string_view name = "org";
    static constexpr std::uint8_t key_columns = 2;
    static constexpr std::uint8_t parent[] = {5};
    static constexpr std::array indexes{storage::Index{"org_by_parent", parent}};
};
template <>
struct table_of<TeacherRow> {
    static constexpr std::string_view name = "teacher";
    static constexpr std::uint8_t key_columns = 2;
    static constexpr std::uint8_t code[] = {1};
    static constexpr std::uint8_t school[] = {2, 1};
    static constexpr std::array indexes{storage::Index{"teacher_by_code", code, true},
                                        storage::Index{"teacher_by_school", school}};
};
template <>
struct table_of<PersonRow> {
    static constexpr std::string_view name = "person";
    static constexpr std::uint8_t key_columns = 2;
    static constexpr std::array<storage::Index, 0> indexes{};
};
template <>
struct table_of<ProjectRow> {
    static constexpr std::string_view name = "project";
    static constexpr std::uint8_t key_columns = 2;
    static constexpr std::array<storage::Index, 0> indexes{};
};
template <>
struct table_of<ClassRow> {
    static constexpr std::string_view name = "class";
    static constexpr std::uint8_t key_columns = 2;
    static constexpr std::uint8_t project[] = {2, 3};
    static constexpr std::array indexes{storage::Index{"class_by_project", project}};
};
template <>
struct table_of<EnrollmentRow> {
    static constexpr std::string_view name = "enrollment";
    static constexpr std::uint8_t key_columns = 3;
    static constexpr std::uint8_t school[] = {3, 2, 1};
    static constexpr std::array indexes{storage::Index{"enrollment_by_school", school}};
    // The project's, which can't change once a row of it is there (PRJ-3).
    static constexpr storage::YearColumn year{enrollment_column::year};
};
template <>
struct table_of<QuotaRow> {
    static constexpr std::string_view name = "quota";
    static constexpr std::uint8_t key_columns = 3;
    static constexpr std::uint8_t project[] = {1, 2};
    static constexpr std::uint8_t org[] = {2, 1};
    static constexpr std::array indexes{storage::Index{"quota_by_project", project},
                                        storage::Index{"quota_by_org", org}};
};
template <>
struct table_of<StreamRow> {
    static constexpr std::string_view name = "stream";
    static constexpr std::uint8_t key_columns = 1;
    static constexpr std::array<storage::Index, 0> indexes{};
};
template <>
struct table_of<LogRow> {
    static constexpr std::string_view name = "log";
    static constexpr std::uint8_t key_columns = 2;
    static constexpr std::array<storage::Index, 0> indexes{};
    // Each number is given once, under the lock of its stream's head; an entry is never put again.
    static constexpr storage::YearColumn year{log_column::at, true};
};
template <>
struct table_of<RequestRow> {
    static constexpr std::string_view name = "request";
    static constexpr std::uint8_t key_columns = 2;
    static constexpr std::array<storage::Index, 0> indexes{};
};

/// All tables, in the order in which commands touch them.
using AllRows =
    boost::mp11::mp_list<RootRow, PolicyRow, OrgRow, TeacherRow, PersonRow, ProjectRow, ClassRow,
                         EnrollmentRow, QuotaRow, StreamRow, LogRow, RequestRow>;

}  // namespace xueshi::engine
