#include <algorithm>

#include <xueshi/rules.hpp>

#include "rules/facts.hpp"
#include "values/enums.hpp"

namespace xueshi::rules {

namespace {

bool contains(const std::vector<std::string>& list, const std::optional<std::string>& value) {
    return value && std::find(list.begin(), list.end(), *value) != list.end();
}

bool share_one(const std::vector<Stage>& left, const std::vector<Stage>& right) {
    for (const Stage stage : left) {
        if (std::find(right.begin(), right.end(), stage) != right.end()) return true;
    }
    return false;
}

std::vector<std::string> names(const std::vector<Stage>& stages) {
    std::vector<std::string> result;
    result.reserve(stages.size());
    for (const Stage stage : stages)
        result.emplace_back(enum_name(stage));
    return result;
}

bool meets_years(const Project& project, const Teacher& teacher) {
    const auto& least = project.audience.min_years;
    if (!least || *least <= 0) return true;
    return teacher.hired_on && full_years(*teacher.hired_on, day_of(project)) >= *least;
}

/// The same tests as failed_conditions, without making texts: the usual answer is yes.
bool meets_conditions(const Project& project, const Teacher& teacher) {
    const Audience& audience = project.audience;
    if (!stage_matches(audience, teacher.stages)) return false;
    if (!audience.subjects.empty() && !contains(audience.subjects, teacher.subject)) return false;
    if (!audience.titles.empty() && !contains(audience.titles, teacher.title)) return false;
    if (!audience.positions.empty() && !contains(audience.positions, teacher.position)) {
        return false;
    }
    return meets_years(project, teacher);
}

void check_window(Reasons& reasons, const Parameters& parameters, const EnrollmentFacts& facts) {
    const auto window = enrollment_window(parameters, *facts.project);
    if (window && window->contains(facts.now)) return;
    const bool over = window && facts.now >= window->to;
    std::vector<Fact> stated;
    if (window) {
        stated.push_back({"from", window->from.text(parameters.zone)});
        stated.push_back({"to", window->to.text(parameters.zone)});
    }
    stated.push_back({"now", facts.now.text(parameters.zone)});
    reasons.push_back(reason(over ? Why::enr_1_window_closed : Why::enr_1_window_not_open,
                             std::move(stated), parameters.window_end.source));
}

void check_living(Reasons& reasons, const EnrollmentFacts& facts) {
    if (facts.living_state.empty() && !facts.earlier_in_list) return;
    const bool rejected = facts.living_state == "rejected";
    std::string state = facts.living_state.empty() ? "in_list" : std::string(facts.living_state);
    reasons.push_back(reason(rejected ? Why::enr_8_duplicate : Why::enr_4_duplicate,
                             {{"state", std::move(state)}}));
}

}  // namespace

bool stage_matches(const Audience& audience, const std::vector<Stage>& school_stages) {
    return audience.stages.empty() || share_one(audience.stages, school_stages);
}

std::vector<std::string> failed_conditions(const Project& project, const Teacher& teacher) {
    std::vector<std::string> failed;
    const Audience& audience = project.audience;
    if (!stage_matches(audience, teacher.stages)) failed.emplace_back("stage");
    if (!audience.subjects.empty() && !contains(audience.subjects, teacher.subject)) {
        failed.emplace_back("subject");
    }
    if (!audience.titles.empty() && !contains(audience.titles, teacher.title)) {
        failed.emplace_back("title");
    }
    if (!audience.positions.empty() && !contains(audience.positions, teacher.position)) {
        failed.emplace_back("position");
    }
    if (!meets_years(project, teacher)) failed.emplace_back("years");
    return failed;
}

Reasons may_enroll(const Parameters& parameters, const EnrollmentFacts& facts) {
    Reasons reasons;
    const Project& project = *facts.project;
    if (!facts.has_base && project.online_enrollment) {
        reasons.push_back(reason(Why::prj_2_project_no_base, {{"school", facts.school->code}}));
    }
    if (project.state == ProjectState::cancelled) {
        reasons.push_back(reason(Why::prj_3_project_cancelled));
    }
    check_window(reasons, parameters, facts);
    if (!stage_matches(project.audience, facts.school->stages)) {
        reasons.push_back(
            reason(Why::enr_2_stage, {{"school_stages", names(facts.school->stages)},
                                      {"project_stages", names(project.audience.stages)}}));
    }
    if (!facts.forced && !meets_conditions(project, *facts.teacher)) {
        reasons.push_back(reason(Why::enr_3_conditions,
                                 {{"failed", failed_conditions(project, *facts.teacher)}}));
    }
    check_living(reasons, facts);
    return reasons;
}

std::int64_t seats_left(const SeatFacts& facts) {
    return std::max<std::int64_t>(0, facts.seats.value_or(0) - facts.taken);
}

Reason no_seat(const SeatFacts& facts, std::int64_t asked, std::string_view project) {
    if (!facts.seats) {
        return reason(Why::quo_3_quota_none, {{"project", std::string(project)}});
    }
    return reason(Why::quo_3_quota_exhausted,
                  {{"seats", *facts.seats}, {"taken", facts.taken}, {"asked", asked}});
}

std::vector<std::size_t> review_steps(const Parameters& parameters, const std::vector<Org>& line) {
    std::vector<std::size_t> steps;
    const auto& chain = parameters.review_chain.value;
    const bool has_city = std::any_of(line.begin(), line.end(),
                                      [](const Org& org) { return org.level == OrgLevel::city; });
    for (std::size_t i = 0; i < chain.size(); ++i) {
        const auto& exempt = chain[i].exempt;
        const bool skipped = std::any_of(line.begin(), line.end(), [&](const Org& org) {
            return std::find(exempt.begin(), exempt.end(), org.code) != exempt.end();
        });
        if (skipped || (chain[i].reviewer == Reviewer::city && !has_city)) continue;
        steps.push_back(i);
    }
    return steps;
}

std::string pending_state(const ReviewStep& step) {
    return "pending_" + std::string(enum_name(step.reviewer));
}

}  // namespace xueshi::rules
