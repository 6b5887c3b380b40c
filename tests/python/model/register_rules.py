"""Organisations and teachers: ORG-1 to ORG-4, ACC-1."""

from collections.abc import Mapping
from functools import partial

from model.decision import Decision, No, no, repeated
from model.world import Args, Org, Teacher, World

PARENT_LEVEL = {"city": "province", "county": "city"}


def register_orgs(world: World, org: str, command: Args, good_only: bool) -> Decision:
    decision = Decision()
    entries: list[Args] = list(command["orgs"])
    later = repeated(decision, [entry["code"] for entry in entries])
    given: dict[str, Args] = {}
    for entry in entries:
        given.setdefault(entry["code"], entry)
    good: dict[str, tuple[int, Args]] = {}
    for item, entry in enumerate(entries):
        if item in later:
            continue
        reasons = org_reasons(world, org, entry, item, given)
        decision.refused += reasons
        if not reasons:
            good[entry["code"]] = (item, entry)
    if good_only:
        drop_orphans(world, decision, good)
    for _, entry in good.values():
        decision.effects.append(partial(put_org, world, entry))
    return decision


def put_org(world: World, entry: Args) -> None:
    code = entry["code"]
    world.orgs[code] = Org(
        code,
        entry["name"],
        entry["kind"],
        entry.get("level"),
        entry.get("parent"),
        tuple(entry.get("stages", ())),
    )


def find(
    world: World, code: str | None, given: Mapping[str, Args]
) -> tuple[str, str | None] | None:
    """Kind and level of what is registered or stands in the same list; what is registered stands."""
    if code is None:
        return None
    if code in world.orgs:
        return world.orgs[code].kind, world.orgs[code].level
    return (given[code]["kind"], given[code].get("level")) if code in given else None


def parent_fits(world: World, entry: Args, given: Mapping[str, Args]) -> bool:
    """ORG-1, ORG-2: province, city, county; schools and bases under any authority."""
    kind, level, parent = entry["kind"], entry.get("level"), entry.get("parent")
    if (kind == "authority") != (level is not None):
        return False
    if level == "province":
        return parent is None
    found = find(world, parent, given)
    if found is None or found[0] != "authority":
        return False
    return level is None or found[1] == PARENT_LEVEL[level]


def will_be_within(world: World, entry: Args, above: str, given: Mapping[str, Args]) -> bool:
    seen: set[str] = set()
    code: str | None = entry["code"]
    parent = entry.get("parent")
    while code is not None and code not in seen:
        if code == above:
            return True
        seen.add(code)
        code = parent
        if code is not None:
            registered = world.orgs.get(code)
            parent = registered.parent if registered else given.get(code, {}).get("parent")
    return False


def org_reasons(
    world: World, org: str, entry: Args, item: int, given: Mapping[str, Args]
) -> list[No]:
    code = entry["code"]
    rule = "ORG-2" if entry["kind"] == "base" else "ORG-1"
    wrong_parent = no(f"{rule} org.parent_invalid", code, item, parent=entry.get("parent") or "")
    known = world.orgs.get(code)
    if known is not None and not world.is_within(code, org):
        return [no("ACC-1 access.jurisdiction", code, item)]
    if not parent_fits(world, entry, given):
        return [wrong_parent]
    if entry.get("level") == "province" and known is None:  # there is one already
        return [wrong_parent]
    if known is None:
        if not will_be_within(world, entry, org, given):
            return [no("ACC-1 access.jurisdiction", code, item)]
        return []
    reasons = []
    if (known.kind, known.level) != (entry["kind"], entry.get("level")):
        reasons.append(no("REQ-4 org.exists", code, item))
    if known.parent != entry.get("parent"):
        reasons.append(wrong_parent)
    return reasons


def drop_orphans(world: World, decision: Decision, good: dict[str, tuple[int, Args]]) -> None:
    """Of the good ones those whose parent was refused are not good."""
    while True:
        orphans = [
            (code, item, entry)
            for code, (item, entry) in good.items()
            if (parent := entry.get("parent")) is not None
            and parent not in good
            and parent not in world.orgs
        ]
        if not orphans:
            return
        for code, item, entry in orphans:
            rule = "ORG-2" if entry["kind"] == "base" else "ORG-1"
            decision.refuse(f"{rule} org.parent_invalid", code, item, parent=entry["parent"])
            del good[code]


def register_teachers(world: World, org: str, command: Args) -> Decision:
    decision = Decision()
    entries = command["teachers"]
    later = repeated(decision, [entry["code"] for entry in entries])
    for item, entry in enumerate(entries):
        if item in later:
            continue
        code, school = entry["code"], world.orgs.get(entry["school"])
        known = world.teachers.get(code)
        if school is None or school.kind != "school":
            decision.refuse("REQ-2 org.unknown", code, item)
        elif not world.is_within(school.code, org):
            decision.refuse("ACC-1 access.jurisdiction", code, item)
        elif known is not None and known.school != school.code:
            decision.refuse("ORG-3 teacher.elsewhere", code, item)
        else:
            decision.effects.append(partial(put_teacher, world, entry))
    return decision


def put_teacher(world: World, entry: Args) -> None:
    world.teachers[entry["code"]] = Teacher(
        entry["code"],
        entry["name"],
        entry["school"],
        tuple(entry.get("stages", ())),
        entry["subject"],
        entry.get("title"),
        entry.get("position"),
        entry.get("hired_on"),
    )


def transfer_teacher(world: World, org: str, command: Args) -> Decision:
    decision = Decision()
    code, to = command["teacher"], world.orgs.get(command["to_school"])
    teacher = world.teachers.get(code)
    if teacher is None:
        decision.refuse("ORG-3 teacher.unknown", code)
    elif to is None or to.kind != "school":
        decision.refuse("REQ-2 org.unknown", code)
    elif not (world.is_within(teacher.school, org) and world.is_within(to.code, org)):
        decision.refuse("ACC-1 access.jurisdiction", code)
    elif teacher.school == to.code:
        decision.refuse("ORG-4 teacher.already_there", code)
    else:
        decision.effects.append(partial(setattr, teacher, "school", to.code))
    return decision
