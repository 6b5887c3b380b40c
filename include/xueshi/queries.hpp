#pragma once
/// The queries and what they answer. One struct each; texts in query_texts.hpp. Long answers come
/// in pages: ask again with `after` = the last answer's `next`, until there is none.

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <xueshi/commands.hpp>

namespace xueshi {

struct OrgView {
    std::string code;
    std::string name;
    OrgKind kind = OrgKind::school;
    std::optional<OrgLevel> level{};
    std::optional<std::string> parent{};
    std::vector<Stage> stages{};
};
struct OrgsPage {
    std::vector<OrgView> orgs;
    std::optional<std::string> next{};
};
struct Orgs {
    using Answer = OrgsPage;
    std::optional<std::string>
        under{};  ///< the children of this organisation; absent: the actor's own
    std::optional<OrgKind> kind{};
    std::int64_t limit = 100;
    std::optional<std::string> after{};
};

struct TeacherView {
    std::string teacher;
    std::string name;  ///< masked
    std::string school;
    std::vector<Stage> stages{};
    std::string subject;
    std::optional<std::string> title{};
    std::optional<std::string> position{};
    std::optional<std::string> id_number{};  ///< masked
    std::optional<std::string> mobile{};     ///< masked
    std::optional<Date> hired_on{};
};
struct TeachersPage {
    std::vector<TeacherView> teachers;
    std::optional<std::string> next{};
};
struct Teachers {
    using Answer = TeachersPage;
    std::optional<std::string> search{};
    std::optional<std::string> school{};
    std::optional<std::string> subject{};
    std::int64_t limit = 100;
    std::optional<std::string> after{};
};
struct EligibleTeachers {
    using Answer = TeachersPage;
    std::string project;
    std::int64_t limit = 100;
    std::optional<std::string> after{};
};

struct ProjectView {
    std::string code;
    std::string name;
    ProjectLevel level = ProjectLevel::provincial;
    std::string owner;
    std::int64_t year = 0;
    Hours hours;
    std::optional<std::int64_t> seats{};
    std::optional<DateRange> enrollment{};
    DateRange training;
    Audience audience;
    std::vector<BaseRegions> bases{};
    bool online_enrollment = true;
    ProjectState state = ProjectState::active;
    bool open = false;  ///< whether the enrolment window is open now (the gate's own predicate)
    std::int64_t version = 0;
};
struct ProjectsPage {
    std::vector<ProjectView> projects;
    std::optional<std::string> next{};
};
struct Projects {
    using Answer = ProjectsPage;
    std::optional<std::int64_t> year{};
    std::int64_t limit = 100;
    std::optional<std::string> after{};
};

struct QuotaView {
    std::string org;
    std::int64_t seats = 0;
    std::int64_t used = 0;  ///< handed out to children, or taken by enrolments
    std::int64_t left = 0;
};
struct QuotaAnswer {
    std::string project;
    QuotaView own;
    std::vector<QuotaView> children;
};
struct Quota {
    using Answer = QuotaAnswer;
    std::string project;
    std::optional<std::string> org{};  ///< absent: the actor's own
};

struct EnrollmentView {
    std::string project;
    std::string teacher;
    std::string school;
    std::string state;  ///< pending_<step>, approved, rejected
    bool forced = false;
    std::optional<std::string> reason{};
    std::optional<std::string> class_{};
    std::optional<Instant> enrolled_at{};
    std::int64_t version = 0;
};
struct EnrollmentsPage {
    std::vector<EnrollmentView> enrollments;
    std::optional<std::string> next{};
};
struct Enrollments {
    using Answer = EnrollmentsPage;
    std::optional<std::string> project{};
    std::optional<std::string> state{};
    std::int64_t limit = 100;
    std::optional<std::string> after{};
};

struct ClassView {
    std::string class_;
    std::string project;
    std::string base;
    std::string name;
    bool sole = false;
    std::optional<std::int64_t> planned{};
    std::optional<DateRange> training{};
    std::int64_t members = 0;
    std::int64_t version = 0;
};
struct ClassesPage {
    std::vector<ClassView> classes;
    std::optional<std::string> next{};
};
struct Classes {
    using Answer = ClassesPage;
    std::optional<std::string> project{};
    std::int64_t limit = 100;
    std::optional<std::string> after{};
};

struct HoursView {
    std::string record;  ///< the record's code
    std::string teacher;
    std::string category;  ///< project (later also plan, degree, …)
    std::string project;
    std::string name;
    ProjectLevel level = ProjectLevel::provincial;
    std::string school;  ///< where it was earned
    std::int64_t year = 0;
    Hours hours;
    std::string grade;
    std::optional<std::int64_t> attendance{};
    HoursState state = HoursState::recorded;
    std::optional<std::string> reason{};
};
struct HoursPage {
    std::vector<HoursView> records;
    std::optional<std::string> next{};
};
struct HoursQuery {
    using Answer = HoursPage;
    std::optional<std::string> teacher{};
    std::optional<std::string> project{};
    std::optional<HoursState> state{};
    std::optional<std::int64_t> year{};
    std::int64_t limit = 100;
    std::optional<std::string> after{};
};

struct Total {
    std::string category;
    HoursState state = HoursState::recorded;
    Hours hours;
    std::int64_t records = 0;
};
struct StatementAnswer {
    std::string teacher;
    std::vector<HoursView> records;
    std::vector<Total> totals;
    Hours verified;  ///< all categories
};
struct Statement {
    using Answer = StatementAnswer;
    std::string teacher;
    std::optional<std::int64_t> year{};
    std::optional<std::int64_t> from{};  ///< years, both included
    std::optional<std::int64_t> to{};
};

enum class Measure { hours, enrollments };
BOOST_DESCRIBE_ENUM(Measure, hours, enrollments)
enum class Dimension { org, project, category, level, stage, subject, month, school, base };
BOOST_DESCRIBE_ENUM(Dimension, org, project, category, level, stage, subject, month, school, base)

struct StatisticsRow {
    std::map<std::string, std::string> by;            ///< dimension → value
    std::map<std::string, std::int64_t> enrollments;  ///< state → count
    Hours recorded;
    Hours approved;
    Hours verified;
    std::int64_t records = 0;
};
struct StatisticsAnswer {
    std::string org;
    std::vector<StatisticsRow> rows;
};
struct Statistics {
    using Answer = StatisticsAnswer;
    std::string org;
    std::optional<std::int64_t> year{};
    Measure measure = Measure::hours;
    std::vector<Dimension> by{};
};

struct Waiting {
    std::string kind;  ///< review_enrollment, approve_hours, verify_hours, record_results, …
    std::string project;
    std::int64_t count = 0;
};
struct WorklistAnswer {
    std::vector<Waiting> waiting;
};
struct Worklist {
    using Answer = WorklistAnswer;
    std::optional<std::int64_t> year{};
};

struct LogView {
    std::string stream;
    std::int64_t number = 0;
    std::string entry;  ///< the stored JSON text, exactly as hashed
    std::string hash;   ///< hex
};
struct LogPage {
    std::vector<LogView> entries;
    std::optional<std::string> next{};
};
struct Log {
    using Answer = LogPage;
    std::optional<Date> from{};
    std::optional<Date> to{};
    std::optional<std::string> subject{};
    std::int64_t limit = 100;
    std::optional<std::string> after{};
};
struct Changes {
    using Answer = LogPage;
    std::string stream;
    std::int64_t after = 0;  ///< the number of the last entry seen
    std::int64_t limit = 100;
};

/// `explain` decides a command and changes nothing; it is asked through Engine::explain.
using Query = std::variant<Orgs, Teachers, Projects, EligibleTeachers, Quota, Enrollments, Classes,
                           HoursQuery, Statement, Statistics, Worklist, Log, Changes>;

}  // namespace xueshi
