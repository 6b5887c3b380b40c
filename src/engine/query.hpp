#pragma once
/// The queries' answers, one overload each. They read, and refuse what lies outside the actor's
/// reach.

#include <xueshi/queries.hpp>

#include "engine/session.hpp"

namespace xueshi::engine {

/// A query's only refusal: the role never asks this, or not there.
class QueryRefused {
public:
    QueryRefused(Reason reason, std::string subject)
        : reason(std::move(reason)), subject(std::move(subject)) {}
    Reason reason;
    std::string subject;
};

OrgsPage answer(Session& session, const Orgs& query);
TeachersPage answer(Session& session, const Teachers& query);
TeachersPage answer(Session& session, const EligibleTeachers& query);
ProjectsPage answer(Session& session, const Projects& query);
QuotaAnswer answer(Session& session, const Quota& query);
EnrollmentsPage answer(Session& session, const Enrollments& query);
ClassesPage answer(Session& session, const Classes& query);
HoursPage answer(Session& session, const HoursQuery& query);
StatementAnswer answer(Session& session, const Statement& query);
StatisticsAnswer answer(Session& session, const Statistics& query);
WorklistAnswer answer(Session& session, const Worklist& query);
LogPage answer(Session& session, const Log& query);
LogPage answer(Session& session, const Changes& query);

/// Refuses unless the role is one of those given (ACC-1).
void require_role(const Session& session, std::string_view query, bool schools, bool bases,
                  bool teachers);
/// Refuses unless the organisation exists and lies at or under the actor's (VIEW-1).
const Line& require_reach(Session& session, const std::string& org);
const rules::Project& require_project(Session& session, const std::string& code);

bool is_authority(const Actor& actor);
/// Whether the actor may see a project at all; a school only those of its stages (ENR-2).
bool sees_project(Session& session, const rules::Project& project);
/// All projects, in the order of their codes.
void for_each_project(Session& session, std::string_view after,
                      const std::function<bool(const rules::Project&)>& visit);

/// The rows of trainees that an actor may see, in the order of school, project, teacher.
class VisibleRows {
public:
    /// `project`: only its rows. Refuses a project that isn't the acting base's.
    VisibleRows(Session& session, const std::optional<std::string>& project);

    /// Calls `visit` for each row after the cursor until it answers false.
    void for_each(const std::optional<std::string>& cursor,
                  const std::function<bool(const EnrollmentRow&)>& visit);
    static std::string cursor_of(const EnrollmentRow& row);

private:
    void add_schools_of_base(const std::optional<std::string>& wanted);
    bool visit_teacher(const std::optional<std::string>& cursor,
                       const std::function<bool(const EnrollmentRow&)>& visit);

    Session& session_;
    std::optional<std::string> project_;
    std::vector<std::string> schools_;  // sorted
};

HoursView to_hours_view(Session& session, const EnrollmentRow& row);

/// "a:b:c" taken apart; codes have no colon. Refuses what isn't `count` parts (REQ-1).
std::vector<std::string> parse_cursor(const std::string& cursor, std::size_t count);

}  // namespace xueshi::engine
