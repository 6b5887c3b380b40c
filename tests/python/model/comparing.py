"""The engine and the model side by side: what one says the other must say."""

import datetime
import json
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

import xueshi
from model import views
from model.decision import No
from model.reference import Answer, Call, Reference
from model.world import CHINA, Args, Org, Values, World

FOUNDER = xueshi.Actor("province_admin", org="32")
PROVINCE = FOUNDER.as_dict()
BEGINNING = datetime.datetime(2026, 3, 10, 9, tzinfo=CHINA)


@cache
def policy_with(values: Values) -> xueshi.Policy:
    """Jiangsu's, but for these values."""
    shipped = xueshi.Policy.shipped("jiangsu")
    if values == Values():
        return shipped
    content = json.loads(shipped.content)
    grades = {"excellent": "1", "pass": str(values.pass_earns), "fail": "0"}
    ends = {False: "exclusive_midnight", True: "inclusive_day"}
    changed = {
        "window_end": ends[values.closing_day_counts],
        "training_end": ends[values.last_day_counts],
        "rejected_holds_seat": values.rejected_holds_seat,
        "class_management": "from_approval" if values.classes_from_approval else "in_period",
        "grade_to_hours": [{"grade": name, "share": share} for name, share in grades.items()],
    }
    for name, value in changed.items():
        (span,) = content["parameters"][name]
        span["value"] = value
    return xueshi.Policy.load(json.dumps(content, ensure_ascii=False))


class Difference(AssertionError):
    """What the engine says is not what the model says."""


class SideBySide:
    """An engine in memory and the model, in the same province at the same instant."""

    def __init__(self, values: Values) -> None:
        self.agreed = True
        """false while and after something was found that differs"""
        self.reference = Reference(World(BEGINNING, values))
        policy = policy_with(values)
        self.engine = xueshi.Engine.open(
            "memory:", policy=policy, founder=FOUNDER, clock=self.clock
        )
        self.policy = policy.content
        self.reference.numbers["32"] = 1  # the adoption
        self.found()

    def clock(self) -> datetime.datetime:
        return self.reference.world.now

    def found(self) -> None:
        """The first registration founds the province: there is nobody yet to be out of reach."""
        province = {"code": "32", "name": "省", "kind": "authority", "level": "province"}
        self.engine.register_orgs(PROVINCE, orgs=[province])
        self.reference.world.orgs["32"] = Org("32", "省", "authority", "province", None, ())
        self.reference.numbers["32"] += 1

    def execute(self, call: Call) -> Answer:
        self.agreed = False
        expected = self.reference.execute(call)
        options: dict[str, Any] = {"partial": call.partial}
        options |= {"request_id": call.request_id} if call.request_id else {}
        outcome = self.ordered(self.engine.outcome, call, options)
        self.same_outcome(call, outcome, expected)
        return expected

    def explain(self, call: Call) -> None:
        """Deciding changes nothing, and says what doing would say."""
        self.agreed = False
        call = replace(call, request_id=None)
        expected = self.reference.execute(call, dry=True)
        outcome = self.ordered(self.engine.explain, call, {"partial": call.partial})
        self.same_outcome(call, outcome, expected)

    def refuses_shape(self, actor: Args, command: str, args: Args, pointer: str) -> None:
        """Whoever asks."""
        self.agreed = False
        outcome = getattr(self.engine.outcome, command)(actor, **args)
        shape = [(None, "REQ-1", "request.invalid", "")]
        same((command, args), told(outcome.refusals), shape)
        same((command, args), outcome.refusals[0].facts["pointer"], pointer)
        self.agreed = True

    def ordered(self, door: object, call: Call, options: Args) -> xueshi.Outcome[Any]:
        if call.expected_version is not None:
            options["expected_version"] = call.expected_version
        outcome: xueshi.Outcome[Any]
        outcome = getattr(door, call.command)(call.actor, **call.args, **options)
        return outcome

    def same_outcome(self, call: Call, outcome: xueshi.Outcome[Any], expected: Answer) -> None:
        same(
            call, told(outcome.refusals), [(n.item, *n.reason, n.subject) for n in expected.refused]
        )
        same_facts(call, outcome.refusals, expected.refused)
        same(call, outcome.ok, expected.ok)
        if outcome.ok:
            receipt = outcome.value()
            got = (receipt.stream, receipt.number, receipt.at, receipt.done, receipt.version)
            wanted = (expected.stream, expected.number, expected.at, expected.done)
            same(call, got, (*wanted, expected.version))
        self.agreed = True

    def ask(self, actor: Args, query: str, args: Args, limit: int = 1000) -> None:
        """Pages of `limit`, put together again."""
        self.agreed = False
        expected = views.ask(self.reference, actor, query, args)
        about = (actor, query, args)
        door = getattr(self.engine.outcome, query)
        paged = query not in ("quota", "statement", "statistics", "worklist")
        pages = {"limit": limit} if paged else {}
        outcome: xueshi.Outcome[Any] = door(actor, **args, **pages)
        if isinstance(expected, No):
            same(about, told(outcome.refusals), [(None, *expected.reason, expected.subject)])
            self.agreed = True
            return
        answer = outcome.value().as_dict()
        while (after := answer.pop("next", None)) is not None:
            page = door(actor, **args, **pages, after=after).value().as_dict()
            for name, items in page.items():
                answer[name] = answer[name] + items if isinstance(items, list) else items
        same(about, answer, plain(expected))
        self.agreed = True

    def same_everywhere(self) -> None:
        """Everything that the province can see, and what the engine says of itself."""
        for query in ("projects", "enrollments", "classes", "hours", "teachers", "worklist"):
            self.ask(PROVINCE, query, {})
        by = ("project", "school", "base", "org", "subject", "stage", "level", "month")
        for measure in ("hours", "enrollments"):
            self.ask(PROVINCE, "statistics", {"org": "32", "measure": measure, "by": by})
        world = self.reference.world
        for project in world.projects:
            for org in world.orgs.values():
                if org.kind == "authority":
                    self.ask(PROVINCE, "quota", {"project": project, "org": org.code})
        same("check", self.engine.check(), ())
        same("log", self.engine.verify_log().faults, ())

    def close(self) -> None:
        self.engine.close()


def told(refusals: tuple[xueshi.Refusal, ...]) -> list[tuple[int | None, str, str, str]]:
    return [(one.item, one.rule, one.code, one.subject) for one in refusals]


def same_facts(call: Call, refusals: tuple[xueshi.Refusal, ...], expected: list[No]) -> None:
    """The facts that the model names; reasons that are otherwise alike may come in any order."""
    got, wanted = [], []
    for refusal, one in zip(refusals, expected, strict=True):
        about = (one.item, one.reason)
        got.append((str(about), [(name, refusal.facts.get(name)) for name, _ in one.facts]))
        wanted.append((str(about), list(one.facts)))
    same(call, sorted(got, key=str), sorted(wanted, key=str))


def plain(value: Any) -> Any:
    """As `as_dict` tells it: lists, not tuples."""
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return Decimal(value) if isinstance(value, Decimal) else value


def same(about: object, got: object, expected: object) -> None:
    if got != expected:
        raise Difference(f"{about}\n  engine: {got}\n  model:  {expected}")
