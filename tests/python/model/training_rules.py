"""Classes, results and hours: CLS-1 to CLS-4, HRS-1 to HRS-6."""

from decimal import Decimal
from fractions import Fraction
from functools import partial
from math import floor

from model.decision import Decision, No, no, repeated
from model.enrollment_rules import cancelled, mark_enrolled, setting, trainees_named
from model.world import (
    Args,
    Class,
    Project,
    Trainee,
    World,
    base_of,
    governing,
    midnight,
    training_end,
    within_training,
)

OUTSIDE = "ACC-1 access.jurisdiction"
GRADES = ("excellent", "pass", "fail")
DIRECT_ENTRY_LEVELS = ("national", "municipal", "county")


def against_managing(
    world: World, project: Project, code: str, item: int | None = None
) -> list[No]:
    reasons = [no("PRJ-3 project.cancelled", code, item)] if project.cancelled else []
    over = world.now >= training_end(world, project.training)
    begun = world.now >= midnight(project.training["from"]) or world.values.classes_from_approval
    if over or not begun:
        reasons.append(no("CLS-1 project.not_in_period", code, item))
    return reasons


def create_class(world: World, org: str, command: Args) -> Decision:
    decision = Decision()
    code, project = command["code"], world.projects.get(command["project"])
    if project is None:
        decision.refuse("REQ-2 project.unknown", code)
        return decision
    if org not in [part["base"] for part in project.bases]:
        decision.refuse(OUTSIDE, code)
        return decision
    if code in world.classes:
        decision.refuse("REQ-4 class.exists", code)
    decision.refused += against_managing(world, project, code)
    sole = command.get("sole", False)
    others = world.active_classes(project.code, org)
    if others and (sole or any(one.sole for one in others)):
        decision.refuse("CLS-4 class.sole", code)
    if not decision.refused:
        decision.version = 1
        made = Class(
            code,
            project.code,
            org,
            command["name"],
            sole,
            command.get("planned"),
            command.get("training"),
        )
        decision.effects.append(partial(add_class, world, project, made))
    return decision


def add_class(world: World, project: Project, made: Class) -> None:
    world.classes[made.code] = made
    project.version += 1
    for trainee in world.trainees.values() if made.sole else ():
        joins = trainee.project == project.code and trainee.state == "approved"
        if joins and not trainee.class_ and base_of(world, project, trainee.school) == made.base:
            setting(trainee, class_=made.code)()


def against_class(world: World, org: str, code: str) -> str | None:
    one = world.classes.get(code)
    if one is None or one.deleted:
        return "REQ-2 class.unknown"
    return OUTSIDE if one.base != org else None


def delete_classes(world: World, org: str, command: Args) -> Decision:
    decision = Decision()
    codes = command["classes"]
    later = repeated(decision, codes)
    for item, code in enumerate(codes):
        if item in later:
            continue
        if reason := against_class(world, org, code):
            decision.refuse(reason, code, item)
            continue
        project = world.projects[world.classes[code].project]
        reasons = against_managing(world, project, code, item)
        decision.judge(reasons, partial(delete_class, world, code))
    return decision


def delete_class(world: World, code: str) -> None:
    """CLS-3: the trainees stay, without class. The code stays taken."""
    world.classes[code].deleted = True
    for trainee in world.trainees.values():
        if trainee.class_ == code:
            setting(trainee, class_=None)()


def assign_class(world: World, org: str, command: Args, expected: int | None) -> Decision:
    return change_members(world, org, command, expected, joining=True)


def remove_from_class(world: World, org: str, command: Args, expected: int | None) -> Decision:
    return change_members(world, org, command, expected, joining=False)


def change_members(
    world: World, org: str, command: Args, expected: int | None, joining: bool
) -> Decision:
    decision = Decision()
    code, teachers = command["class_"], command["teachers"]
    if reason := against_class(world, org, code):
        return decision.refuse_each(reason, teachers)
    if expected is not None and expected != world.classes[code].version:
        decision.refuse("REQ-3 request.stale", code)
        return decision
    project = world.projects[world.classes[code].project]
    named = trainees_named(
        world,
        decision,
        project,
        teachers,
        OUTSIDE,
        lambda school: base_of(world, project, school) == org,
    )
    for item, trainee in named:
        reasons = against_managing(world, project, trainee.teacher, item)
        if joining:
            reasons += against_joining(trainee, item)
        elif trainee.class_ != code:
            reasons.append(no("REQ-5 class.not_member", trainee.teacher, item))
        decision.judge(reasons, setting(trainee, class_=code if joining else None))
    return decision


def against_joining(trainee: Trainee, item: int) -> list[No]:
    """CLS-2: finally approved, and in one class at most."""
    code, reasons = trainee.teacher, []
    if trainee.state != "approved":
        reasons.append(no("CLS-2 enrollment.not_approved", code, item, state=trainee.state))
    if trainee.class_ is not None:
        facts = {"class": trainee.class_}
        reasons.append(no("CLS-2 class.already_assigned", code, item, **facts))
    return reasons


def record_results(world: World, org: str, command: Args) -> Decision:
    decision = Decision()
    project = world.projects.get(command["project"])
    codes = [entry["teacher"] for entry in command["results"]]
    if project is None:
        return decision.refuse_each("REQ-2 project.unknown", codes)
    named = trainees_named(
        world,
        decision,
        project,
        codes,
        OUTSIDE,
        lambda school: base_of(world, project, school) == org,
    )
    for item, trainee in named:
        entry = command["results"][item]
        code, grade, attendance = trainee.teacher, entry["grade"], entry.get("attendance")
        reasons = cancelled(project, code, item)
        if not within_training(world, project) and trainee.hours_state != "returned":
            reasons.append(no("HRS-1 project.not_in_period", code, item))
        if trainee.state != "approved":
            reasons.append(no("HRS-1 enrollment.not_approved", code, item, state=trainee.state))
        reasons += against_grade(grade, code, item)
        if attendance is not None and not 0 <= attendance <= 100:
            reasons.append(no("HRS-2 result.attendance", code, item, found=attendance))
        reasons += against_correcting(trainee.hours_state, code, item)
        decision.judge(reasons, partial(set_result, world, project, trainee, grade, attendance))
    return decision


def against_grade(grade: str, code: str, item: int) -> list[No]:
    return [] if grade in GRADES else [no("HRS-2 result.grade", code, item, found=grade)]


def against_correcting(state: str | None, code: str, item: int) -> list[No]:
    """HRS-3: once approved the recorder can't."""
    if state not in ("approved", "verified"):
        return []
    return [no("HRS-3 hours.approved", code, item, state=state)]


def set_result(
    world: World, project: Project, trainee: Trainee, grade: str, attendance: int | None
) -> None:
    setting(
        trainee,
        grade=grade,
        attendance=attendance,
        hours=hours_for(world, project, grade),
        hours_state="recorded",
        hours_reason=None,
    )()


def hours_for(world: World, project: Project, grade: str) -> Decimal:
    """HRS-2: all of the project's hours, a share, or none; what is below a hundredth is lost."""
    shares = {"excellent": Fraction(1), "pass": world.values.pass_earns, "fail": Fraction(0)}
    hundredths = floor(Fraction(project.hours) * shares[grade] * 100)
    return Decimal(hundredths) / 100


def delete_results(world: World, org: str, command: Args) -> Decision:
    decision = Decision()
    project = world.projects.get(command["project"])
    if project is None:
        return decision.refuse_each("REQ-2 project.unknown", command["teachers"])
    named = trainees_named(
        world,
        decision,
        project,
        command["teachers"],
        OUTSIDE,
        lambda school: base_of(world, project, school) == org,
    )
    for item, trainee in named:
        code, state = trainee.teacher, trainee.hours_state
        if state is None:
            decision.refuse("REQ-2 hours.unknown", code, item)
            continue
        reasons = cancelled(project, code, item)
        if state == "recorded" and not within_training(world, project):
            reasons.append(no("HRS-1 project.not_in_period", code, item))
        reasons += against_correcting(state, code, item)
        nothing = dict.fromkeys(("grade", "attendance", "hours", "hours_state", "hours_reason"))
        decision.judge(reasons, setting(trainee, **nothing))
    return decision


def enter_project_hours(world: World, org: str, command: Args) -> Decision:
    decision = Decision()
    project = world.projects.get(command["project"])
    codes = [entry["teacher"] for entry in command["results"]]
    if project is None:
        return decision.refuse_each("REQ-2 project.unknown", codes)
    later = repeated(decision, codes)
    for item, code in enumerate(codes):
        if item in later:
            continue
        grade = command["results"][item]["grade"]
        teacher, trainee = world.teachers.get(code), world.trainee(project.code, code)
        if teacher is None:
            decision.refuse("ORG-3 teacher.unknown", code, item)
            continue
        state = trainee.hours_state if trainee else None
        school = trainee.school if trainee and state else teacher.school
        if governing(world, school) != org:
            decision.refuse(OUTSIDE, code, item)
            continue
        reasons = cancelled(project, code, item) + against_grade(grade, code, item)
        reasons += against_correcting(state, code, item)
        if project.level not in DIRECT_ENTRY_LEVELS:
            reasons.append(no("HRS-6 hours.direct_entry_level", code, item))
        elif project.online_enrollment:
            reasons.append(no("HRS-6 hours.enrolled_online", code, item))
        decision.judge(reasons, partial(enter, world, project, code, grade))
    return decision


def enter(world: World, project: Project, code: str, grade: str) -> None:
    """The first entry keeps the school of the day, a correction leaves it (ORG-4)."""
    mark_enrolled(project)
    trainee = world.trainees.get((project.code, code))
    if trainee is None:
        teacher = world.teachers[code]
        trainee = Trainee(
            project.code, code, teacher.school, project.year, teacher.stages, teacher.subject
        )
        world.trainees[project.code, code] = trainee
    set_result(world, project, trainee, grade, None)


def approve_hours(world: World, org: str, command: Args) -> Decision:
    return move_hours(world, org, command["hours"], "approved", None)


def verify_hours(world: World, org: str, command: Args) -> Decision:
    return move_hours(world, org, command["hours"], "verified", None)


def return_hours(world: World, org: str, command: Args) -> Decision:
    reason = command.get("reason")
    reason = None if reason is None or not reason.strip() else reason
    return move_hours(world, org, command["hours"], "returned", reason)


def move_hours(world: World, org: str, records: list[str], to: str, reason: str | None) -> Decision:
    decision = Decision()
    later = repeated(decision, records)
    for item, record in enumerate(records):
        if item in later:
            continue
        _, code, person = record.split(":")
        trainee, teacher = world.trainee(code, person), world.teachers.get(person)
        recorded = trainee is not None and trainee.hours_state is not None
        school = trainee.school if trainee and recorded else teacher.school if teacher else None
        in_reach = school is not None and governing(world, school) == org
        if school is not None and not in_reach:
            decision.refuse(OUTSIDE, record, item)
        elif trainee is None or not recorded:
            decision.refuse("REQ-2 hours.unknown", record, item)
        else:
            reasons = against_moving(trainee.hours_state, record, item, to, reason)
            reasons += cancelled(world.projects[trainee.project], record, item)
            decision.judge(reasons, setting(trainee, hours_state=to, hours_reason=reason))
    return decision


def against_moving(
    state: str | None, record: str, item: int, to: str, reason: str | None
) -> list[No]:
    """HRS-4: recorded, approved, verified; only what is approved can be returned."""
    reasons = []
    if to == "approved":
        if state != "recorded":
            reasons.append(no("HRS-4 hours.not_recorded", record, item, state=state))
    elif state == "verified":
        reasons.append(no("HRS-4 hours.verified", record, item, state=state))
    elif state != "approved":
        reasons.append(no("HRS-4 hours.not_approved", record, item, state=state))
    if to == "returned" and reason is None:
        reasons.append(no("HRS-4 review.reason_required", record, item))
    return reasons
