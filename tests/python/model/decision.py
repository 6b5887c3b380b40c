"""What a command comes to: reasons why not, and what would be done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

ORDER = """
REQ-1 request.invalid          REQ-1 request.too_large         REQ-2 org.unknown
REQ-2 project.unknown          REQ-2 enrollment.unknown        REQ-2 class.unknown
REQ-2 hours.unknown            REQ-3 request.id_reused         REQ-3 request.stale
REQ-4 org.exists               REQ-4 class.exists              REQ-4 request.item_repeated
REQ-5 class.not_member         REQ-5 enrollment.not_approved   POL-1 policy.invalid
ORG-1 org.parent_invalid       ORG-2 org.parent_invalid        ORG-3 teacher.unknown
ORG-3 teacher.elsewhere        ORG-4 teacher.already_there     ACC-1 access.role
ACC-1 access.jurisdiction      VIEW-1 access.jurisdiction      VIEW-2 access.jurisdiction
PRJ-1 access.role              PRJ-1 project.invalid           PRJ-1 project.exists
PRJ-2 project.invalid          PRJ-2 project.no_base           PRJ-3 project.in_use
PRJ-3 project.cancelled        QUO-1 quota.not_child           QUO-1 access.jurisdiction
QUO-2 quota.exceeds_parent     QUO-3 quota.none                QUO-3 quota.exhausted
QUO-4 quota.below_used         ENR-1 enrollment.window_not_open
ENR-1 enrollment.window_closed ENR-2 enrollment.stage          ENR-3 enrollment.conditions
ENR-4 enrollment.duplicate     ENR-5 teacher.not_in_school     ENR-6 enrollment.not_pending_here
ENR-7 review.reason_required   ENR-8 enrollment.duplicate      ENR-9 enrollment.approved
ENR-9 enrollment.approved_downstream                           ENR-10 enrollment.in_class
ENR-10 enrollment.has_result   ENR-11 access.jurisdiction      CLS-1 project.not_in_period
CLS-2 enrollment.not_approved  CLS-2 class.already_assigned    CLS-4 class.sole
HRS-1 project.not_in_period    HRS-1 enrollment.not_approved   HRS-2 result.grade
HRS-2 result.attendance        HRS-3 hours.approved            HRS-4 hours.not_recorded
HRS-4 hours.not_approved       HRS-4 hours.verified            HRS-4 review.reason_required
HRS-6 hours.direct_entry_level HRS-6 hours.enrolled_online
""".split()
REASONS = list(zip(ORDER[::2], ORDER[1::2], strict=True))
"""Rule and code, in the order in which the reasons of one item are given (docs/reference)."""


@dataclass(frozen=True)
class No:
    """A refusal; of its facts those that the rules name."""

    reason: tuple[str, str]
    subject: str
    item: int | None = None
    facts: tuple[tuple[str, Any], ...] = ()

    def place(self) -> tuple[int, int]:
        return (-1 if self.item is None else self.item, REASONS.index(self.reason))


def no(reason: str, subject: str, item: int | None = None, **facts: Any) -> No:
    """`reason` is written as in the table above: "ENR-1 enrollment.window_closed"."""
    rule, code = reason.split()
    return No((rule, code), subject, item, tuple(sorted(facts.items())))


@dataclass
class Decision:
    """`effects` are the good items, each a function that changes the world."""

    refused: list[No] = field(default_factory=list)
    effects: list[Callable[[], None]] = field(default_factory=list)
    version: int | None = None

    def refuse(self, reason: str, subject: str, item: int | None = None, **facts: Any) -> None:
        self.refused.append(no(reason, subject, item, **facts))

    def refuse_each(self, reason: str, subjects: Sequence[str]) -> "Decision":
        for item, subject in enumerate(subjects):
            self.refuse(reason, subject, item)
        return self

    def judge(self, reasons: list[No], effect: Callable[[], None]) -> None:
        """All reasons of one item, or its effect where there is none."""
        if reasons:
            self.refused += reasons
        else:
            self.effects.append(effect)

    def reasons(self) -> list[No]:
        return sorted(self.refused, key=No.place)


def repeated(decision: Decision, codes: Sequence[str]) -> set[int]:
    """REQ-4: the places at which a list names something once more."""
    later = {item for item, code in enumerate(codes) if code in codes[:item]}
    for item in sorted(later):
        decision.refuse("REQ-4 request.item_repeated", codes[item], item)
    return later
