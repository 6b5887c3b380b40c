#include <algorithm>

#include <xueshi/rules_training.hpp>

#include "rules/facts.hpp"
#include "values/enums.hpp"

namespace xueshi::rules {

namespace {

Reason not_in_period(Why why, const Parameters& parameters, const Interval& period, Instant now) {
    return reason(why,
                  {{"from", period.from.text(parameters.zone)},
                   {"to", period.to.text(parameters.zone)},
                   {"now", now.text(parameters.zone)}},
                  parameters.training_end.source);
}

void check_cancelled(Reasons& reasons, const Project& project) {
    if (project.state == ProjectState::cancelled) {
        reasons.push_back(reason(Why::prj_3_project_cancelled));
    }
}

std::vector<Fact> state_of(std::string_view state) { return {{"state", std::string(state)}}; }
std::vector<Fact> state_of(HoursState state) { return state_of(enum_name(state)); }

void check_grade(Reasons& reasons, const Parameters& parameters, std::string_view grade) {
    if (hours_for(parameters, Hours{}, grade)) return;
    std::vector<std::string> known;
    for (const GradeShare& share : parameters.grade_to_hours.value)
        known.push_back(share.grade);
    reasons.push_back(reason(Why::hrs_2_grade,
                             {{"expected", std::move(known)}, {"found", std::string(grade)}},
                             parameters.grade_to_hours.source));
}

bool is_settled(std::optional<HoursState> state) {
    return state == HoursState::approved || state == HoursState::verified;
}

void check_settled(Reasons& reasons, std::optional<HoursState> state) {
    if (is_settled(state)) reasons.push_back(reason(Why::hrs_3_hours_approved, state_of(*state)));
}

}  // namespace

Reasons may_manage_classes(const Parameters& parameters, const Project& project, Instant now) {
    Reasons reasons;
    check_cancelled(reasons, project);
    const Interval period = training_period(parameters, project);
    const bool from_approval = parameters.class_management.value == ClassManagement::from_approval;
    if (now >= period.to || (now < period.from && !from_approval)) {
        reasons.push_back(not_in_period(Why::cls_1_project_not_in_period, parameters, period, now));
    }
    return reasons;
}

Reasons may_create_class(bool sole, std::string_view other, bool other_sole) {
    Reasons reasons;
    if (!other.empty() && (sole || other_sole)) {
        reasons.push_back(reason(Why::cls_4_class_sole, {{"class", std::string(other)}}));
    }
    return reasons;
}

Reasons may_join_class(std::string_view state, const std::optional<std::string>& class_code) {
    Reasons reasons;
    if (state != "approved") {
        reasons.push_back(reason(Why::cls_2_enrollment_not_approved, state_of(state)));
    }
    if (class_code) {
        reasons.push_back(reason(Why::cls_2_class_already_assigned, {{"class", *class_code}}));
    }
    return reasons;
}

Reasons may_record_result(const Parameters& parameters, const Project& project,
                          const ResultFacts& facts) {
    Reasons reasons;
    check_cancelled(reasons, project);
    const Interval period = training_period(parameters, project);
    const bool returned = facts.recorded == HoursState::returned;
    if (!period.contains(facts.now) && !returned) {
        reasons.push_back(
            not_in_period(Why::hrs_1_project_not_in_period, parameters, period, facts.now));
    }
    if (facts.state != "approved") {
        reasons.push_back(reason(Why::hrs_1_enrollment_not_approved, state_of(facts.state)));
    }
    check_grade(reasons, parameters, facts.grade);
    if (facts.attendance && (*facts.attendance < 0 || *facts.attendance > 100)) {
        reasons.push_back(reason(Why::hrs_2_attendance, {{"expected", std::string("0–100")},
                                                         {"found", *facts.attendance}}));
    }
    check_settled(reasons, facts.recorded);
    return reasons;
}

Reasons may_delete_result(const Parameters& parameters, const Project& project, HoursState recorded,
                          Instant now) {
    Reasons reasons;
    check_cancelled(reasons, project);
    const Interval period = training_period(parameters, project);
    if (!period.contains(now) && recorded == HoursState::recorded) {
        reasons.push_back(not_in_period(Why::hrs_1_project_not_in_period, parameters, period, now));
    }
    check_settled(reasons, recorded);
    return reasons;
}

Reasons may_enter_hours(const Parameters& parameters, const Project& project,
                        std::string_view grade, std::optional<HoursState> recorded) {
    Reasons reasons;
    check_cancelled(reasons, project);
    check_grade(reasons, parameters, grade);
    check_settled(reasons, recorded);
    const auto& levels = parameters.direct_entry_levels;
    if (std::find(levels.value.begin(), levels.value.end(), project.level) == levels.value.end()) {
        reasons.push_back(reason(Why::hrs_6_direct_entry_level,
                                 {{"level", std::string(enum_name(project.level))}},
                                 levels.source));
    } else if (project.online_enrollment) {
        reasons.push_back(reason(Why::hrs_6_enrolled_online));
    }
    return reasons;
}

std::optional<Hours> hours_for(const Parameters& parameters, Hours project_hours,
                               std::string_view grade) {
    for (const GradeShare& share : parameters.grade_to_hours.value) {
        if (share.grade == grade) {
            return project_hours.scaled(share.share, parameters.hours_rounding.value);
        }
    }
    return std::nullopt;
}

Reasons may_approve_hours(HoursState state) {
    Reasons reasons;
    if (state != HoursState::recorded) {
        reasons.push_back(reason(Why::hrs_4_hours_not_recorded, state_of(state)));
    }
    return reasons;
}

Reasons may_verify_hours(HoursState state) {
    Reasons reasons;
    if (state == HoursState::verified) {
        reasons.push_back(reason(Why::hrs_4_hours_verified, state_of(state)));
    } else if (state != HoursState::approved) {
        reasons.push_back(reason(Why::hrs_4_hours_not_approved, state_of(state)));
    }
    return reasons;
}

Reasons may_return_hours(HoursState state, bool reason_given) {
    Reasons reasons = may_verify_hours(state);
    if (!reason_given) reasons.push_back(reason(Why::hrs_4_reason_required));
    return reasons;
}

}  // namespace xueshi::rules
