#pragma once
/// The refusals of enrolment: ENR.

#include <array>

#include <xueshi/reasons.hpp>

#include "rules/texts/sources.hpp"

namespace xueshi::texts {

inline constexpr std::array enrollment{
    ReasonText{
        Why::enr_1_window_not_open, "ENR-1", "enrollment.window_not_open",
        "现在（{now}）还不能报名本项目。报名时间：{from} 至 {to}。",
        "This project can't be enrolled in at {now}. Its enrolment window: {from} to {to}.",
        "请在报名时间内报名；不开放网上报名的项目，学时由主管部门录入。",
        "Please enrol inside the window; the hours of a project without online enrolment are "
        "entered by the governing authority.",
        sources::s_19},
    ReasonText{Why::enr_1_window_closed, "ENR-1", "enrollment.window_closed",
               "报名已截止。报名时间：{from} 至 {to}，现在是 {now}。",
               "Enrolment has closed. The window: {from} to {to}; now it is {now}.",
               "确有需要的，请联系项目主办部门延长报名时间。",
               "If need be, please ask the project's owner to extend the window.", sources::s_19},
    ReasonText{Why::enr_2_stage, "ENR-2", "enrollment.stage",
               "本项目面向学段 {project_stages}，贵校学段为 {school_stages}，不能报名。",
               "The project is for the stages {project_stages}; your school's are {school_stages}.",
               "请选择面向本校学段的项目。", "Please choose a project for your school's stages.",
               sources::s_19},
    ReasonText{
        Why::enr_3_conditions, "ENR-3", "enrollment.conditions", "该教师不符合项目条件：{failed}。",
        "This teacher does not meet the project's conditions: {failed}.",
        "请核对教师库中的信息；确需参加的，可以强制报名，系统将予以记录。",
        "Please check the teacher's entry in the register; where the teacher is to take part "
        "all the same, enrol by force, which is recorded.",
        sources::s_19},
    ReasonText{
        Why::enr_4_duplicate, "ENR-4", "enrollment.duplicate", "该教师已报名本项目，不能重复报名。",
        "This teacher is already enrolled in this project, or stands twice in the list.",
        "无需再次报名；名单中重复的，请删去后面的一项。",
        "No second enrolment is needed; leave out the later one of two in a list.", sources::s_20},
    ReasonText{
        Why::enr_5_teacher_not_in_school, "ENR-5", "teacher.not_in_school",
        "学校管理员只能为本校教师报名，该教师不在贵校。",
        "A school enrols only its own teachers; this one does not belong to your school.",
        "请核对教师代码；已调入贵校的，请先由上级教育行政部门办理调动。",
        "Please check the code; if the teacher has moved to you, ask an authority above both "
        "schools for the transfer first.",
        sources::s_17},
    ReasonText{Why::enr_6_not_pending_here, "ENR-6", "enrollment.not_pending_here",
               "该报名目前的状态是 {state}，不在您这一步等待审批。",
               "This enrolment does not wait for your review: it is {state}.",
               "请核对报名状态；轮到您这一步时再审批。",
               "Please check its state; it can be reviewed when it comes to your step.",
               sources::s_11_23},
    ReasonText{Why::enr_7_reason_required, "ENR-7", "review.reason_required",
               "不同意报名时必须填写理由。", "To reject an enrolment, a reason has to be given.",
               "请填写理由，学校可以看到。",
               "Please write down the reason; the school will see it.", sources::s_20_23},
    ReasonText{Why::enr_8_duplicate, "ENR-8", "enrollment.duplicate",
               "该教师在本项目中的报名未获同意，删除该报名后才能重新报名。",
               "This teacher's enrolment was rejected; it has to be deleted before a new one.",
               "请先由学校删除被拒绝的报名，再重新报名。",
               "Please have the school delete the rejected enrolment first, then enrol again.",
               sources::s_20},
    ReasonText{Why::enr_9_approved, "ENR-9", "enrollment.approved", "该报名已通过审批，不能删除。",
               "This enrolment has been approved and can't be deleted.",
               "请先由培训基地、再由主管部门取消审批，然后由学校删除。",
               "Please ask the base, then the governing authority to cancel their approvals; "
               "after that the school can delete it.",
               sources::s_20},
    ReasonText{Why::enr_9_approved_downstream, "ENR-9", "enrollment.approved_downstream",
               "下一步已经审批通过，不能先取消本级的审批。",
               "A later step has approved already: this approval can't be cancelled yet.",
               "请先由后一步的审批者（培训基地）取消其审批。",
               "Please ask the reviewer of the later step, the base, to cancel first.",
               sources::s_20},
    ReasonText{
        Why::enr_10_in_class, "ENR-10", "enrollment.in_class", "该学员已分到培训班，不能取消审批。",
        "This trainee is in a class: the approval can't be cancelled.", "请先把该学员移出培训班。",
        "Please remove the trainee from the class first.", sources::s_24},
    ReasonText{Why::enr_10_has_result, "ENR-10", "enrollment.has_result",
               "该学员已录入考核结果，不能取消审批。",
               "This trainee has a recorded result: the approval can't be cancelled.",
               "录入有误且尚未审定的，请先删除考核结果。",
               "If the result was a mistake, please delete it first, as long as it isn't approved.",
               sources::s_24},
    ReasonText{Why::enr_11_access_jurisdiction, "ENR-11", "access.jurisdiction",
               "培训基地只审批本项目中由其负责的地区的报名。",
               "A base reviews only the enrolments of the regions given to it in the project.",
               "请核对名单，或请负责该地区的培训基地审批。",
               "Please check the list, or leave it to the base responsible for that region.",
               sources::s_22},
};

}  // namespace xueshi::texts
