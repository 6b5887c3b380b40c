"""Commands as somebody might give them: mostly sensible, sometimes not."""

from collections.abc import Callable

from model.reference import VERSIONED, Call
from model.tape import Tape
from model.world import DAY, Args, Org, Project, Trainee, World, base_of, governing

STAGES = ("primary", "junior", "senior")
SUBJECTS = ("语文", "数学")
NOBODY = "X9"
ROLES = {"school": "school_admin", "base": "base_admin"}
GRADES = ("pass", "excellent", "fail", "good")


def admin(org: Org) -> Args:
    return {"role": ROLES.get(org.kind) or f"{org.level}_admin", "org": org.code}


def anybody(world: World, tape: Tape) -> Args:
    actors = [admin(org) for org in world.orgs.values()]
    actors += [{"role": "teacher", "teacher": code} for code in ("T1", "T4", NOBODY)]
    actors += [{"role": "school_admin", "org": NOBODY}, {"role": "city_admin", "org": "32"}]
    return tape.pick(actors)


def usually(world: World, tape: Tape, org: str | None) -> Args:
    """The one whose task it is; now and then somebody else."""
    if org is None or org not in world.orgs or tape.one_in(8):
        return anybody(world, tape)
    return admin(world.orgs[org])


def options(world: World, tape: Tape, actor: Args, command: str, args: Args) -> Call:
    version = None
    if tape.one_in(6 if command in VERSIONED else 60):
        thing = world.projects.get(args.get("code") or args.get("project") or "")
        version = (thing.version if thing else 1) + (1 if tape.one_in(3) else 0)
    request_id = f"r{tape.number(6)}" if tape.one_in(5) else None
    return Call(actor, command, args, tape.one_in(4), request_id, version)


def a_project(world: World, tape: Tape, online: bool | None = None) -> Project:
    wanted = [p for p in world.projects.values() if online in (None, p.online_enrollment)]
    return tape.pick(wanted or list(world.projects.values()))


def project_code(project: Project, tape: Tape) -> str:
    return NOBODY if tape.one_in(20) else project.code


def a_trainee(
    world: World, tape: Tape, wanted: Callable[[Trainee], bool]
) -> tuple[Trainee, list[str]] | None:
    """One that is as wanted, and the teachers of its project and school that are so too."""
    found = [one for one in world.trainees_in_order() if wanted(one)]
    found = found or list(world.trainees_in_order())
    if not found:
        return None
    one = tape.pick(found)
    alike = (one.project, one.school)
    return one, [two.teacher for two in found if (two.project, two.school) == alike]


def teachers(world: World, tape: Tape, likely: list[str]) -> list[str]:
    return tape.some(likely, [*world.teachers, NOBODY])


def enroll(world: World, tape: Tape) -> tuple[Args, Args]:
    project = a_project(world, tape, None if tape.one_in(10) else True)
    schools = [code for (of, code) in world.allocated if of == project.code]
    schools = [code for code in schools if world.orgs[code].kind == "school"]
    all_schools = world.schools_under("32")
    school = tape.pick(schools if schools and not tape.one_in(5) else all_schools)
    own = [teacher.code for teacher in world.teachers.values() if teacher.school == school]
    args = {"project": project_code(project, tape), "teachers": teachers(world, tape, own)}
    return usually(world, tape, school), {**args, "forced": tape.one_in(3)}


def delete_enrollment(world: World, tape: Tape) -> tuple[Args, Args]:
    wanted = ("pending_authority", "rejected")
    chosen = a_trainee(world, tape, lambda one: one.state in wanted)
    return about_trainees(world, tape, chosen, lambda one: one.school)


def about_trainees(
    world: World,
    tape: Tape,
    chosen: tuple[Trainee, list[str]] | None,
    whose: Callable[[Trainee], str | None],
) -> tuple[Args, Args]:
    if chosen is None:
        project = a_project(world, tape)
        args = {"project": project.code, "teachers": teachers(world, tape, [])}
        return anybody(world, tape), args
    one, likely = chosen
    code = project_code(world.projects[one.project], tape)
    args = {"project": code, "teachers": teachers(world, tape, likely)}
    return usually(world, tape, whose(one)), args


def base_for(world: World, one: Trainee) -> str | None:
    return base_of(world, world.projects[one.project], one.school)


def review_enrollment(world: World, tape: Tape) -> tuple[Args, Args]:
    def whose(one: Trainee) -> str | None:
        at_base = one.state in ("pending_base", "approved")
        return base_for(world, one) if at_base else governing(world, one.school)

    chosen = a_trainee(world, tape, lambda one: one.state.startswith("pending"))
    actor, args = about_trainees(world, tape, chosen, whose)
    decision = "reject" if tape.one_in(4) else "approve"
    return actor, {**args, "decision": decision, "reason": tape.pick(("理由", None, "  "))}


def cancel_enrollment_approval(world: World, tape: Tape) -> tuple[Args, Args]:
    def whose(one: Trainee) -> str | None:
        by_base = one.state == "approved" and not tape.one_in(4)
        return base_for(world, one) if by_base else governing(world, one.school)

    wanted = ("approved", "pending_base")
    return about_trainees(
        world, tape, a_trainee(world, tape, lambda one: one.state in wanted), whose
    )


def create_class(world: World, tape: Tape) -> tuple[Args, Args]:
    project = a_project(world, tape, online=True)
    bases = [part["base"] for part in project.bases]
    actor = usually(world, tape, tape.pick(bases) if bases else None)
    args: Args = {"project": project_code(project, tape), "code": f"C{tape.number(6)}"}
    args |= {"name": "一班", "sole": tape.one_in(3)}
    if tape.one_in(4):
        args |= {"planned": tape.number(40), "training": project.training}
    return actor, args


def delete_classes(world: World, tape: Tape) -> tuple[Args, Args]:
    living = [one.code for one in world.classes.values() if not one.deleted]
    chosen = tape.some(living, [*world.classes, NOBODY], 2)
    first = world.classes.get(chosen[0])
    return usually(world, tape, first.base if first else "B1"), {"classes": chosen}


def class_members(world: World, tape: Tape, joining: bool) -> tuple[Args, Args]:
    living = [one for one in world.classes.values() if not one.deleted]
    if not living or tape.one_in(20):
        args = {"class_": NOBODY, "teachers": teachers(world, tape, [])}
        return usually(world, tape, "B1"), args
    one = tape.pick(living)
    likely = [
        trainee.teacher
        for trainee in world.trainees_in_order()
        if trainee.project == one.project
        and trainee.state == "approved"
        and (trainee.class_ is None if joining else trainee.class_ == one.code)
    ]
    args = {"class_": one.code, "teachers": teachers(world, tape, likely)}
    return usually(world, tape, one.base), args


def assign_class(world: World, tape: Tape) -> tuple[Args, Args]:
    return class_members(world, tape, joining=True)


def remove_from_class(world: World, tape: Tape) -> tuple[Args, Args]:
    return class_members(world, tape, joining=False)


def record_results(world: World, tape: Tape) -> tuple[Args, Args]:
    again = tape.one_in(3)
    chosen = a_trainee(
        world,
        tape,
        lambda one: one.state == "approved" and (one.hours_state in (None, "returned")) != again,
    )
    actor, args = about_trainees(world, tape, chosen, lambda one: base_for(world, one))
    entries: list[Args] = []
    for teacher in args.pop("teachers"):
        attendance = tape.pick((None, 90, 100, 0, 101, -1))
        entries.append({"teacher": teacher, "grade": tape.pick(GRADES), "attendance": attendance})
    return actor, {**args, "results": entries}


def delete_results(world: World, tape: Tape) -> tuple[Args, Args]:
    chosen = a_trainee(world, tape, lambda one: one.living() and one.hours_state is not None)
    return about_trainees(world, tape, chosen, lambda one: base_for(world, one))


def enter_project_hours(world: World, tape: Tape) -> tuple[Args, Args]:
    project = a_project(world, tape, None if tape.one_in(5) else False)
    entered = [one for one in world.trainees_in_order() if one.project == project.code]
    school = tape.pick(world.schools_under("32"))
    if entered and tape.one_in(2):  # a correction
        school = tape.pick(entered).school
    org = governing(world, school)
    near = [one.code for one in world.teachers.values() if governing(world, one.school) == org]
    again = [one.teacher for one in entered if governing(world, one.school) == org]
    named = teachers(world, tape, again if again and tape.one_in(2) else near)
    entries = [{"teacher": teacher, "grade": tape.pick(GRADES)} for teacher in named]
    args = {"project": project_code(project, tape), "results": entries}
    return usually(world, tape, org), args


def records(world: World, tape: Tape, state: str) -> tuple[Args, Args]:
    found = [one for one in world.trainees_in_order() if one.hours_state == state]
    others = [one.record() for one in world.trainees_in_order()]
    others += ["project:P1:T1", f"project:P1:{NOBODY}", f"project:{NOBODY}:T1"]
    if not found:
        return anybody(world, tape), {"hours": tape.some([], others)}
    org = governing(world, tape.pick(found).school)
    near = [one.record() for one in found if governing(world, one.school) == org]
    return usually(world, tape, org), {"hours": tape.some(near, others)}


def approve_hours(world: World, tape: Tape) -> tuple[Args, Args]:
    return records(world, tape, "recorded")


def verify_hours(world: World, tape: Tape) -> tuple[Args, Args]:
    return records(world, tape, "approved")


def return_hours(world: World, tape: Tape) -> tuple[Args, Args]:
    actor, args = records(world, tape, "approved")
    return actor, {**args, "reason": tape.pick(("有误", None, " "))}


def days(world: World, tape: Tape, earliest: int, longest: int) -> Args:
    first = world.now.date() + DAY * (earliest + tape.number(4))
    return {"from": first, "to": first + DAY * (tape.number(longest + 1) - tape.one_in(12))}
