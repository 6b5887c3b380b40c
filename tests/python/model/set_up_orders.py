"""Commands about the register, projects and seats, as somebody might give them."""

import datetime
from collections.abc import Callable, Sequence
from decimal import Decimal

from model.orders import (
    NOBODY,
    STAGES,
    SUBJECTS,
    a_project,
    admin,
    anybody,
    days,
    project_code,
    usually,
)
from model.tape import Tape
from model.world import Args, World

LEVELS = {"province": ("provincial", "national"), "city": ("municipal",), "county": ("county",)}
NEW_ORGS = ("S7", "S8", "B4", "3203", "320301")
HIRED = (None, datetime.date(2016, 2, 29), datetime.date(2023, 3, 11), datetime.date(2025, 9, 1))


def register_orgs(world: World, tape: Tape) -> tuple[Args, Args]:
    authorities = [org.code for org in world.orgs.values() if org.kind == "authority"]
    entries = []
    for _ in range(1 + tape.number(3)):
        code = tape.pick(NEW_ORGS) if not tape.one_in(3) else tape.pick(list(world.orgs))
        known = world.orgs.get(code)
        if known is not None:
            kind, level, parent = known.kind, known.level, known.parent
        else:
            kind = {"S": "school", "B": "base"}.get(code[0], "authority")
            level = None if kind != "authority" else "city" if len(code) == 4 else "county"
            parent = "3203" if code == "320301" else tape.pick(authorities)
        if tape.one_in(5):
            kind = tape.pick(("school", "base", "authority"))
        if tape.one_in(8):
            level = tape.pick((None, "county", "city", "province"))
        if tape.one_in(8):
            parent = tape.pick((NOBODY, None, "S1", *authorities, *NEW_ORGS))
        entry: Args = {"code": code, "name": "机构", "kind": kind, "level": level}
        stages = tape.some(STAGES, STAGES, 2) if kind == "school" else []
        entries.append({**entry, "parent": parent, "stages": list(dict.fromkeys(stages))})
    return usually(world, tape, tape.pick(authorities)), {"orgs": entries}


def register_teachers(world: World, tape: Tape) -> tuple[Args, Args]:
    entries = []
    for _ in range(1 + tape.number(2)):
        code = f"T{1 + tape.number(18)}"
        known = world.teachers.get(code)
        school = known.school if known else tape.pick(world.schools_under("32"))
        if tape.one_in(6):
            school = tape.pick((NOBODY, "32", "B1", "S1", "S3"))
        entry: Args = {
            "code": code,
            "name": "王明",
            "school": school,
            "stages": [tape.pick(STAGES)],
        }
        entry |= {"subject": tape.pick(SUBJECTS), "title": tape.pick((None, "一级教师"))}
        entries.append({**entry, "hired_on": tape.pick(HIRED)})
    org = entries[0]["school"] if tape.one_in(2) else "32"
    return usually(world, tape, org), {"teachers": entries}


def transfer_teacher(world: World, tape: Tape) -> tuple[Args, Args]:
    authorities = [org.code for org in world.orgs.values() if org.kind == "authority"]
    actor = usually(world, tape, "32" if not tape.one_in(3) else tape.pick(authorities))
    to = tape.pick([*world.schools_under("32"), "32", NOBODY])
    return actor, {"teacher": tape.pick([*world.teachers, NOBODY]), "to_school": to}


def audience(tape: Tape) -> Args:
    made: Args = {"stages": list(dict.fromkeys(tape.some(STAGES, STAGES, 2)))}
    if tape.one_in(4):
        made["stages"] = []
    if tape.one_in(4):
        made["subjects"] = [tape.pick(SUBJECTS)]
    if tape.one_in(6):
        made["titles"] = ["一级教师"]
    if tape.one_in(6):
        made["min_years"] = tape.pick((3, 10, 0))
    return made


def bases(world: World, tape: Tape) -> list[Args]:
    codes = [org.code for org in world.orgs.values() if org.kind == "base"]
    regions = [org.code for org in world.orgs.values() if org.kind != "base"]
    made: list[Args] = [{"base": "B1", "regions": [tape.pick(("32", "3201", "320201"))]}]
    if tape.one_in(2):
        made.append({"base": tape.pick(codes), "regions": tape.some(regions, regions, 2)})
    if tape.one_in(12):
        made.append({"base": tape.pick((NOBODY, "S1")), "regions": [tape.pick((NOBODY, "B1"))]})
    return made


def fields(world: World, tape: Tape) -> Args:
    return {
        "hours": tape.pick((40, Decimal("7.5"), 12)) if not tape.one_in(12) else 0,
        "seats": tape.pick((3, 6, 2)) if not tape.one_in(8) else tape.pick((None, 0)),
        "enrollment": days(world, tape, -2, 4) if not tape.one_in(12) else None,
        "training": days(world, tape, -1, 5),
        "audience": audience(tape),
        "bases": bases(world, tape) if not tape.one_in(12) else [],
    }


def create_project(world: World, tape: Tape) -> tuple[Args, Args]:
    owners = [org for org in world.orgs.values() if org.kind == "authority"]
    owner = tape.pick(owners)
    level = tape.pick(LEVELS[owner.level or ""])
    if tape.one_in(12):
        level = tape.pick(("national", "provincial", "municipal", "county"))
    args: Args = {"code": f"P{1 + tape.number(6)}", "name": "培训", "level": level}
    args |= {"owner": owner.code if not tape.one_in(12) else "3201", "year": 2026}
    args |= fields(world, tape) | {"online_enrollment": not tape.one_in(4)}
    return usually(world, tape, owner.code), args


def amend_project(world: World, tape: Tape) -> tuple[Args, Args]:
    project = a_project(world, tape)
    every: Args = fields(world, tape)
    every |= {"name": "新名", "year": 2027, "level": "national", "owner": "3201"}
    every |= {"online_enrollment": not project.online_enrollment}
    names = sorted(every)
    chosen = {names[tape.number(len(names))] for _ in range(1 + tape.number(2))}
    args = {name: every[name] for name in sorted(chosen) if every[name] is not None}
    return usually(world, tape, project.owner), {"code": project_code(project, tape), **args}


def cancel_project(world: World, tape: Tape) -> tuple[Args, Args]:
    project = a_project(world, tape)
    args = {"code": project_code(project, tape), "reason": "人数不足"}
    return usually(world, tape, project.owner), args


def allocate_quota(world: World, tape: Tape) -> tuple[Args, Args]:
    project = a_project(world, tape, None if tape.one_in(6) else True)
    holders = [org.code for org in world.orgs.values() if org.kind == "authority"]
    holder = project.owner if not tape.one_in(2) else tape.pick(holders)
    children = [org.code for org in world.children(holder) if org.kind != "base"]
    named = tape.some(children, [*world.orgs, NOBODY])
    allocations = [{"org": org, "seats": tape.pick((2, 1, 3, 0, 6))} for org in named]
    args = {"project": project_code(project, tape), "allocations": allocations}
    return usually(world, tape, holder), args


def question(world: World, tape: Tape) -> tuple[Args, str, Args]:
    """Who asks what."""
    actor = anybody(world, tape)
    if tape.one_in(2):
        actor = admin(world.orgs[tape.pick(("32", "3201", "320101", "S1", "B1"))])
    if tape.one_in(6):
        actor = {"role": "teacher", "teacher": tape.pick(list(world.teachers))}
    query = tape.pick(tuple(ASKED))
    given: Args = {}
    for name, choices in ASKED[query].items():
        value = tape.pick(choices(world))
        if value is not None:
            given[name] = value
    return actor, query, given


def _projects(world: World) -> list[str | None]:
    return [None, *world.projects, NOBODY]


def _orgs(world: World) -> list[str | None]:
    return [None, *world.orgs, NOBODY]


def _teachers(world: World) -> list[str | None]:
    return [None, *world.teachers, NOBODY]


def _years(_: World) -> list[int | None]:
    return [None, 2026, 2027]


BY = ((), ("org",), ("project", "level"), ("school", "subject"), ("base", "month", "stage"))
STATES = (None, "pending_authority", "pending_base", "approved", "rejected")

ASKED: dict[str, dict[str, Callable[[World], Sequence[object]]]] = {
    "enrollments": {"project": _projects, "state": lambda _: STATES},
    "hours": {
        "teacher": _teachers,
        "project": _projects,
        "state": lambda _: (None, "recorded", "approved", "verified", "returned"),
        "year": _years,
    },
    "quota": {"project": lambda world: _projects(world)[1:], "org": _orgs},
    "projects": {"year": _years},
    "classes": {"project": _projects},
    "statement": {"teacher": lambda world: _teachers(world)[1:], "year": _years},
    "statistics": {
        "org": lambda world: _orgs(world)[1:],
        "year": _years,
        "measure": lambda _: ("hours", "enrollments"),
        "by": lambda _: BY,
    },
    "worklist": {"year": _years},
    "eligible_teachers": {"project": lambda world: _projects(world)[1:]},
    "teachers": {"school": _orgs, "subject": lambda _: (None, *SUBJECTS)},
    "orgs": {"under": _orgs, "kind": lambda _: (None, "school", "base", "authority")},
}
