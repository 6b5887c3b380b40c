"""The door of the model: who may, what was asked before, all or nothing or the good items."""

import copy
import datetime
from dataclasses import dataclass, field
from typing import Any

from model import enrollment_rules, project_rules, register_rules, training_rules
from model.decision import Decision, No, no
from model.world import Args, World

PROVINCE = ("province_admin",)
AUTHORITIES = ("province_admin", "city_admin", "county_admin")
SCHOOL = ("school_admin",)
BASE = ("base_admin",)

WHO = {  # ACC-1: each role has only the commands listed for it
    "adopt_policy": PROVINCE,
    "register_orgs": AUTHORITIES,
    "register_teachers": AUTHORITIES + SCHOOL,
    "transfer_teacher": AUTHORITIES,
    "create_project": AUTHORITIES,
    "amend_project": AUTHORITIES,
    "cancel_project": AUTHORITIES,
    "allocate_quota": AUTHORITIES,
    "enroll": SCHOOL,
    "delete_enrollment": SCHOOL,
    "review_enrollment": AUTHORITIES + BASE,
    "cancel_enrollment_approval": AUTHORITIES + BASE,
    "create_class": BASE,
    "delete_classes": BASE,
    "assign_class": BASE,
    "remove_from_class": BASE,
    "record_results": BASE,
    "delete_results": BASE,
    "enter_project_hours": AUTHORITIES,
    "approve_hours": AUTHORITIES,
    "verify_hours": AUTHORITIES,
    "return_hours": AUTHORITIES,
}
ABOUT_PROJECTS = ("create_project", "amend_project", "cancel_project")
VERSIONED = (
    "amend_project",
    "cancel_project",
    "allocate_quota",
    "assign_class",
    "remove_from_class",
)
ROLE_LEVEL = {"province_admin": "province", "city_admin": "city", "county_admin": "county"}


@dataclass(frozen=True)
class Call:
    """A command as it is given."""

    actor: Args
    command: str
    args: Args
    partial: bool = False
    request_id: str | None = None
    expected_version: int | None = None

    def content(self) -> tuple[object, ...]:
        """What a request id stands for (REQ-3)."""
        return (self.command, repr(self.args), self.partial, self.expected_version)


@dataclass
class Answer:
    """A receipt, reasons, or (with `partial`) both."""

    refused: list[No]
    stream: str = ""
    number: int = 0
    at: datetime.datetime | None = None
    done: int = 0
    version: int | None = None

    @property
    def ok(self) -> bool:
        return self.number > 0


@dataclass
class Reference:
    world: World
    numbers: dict[str, int] = field(default_factory=dict)
    """of the last entry in each stream"""
    requests: dict[tuple[str, str], tuple[object, Answer]] = field(default_factory=dict)

    def execute(self, call: Call, dry: bool = False) -> Answer:
        """Decides, and (unless `dry`) does it."""
        stopped = self.stopped_at_the_door(call)
        if stopped is not None:
            return stopped
        org = call.actor["org"]
        decision = self.decide(call)
        reasons = decision.reasons()
        if not decision.effects or (reasons and not call.partial):
            return Answer(reasons)
        number = self.numbers.get(org, 0) + 1
        done = len(decision.effects)
        answer = Answer(reasons, org, number, self.world.now, done, decision.version)
        if not dry:
            for effect in decision.effects:
                effect()
            self.numbers[org] = number
            if call.request_id is not None:
                self.requests[org, call.request_id] = (call.content(), answer)
        return answer

    def stopped_at_the_door(self, call: Call) -> Answer | None:
        """Shape and role: a refusal here is the only one. Then what was answered before."""
        if call.expected_version is not None and call.command not in VERSIONED:
            return Answer([no("REQ-1 request.invalid", "", pointer="/expected_version")])
        role, org = call.actor["role"], call.actor.get("org", "")
        if role not in WHO[call.command]:
            rule = "PRJ-1" if call.command in ABOUT_PROJECTS else "ACC-1"
            return Answer([no(f"{rule} access.role", org, role=role)])
        wrong = self.wrong_actor(role, org)
        if wrong is not None:
            return Answer([wrong])
        if call.request_id is not None and (org, call.request_id) in self.requests:
            content, answer = self.requests[org, call.request_id]
            if content == call.content():
                return copy.copy(answer)
            return Answer([no("REQ-3 request.id_reused", "")])
        return None

    def wrong_actor(self, role: str, code: str) -> No | None:
        org = self.world.orgs.get(code)
        if org is None:
            return no("REQ-2 org.unknown", code)
        kind = {"school_admin": "school", "base_admin": "base"}.get(role, "authority")
        fits = org.kind == kind and org.level == ROLE_LEVEL.get(role)
        return None if fits else no("ACC-1 access.role", code)

    def decide(self, call: Call) -> Decision:
        if call.command == "adopt_policy":  # the one in force again, or none at all
            if call.args["policy"] != "{}":
                return Decision(effects=[lambda: None])
            missing = ("/policy", "/title", "/zone", "/parameters")
            return Decision([no("POL-1 policy.invalid", "policy", pointer=p) for p in missing])
        for rules in (register_rules, project_rules, enrollment_rules, training_rules):
            decide: Any = getattr(rules, call.command, None)
            if decide is not None:
                break
        given = [self.world, call.actor["org"], call.args]
        if call.command in VERSIONED:
            given.append(call.expected_version)
        if call.command == "register_orgs":
            given.append(call.partial)
        decision: Decision = decide(*given)
        return decision
