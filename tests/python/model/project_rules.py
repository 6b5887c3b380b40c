"""Projects and seats: PRJ-1 to PRJ-3, QUO-1 to QUO-4."""

import datetime
from collections.abc import Callable
from functools import partial
from typing import Any

from model.decision import Decision, No, no, repeated
from model.world import (
    Args,
    Project,
    World,
    base_of,
    midnight,
    seats_of,
    training_end,
    used_of,
    window_end,
)

OWNER_LEVEL = {
    "national": "province",
    "provincial": "province",
    "municipal": "city",
    "county": "county",
}
OPTIONAL = {"seats": None, "enrollment": None, "bases": (), "online_enrollment": True}


def create_project(world: World, org: str, command: Args) -> Decision:
    decision = Decision()
    code, fields = command["code"], {**OPTIONAL, **command}
    if world.orgs[org].level != OWNER_LEVEL[fields["level"]]:
        decision.refuse("PRJ-1 access.role", code)
    elif fields["owner"] != org:
        decision.refuse("ACC-1 access.jurisdiction", code)
    else:
        if code in world.projects:
            decision.refuse("PRJ-1 project.exists", code)
        decision.refused += faults(world, code, fields)
        if not decision.refused:
            decision.version = 1
            made = Project(code, fields)
            decision.effects.append(partial(world.projects.__setitem__, code, made))
    return decision


def faults(world: World, code: str, fields: Args) -> list[No]:
    """PRJ-1, PRJ-2: each bad field named."""
    bad: list[tuple[str, str]] = []
    if fields["online_enrollment"]:
        bad += [("PRJ-1", "seats")] if not fields["seats"] else []
        bad += [("PRJ-1", "enrollment")] if fields["enrollment"] is None else []
        bad += [("PRJ-1", "bases")] if not fields["bases"] else []
    bases = [part["base"] for part in fields["bases"]]
    regions = [region for part in fields["bases"] for region in part["regions"]]
    for named in (bases, regions):
        bad += [("PRJ-1", "bases")] * (len(named) - len(set(named)))
    for base in bases:
        if base not in world.orgs or world.orgs[base].kind != "base":
            bad.append(("PRJ-1", "bases"))
    for region in regions:
        if region not in world.orgs or world.orgs[region].kind == "base":
            bad.append(("PRJ-1", "bases"))
    window, training = fields["enrollment"], fields["training"]
    if window is not None and not midnight(window["from"]) < window_end(world, window):
        bad.append(("PRJ-2", "enrollment"))
    if not midnight(training["from"]) < training_end(world, training):
        bad.append(("PRJ-2", "training"))
    if not fields["hours"] > 0:
        bad.append(("PRJ-2", "hours"))
    return [no(f"{rule} project.invalid", code, field=name) for rule, name in bad]


def owned(world: World, org: str, code: str, expected: int | None, decision: Decision) -> bool:
    """Whether it is there, the actor's, as the actor knows it, and going on."""
    project = world.projects.get(code)
    if project is None:
        decision.refuse("REQ-2 project.unknown", code)
    elif project.owner != org:
        decision.refuse("ACC-1 access.jurisdiction", code)
    elif expected is not None and expected != project.version:
        decision.refuse("REQ-3 request.stale", code, version=project.version)
    elif project.cancelled:
        decision.refuse("PRJ-3 project.cancelled", code)
    return not decision.refused


def amend_project(world: World, org: str, command: Args, expected: int | None) -> Decision:
    decision = Decision()
    code = command["code"]
    if not owned(world, org, code, expected, decision):
        return decision
    project = world.projects[code]
    changed = {**project.fields, **{k: v for k, v in command.items() if v is not None}}
    owner = world.orgs.get(changed["owner"])
    if owner is None or owner.level != OWNER_LEVEL[changed["level"]]:
        decision.refuse("PRJ-1 access.role", code)
        return decision
    decision.refused += faults(world, code, changed)
    used = used_of(world, project, project.owner)
    if project.enrolled:
        fields = in_use(world, project, changed)
        decision.refused += [no("PRJ-3 project.in_use", code, field=name) for name in fields]
    elif changed["owner"] != project.owner:
        decision.refuse("PRJ-1 project.invalid", code, field="owner")
    if (changed["seats"] or 0) < used:
        decision.refuse("QUO-4 quota.below_used", code, used=used, asked=changed["seats"] or 0)
    if not decision.refused:
        decision.version = project.version + 1

        def amend() -> None:
            project.fields = changed
            project.version += 1

        decision.effects.append(amend)
    return decision


def in_use(world: World, project: Project, changed: Args) -> list[str]:
    """PRJ-3: what can't change once someone has enrolled."""
    fixed = ("hours", "level", "owner", "year", "online_enrollment")
    fields = [name for name in fixed if changed[name] != project.fields[name]]
    if narrowed(project.audience, changed["audience"]):
        fields.append("audience")
    window = project.enrollment
    if window is not None and project.online_enrollment:
        after = changed["enrollment"] if changed["online_enrollment"] else None
        if after is None or cuts_off(world, window, after, window_end):
            fields.append("enrollment")
    if cuts_off(world, project.training, changed["training"], training_end):
        fields.append("training")
    if moves_trainees(world, project, Project(project.code, changed)):
        fields.append("bases")
    return fields


def narrowed(before: Args, after: Args) -> bool:
    """An empty list means everybody."""
    for name in ("stages", "subjects", "titles", "positions"):
        old, new = set(before.get(name, ())), set(after.get(name, ()))
        if new and (not old or not old <= new):
            return True
    return (after.get("min_years") or 0) > (before.get("min_years") or 0)


def cuts_off(
    world: World,
    before: Args,
    after: Args,
    end: Callable[[World, Args], datetime.datetime],
) -> bool:
    """Whether a part that has passed already would no longer belong to it."""
    begun = midnight(before["from"])
    if world.now <= begun:
        return False
    passed = min(end(world, before), world.now)
    return midnight(after["from"]) > begun or end(world, after) < passed


def moves_trainees(world: World, before: Project, after: Project) -> bool:
    """Whether a region is taken from its base; one under no base can be added."""
    old = {(part["base"], region) for part in before.bases for region in part["regions"]}
    new = {(part["base"], region) for part in after.bases for region in part["regions"]}
    return bool(old - new) or any(base_of(world, before, region) for _, region in new - old)


def cancel_project(world: World, org: str, command: Args, expected: int | None) -> Decision:
    decision = Decision()
    if owned(world, org, command["code"], expected, decision):
        project = world.projects[command["code"]]
        decision.version = project.version + 1

        def cancel() -> None:
            project.cancelled = True
            project.version += 1

        decision.effects.append(cancel)
    return decision


def allocate_quota(world: World, org: str, command: Args, expected: int | None) -> Decision:
    decision = Decision()
    project = world.projects.get(command["project"])
    named = [part["org"] for part in command["allocations"]]
    if project is None or not (
        world.is_within(org, project.owner) or world.is_within(project.owner, org)
    ):
        return decision.refuse_each("REQ-2 project.unknown", named)
    if project.cancelled:
        return decision.refuse_each("PRJ-3 project.cancelled", named)
    if expected is not None and expected != project.version:
        decision.refuse("REQ-3 request.stale", project.code, version=project.version)
        return decision
    later = repeated(decision, named)
    items = [(item, part) for item, part in enumerate(command["allocations"]) if item not in later]

    def lowers(part: Args) -> bool:
        child = world.orgs.get(part["org"])
        holds = world.allocated.get((project.code, part["org"]))
        return child is not None and child.parent == org and part["seats"] < (holds or 0)

    handed_out = used_of(world, project, org)
    # What is lowered comes first, so that the same list can hand it out again.
    for item, part in sorted(items, key=lambda one: not lowers(one[1])):
        reasons = allocation_reasons(world, project, org, part, item, handed_out)
        key, seats = (project.code, part["org"]), part["seats"]
        if not reasons:
            handed_out += seats - world.allocated.get(key, 0)
        decision.judge(reasons, partial(world.allocated.__setitem__, key, seats))
    return decision


def allocation_reasons(
    world: World, project: Project, org: str, part: Args, item: int, handed_out: int
) -> list[No]:
    code, asked = part["org"], part["seats"]
    child = world.orgs.get(code)
    if child is None:
        return [no("REQ-2 org.unknown", code, item)]
    if not world.is_within(code, org):
        return [no("QUO-1 access.jurisdiction", code, item)]
    if child.parent != org or child.kind == "base":
        return [no("QUO-1 quota.not_child", code, item)]
    held = seats_of(world, project, org) or 0
    numbers: dict[str, Any] = {"held": held, "handed_out": handed_out, "asked": asked}
    if code == project.owner:  # whose seats are the project's own, and nobody's to give
        return [no("QUO-2 quota.exceeds_parent", code, item, **numbers)]
    reasons = []
    more = asked - world.allocated.get((project.code, code), 0)
    if more > 0 and handed_out + more > held:
        reasons.append(no("QUO-2 quota.exceeds_parent", code, item, **numbers))
    used = used_of(world, project, code)
    if asked < used:
        reasons.append(no("QUO-4 quota.below_used", code, item, used=used, asked=asked))
    return reasons
