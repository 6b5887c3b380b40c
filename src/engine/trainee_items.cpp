#include "engine/trainee_items.hpp"

namespace xueshi::engine {

void refuse_each(Verdict& verdict, std::span<const std::string> subjects, Why why) {
    for (std::size_t i = 0; i < subjects.size(); ++i)
        verdict.refuse(i, subjects[i], why);
}

TraineeItems::TraineeItems(Session& session, const std::string& project_code,
                           const std::vector<std::string>& teachers, Verdict& verdict,
                           Why refused_with, const Reach& reach) {
    project = session.project(project_code, Guard::shared);
    if (project == nullptr) {
        refuse_each(verdict, teachers, Why::req_2_project_unknown);
        return;
    }
    const auto repeated = refuse_repeated(verdict, teachers);
    const auto facts = session.trainees(project_code, teachers, Guard::exclusive);
    for (std::size_t i = 0; i < teachers.size(); ++i) {
        if (repeated[i]) continue;
        if (facts[i].teacher == nullptr) {
            verdict.refuse(i, teachers[i], Why::org_3_teacher_unknown);
        } else if (facts[i].living() && reach(facts[i].row->school)) {
            items.emplace_back(i, facts[i].row);
        } else if (reach(facts[i].teacher->school)) {
            verdict.refuse(i, teachers[i], Why::req_2_enrollment_unknown);
        } else {
            std::vector<Fact> stated;
            if (refused_with != Why::enr_5_teacher_not_in_school) {
                stated.push_back({"org", session.actor().org});
            }
            verdict.refuse(i, teachers[i], refused_with, std::move(stated));
        }
    }
}

Reasons TraineeItems::project_reasons() const {
    if (project == nullptr || project->state == ProjectState::active) return {};
    return {Reason{Why::prj_3_project_cancelled, {}, {}}};
}

namespace {

/// Asks once for each school.
Reach remembered(std::function<bool(const std::string&)> ask) {
    auto known = std::make_shared<std::unordered_map<std::string, bool>>();
    return [known, ask = std::move(ask)](const std::string& school) {
        const auto [at, fresh] = known->emplace(school, false);
        if (fresh) at->second = ask(school);
        return at->second;
    };
}

}  // namespace

Reach reach_of_reviewer(Session& session, const std::string& code) {
    const rules::Project* project = session.project(code, Guard::shared);
    return remembered([&session, project](const std::string& school) {
        EnrollmentRow row;
        row.school = school;
        return project != nullptr && !session.review_facts(*project, row).actors.empty();
    });
}

Reach reach_of_base(Session& session, const std::string& code) {
    const rules::Project* project = session.project(code, Guard::shared);
    return remembered([&session, project](const std::string& school) {
        return project != nullptr && session.base_of(*project, school) == session.actor().org;
    });
}

Reach reach_of_authority(Session& session) {
    return remembered(
        [&session](const std::string& school) { return session.is_actors_governing(school); });
}

}  // namespace xueshi::engine
