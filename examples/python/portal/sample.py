"""A province small enough to look at: one school, one base, one open project."""

import datetime

import xueshi
from xueshi import Actor, DateRange, OrgEntry, TeacherEntry


def register_sample(engine: xueshi.Engine, province: Actor) -> None:
    """Where it is there already, nothing happens: the same request gets the same answer."""
    root, day = province.org, datetime.timedelta(days=1)
    orgs = [
        OrgEntry(root, "示例省", "authority", level="province"),
        OrgEntry("S1", "第一小学", "school", parent=root, stages=["primary"]),
        OrgEntry("B1", "培训基地", "base", parent=root),
    ]
    names = ("王小明", "李红", "张伟", "欧阳静")
    teachers = [
        TeacherEntry(f"T{number}", name, "S1", stages=["primary"], subject="语文")
        for number, name in enumerate(names, start=1)
    ]
    engine.register_orgs(province, orgs=orgs)
    engine.register_teachers(province, teachers=teachers)
    if any(project.code == "P1" for project in engine.projects(province).projects):
        return
    today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date()
    engine.create_project(
        province,
        code="P1",
        name="骨干教师培训",
        level="provincial",
        owner=root,
        year=today.year,
        hours=40,
        seats=2,
        enrollment=DateRange(today - day, today + 30 * day),
        training=DateRange(today + 40 * day, today + 44 * day),
        audience={"stages": ["primary"]},
        bases=[{"base": "B1", "regions": [root]}],
    )
    engine.allocate_quota(province, project="P1", allocations=[{"org": "S1", "seats": 2}])
