/// Classes: created, deleted, filled.

#include <set>

#include "engine/decide.hpp"
#include "engine/trainee_items.hpp"

namespace xueshi::engine {

namespace {

/// The base's approved trainees of a project that a test picks.
std::vector<Trainee> members_where(Session& session, const rules::Project& project,
                                   const std::function<bool(const EnrollmentRow&)>& picked) {
    const std::string& base = session.actor().org;
    std::vector<std::string> keys;
    for (const BaseRegions& part : project.bases) {
        if (part.base != base) continue;
        for (const std::string& region : part.regions) {
            for (const EnrollmentRow& row : session.rows_under(project.code, region)) {
                if (session.base_of(project, row.school) == base) keys.push_back(encode_key(row));
            }
        }
    }
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    session.work().load<EnrollmentRow>(keys, Guard::exclusive);
    std::vector<Trainee> members;
    for (const std::string& key : keys) {
        const EnrollmentRow* row = session.work().find<EnrollmentRow>(key, Guard::exclusive);
        if (row != nullptr && picked(*row)) members.push_back({row->teacher, row->home});
    }
    return members;
}

bool has_base(const CreateProject& project, const std::string& base) {
    return std::any_of(project.bases.begin(), project.bases.end(),
                       [&](const BaseRegions& part) { return part.base == base; });
}

}  // namespace

Verdict decide(Session& session, const CreateClass& command, const Terms&) {
    Verdict verdict;
    // Exclusive: two classes of which one is the sole one, and approvals that join it, take turns.
    const rules::Project* project = session.project(command.project, Guard::exclusive);
    if (project == nullptr) {
        verdict.refuse_all(command.code, Why::req_2_project_unknown);
        return verdict;
    }
    const std::string& base = session.actor().org;
    if (!has_base(*project, base)) {
        verdict.refuse_all(command.code, Why::acc_1_access_jurisdiction, {{"org", base}});
        return verdict;
    }
    if (session.work().find<ClassRow>(encode_cells(reference, command.code), Guard::exclusive)) {
        verdict.refuse_all(command.code, Why::req_4_class_exists);
    }
    verdict.refuse_all(command.code, rules::may_manage_classes(session.parameters(*project),
                                                               *project, session.now()));
    const auto others = session.classes_of(command.project, base);
    if (!others.empty()) {
        const bool sole =
            std::any_of(others.begin(), others.end(), [](const ClassRow& row) { return row.sole; });
        verdict.refuse_all(command.code,
                           rules::may_create_class(command.sole, others.front().code, sole));
    }
    if (!verdict.refused.empty()) return verdict;
    ClassCreated event{command, base, {}};
    if (command.sole) {
        event.members = members_where(session, *project, [](const EnrollmentRow& row) {
            return row.state == "approved" && !row.class_code;
        });
    }
    verdict.done = 1;
    verdict.version = 1;
    verdict.events.push_back(std::move(event));
    return verdict;
}

namespace {

/// Holds classes, and before them their projects, in the order of tables and keys: whoever holds
/// more than one of these does so in that order, and nobody waits in a circle.
void hold_classes(Session& session, std::span<const std::string> codes) {
    std::vector<std::string> keys;
    for (const std::string& code : codes)
        keys.push_back(encode_cells(reference, code));
    std::set<std::string> projects;
    for (const ClassRow* row : session.work().load<ClassRow>(keys, Guard::none)) {
        if (row != nullptr) projects.insert(row->project);
    }
    for (const std::string& project : projects)
        session.project(project, Guard::shared);
    session.work().load<ClassRow>(keys, Guard::exclusive);
}

/// A class of the acting base with its project, or a refusal of `item` (or of the whole command).
struct ClassFacts {
    const ClassRow* row = nullptr;
    const rules::Project* project = nullptr;
};

std::optional<Reason> find_own_class(Session& session, const std::string& code, ClassFacts& facts) {
    facts.row = session.find_class(code, Guard::exclusive);
    if (facts.row == nullptr) return Reason{Why::req_2_class_unknown, {}, {}};
    if (facts.row->base != session.actor().org) {
        return Reason{Why::acc_1_access_jurisdiction, {{"org", session.actor().org}}, {}};
    }
    facts.project = session.project(facts.row->project, Guard::shared);
    if (facts.project == nullptr) {
        throw Error(ErrorCode::storage_corrupt, "a class belongs to no project");
    }
    return std::nullopt;
}

}  // namespace

Verdict decide(Session& session, const DeleteClasses& command, const Terms&) {
    Verdict verdict;
    const auto repeated = refuse_repeated(verdict, command.classes);
    ClassesDeleted event;
    hold_classes(session, command.classes);
    for (std::size_t i = 0; i < command.classes.size(); ++i) {
        if (repeated[i]) continue;
        const std::string& code = command.classes[i];
        ClassFacts facts;
        if (auto refused = find_own_class(session, code, facts)) {
            verdict.refuse(i, code, Reasons{*std::move(refused)});
            continue;
        }
        Reasons reasons = rules::may_manage_classes(session.parameters(*facts.project),
                                                    *facts.project, session.now());
        if (!reasons.empty()) {
            verdict.refuse(i, code, std::move(reasons));
            continue;
        }
        event.classes.push_back(
            {code, facts.project->code,
             members_where(session, *facts.project,
                           [&](const EnrollmentRow& row) { return row.class_code == code; })});
    }
    verdict.done = static_cast<std::int64_t>(event.classes.size());
    if (!event.classes.empty()) verdict.events.push_back(std::move(event));
    return verdict;
}

namespace {

/// What assign and remove share: the class, its trainees named, the period.
template <class Judge>
Verdict decide_members(Session& session, const std::string& code,
                       const std::vector<std::string>& teachers, const Terms& terms,
                       ClassMembers& members, Judge&& judge) {
    Verdict verdict;
    ClassFacts facts;
    hold_classes(session, std::span(&code, 1));
    if (auto refused = find_own_class(session, code, facts)) {
        for (std::size_t i = 0; i < teachers.size(); ++i) {
            verdict.refuse(i, teachers[i], Reasons{*refused});
        }
        return verdict;
    }
    if (refuse_stale(verdict, code, terms, facts.row->version)) return verdict;
    const TraineeItems items(session, facts.project->code, teachers, verdict,
                             Why::acc_1_access_jurisdiction,
                             reach_of_base(session, facts.project->code));
    const Reasons period = rules::may_manage_classes(session.parameters(*facts.project),
                                                     *facts.project, session.now());
    members = {code, facts.project->code, {}};
    for (const auto& [i, row] : items.items) {
        Reasons reasons = period;
        Reasons more = judge(*row);
        std::move(more.begin(), more.end(), std::back_inserter(reasons));
        if (reasons.empty()) {
            members.members.push_back({row->teacher, row->home});
        } else {
            verdict.refuse(i, teachers[i], std::move(reasons));
        }
    }
    verdict.done = static_cast<std::int64_t>(members.members.size());
    return verdict;
}

}  // namespace

Verdict decide(Session& session, const AssignClass& command, const Terms& terms) {
    ClassMembers members;
    Verdict verdict = decide_members(
        session, command.class_, command.teachers, terms, members,
        [](const EnrollmentRow& row) { return rules::may_join_class(row.state, row.class_code); });
    if (!members.members.empty()) verdict.events.push_back(ClassAssigned{std::move(members)});
    return verdict;
}

Verdict decide(Session& session, const RemoveFromClass& command, const Terms& terms) {
    ClassMembers members;
    Verdict verdict = decide_members(
        session, command.class_, command.teachers, terms, members, [&](const EnrollmentRow& row) {
            Reasons reasons;
            if (row.class_code != command.class_) {
                reasons.push_back({Why::req_5_class_not_member, {}, {}});
            }
            return reasons;
        });
    if (!members.members.empty()) verdict.events.push_back(RemovedFromClass{std::move(members)});
    return verdict;
}

}  // namespace xueshi::engine
