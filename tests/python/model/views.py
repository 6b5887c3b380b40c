"""Queries about the register, projects and seats; and the way to all of them."""

from typing import Any

from model import record_views
from model.decision import No, no
from model.enrollment_rules import failed_conditions
from model.reference import Reference
from model.seeing import Refusing, in_reach, known_project, only_for, present, sees
from model.world import Args, Project, World, seats_of, used_of, within_window


def ask(reference: Reference, actor: Args, query: str, args: Args) -> Args | No:
    world = reference.world
    if actor["role"] == "teacher":
        if actor["teacher"] not in world.teachers:
            return no("ORG-3 teacher.unknown", actor["teacher"])
    elif wrong := reference.wrong_actor(actor["role"], actor["org"]):
        return wrong
    answer: Any = globals().get(query) or getattr(record_views, query)
    try:
        return dict(answer(world, actor, **args))
    except Refusing as refusing:
        return refusing.reason


def orgs(world: World, actor: Args, under: str | None = None, kind: str | None = None) -> Args:
    only_for(actor, "school_admin", "base_admin")
    under = under or actor["org"]
    in_reach(world, actor, under)
    children = [org for org in world.children(under) if kind in (None, org.kind)]
    return {
        "orgs": [
            present(
                code=org.code,
                name=org.name,
                kind=org.kind,
                level=org.level,
                parent=org.parent,
                stages=list(org.stages),
            )
            for org in children
        ]
    }


def teacher_view(world: World, code: str) -> Args:
    teacher = world.teachers[code]
    return present(
        teacher=code,
        name=teacher.name[0] + "*" * (len(teacher.name) - 1),
        school=teacher.school,
        stages=list(teacher.stages),
        subject=teacher.subject,
        title=teacher.title,
        position=teacher.position,
        hired_on=teacher.hired_on,
    )


def teachers(
    world: World, actor: Args, school: str | None = None, subject: str | None = None
) -> Args:
    only_for(actor, "school_admin")
    top = school or actor["org"]
    in_reach(world, actor, top)
    found = [
        teacher
        for teacher in world.teachers.values()
        if world.is_within(teacher.school, top) and subject in (None, teacher.subject)
    ]
    ordered = sorted(found, key=lambda teacher: (teacher.school, teacher.code))
    return {"teachers": [teacher_view(world, teacher.code) for teacher in ordered]}


def projects(world: World, actor: Args, year: int | None = None) -> Args:
    views = []
    for code, project in sorted(world.projects.items()):
        if year not in (None, project.year) or not sees(world, actor, project):
            continue
        fields = dict(project.fields)
        empty: Args = {"stages": [], "subjects": [], "titles": [], "positions": []}
        fields["audience"] = empty | fields["audience"]
        fields["bases"] = list(fields["bases"])
        views.append(
            present(
                **fields,
                state="cancelled" if project.cancelled else "active",
                open=not project.cancelled and within_window(world, project) == "open",
                version=project.version,
            )
        )
    return {"projects": views}


def eligible_teachers(world: World, actor: Args, project: str) -> Args:
    if actor["role"] != "school_admin":
        raise Refusing("ACC-1 access.role", actor.get("org") or actor["teacher"])
    known = known_project(world, project)
    if not sees(world, actor, known):
        raise Refusing("VIEW-1 access.jurisdiction", project)
    found = []
    for code, teacher in sorted(world.teachers.items()):
        trainee = world.trainee(project, code)
        if teacher.school != actor["org"] or (trainee and trainee.living()):
            continue
        if not failed_conditions(known, teacher):
            found.append(teacher_view(world, code))
    return {"teachers": found}


def quota(world: World, actor: Args, project: str, org: str | None = None) -> Args:
    only_for(actor, "school_admin")
    org = org or actor["org"]
    in_reach(world, actor, org)
    known = known_project(world, project)
    children = [
        quota_view(world, known, child.code)
        for child in world.children(org)
        if seats_of(world, known, child.code) is not None
        and (child.code != known.owner or known.seats is not None)
    ]
    return {"project": project, "own": quota_view(world, known, org), "children": children}


def quota_view(world: World, project: Project, org: str) -> Args:
    seats, used = seats_of(world, project, org) or 0, used_of(world, project, org)
    return {"org": org, "seats": seats, "used": used, "left": seats - used}
