"""Steps as Hypothesis takes them: commands of every kind, time, questions."""

import datetime
from collections.abc import Callable
from fractions import Fraction
from types import ModuleType
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from model import orders, set_up_orders
from model.comparing import SideBySide
from model.misshapen import MISSHAPEN
from model.reference import Call
from model.tape import Tape
from model.world import DAY, Args, Values, World, midnight

TAPES = st.binary(min_size=64, max_size=64)
BEGIN = [
    ("3201", "authority", "city", "32", ()),
    ("3202", "authority", "city", "32", ()),
    ("320101", "authority", "county", "3201", ()),
    ("320102", "authority", "county", "3201", ()),
    ("320201", "authority", "county", "3202", ()),
    ("S1", "school", None, "320101", ("primary",)),
    ("S2", "school", None, "320101", ("primary", "junior")),
    ("S3", "school", None, "320102", ("junior",)),
    ("S4", "school", None, "3201", ("senior", "primary")),
    ("S5", "school", None, "32", ("primary",)),
    ("S6", "school", None, "320201", ("primary",)),
    ("B1", "base", None, "32", ()),
    ("B2", "base", None, "3201", ()),
    ("B3", "base", None, "320101", ()),
]
SCHOOLS = ("S1", "S1", "S1", "S2", "S2", "S3", "S3", "S4", "S4", "S5", "S5", "S6", "S6")
ALLOCATED = [("32", "3201", 4), ("32", "S5", 1), ("3201", "320101", 3), ("3201", "S4", 1)]
ALLOCATED += [("320101", "S1", 2), ("320101", "S2", 1)]
Order = Callable[[Any, Tape], tuple[Args, Args]]


class Machine(RuleBasedStateMachine):
    """Every step is done twice and compared; at the end everything is."""

    values = Values()

    def __init__(self) -> None:
        super().__init__()
        self.pair = SideBySide(self.values)
        self.world = self.pair.reference.world
        self.last: Call | None = None

    def teardown(self) -> None:
        try:
            if self.pair.agreed:
                self.pair.same_everywhere()
        finally:
            self.pair.close()

    def do(self, org: str, command: str, **args: object) -> None:
        actor = orders.admin(self.world.orgs[org])
        assert self.pair.execute(Call(actor, command, dict(args))).ok

    @initialize(tape=TAPES)
    def begin(self, tape: bytes) -> None:
        names = ("code", "kind", "level", "parent", "stages")
        orgs = [{**dict(zip(names, one, strict=True)), "name": "机构"} for one in BEGIN]
        self.do("32", "register_orgs", orgs=orgs)
        teachers = [
            {
                "code": f"T{number}",
                "name": "李小红",
                "school": school,
                "stages": ["primary"] if school != "S3" else ["junior"],
                "subject": orders.SUBJECTS[number % 4 == 0],
                "hired_on": set_up_orders.HIRED[number % 4],
            }
            for number, school in enumerate(SCHOOLS, start=1)
        ]
        self.do("32", "register_teachers", teachers=teachers)
        self.set_up_projects()
        self.play_in(Tape(tape).number(6))

    def set_up_projects(self) -> None:
        today = self.world.now.date()
        period = {"from": today + 3 * DAY, "to": today + 6 * DAY}
        shared = {"name": "培训", "year": 2026, "hours": 40, "training": period}
        window = {"from": today, "to": today + 3 * DAY}
        online = {"enrollment": window, "audience": {"stages": ["primary"]}, "seats": 6}
        regions = [{"base": "B1", "regions": ["32"]}, {"base": "B2", "regions": ["S4", "320101"]}]
        first = {"code": "P1", "level": "provincial", "owner": "32", "bases": regions}
        self.do("32", "create_project", **shared, **online, **first)
        offline = {"audience": {}, "online_enrollment": False}
        second = {"code": "P2", "level": "municipal", "owner": "3201"}
        self.do("3201", "create_project", **shared, **offline, **second)
        for holder, org, seats in ALLOCATED:
            allocations = [{"org": org, "seats": seats}]
            self.do(holder, "allocate_quota", project="P1", allocations=allocations)

    def play_in(self, far: int) -> None:
        """So that later steps come up too: enrolled, reviewed, trained, approved, returned."""
        named = {"project": "P1", "teachers": ["T1", "T2"]}
        if far >= 1:
            self.do("S1", "enroll", **named)
            self.do("S5", "enroll", project="P1", teachers=["T10"], forced=True)
            one = {"project": "P1", "teachers": ["T8"]}
            self.do("S4", "enroll", **one)
            self.do("3201", "review_enrollment", **one, decision="reject", reason="不符")
        if far >= 2:
            self.do("320101", "review_enrollment", **named, decision="approve")
            self.do("B2", "review_enrollment", **named, decision="approve")
        if far >= 3:
            self.world.now += 3 * DAY
            self.do("B2", "create_class", project="P1", code="C9", name="班")
            results = [{"teacher": "T1", "grade": "pass"}, {"teacher": "T2", "grade": "fail"}]
            self.do("B2", "record_results", project="P1", results=results)
        if far >= 4:
            self.do("320101", "approve_hours", hours=["project:P1:T1", "project:P1:T2"])
            self.do("B2", "assign_class", class_="C9", teachers=["T2"])
        if far == 5:
            self.do("320101", "return_hours", hours=["project:P1:T1"], reason="有误")
            for grade, school in (("fail", "S2"), ("pass", "S1")):
                results = [{"teacher": "T3", "grade": grade}]
                self.do("320101", "enter_project_hours", project="P2", results=results)
                self.do("32", "transfer_teacher", teacher="T3", to_school=school)

    def give(self, tape: Tape, command: str, order: Order) -> None:
        actor, args = order(self.world, tape)
        call = orders.options(self.world, tape, actor, command, args)
        if tape.one_in(8):
            self.pair.explain(call)
        self.pair.execute(call)
        if call.request_id is not None:
            self.last = call
        self.ask_something(tape)

    def ask_something(self, tape: Tape) -> None:
        actor, query, args = set_up_orders.question(self.world, tape)
        self.pair.ask(actor, query, args, tape.pick((1000, 1, 2)))

    @rule(tape=TAPES)
    def wait(self, tape: bytes) -> None:
        """To the edges of days, where windows open and close."""
        midnight_next = midnight(self.world.now.date() + DAY)
        second = datetime.timedelta(seconds=1)
        ways = (midnight_next, midnight_next - second, self.world.now + second, midnight_next + DAY)
        self.world.now = max(self.world.now, Tape(tape).pick(ways))

    @rule()
    def repeat(self) -> None:
        """A request given once more gets its first answer; under another content it is refused."""
        if self.last is not None:
            self.pair.execute(self.last)

    @rule(tape=TAPES)
    def look(self, tape: bytes) -> None:
        self.ask_something(Tape(tape))

    @rule(tape=TAPES)
    def misshape(self, tape: bytes) -> None:
        read = Tape(tape)
        command, args, pointer = read.pick(MISSHAPEN)
        self.pair.refuses_shape(orders.anybody(self.world, read), command, args, pointer)

    @rule(tape=TAPES)
    def seldom(self, tape: bytes) -> None:
        """What would end everything if it came often."""
        read = Tape(tape)
        commands = ("register_orgs", "cancel_project", "adopt_policy")
        command = read.pick(commands)
        if command == "adopt_policy":
            actor = orders.usually(self.world, read, "32")
            policy = "{}" if read.one_in(2) else self.pair.policy
            self.pair.execute(Call(actor, command, {"policy": policy}))
        else:
            self.give(read, command, getattr(set_up_orders, command))


class Elsewhere(Machine):
    """Under a policy that says otherwise wherever the model can."""

    values = Values(
        closing_day_counts=True,
        last_day_counts=False,
        rejected_holds_seat=False,
        classes_from_approval=True,
        pass_earns=Fraction(2, 3),
    )


def _giving(command: str, order: Order, needed: Callable[[World], bool]) -> Any:
    def give(self: Machine, tape: bytes) -> None:
        self.give(Tape(tape), command, order)

    give.__name__ = command
    return precondition(lambda self: needed(self.world))(rule(tape=TAPES)(give))


def anything(_: World) -> bool:
    return True


def in_state(*states: str) -> Callable[[World], bool]:
    return lambda world: any(one.state in states for one in world.trainees.values())


def with_hours(*states: str) -> Callable[[World], bool]:
    return lambda world: any(one.hours_state in states for one in world.trainees.values())


def with_class(world: World) -> bool:
    return any(not one.deleted for one in world.classes.values())


OFTEN: dict[ModuleType, dict[str, Callable[[World], bool]]] = {
    orders: {
        "enroll": anything,
        "delete_enrollment": in_state("pending_authority", "rejected", "approved"),
        "review_enrollment": in_state("pending_authority", "pending_base", "approved"),
        "cancel_enrollment_approval": in_state("pending_base", "approved"),
        "create_class": anything,
        "delete_classes": with_class,
        "assign_class": with_class,
        "remove_from_class": with_class,
        "record_results": in_state("approved", "pending_base"),
        "delete_results": with_hours("recorded", "returned", "approved"),
        "enter_project_hours": anything,
        "approve_hours": with_hours("recorded", "returned"),
        "verify_hours": with_hours("approved", "verified"),
        "return_hours": with_hours("approved", "verified"),
    },
    set_up_orders: {
        "register_teachers": anything,
        "transfer_teacher": anything,
        "create_project": anything,
        "amend_project": anything,
        "allocate_quota": anything,
    },
}
for _module, _commands in OFTEN.items():
    for _command, _needed in _commands.items():
        setattr(Machine, _command, _giving(_command, getattr(_module, _command), _needed))
