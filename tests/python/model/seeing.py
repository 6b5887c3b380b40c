"""Who may see what: VIEW-1, VIEW-2."""

from collections.abc import Iterator
from typing import Any

from model.decision import no
from model.enrollment_rules import open_for_stages
from model.world import Args, Project, Trainee, World, base_of


class Refusing(Exception):
    def __init__(self, reason: str, subject: str) -> None:
        super().__init__(reason)
        self.reason = no(reason, subject)


def present(**fields: Any) -> Args:
    """Absent fields are left out."""
    return {name: value for name, value in fields.items() if value is not None}


def is_authority(actor: Args) -> bool:
    return actor["role"] in ("province_admin", "city_admin", "county_admin")


def only_for(actor: Args, *roles: str) -> None:
    if not is_authority(actor) and actor["role"] not in roles:
        raise Refusing("ACC-1 access.role", actor.get("org") or actor["teacher"])


def in_reach(world: World, actor: Args, org: str) -> None:
    """VIEW-1."""
    if org not in world.orgs:
        raise Refusing("REQ-2 org.unknown", org)
    if not world.is_within(org, actor["org"]):
        raise Refusing("VIEW-1 access.jurisdiction", org)


def known_project(world: World, code: str) -> Project:
    if code not in world.projects:
        raise Refusing("REQ-2 project.unknown", code)
    return world.projects[code]


def sees(world: World, actor: Args, project: Project) -> bool:
    """A school only those of its stages (ENR-2), a teacher only his or her own (VIEW-2)."""
    if actor["role"] == "teacher":
        return (project.code, actor["teacher"]) in world.trainees
    org = actor["org"]
    if actor["role"] == "base_admin":
        return any(part["base"] == org for part in project.bases)
    if not world.is_within(org, project.owner):
        return is_authority(actor) and world.is_within(project.owner, org)
    if actor["role"] != "school_admin" or not project.online_enrollment:
        return True
    return open_for_stages(project, world.orgs[org].stages)


def visible_trainees(world: World, actor: Args, project: str | None) -> Iterator[Trainee]:
    """In a stable order: by school, project and teacher."""
    if project is not None:
        known_project(world, project)
        outside = not sees(world, actor, world.projects[project])
        if actor["role"] == "base_admin" and outside:
            raise Refusing("VIEW-1 access.jurisdiction", project)
    trainees = world.trainees_in_order()
    if actor["role"] == "teacher":
        trainees = iter(sorted(trainees, key=lambda trainee: trainee.project))
    for trainee in trainees:
        if project is not None and trainee.project != project:
            continue
        if actor["role"] == "teacher":
            mine = trainee.teacher == actor["teacher"]
        elif actor["role"] == "base_admin":
            at = base_of(world, world.projects[trainee.project], trainee.school)
            mine = at == actor["org"]
        else:
            mine = world.is_within(trainee.school, actor["org"])
        if mine:
            yield trainee
