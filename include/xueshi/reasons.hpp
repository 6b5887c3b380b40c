#pragma once
/// The registry of refusals: every rule that can say no, every code it says it with, in the order
/// in which refusals of one item are given. Texts in both languages stand in src/rules/texts/.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace xueshi {

/// A row of the registry: a rule and one of its codes. Named rule_number_code.
enum class Why : std::uint16_t {
    req_1_request_invalid,
    req_1_request_too_large,
    req_2_org_unknown,
    req_2_project_unknown,
    req_2_enrollment_unknown,
    req_2_class_unknown,
    req_2_hours_unknown,
    req_3_request_id_reused,
    req_3_request_stale,
    req_4_org_exists,
    req_4_class_exists,
    req_4_request_item_repeated,
    req_5_class_not_member,
    req_5_enrollment_not_approved,
    pol_1_policy_invalid,
    org_1_org_parent_invalid,
    org_2_org_parent_invalid,
    org_3_teacher_unknown,
    org_3_teacher_elsewhere,
    org_4_teacher_already_there,
    acc_1_access_role,
    acc_1_access_jurisdiction,
    view_1_access_jurisdiction,
    view_2_access_jurisdiction,
    prj_1_access_role,
    prj_1_project_invalid,
    prj_1_project_exists,
    prj_2_project_invalid,
    prj_2_project_no_base,
    prj_3_project_in_use,
    prj_3_project_cancelled,
    quo_1_quota_not_child,
    quo_1_access_jurisdiction,
    quo_2_quota_exceeds_parent,
    quo_3_quota_none,
    quo_3_quota_exhausted,
    quo_4_quota_below_used,
    enr_1_window_not_open,
    enr_1_window_closed,
    enr_2_stage,
    enr_3_conditions,
    enr_4_duplicate,
    enr_5_teacher_not_in_school,
    enr_6_not_pending_here,
    enr_7_reason_required,
    enr_8_duplicate,
    enr_9_approved,
    enr_9_approved_downstream,
    enr_10_in_class,
    enr_10_has_result,
    enr_11_access_jurisdiction,
    cls_1_project_not_in_period,
    cls_2_enrollment_not_approved,
    cls_2_class_already_assigned,
    cls_4_class_sole,
    hrs_1_project_not_in_period,
    hrs_1_enrollment_not_approved,
    hrs_2_grade,
    hrs_2_attendance,
    hrs_3_hours_approved,
    hrs_4_hours_not_recorded,
    hrs_4_hours_not_approved,
    hrs_4_hours_verified,
    hrs_4_reason_required,
    hrs_6_direct_entry_level,
    hrs_6_enrolled_online,
    count_,  ///< not a reason: how many there are
};

/// One row: `message` and `remedy` may name facts in braces, as in "{seats}".
struct ReasonText {
    Why why;
    std::string_view rule;  ///< "ENR-1"
    std::string_view code;  ///< "enrollment.window_closed"
    std::string_view message_zh;
    std::string_view message_en;
    std::string_view remedy_zh;
    std::string_view remedy_en;
    std::string_view source;  ///< where the rule stands, unless a policy's citation says more
};

/// All rows, `registry()[i].why == Why(i)`.
std::span<const ReasonText> registry() noexcept;
const ReasonText& text_of(Why why) noexcept;

/// One line of the rule catalogue: what a rule says.
struct RuleText {
    std::string_view rule;
    std::string_view title_zh;
    std::string_view title_en;
    std::string_view source;
};
std::span<const RuleText> rule_titles() noexcept;

}  // namespace xueshi
