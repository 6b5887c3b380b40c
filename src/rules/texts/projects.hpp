#pragma once
/// The refusals of projects and quotas: PRJ, QUO.

#include <array>

#include <xueshi/reasons.hpp>

#include "rules/texts/sources.hpp"

namespace xueshi::texts {

inline constexpr std::array projects{
    ReasonText{Why::prj_1_access_role, "PRJ-1", "access.role",
               "角色 {role} 不能设置这一级别的培训项目。",
               "The role {role} does not set up projects of this level.",
               "请由相应级别的教育行政部门设置该项目。",
               "Please leave it to the authority of that level.", sources::s_5_11_17},
    ReasonText{Why::prj_1_project_invalid, "PRJ-1", "project.invalid",
               "项目的 {field} 填写有误：应为 {expected}，实际为 {found}。",
               "The project's {field} is not right: expected {expected}, found {found}.",
               "请更正该项后重新提交。", "Please correct it and send the project again.",
               sources::s_5_11_17},
    ReasonText{Why::prj_1_project_exists, "PRJ-1", "project.exists", "该项目代码已被使用。",
               "This project code has already been used.",
               "请换一个代码；要修改已有项目，请使用修改功能。",
               "Please choose another code; to change the existing project, amend it.",
               sources::s_5_11_17},
    ReasonText{Why::prj_2_project_invalid, "PRJ-2", "project.invalid",
               "项目的 {field} 不成立：应为 {expected}，实际为 {found}。",
               "The project's {field} can't be so: expected {expected}, found {found}.",
               "请更正日期或学时后重新提交。",
               "Please correct the dates or hours and send the project again.", sources::s_25_29},
    ReasonText{Why::prj_2_project_no_base, "PRJ-2", "project.no_base",
               "本项目没有负责学校 {school} 所在地区的培训基地，不能报名。",
               "No base of this project is responsible for the region of the school {school}.",
               "请项目主办部门为该地区指定培训基地。",
               "Please ask the project's owner to give this region to a base.", sources::decided},
    ReasonText{Why::prj_3_project_in_use, "PRJ-3", "project.in_use",
               "该项目已有人报名或相应时间已过，{field} 不能这样修改。",
               "Teachers have enrolled already, or that time has passed: "
               "{field} can't be changed like this.",
               "对象范围只能放宽，时间可以延长；学时和级别不再更改。",
               "The audience can be widened and the dates extended; hours and level stay.",
               sources::decided},
    ReasonText{Why::prj_3_project_cancelled, "PRJ-3", "project.cancelled", "该项目已取消。",
               "This project has been cancelled.", "请选择其他项目，或联系主办部门。",
               "Please choose another project, or ask its owner.", sources::decided},
    ReasonText{Why::quo_1_quota_not_child, "QUO-1", "quota.not_child",
               "名额只能分配给直接下级机构或直属学校。",
               "Seats can be handed only to your direct children: "
               "the next authorities below, and your own schools.",
               "请把名额分配给该机构的直接上级，由其再分配。",
               "Please give the seats to the authority between, which hands them on.",
               sources::s_5_11},
    ReasonText{Why::quo_1_access_jurisdiction, "QUO-1", "access.jurisdiction",
               "该机构不在您的管辖范围内，不能为其分配名额。",
               "This organisation lies outside your jurisdiction: you can't hand it seats.",
               "请核对机构代码。", "Please check the organisation's code.", sources::s_5_11},
    ReasonText{Why::quo_2_quota_exceeds_parent, "QUO-2", "quota.exceeds_parent",
               "分配的名额超过所持有的名额：持有 {held}，已分配 {handed_out}，本次需要 {asked}。",
               "More seats than you hold: {held} held, {handed_out} handed out, {asked} asked for.",
               "请减少本次分配，或先调低其他机构的名额，或向上级申请增加。",
               "Please hand out fewer, lower another allocation first, or ask for more seats.",
               sources::s_11},
    ReasonText{
        Why::quo_3_quota_none, "QUO-3", "quota.none", "学校在项目 {project} 中没有分配到名额。",
        "The school has been given no seats in the project {project}.", "请向主管部门申请名额。",
        "Please ask your governing authority for seats.", sources::s_19},
    ReasonText{Why::quo_3_quota_exhausted, "QUO-3", "quota.exhausted",
               "名额不足：共 {seats} 个，已用 {taken} 个，本次需要 {asked} 个。",
               "Not enough seats: {seats} in all, {taken} taken, {asked} asked for.",
               "请减少人数，删除不再需要的报名，或向主管部门申请增加名额。",
               "Please enrol fewer, delete enrolments no longer needed, "
               "or ask your governing authority for more seats.",
               sources::s_19},
    ReasonText{Why::quo_4_quota_below_used, "QUO-4", "quota.below_used",
               "名额不能低于已分配或已使用的数量：已用 {used}，要求降为 {asked}。",
               "Seats can't be set below what is in use: {used} used, {asked} asked for.",
               "请先收回下级名额或删除报名，再降低名额。",
               "Please take seats back from below, or have enrolments deleted, before lowering.",
               sources::decided},
};

}  // namespace xueshi::texts
