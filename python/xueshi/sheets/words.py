"""Chinese for the words of the vocabulary, as sheets show and take them.

Reading takes the vocabulary's own words too. What is missing here is shown as it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from xueshi.policy import Policy

__all__ = ["GRADES", "LABELS", "SUGGESTED", "STATES", "grades_of", "heading_of", "label_of"]

LABELS: Final[Mapping[str, Mapping[str, str]]] = {
    "OrgKind": {"authority": "教育行政部门", "school": "学校", "base": "培训基地"},
    "OrgLevel": {"province": "省", "city": "市", "county": "县"},
    "Stage": {
        "kindergarten": "幼儿园",
        "primary": "小学",
        "junior": "初中",
        "senior": "高中",
        "vocational": "中职",
        "special": "特殊教育",
    },
    "ProjectLevel": {
        "national": "国家级",
        "provincial": "省级",
        "municipal": "市级",
        "county": "县级",
    },
    "ProjectState": {"active": "进行中", "cancelled": "已取消"},
    "HoursState": {
        "recorded": "已录入",
        "approved": "已审定",
        "verified": "已验证",
        "returned": "已打回",
    },
}
"""By the name of a closed set, each of its words."""

GRADES: Final[Mapping[str, str]] = {"excellent": "优秀", "pass": "合格", "fail": "不合格"}
"""Of the policies that are shipped; another policy's grades are shown as it names them."""

STATES: Final[Mapping[str, str]] = {
    "pending_authority": "待主管部门审批",
    "pending_base": "待培训基地审批",
    "approved": "审批通过",
    "rejected": "未通过",
}
"""Of enrolments; the steps of a review are the policy's."""

OTHERS: Final[Mapping[str, Mapping[str, str]]] = {
    "grade": GRADES,
    "state": STATES,
    "category": {"project": "培训项目"},
    "kind": {
        "review_enrollment": "审批报名",
        "assign_class": "分班",
        "delete_enrollment": "删除报名",
        "enter_project_hours": "录入项目学时",
        "record_results": "录入成绩",
        "approve_hours": "审定学时",
        "verify_hours": "验证学时",
    },
}
"""By the name of a field that is a text: the words that the engine puts there."""

SUGGESTED: Final[Mapping[str, tuple[str, ...]]] = {
    "sex": ("男", "女"),
    "id_type": ("居民身份证", "港澳居民来往内地通行证", "台湾居民来往大陆通行证", "护照"),
}
"""Offered in a template's list; anything else is taken as well."""

HEADINGS: Final[Mapping[str, str]] = {
    "approved": "已审定学时",
    "attendance": "出勤率",
    "audience": "培训对象",
    "base": "培训基地编码",
    "bases": "培训基地",
    "by": "统计项",
    "category": "类别",
    "class": "培训班编码",
    "code": "编码",
    "count": "数量",
    "enrolled_at": "报名时间",
    "enrollment": "报名时段",
    "enrollments": "报名人数",
    "forced": "强制报名",
    "from": "起",
    "grade": "考核等第",
    "hired_on": "参加工作日期",
    "hours": "学时",
    "id_number": "证件号码",
    "kind": "类别",
    "left": "剩余名额",
    "level": "级别",
    "members": "学员人数",
    "min_years": "最低教龄",
    "mobile": "手机号码",
    "month": "月份",
    "name": "名称",
    "online_enrollment": "网上报名",
    "open": "正在报名",
    "org": "机构编码",
    "own": "本级",
    "owner": "设立部门编码",
    "parent": "上级机构编码",
    "planned": "计划数",
    "position": "职务",
    "positions": "职务",
    "project": "项目编码",
    "reason": "原因",
    "record": "学时记录编码",
    "recorded": "已录入学时",
    "records": "学时记录数",
    "regions": "地区",
    "school": "学校编码",
    "seats": "名额",
    "sole": "唯一培训班",
    "stage": "学段",
    "stages": "学段",
    "state": "状态",
    "subject": "任教学科",
    "subjects": "任教学科",
    "teacher": "教师编码",
    "title": "职称",
    "titles": "职称",
    "to": "止",
    "training": "培训时段",
    "used": "已用名额",
    "verified": "已验证学时",
    "version": "版本",
    "year": "年度",
}
"""Of the fields that queries answer; a test asks for each."""


def heading_of(field: str) -> str:
    """The Chinese heading of a field."""
    return HEADINGS.get(field, field)


def label_of(type_name: str, field: str, word: str) -> str:
    """The Chinese for a word of a closed set (`type_name`), or of a text field."""
    labels = LABELS.get(type_name) if type_name else OTHERS.get(field)
    return labels.get(word, word) if labels else word


def grades_of(policy: Policy | None) -> dict[str, str]:
    """The grades that a policy knows, each with its Chinese; of all its days."""
    if policy is None:
        return dict(GRADES)
    dated = json.loads(policy.content)["parameters"]["grade_to_hours"]
    found = dict.fromkeys(row["grade"] for values in dated for row in values["value"])
    return {grade: GRADES.get(grade, grade) for grade in found}
