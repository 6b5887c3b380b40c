/// Results, direct entry, approval and verification of hours.

#include <set>

#include "engine/decide.hpp"
#include "engine/trainee_items.hpp"
#include "values/text.hpp"

namespace xueshi {

std::string record_code(std::string_view project, std::string_view teacher) {
    return "project:" + std::string(project) + ":" + std::string(teacher);
}

}  // namespace xueshi

namespace xueshi::engine {

Verdict decide(Session& session, const RecordResults& command, const Terms&) {
    Verdict verdict;
    std::vector<std::string> teachers;
    for (const ResultEntry& entry : command.results)
        teachers.push_back(entry.teacher);
    const TraineeItems items(session, command.project, teachers, verdict,
                             Why::acc_1_access_jurisdiction,
                             reach_of_base(session, command.project));
    ResultsRecorded event{command.project, {}};
    for (const auto& [i, row] : items.items) {
        const ResultEntry& entry = command.results[i];
        const Parameters& values = session.parameters(*items.project);
        Reasons reasons = rules::may_record_result(
            values, *items.project,
            {row->state, row->hours_state, entry.attendance, entry.grade, session.now()});
        if (!reasons.empty()) {
            verdict.refuse(i, teachers[i], std::move(reasons));
            continue;
        }
        event.results.push_back({row->teacher, row->home, entry.attendance, entry.grade,
                                 *rules::hours_for(values, items.project->hours, entry.grade)});
    }
    verdict.done = static_cast<std::int64_t>(event.results.size());
    if (!event.results.empty()) verdict.events.push_back(std::move(event));
    return verdict;
}

Verdict decide(Session& session, const DeleteResults& command, const Terms&) {
    Verdict verdict;
    const TraineeItems items(session, command.project, command.teachers, verdict,
                             Why::acc_1_access_jurisdiction,
                             reach_of_base(session, command.project));
    ResultsDeleted event{command.project, {}};
    for (const auto& [i, row] : items.items) {
        if (!row->hours_state) {
            verdict.refuse(i, command.teachers[i], Why::req_2_hours_unknown);
            continue;
        }
        Reasons reasons = rules::may_delete_result(
            session.parameters(*items.project), *items.project, *row->hours_state, session.now());
        if (!reasons.empty()) {
            verdict.refuse(i, command.teachers[i], std::move(reasons));
            continue;
        }
        event.trainees.push_back({row->teacher, row->home});
    }
    verdict.done = static_cast<std::int64_t>(event.trainees.size());
    if (!event.trainees.empty()) verdict.events.push_back(std::move(event));
    return verdict;
}

Verdict decide(Session& session, const EnterProjectHours& command, const Terms&) {
    Verdict verdict;
    std::vector<std::string> teachers;
    for (const GradeEntry& entry : command.results)
        teachers.push_back(entry.teacher);
    const rules::Project* project = session.project(command.project, Guard::shared);
    if (project == nullptr) {
        refuse_each(verdict, teachers, Why::req_2_project_unknown);
        return verdict;
    }
    const Parameters& values = session.parameters(*project);
    const auto repeated = refuse_repeated(verdict, teachers);
    const auto facts = session.trainees(command.project, teachers, Guard::exclusive, Guard::shared);
    const Reach reach = reach_of_authority(session);
    HoursEntered event{command.project, project->year, !project->enrolled, {}};
    for (std::size_t i = 0; i < teachers.size(); ++i) {
        if (repeated[i]) continue;
        const Teacher* teacher = facts[i].teacher;
        if (teacher == nullptr) {
            verdict.refuse(i, teachers[i], Why::org_3_teacher_unknown);
            continue;
        }
        const EnrollmentRow* row = facts[i].row;
        const std::string& school = row && row->hours_state ? row->school : teacher->school;
        if (!reach(school)) {
            verdict.refuse(i, teachers[i], Why::acc_1_access_jurisdiction,
                           {{"org", session.actor().org}});
            continue;
        }
        const std::string& grade = command.results[i].grade;
        Reasons reasons =
            rules::may_enter_hours(values, *project, grade, row ? row->hours_state : std::nullopt);
        if (!reasons.empty()) {
            verdict.refuse(i, teachers[i], std::move(reasons));
            continue;
        }
        event.results.push_back({{teacher->code, teacher->home, teacher->stages, teacher->subject,
                                  teacher->title, row != nullptr},
                                 school,
                                 grade,
                                 *rules::hours_for(values, project->hours, grade)});
    }
    verdict.done = static_cast<std::int64_t>(event.results.size());
    if (!event.results.empty()) verdict.events.push_back(std::move(event));
    return verdict;
}

namespace {

/// "project:<project>:<teacher>" taken apart; codes have no colon.
struct RecordName {
    std::string project;
    std::string teacher;
};
std::optional<RecordName> parse_record(std::string_view code) {
    constexpr std::string_view kind = "project:";
    if (!code.starts_with(kind)) return std::nullopt;
    code.remove_prefix(kind.size());
    const std::size_t colon = code.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    return RecordName{std::string(code.substr(0, colon)), std::string(code.substr(colon + 1))};
}

/// Whose record it is and the key of its row; both empty where the code names nobody.
struct RecordPlace {
    const Teacher* owner = nullptr;
    std::string key;
};

/// Finds records by their codes, and holds their projects and then their rows, in the order of
/// tables.
std::vector<RecordPlace> hold_records(Session& session, const std::vector<std::string>& codes) {
    std::vector<std::string> teachers;
    std::vector<std::optional<RecordName>> names;
    for (const std::string& code : codes) {
        names.push_back(parse_record(code));
        if (names.back()) teachers.push_back(names.back()->teacher);
    }
    const auto found = session.teachers(teachers, Guard::none);
    std::vector<RecordPlace> places(codes.size());
    std::vector<std::string> keys;
    std::set<std::string> projects;
    for (std::size_t i = 0, next = 0; i < codes.size(); ++i) {
        if (!names[i]) continue;
        const Teacher* teacher = found[next++];
        if (teacher == nullptr) continue;
        places[i] = {teacher, encode_cells(teacher->home, teacher->code, names[i]->project)};
        keys.push_back(places[i].key);
        projects.insert(names[i]->project);
    }
    for (const std::string& project : projects)
        session.project(project, Guard::shared);
    session.work().load<EnrollmentRow>(std::move(keys), Guard::exclusive);
    return places;
}

/// What approving, verifying and returning share: only the rule and the new state differ.
template <class Rule>
Verdict move_hours(Session& session, const std::vector<std::string>& codes, HoursState state,
                   std::optional<std::string> reason, Rule&& rule) {
    Verdict verdict;
    const auto repeated = refuse_repeated(verdict, codes);
    const std::vector<RecordPlace> places = hold_records(session, codes);
    const Reach reach = reach_of_authority(session);
    HoursMoved event{state, std::move(reason), {}};
    for (std::size_t i = 0; i < codes.size(); ++i) {
        if (repeated[i]) continue;
        const EnrollmentRow* row = places[i].key.empty() ? nullptr
                                                         : session.work().find<EnrollmentRow>(
                                                               places[i].key, Guard::exclusive);
        const bool recorded = row != nullptr && row->hours_state;
        const Teacher* teacher = places[i].owner;
        // Who may not see the record isn't told whether there is one.
        const bool in_reach = recorded ? reach(row->school) : teacher && reach(teacher->school);
        if (!recorded && (teacher == nullptr || in_reach)) {
            verdict.refuse(i, codes[i], Why::req_2_hours_unknown);
            continue;
        }
        if (!in_reach) {
            verdict.refuse(i, codes[i], Why::acc_1_access_jurisdiction,
                           {{"org", session.actor().org}});
            continue;
        }
        Reasons reasons = rule(*row->hours_state);
        const rules::Project* project = session.project(row->project, Guard::shared);
        if (project != nullptr && project->state == ProjectState::cancelled) {
            reasons.push_back({Why::prj_3_project_cancelled, {}, {}});
        }
        if (!reasons.empty()) {
            verdict.refuse(i, codes[i], std::move(reasons));
            continue;
        }
        event.records.push_back({row->project, row->teacher, row->home});
    }
    verdict.done = static_cast<std::int64_t>(event.records.size());
    if (!event.records.empty()) verdict.events.push_back(std::move(event));
    return verdict;
}

}  // namespace

Verdict decide(Session& session, const ApproveHours& command, const Terms&) {
    return move_hours(session, command.hours, HoursState::approved, std::nullopt,
                      [](HoursState state) { return rules::may_approve_hours(state); });
}

Verdict decide(Session& session, const VerifyHours& command, const Terms&) {
    return move_hours(session, command.hours, HoursState::verified, std::nullopt,
                      [](HoursState state) { return rules::may_verify_hours(state); });
}

Verdict decide(Session& session, const ReturnHours& command, const Terms&) {
    const bool given = command.reason && !is_blank(*command.reason);
    return move_hours(session, command.hours, HoursState::returned,
                      given ? command.reason : std::nullopt,
                      [given](HoursState state) { return rules::may_return_hours(state, given); });
}

}  // namespace xueshi::engine
