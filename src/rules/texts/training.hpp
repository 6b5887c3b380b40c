#pragma once
/// The refusals of classes and of the hours of project training: CLS, HRS.

#include <array>

#include <xueshi/reasons.hpp>

#include "rules/texts/sources.hpp"

namespace xueshi::texts {

inline constexpr std::array training{
    ReasonText{Why::cls_1_project_not_in_period, "CLS-1", "project.not_in_period",
               "现在（{now}）不在可管理培训班的时间内：{from} 至 {to}。",
               "Classes can't be managed at {now}, only from {from} to {to}.",
               "请在项目培训期内办理；确有需要的，请主办部门延长培训期。",
               "Please do it within the training period, or ask the project's owner to extend it.",
               sources::s_25_26},
    ReasonText{Why::cls_2_enrollment_not_approved, "CLS-2", "enrollment.not_approved",
               "该报名尚未最终通过审批（{state}），不能分班。",
               "This enrolment is not finally approved ({state}): it can't go into a class.",
               "请先完成审批。", "Please complete its review first.", sources::s_28},
    ReasonText{Why::cls_2_class_already_assigned, "CLS-2", "class.already_assigned",
               "该学员已在本项目的培训班 {class} 中。",
               "This trainee is already in the class {class} of this project.",
               "请先从原培训班移出，再分到新的培训班。",
               "Please remove the trainee from that class first.", sources::s_28},
    ReasonText{Why::cls_4_class_sole, "CLS-4", "class.sole",
               "本基地在该项目中已有培训班 {class}；唯一的培训班不能与其他培训班并存。",
               "The base has the class {class} in this project; a sole class has none beside it.",
               "请先删除已有的培训班，或创建不声明为唯一的培训班。",
               "Please delete the other class first, or create one not declared the only one.",
               sources::s_26},
    ReasonText{Why::hrs_1_project_not_in_period, "HRS-1", "project.not_in_period",
               "现在（{now}）不在项目培训期内，不能录入考核结果：{from} 至 {to}。",
               "Results can't be recorded at {now}, only within the training period: "
               "{from} to {to}.",
               "请在培训期内录入；确有需要的，请主办部门延长培训期。",
               "Please record them within the period, or ask the project's owner to extend it.",
               sources::s_11_29_30},
    ReasonText{Why::hrs_1_enrollment_not_approved, "HRS-1", "enrollment.not_approved",
               "该报名尚未最终通过审批（{state}），不能录入考核结果。",
               "This enrolment is not finally approved ({state}): no result can be recorded.",
               "请先完成审批。", "Please complete its review first.", sources::s_11_29_30},
    ReasonText{Why::hrs_2_grade, "HRS-2", "result.grade", "没有考核等第 {found}：应为 {expected}。",
               "There is no grade {found}: expected {expected}.", "请更正考核等第。",
               "Please correct the grade.", sources::s_30},
    ReasonText{Why::hrs_2_attendance, "HRS-2", "result.attendance",
               "出勤率 {found} 不成立：应为 {expected}。",
               "An attendance of {found} can't be: expected {expected}.", "请更正出勤率。",
               "Please correct the attendance rate.", sources::s_30},
    ReasonText{Why::hrs_3_hours_approved, "HRS-3", "hours.approved",
               "学时已审定（{state}），录入者不能再更改或删除。",
               "These hours are approved ({state}): who recorded them can't change them any more.",
               "确有错误的，请主管部门打回后更正。",
               "If they are wrong, please ask the governing authority to return them.",
               sources::s_30},
    ReasonText{
        Why::hrs_4_hours_not_recorded, "HRS-4", "hours.not_recorded",
        "该学时目前的状态是 {state}，不是已录入、待审定的学时。",
        "These hours are {state}, not recorded and waiting for approval.",
        "只有状态为已录入的学时可以审定；打回的学时请录入者先更正。",
        "Only recorded hours can be approved; returned ones have to be recorded again first.",
        sources::s_5_11},
    ReasonText{Why::hrs_4_hours_not_approved, "HRS-4", "hours.not_approved",
               "该学时目前的状态是 {state}，尚未审定。",
               "These hours are {state}: they have not been approved.", "请先审定该学时。",
               "Please approve the hours first.", sources::s_5_11},
    ReasonText{Why::hrs_4_hours_verified, "HRS-4", "hours.verified",
               "该学时已验证（{state}），不能再次验证，也不能打回。",
               "These hours are already {state}: they can be neither verified again nor returned.",
               "已验证的学时只能通过调整更改。", "Verified hours change only by an adjustment.",
               sources::s_5_11},
    ReasonText{
        Why::hrs_4_reason_required, "HRS-4", "review.reason_required", "打回学时必须填写理由。",
        "To return hours, a reason has to be given.", "请填写理由，录入者可以看到。",
        "Please write down the reason; who recorded the hours will see it.", sources::decided},
    ReasonText{Why::hrs_6_direct_entry_level, "HRS-6", "hours.direct_entry_level",
               "级别为 {level} 的培训项目的学时不能由主管部门直接录入。",
               "The hours of {level} projects can't be entered by the governing authority.",
               "请通过报名、培训基地录入考核结果取得学时。",
               "Please have teachers enrol; the base records their results.", sources::s_5_48},
    ReasonText{Why::hrs_6_enrolled_online, "HRS-6", "hours.enrolled_online",
               "该项目采用网上报名，学时由培训基地录入，不能直接录入。",
               "Teachers enrol in this project online: its hours are recorded by the base, "
               "not entered directly.",
               "请由培训基地在培训期内录入考核结果。",
               "Please have the base record the results within the training period.",
               sources::decided},
};

}  // namespace xueshi::texts
