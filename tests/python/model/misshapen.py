"""Requests that have no sense for anybody: REQ-1, and nothing else is looked at."""

import datetime

from model.world import Args

DAYS = {"from": datetime.date(2026, 5, 2), "to": datetime.date(2026, 5, 1)}
PERSON = "11010519491231002X"  # a valid identity number: no code
TEACHER = {"code": "T1", "name": "王明", "school": "S1", "subject": "语文"}
CLASS = {"project": "P1", "code": "C1", "name": "班"}
REVIEW = {"project": "P1", "teachers": ["T1"], "decision": "approve"}

MISSHAPEN: list[tuple[str, Args, str]] = [
    ("enroll", {"project": "a:b", "teachers": ["T1"]}, "/project"),
    ("enroll", {"project": "P1", "teachers": ["T1", " T2"]}, "/teachers/1"),
    ("enroll", {"project": "P1", "teachers": [PERSON]}, "/teachers/0"),
    ("delete_enrollment", {"project": "", "teachers": ["T1"]}, "/project"),
    ("review_enrollment", {**REVIEW, "decision": "maybe"}, "/decision"),
    ("review_enrollment", {**REVIEW, "reason": "x" * 2001}, "/reason"),
    ("cancel_enrollment_approval", {"project": "P1", "teachers": ["T\n"]}, "/teachers/0"),
    ("register_orgs", {"orgs": []}, "/orgs"),
    ("register_orgs", {"orgs": [{"code": "S9", "name": "", "kind": "school"}]}, "/orgs/0/name"),
    (
        "register_teachers",
        {"teachers": [{**TEACHER, "stages": ["tertiary"]}]},
        "/teachers/0/stages/0",
    ),
    ("transfer_teacher", {"teacher": "T1", "to_school": "x" * 65}, "/to_school"),
    (
        "allocate_quota",
        {"project": "P1", "allocations": [{"org": "S1", "seats": -1}]},
        "/allocations/0/seats",
    ),
    ("amend_project", {"code": "P1", "year": 1899}, "/year"),
    ("amend_project", {"code": "P1", "hours": -1}, "/hours"),
    ("cancel_project", {"code": "P1", "reason": ""}, "/reason"),
    ("create_class", {**CLASS, "training": DAYS}, "/training/to"),
    ("create_class", {**CLASS, "planned": -1}, "/planned"),
    ("record_results", {"project": "P1", "results": []}, "/results"),
    (
        "enter_project_hours",
        {"project": "P1", "results": [{"teacher": "T1", "grade": ""}]},
        "/results/0/grade",
    ),
    ("approve_hours", {"hours": ["T1"]}, "/hours/0"),
    ("return_hours", {"hours": ["project:P1:T1"], "reason": "x" * 2001}, "/reason"),
]
