#pragma once
/// The commands: everything that changes a storage. One struct each; texts in command_texts.hpp.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <xueshi/model.hpp>

namespace xueshi {

/// Records of one project are named by `project:<project>:<teacher>`.
std::string record_code(std::string_view project, std::string_view teacher);

struct AdoptPolicy {
    std::string policy;  ///< the content of the policy file
};

struct OrgEntry {
    std::string code;
    std::string name;
    OrgKind kind = OrgKind::school;
    std::optional<OrgLevel> level{};
    std::optional<std::string> parent{};
    std::vector<Stage> stages{};
};
struct RegisterOrgs {
    std::vector<OrgEntry> orgs;
};

struct TeacherEntry {
    std::string code;
    std::string name;
    std::string school;
    std::vector<Stage> stages{};
    std::string subject;
    std::optional<std::string> title{};
    std::optional<std::string> position{};
    std::optional<std::string> sex{};
    std::optional<Date> birth_date{};
    std::optional<std::string> id_type{};
    std::optional<std::string> id_number{};
    std::optional<std::string> mobile{};
    std::optional<Date> hired_on{};
};
struct RegisterTeachers {
    std::vector<TeacherEntry> teachers;
};
struct TransferTeacher {
    std::string teacher;
    std::string to_school;
};

/// Who may enrol (ENR-2, ENR-3). Empty lists mean: no such condition.
struct Audience {
    std::vector<Stage> stages{};
    std::vector<std::string> subjects{};
    std::vector<std::string> titles{};
    std::vector<std::string> positions{};
    std::optional<std::int64_t> min_years{};
    bool operator==(const Audience&) const = default;
};
/// A base and the organisations whose schools it serves (PRJ-2).
struct BaseRegions {
    std::string base;
    std::vector<std::string> regions;
    bool operator==(const BaseRegions&) const = default;
};
struct CreateProject {
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
};
struct AmendProject {
    std::string code;
    std::optional<std::string> name{};
    std::optional<ProjectLevel> level{};
    std::optional<std::string> owner{};
    std::optional<std::int64_t> year{};
    std::optional<Hours> hours{};
    std::optional<std::int64_t> seats{};
    std::optional<DateRange> enrollment{};
    std::optional<DateRange> training{};
    std::optional<Audience> audience{};
    std::optional<std::vector<BaseRegions>> bases{};
    std::optional<bool> online_enrollment{};
};
struct CancelProject {
    std::string code;
    std::string reason;
};

struct Allocation {
    std::string org;
    std::int64_t seats = 0;
};
struct AllocateQuota {
    std::string project;
    std::vector<Allocation> allocations;
};

struct Enroll {
    std::string project;
    std::vector<std::string> teachers;
    bool forced = false;
};
struct DeleteEnrollment {
    std::string project;
    std::vector<std::string> teachers;
};
struct ReviewEnrollment {
    std::string project;
    std::vector<std::string> teachers;
    Decision decision = Decision::approve;
    std::optional<std::string> reason{};
};
struct CancelEnrollmentApproval {
    std::string project;
    std::vector<std::string> teachers;
};

struct CreateClass {
    std::string project;
    std::string code;
    std::string name;
    bool sole = false;
    std::optional<std::int64_t> planned{};
    std::optional<DateRange> training{};
};
struct DeleteClasses {
    std::vector<std::string> classes;
};
struct AssignClass {
    std::string class_;
    std::vector<std::string> teachers;
};
struct RemoveFromClass {
    std::string class_;
    std::vector<std::string> teachers;
};

struct ResultEntry {
    std::string teacher;
    std::optional<std::int64_t> attendance{};
    std::string grade;
};
struct RecordResults {
    std::string project;
    std::vector<ResultEntry> results;
};
struct DeleteResults {
    std::string project;
    std::vector<std::string> teachers;
};
struct GradeEntry {
    std::string teacher;
    std::string grade;
};
struct EnterProjectHours {
    std::string project;
    std::vector<GradeEntry> results;
};
struct ApproveHours {
    std::vector<std::string> hours;
};
struct VerifyHours {
    std::vector<std::string> hours;
};
struct ReturnHours {
    std::vector<std::string> hours;
    std::optional<std::string> reason{};
};

using Command =
    std::variant<AdoptPolicy, RegisterOrgs, RegisterTeachers, TransferTeacher, CreateProject,
                 AmendProject, CancelProject, AllocateQuota, Enroll, DeleteEnrollment,
                 ReviewEnrollment, CancelEnrollmentApproval, CreateClass, DeleteClasses,
                 AssignClass, RemoveFromClass, RecordResults, DeleteResults, EnterProjectHours,
                 ApproveHours, VerifyHours, ReturnHours>;

/// What every command answers: where it stands in the log, and how many items it was done for.
struct Receipt {
    std::string stream;                     ///< the acting organisation (a teacher's: the school)
    std::int64_t number = 0;                ///< the entry's place in that stream, from 1
    Instant at;                             ///< when it came to the door
    std::int64_t done = 0;                  ///< items accepted
    std::optional<std::int64_t> version{};  ///< of the one thing changed (project, class)
};

}  // namespace xueshi
