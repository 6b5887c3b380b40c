import datetime

import xueshi
from xueshi import Actor, DateRange, OrgEntry, TeacherEntry

province, school = Actor("province_admin", org="32"), Actor("school_admin", org="S1")
window = DateRange(datetime.date(2026, 4, 5), datetime.date(2026, 4, 7))
week = DateRange(datetime.date(2026, 7, 6), datetime.date(2026, 7, 10))
midnight = datetime.datetime.fromisoformat("2026-04-07T00:00:00+08:00")

with xueshi.Engine.open(
    "memory:", policy="jiangsu", founder=province, clock=lambda: midnight
) as engine:
    root = OrgEntry("32", "江苏省", "authority", level="province")
    primary_school = OrgEntry("S1", "第一小学", "school", parent="32")
    base = OrgEntry("B1", "培训基地", "base", parent="32")
    engine.register_orgs(province, orgs=[root, primary_school, base])
    teacher = TeacherEntry("T1", "王小明", "S1", stages=["primary"], subject="语文")
    engine.register_teachers(school, teachers=[teacher])
    engine.create_project(
        province,
        code="P1",
        name="骨干教师培训",
        level="provincial",
        owner="32",
        year=2026,
        hours=40,
        seats=10,
        enrollment=window,
        training=week,
        audience={},
        bases=[{"base": "B1", "regions": ["32"]}],
    )
    engine.allocate_quota(province, project="P1", allocations=[{"org": "S1", "seats": 5}])
    for refusal in engine.outcome.enroll(school, project="P1", teachers=["T1"]).refusals:
        print(f"{refusal.rule} {refusal.code} ({refusal.source})")
        print(refusal.message.zh, refusal.message.en, sep="\n")
