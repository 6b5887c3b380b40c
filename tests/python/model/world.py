"""What there is: organisations, teachers, projects, seats, trainees, classes."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

Args = dict[str, Any]
CHINA = datetime.timezone(datetime.timedelta(hours=8))
DAY = datetime.timedelta(days=1)


@dataclass
class Org:
    code: str
    name: str
    kind: str
    level: str | None
    parent: str | None
    stages: tuple[str, ...]


@dataclass
class Teacher:
    code: str
    name: str
    school: str
    stages: tuple[str, ...]
    subject: str
    title: str | None
    position: str | None
    hired_on: datetime.date | None


@dataclass
class Project:
    """`fields` are those of create_project, `enrolled` whether anybody ever was."""

    code: str
    fields: Args
    cancelled: bool = False
    enrolled: bool = False
    version: int = 1

    def __getattr__(self, name: str) -> Any:
        try:
            return self.fields[name]
        except KeyError:
            raise AttributeError(name) from None

    def stages(self) -> tuple[str, ...]:
        return tuple(self.audience.get("stages", ()))


@dataclass
class Class:
    code: str
    project: str
    base: str
    name: str
    sole: bool
    planned: int | None
    training: Args | None
    deleted: bool = False
    version: int = 1


@dataclass
class Trainee:
    """One teacher's way through one project. School and stages are those of the day it began."""

    project: str
    teacher: str
    school: str
    year: int
    stages: tuple[str, ...] = ()
    subject: str = ""
    state: str = ""
    forced: bool = False
    reason: str | None = None
    enrolled_at: datetime.datetime | None = None
    class_: str | None = None
    grade: str | None = None
    attendance: int | None = None
    hours: Decimal | None = None
    hours_state: str | None = None
    hours_reason: str | None = None
    version: int = 1

    def living(self) -> bool:
        return self.state not in ("", "deleted")

    def record(self) -> str:
        return f"project:{self.project}:{self.teacher}"


@dataclass(frozen=True)
class Values:
    """In what provinces differ, as far as the model knows it. As they are: Jiangsu's."""

    closing_day_counts: bool = False
    """`window_end: inclusive_day`"""
    last_day_counts: bool = True
    """`training_end: inclusive_day`"""
    rejected_holds_seat: bool = True
    classes_from_approval: bool = False
    """`class_management: from_approval`"""
    pass_earns: Fraction = Fraction(1)
    """`grade_to_hours`: the share of the project's hours"""


@dataclass
class World:
    now: datetime.datetime
    values: Values = Values()
    orgs: dict[str, Org] = field(default_factory=dict)
    teachers: dict[str, Teacher] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)
    classes: dict[str, Class] = field(default_factory=dict)
    trainees: dict[tuple[str, str], Trainee] = field(default_factory=dict)
    allocated: dict[tuple[str, str], int] = field(default_factory=dict)
    """(project, organisation): what its parent gave it"""

    def line(self, code: str) -> list[Org]:
        """The organisation, its parent, and so on up to the province; empty: unknown."""
        line = []
        org = self.orgs.get(code)
        while org is not None:
            line.append(org)
            org = self.orgs.get(org.parent) if org.parent is not None else None
        return line

    def is_within(self, code: str, above: str) -> bool:
        return any(org.code == above for org in self.line(code))

    def children(self, code: str) -> list[Org]:
        return sorted((o for o in self.orgs.values() if o.parent == code), key=lambda o: o.code)

    def schools_under(self, code: str) -> list[str]:
        schools = (org.code for org in self.orgs.values() if org.kind == "school")
        return sorted(school for school in schools if self.is_within(school, code))

    def trainee(self, project: str, teacher: str) -> Trainee | None:
        return self.trainees.get((project, teacher))

    def trainees_in_order(self) -> Iterator[Trainee]:
        yield from sorted(self.trainees.values(), key=lambda t: (t.school, t.project, t.teacher))

    def active_classes(self, project: str, base: str) -> list[Class]:
        found = (c for c in self.classes.values() if c.project == project and c.base == base)
        return sorted((c for c in found if not c.deleted), key=lambda c: c.code)


def midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), CHINA)


def governing(world: World, school: str) -> str | None:
    """ORG-1: the parent organisation, whatever its level."""
    return world.orgs[school].parent


def base_of(world: World, project: Project, school: str) -> str | None:
    """PRJ-2: the nearest region on the way from the school upward decides."""
    for org in world.line(school):
        for part in project.bases:
            if org.code in part["regions"]:
                return str(part["base"])
    return None


def window_end(world: World, window: Args) -> datetime.datetime:
    """ENR-1: the last day at 00:00, or at its end."""
    return midnight(window["to"]) + DAY * world.values.closing_day_counts


def training_end(world: World, period: Args) -> datetime.datetime:
    """PRJ-2: both days included, or not."""
    return midnight(period["to"]) + DAY * world.values.last_day_counts


def within_window(world: World, project: Project) -> str:
    """ENR-1: "before", "open" or "over"."""
    window = project.enrollment
    if window is None or not project.online_enrollment:
        return "before"
    if world.now < midnight(window["from"]):
        return "before"
    return "open" if world.now < window_end(world, window) else "over"


def within_training(world: World, project: Project) -> bool:
    period = project.training
    return midnight(period["from"]) <= world.now < training_end(world, period)


def holds_seat(world: World, trainee: Trainee) -> bool:
    """QUO-5: pending, approved, and (in Jiangsu) rejected until it is deleted."""
    rejected = trainee.state == "rejected"
    return trainee.living() and (not rejected or world.values.rejected_holds_seat)


def seats_of(world: World, project: Project, org: str) -> int | None:
    """What an organisation holds; None: it was never named."""
    if org == project.owner:
        return int(project.seats or 0)
    return world.allocated.get((project.code, org))


def used_of(world: World, project: Project, org: str) -> int:
    """What it has handed to its children, or its teachers have taken."""
    handed = sum(
        seats
        for (code, child), seats in world.allocated.items()
        if code == project.code and world.orgs[child].parent == org
    )
    taken = sum(
        holds_seat(world, trainee)
        for trainee in world.trainees.values()
        if trainee.project == project.code and trainee.school == org
    )
    return handed + taken
