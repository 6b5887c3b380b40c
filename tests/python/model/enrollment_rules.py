"""Enrolling, deleting, reviewing: ENR-1 to ENR-11, QUO-3, CLS-4."""

import datetime
from collections.abc import Callable, Iterator

from model.decision import Decision, No, no, repeated
from model.world import (
    Args,
    Org,
    Project,
    Teacher,
    Trainee,
    World,
    base_of,
    governing,
    seats_of,
    used_of,
    within_window,
)


def enroll(world: World, org: str, command: Args) -> Decision:
    decision = Decision()
    project = world.projects.get(command["project"])
    codes = command["teachers"]
    if project is None or not world.is_within(org, project.owner):
        return decision.refuse_each("REQ-2 project.unknown", codes)
    school = world.orgs[org]
    good = []
    for item, code in enumerate(codes):
        teacher = world.teachers.get(code)
        if teacher is None:
            decision.refuse("ORG-3 teacher.unknown", code, item)
        elif teacher.school != org:
            decision.refuse("ENR-5 teacher.not_in_school", code, item)
        else:
            reasons = against_project(world, project, school, code, item)
            reasons += against_teacher(project, teacher, command.get("forced", False), item)
            reasons += living_already(world, project, teacher, item, code in codes[:item])
            decision.refused += reasons
            if not reasons:
                good.append((item, teacher))
    seats, taken = seats_of(world, project, org), used_of(world, project, org)
    for place, (item, teacher) in enumerate(good):
        if seats is None:
            decision.refuse("QUO-3 quota.none", teacher.code, item, project=project.code)
        elif taken + place >= seats:
            facts = {"seats": seats, "taken": taken, "asked": len(good)}
            decision.refuse("QUO-3 quota.exhausted", teacher.code, item, **facts)
        else:
            decision.effects.append(enrolling(world, project, teacher, command))
    return decision


def enrolling(
    world: World, project: Project, teacher: Teacher, command: Args
) -> Callable[[], None]:
    def do() -> None:
        trainee = Trainee(
            project.code,
            teacher.code,
            teacher.school,
            project.year,
            teacher.stages,
            teacher.subject,
            state="pending_authority",
            forced=command.get("forced", False),
            enrolled_at=world.now,
        )
        before = world.trainee(project.code, teacher.code)
        trainee.version = before.version + 1 if before else 1
        world.trainees[project.code, teacher.code] = trainee
        mark_enrolled(project)

    return do


def mark_enrolled(project: Project) -> None:
    if not project.enrolled:
        project.enrolled = True
        project.version += 1


def against_project(world: World, project: Project, school: Org, code: str, item: int) -> list[No]:
    reasons = cancelled(project, code, item)
    if project.online_enrollment and base_of(world, project, school.code) is None:
        reasons.append(no("PRJ-2 project.no_base", code, item))
    window = within_window(world, project)
    if window == "before":
        reasons.append(no("ENR-1 enrollment.window_not_open", code, item))
    if window == "over":
        reasons.append(no("ENR-1 enrollment.window_closed", code, item))
    if not open_for_stages(project, school.stages):
        reasons.append(no("ENR-2 enrollment.stage", code, item))
    return reasons


def against_teacher(project: Project, teacher: Teacher, forced: bool, item: int) -> list[No]:
    failed = failed_conditions(project, teacher)
    if not failed or forced:
        return []
    return [no("ENR-3 enrollment.conditions", teacher.code, item, failed=tuple(failed))]


def open_for_stages(project: Project, stages: tuple[str, ...]) -> bool:
    """ENR-2: one stage in common suffices; a project without stages is for all."""
    return not project.stages() or bool(set(project.stages()) & set(stages))


def failed_conditions(project: Project, teacher: Teacher) -> list[str]:
    """ENR-3: what the register doesn't know fails its condition."""
    audience = project.audience
    failed = [] if open_for_stages(project, teacher.stages) else ["stage"]
    conditions = (
        ("subject", "subjects", teacher.subject),
        ("title", "titles", teacher.title),
        ("position", "positions", teacher.position),
    )
    for name, field, value in conditions:
        if audience.get(field) and value not in audience[field]:
            failed.append(name)
    first_day = project.enrollment["from"] if project.enrollment else project.training["from"]
    least = audience.get("min_years") or 0
    if least > 0 and not (
        teacher.hired_on is not None and full_years(teacher.hired_on, first_day) >= least
    ):
        failed.append("years")
    return failed


def full_years(since: datetime.date, day: datetime.date) -> int:
    before_anniversary = (day.month, day.day) < (since.month, since.day)
    return day.year - since.year - before_anniversary


def living_already(
    world: World, project: Project, teacher: Teacher, item: int, in_list: bool
) -> list[No]:
    """ENR-4, ENR-8. Another school's enrolment is told without its state."""
    code = teacher.code
    trainee = world.trainee(project.code, code)
    if trainee is None or not trainee.living():
        return [no("ENR-4 enrollment.duplicate", code, item, state="in_list")] if in_list else []
    state = trainee.state if trainee.school == teacher.school else "elsewhere"
    rule = "ENR-8" if state == "rejected" else "ENR-4"
    return [no(f"{rule} enrollment.duplicate", code, item, state=state)]


def trainees_named(
    world: World,
    decision: Decision,
    project: Project,
    codes: list[str],
    outside: str,
    reaches: Callable[[str], bool],
) -> Iterator[tuple[int, Trainee]]:
    """Those of a list that are enrolled and the actor's business; the others are refused."""
    later = repeated(decision, codes)
    for item, code in enumerate(codes):
        if item in later:
            continue
        teacher, trainee = world.teachers.get(code), world.trainee(project.code, code)
        if teacher is None:
            decision.refuse("ORG-3 teacher.unknown", code, item)
        elif trainee is not None and trainee.living() and reaches(trainee.school):
            yield item, trainee
        elif reaches(teacher.school):
            decision.refuse("REQ-2 enrollment.unknown", code, item)
        else:
            decision.refuse(outside, code, item)


def cancelled(project: Project, subject: str, item: int) -> list[No]:
    return [no("PRJ-3 project.cancelled", subject, item)] if project.cancelled else []


def delete_enrollment(world: World, org: str, command: Args) -> Decision:
    decision = Decision()
    project = world.projects.get(command["project"])
    if project is None:
        return decision.refuse_each("REQ-2 project.unknown", command["teachers"])
    outside = "ENR-5 teacher.not_in_school"
    named = trainees_named(
        world, decision, project, command["teachers"], outside, lambda school: school == org
    )
    for item, trainee in named:
        reasons = cancelled(project, trainee.teacher, item)
        if trainee.state in ("pending_base", "approved"):  # ENR-9
            reasons.append(
                no("ENR-9 enrollment.approved", trainee.teacher, item, state=trainee.state)
            )
        decision.judge(reasons, setting(trainee, state="deleted"))
    return decision


def setting(trainee: Trainee, **values: object) -> Callable[[], None]:
    def do() -> None:
        for name, value in values.items():
            setattr(trainee, name, value)
        trainee.version += 1

    return do


def reviewers(world: World, project: Project, school: str) -> tuple[str | None, str | None]:
    """ENR-6: the governing authority, then the base responsible for the school's region."""
    return governing(world, school), base_of(world, project, school)


def outside_of_review(world: World, org: str) -> str:
    base = world.orgs[org].kind == "base"
    return "ENR-11 access.jurisdiction" if base else "ACC-1 access.jurisdiction"


def review_enrollment(world: World, org: str, command: Args) -> Decision:
    decision = Decision()
    project = world.projects.get(command["project"])
    if project is None:
        return decision.refuse_each("REQ-2 project.unknown", command["teachers"])
    reason = command.get("reason")
    if reason is not None and not reason.strip():
        reason = None
    approve = command["decision"] == "approve"
    named = trainees_named(
        world,
        decision,
        project,
        command["teachers"],
        outside_of_review(world, org),
        lambda school: org in reviewers(world, project, school),
    )
    for item, trainee in named:
        authority, base = reviewers(world, project, trainee.school)
        reasons = cancelled(project, trainee.teacher, item)
        here = {"pending_authority": authority, "pending_base": base}.get(trainee.state)
        if here != org:
            reasons.append(
                no("ENR-6 enrollment.not_pending_here", trainee.teacher, item, state=trainee.state)
            )
        if not approve and reason is None:
            reasons.append(no("ENR-7 review.reason_required", trainee.teacher, item))
        decision.judge(reasons, reviewed(world, project, trainee, approve, reason))
    return decision


def reviewed(
    world: World, project: Project, trainee: Trainee, approve: bool, reason: str | None
) -> Callable[[], None]:
    if not approve:
        return setting(trainee, state="rejected", reason=reason)
    if trainee.state == "pending_authority":
        return setting(trainee, state="pending_base", reason=reason)
    base = base_of(world, project, trainee.school) or ""
    sole = [one.code for one in world.active_classes(project.code, base) if one.sole]
    joins = sole[0] if sole else trainee.class_  # CLS-4: later approvals join too
    return setting(trainee, state="approved", reason=reason, class_=joins)


def cancel_enrollment_approval(world: World, org: str, command: Args) -> Decision:
    decision = Decision()
    project = world.projects.get(command["project"])
    if project is None:
        return decision.refuse_each("REQ-2 project.unknown", command["teachers"])
    named = trainees_named(
        world,
        decision,
        project,
        command["teachers"],
        outside_of_review(world, org),
        lambda school: org in reviewers(world, project, school),
    )
    for item, trainee in named:
        reasons = cancelled(project, trainee.teacher, item)
        reasons += against_cancelling(world, project, org, trainee, item)
        before = "pending_base" if trainee.state == "approved" else "pending_authority"
        decision.judge(reasons, setting(trainee, state=before))
    return decision


def against_cancelling(
    world: World, project: Project, org: str, trainee: Trainee, item: int
) -> list[No]:
    """ENR-9: from the last step back. ENR-10: not once there is a class or a result."""
    authority, _ = reviewers(world, project, trainee.school)
    code, state = trainee.teacher, trainee.state
    is_authority = org == authority
    if state == "approved" and is_authority:
        return [no("ENR-9 enrollment.approved_downstream", code, item, state=state)]
    if state != "approved" and not (state == "pending_base" and is_authority):
        return [no("REQ-5 enrollment.not_approved", code, item, state=state)]
    reasons = []
    if trainee.class_ is not None:
        reasons.append(no("ENR-10 enrollment.in_class", code, item))
    if trainee.hours_state is not None:
        reasons.append(no("ENR-10 enrollment.has_result", code, item))
    return reasons
