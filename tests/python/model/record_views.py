"""Queries about enrolments, classes and hours."""

from collections import Counter
from decimal import Decimal

from model.enrollment_rules import reviewers
from model.seeing import (
    Refusing,
    in_reach,
    is_authority,
    known_project,
    only_for,
    present,
    sees,
    visible_trainees,
)
from model.world import Args, Project, Trainee, World, base_of, governing, within_training

HOUR_STATES = ("recorded", "approved", "verified", "returned")


def enrollments(
    world: World, actor: Args, project: str | None = None, state: str | None = None
) -> Args:
    return {
        "enrollments": [
            present(
                project=trainee.project,
                teacher=trainee.teacher,
                school=trainee.school,
                state=trainee.state,
                forced=trainee.forced,
                reason=trainee.reason,
                enrolled_at=trainee.enrolled_at,
                version=trainee.version,
                **({"class": trainee.class_} if trainee.class_ else {}),
            )
            for trainee in visible_trainees(world, actor, project)
            if trainee.living() and state in (None, trainee.state)
        ]
    }


def classes(world: World, actor: Args, project: str | None = None) -> Args:
    if project is not None:
        known_project(world, project)
    views = []
    for one in sorted(world.classes.values(), key=lambda one: (one.project, one.code)):
        members = [t for t in world.trainees.values() if t.class_ == one.code]
        if one.deleted or project not in (None, one.project):
            continue
        if not sees(world, actor, world.projects[one.project]):
            continue
        if actor["role"] == "base_admin" and one.base != actor["org"]:
            continue
        if actor["role"] == "teacher" and actor["teacher"] not in [t.teacher for t in members]:
            continue
        fields = {"class": one.code, "project": one.project, "base": one.base, "name": one.name}
        more = {"sole": one.sole, "planned": one.planned, "training": one.training}
        views.append(present(**fields, **more, members=len(members), version=one.version))
    return {"classes": views}


def hours_view(world: World, trainee: Trainee) -> Args:
    project = world.projects[trainee.project]
    return present(
        record=trainee.record(),
        teacher=trainee.teacher,
        category="project",
        project=trainee.project,
        name=project.name,
        level=project.level,
        school=trainee.school,
        year=trainee.year,
        hours=trainee.hours,
        grade=trainee.grade,
        attendance=trainee.attendance,
        state=trainee.hours_state,
        reason=trainee.hours_reason,
    )


def hours(
    world: World,
    actor: Args,
    teacher: str | None = None,
    project: str | None = None,
    state: str | None = None,
    year: int | None = None,
) -> Args:
    if actor["role"] == "teacher" and teacher not in (None, actor["teacher"]):
        raise Refusing("VIEW-2 access.jurisdiction", teacher or "")
    records = [t for t in visible_trainees(world, actor, project) if t.hours_state is not None]
    if teacher is not None:
        records = [trainee for trainee in records if trainee.teacher == teacher]
        if not records:
            known_teacher(world, actor, teacher)
    return {
        "records": [
            hours_view(world, trainee)
            for trainee in records
            if state in (None, trainee.hours_state) and year in (None, trainee.year)
        ]
    }


def known_teacher(world: World, actor: Args, code: str) -> None:
    """VIEW-1, VIEW-2: himself or herself, or one in the subtree."""
    if actor["role"] == "teacher" and actor["teacher"] != code:
        raise Refusing("VIEW-2 access.jurisdiction", code)
    if code not in world.teachers:
        raise Refusing("ORG-3 teacher.unknown", code)
    if actor["role"] != "teacher" and not world.is_within(
        world.teachers[code].school, actor["org"]
    ):
        raise Refusing("VIEW-1 access.jurisdiction", code)


def statement(world: World, actor: Args, teacher: str, year: int | None = None) -> Args:
    known_teacher(world, actor, teacher)
    records = sorted(
        (
            trainee
            for trainee in world.trainees.values()
            if trainee.teacher == teacher and trainee.hours_state is not None
        ),
        key=lambda trainee: (trainee.year, trainee.record()),
    )
    records = [trainee for trainee in records if year in (None, trainee.year)]
    totals = []
    for state in HOUR_STATES:
        those = [trainee for trainee in records if trainee.hours_state == state]
        if those:
            total = {"category": "project", "state": state, "hours": summed(those)}
            totals.append({**total, "records": len(those)})
    return {
        "teacher": teacher,
        "records": [hours_view(world, trainee) for trainee in records],
        "totals": totals,
        "verified": summed([t for t in records if t.hours_state == "verified"]),
    }


def summed(trainees: list[Trainee]) -> Decimal:
    return sum((trainee.hours or Decimal(0) for trainee in trainees), Decimal(0))


def dimension(world: World, top: str, by: str, trainee: Trainee) -> str:
    project = world.projects[trainee.project]
    if by == "org":  # the child of the one asked for on the way to the school
        for org in world.line(trainee.school):
            if org.parent == top or org.code == top:
                return org.code
    values = {
        "project": trainee.project,
        "category": "project",
        "level": str(project.level),
        "stage": " ".join(trainee.stages),
        "subject": trainee.subject,
        "month": project.training["from"].isoformat()[:7],
        "school": trainee.school,
        "base": base_of(world, project, trainee.school) or "",
    }
    return str(values[by])


def statistics(
    world: World,
    actor: Args,
    org: str,
    year: int | None = None,
    measure: str = "hours",
    by: tuple[str, ...] = (),
) -> Args:
    only_for(actor, "school_admin")
    in_reach(world, actor, org)
    groups: dict[tuple[str, ...], list[Trainee]] = {}
    for trainee in world.trainees_in_order():
        counts = trainee.hours_state is not None if measure == "hours" else trainee.living()
        if counts and world.is_within(trainee.school, org) and year in (None, trainee.year):
            key = tuple(dimension(world, org, one, trainee) for one in by)
            groups.setdefault(key, []).append(trainee)
    rows = []
    for key, those in sorted(groups.items()):
        row: Args = {"by": dict(zip(by, key, strict=True)), "records": len(those)}
        waiting = ("recorded", "returned")
        states = {"recorded": waiting, "approved": ("approved",), "verified": ("verified",)}
        for name, which in states.items() if measure == "hours" else ():
            row[name] = summed([t for t in those if t.hours_state in which])
        counted = Counter(trainee.state for trainee in those)
        row["enrollments"] = dict(counted) if measure == "enrollments" else {}
        rows.append({"recorded": 0, "approved": 0, "verified": 0, **row})
    return {"org": org, "rows": rows}


def worklist(world: World, actor: Args, year: int | None = None) -> Args:
    counts: Counter[tuple[str, str]] = Counter()
    for trainee in visible_trainees(world, actor, None) if actor["role"] != "teacher" else ():
        project = world.projects[trainee.project]
        kind = waits_for(world, actor, project, trainee)
        if kind and not project.cancelled and year in (None, trainee.year):
            counts[kind, trainee.project] += 1
    waiting = [
        {"kind": kind, "project": project, "count": count}
        for (kind, project), count in sorted(counts.items())
    ]
    return {"waiting": waiting}


def waits_for(world: World, actor: Args, project: Project, trainee: Trainee) -> str | None:
    org, role = actor["org"], actor["role"]
    authority, base = reviewers(world, project, trainee.school)
    if org == {"pending_authority": authority, "pending_base": base}.get(trainee.state):
        return "review_enrollment"
    if role == "school_admin" and trainee.state == "rejected":
        return "delete_enrollment"
    if role == "base_admin":
        missing = trainee.hours_state is None and within_training(world, project)
        if trainee.state == "approved" and (missing or trainee.hours_state == "returned"):
            return "record_results"
    if is_authority(actor) and governing(world, trainee.school) == org:
        if trainee.hours_state == "returned" and not trainee.living():
            return "enter_project_hours"
        waiting = {"recorded": "approve_hours", "approved": "verify_hours"}
        return waiting.get(trainee.hours_state or "")
    return None
