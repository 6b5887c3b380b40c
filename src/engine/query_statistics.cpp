/// Sums over a subtree, and what waits for an actor.

#include "engine/query.hpp"

namespace xueshi::engine {

namespace {

std::string stages_text(const std::vector<Stage>& stages) {
    std::string text;
    for (const Stage stage : stages) {
        if (!text.empty()) text += ' ';
        text += enum_name(stage);
    }
    return text;
}

/// The child of `org` on the way to a school, or the school itself.
std::string child_towards(Session& session, const std::string& org, const std::string& school) {
    const Line& line = session.line(school);
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        if (line[i + 1].code == org) return line[i].code;
    }
    return school;
}

std::string value_of(Session& session, const std::string& top, Dimension dimension,
                     const EnrollmentRow& row, const rules::Project& project) {
    switch (dimension) {
        case Dimension::org:
            return child_towards(session, top, row.school);
        case Dimension::project:
            return row.project;
        case Dimension::category:
            return "project";
        case Dimension::level:
            return std::string(enum_name(project.level));
        case Dimension::stage:
            return stages_text(row.stages);
        case Dimension::subject:
            return row.subject;
        case Dimension::month:
            return project.training.from.text().substr(0, 7);
        case Dimension::school:
            return row.school;
        case Dimension::base:
            return session.base_of(project, row.school);
    }
    return {};
}

void count(StatisticsRow& sums, Measure measure, const EnrollmentRow& row) {
    if (measure == Measure::enrollments) {
        ++sums.enrollments[row.state];
        ++sums.records;
        return;
    }
    const Hours hours = row.hours.value_or(Hours{});
    ++sums.records;
    if (row.hours_state == HoursState::approved) sums.approved += hours;
    if (row.hours_state == HoursState::verified) sums.verified += hours;
    if (row.hours_state == HoursState::recorded || row.hours_state == HoursState::returned) {
        sums.recorded += hours;
    }
}

}  // namespace

StatisticsAnswer answer(Session& session, const Statistics& query) {
    require_role(session, "statistics", true, false, false);
    require_reach(session, query.org);
    constexpr std::size_t by_school = 0;
    std::map<std::vector<std::string>, StatisticsRow> groups;
    session.for_each_school(query.org, [&](const Org& school) {
        for (const EnrollmentRow& row : session.work().scan<EnrollmentRow>(
                 by_school, encode_cells(school.code), {}, storage::by_key)) {
            if (query.year && row.year != *query.year) continue;
            const bool counts = query.measure == Measure::hours
                                    ? row.hours_state.has_value()
                                    : !row.state.empty() && row.state != "deleted";
            if (!counts) continue;
            const rules::Project* project = session.project(row.project);
            std::vector<std::string> key;
            for (const Dimension dimension : query.by) {
                key.push_back(value_of(session, query.org, dimension, row, *project));
            }
            count(groups[key], query.measure, row);
        }
        return true;
    });
    StatisticsAnswer answer{query.org, {}};
    for (auto& [key, row] : groups) {
        for (std::size_t i = 0; i < query.by.size(); ++i) {
            row.by[std::string(enum_name(query.by[i]))] = key[i];
        }
        answer.rows.push_back(std::move(row));
    }
    return answer;
}

namespace {

/// What a row waits for, as far as this actor is concerned.
std::string_view waits_for(Session& session, const rules::Project& project,
                           const EnrollmentRow& row) {
    const Actor& actor = session.actor();
    if (row.state.starts_with("pending_")) {
        const auto facts = session.review_facts(project, row);
        const bool here =
            std::find(facts.actors.begin(), facts.actors.end(), facts.step) != facts.actors.end();
        if (here) return "review_enrollment";
    }
    if (actor.role == Role::school_admin && row.state == "rejected") return "delete_enrollment";
    if (actor.role == Role::base_admin) {
        const auto period = rules::training_period(session.parameters(project), project);
        const bool returned = row.hours_state == HoursState::returned;
        const bool missing = !row.hours_state && period.contains(session.now());
        if (row.state == "approved" && (returned || missing)) return "record_results";
    }
    if (is_authority(actor) && row.hours_state && session.is_actors_governing(row.school)) {
        if (row.hours_state == HoursState::recorded) return "approve_hours";
        if (row.hours_state == HoursState::approved) return "verify_hours";
        const bool direct = row.state.empty() || row.state == "deleted";
        if (row.hours_state == HoursState::returned && direct) return "enter_project_hours";
    }
    return {};
}

}  // namespace

WorklistAnswer answer(Session& session, const Worklist& query) {
    std::map<std::pair<std::string, std::string>, std::int64_t> counts;
    if (session.actor().role != Role::teacher) {
        VisibleRows(session, std::nullopt).for_each(std::nullopt, [&](const EnrollmentRow& row) {
            if (query.year && row.year != *query.year) return true;
            const rules::Project* project = session.project(row.project);
            if (project->state == ProjectState::cancelled) return true;
            const std::string_view kind = waits_for(session, *project, row);
            if (!kind.empty()) ++counts[{std::string(kind), row.project}];
            return true;
        });
    }
    WorklistAnswer answer;
    for (const auto& [what, number] : counts) {
        answer.waiting.push_back({what.first, what.second, number});
    }
    return answer;
}

}  // namespace xueshi::engine
