"""What a user's request comes to: the result, or every reason why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from xueshi import _core
from xueshi.errors import Refused

Fact = int | str | tuple[str, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text in Chinese and English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a rule says no, and about whom."""

    rule: str
    """The rule's id, "ENR-1"."""
    code: str
    """What it says, "window.closed"."""
    subject: str
    """The code of the item, or of the thing; empty where there is none."""
    item: int | None
    """The item's place in the list, from 0."""
    facts: Mapping[str, Fact] = field(hash=False)
    message: Bilingual
    remedy: Bilingual
    source: str
    """The citation: the policy's, where a value of it decided."""

    def __str__(self) -> str:
        about = f"{self.subject}: " if self.subject else ""
        return f"{about}{self.message.en} ({self.rule}, {self.code})"

    def as_dict(self) -> dict[str, Any]:
        """As in the protocol's JSON."""
        return {
            "rule": self.rule,
            "code": self.code,
            "subject": self.subject,
            **({} if self.item is None else {"item": self.item}),
            "facts": {
                name: list(fact) if isinstance(fact, tuple) else fact
                for name, fact in self.facts.items()
            },
            "message": {"zh": self.message.zh, "en": self.message.en},
            "remedy": {"zh": self.remedy.zh, "en": self.remedy.en},
            "source": self.source,
        }


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """The result, or all refusals. With `partial` both: the good items done, the bad ones named."""

    result: T | None
    refusals: tuple[Refusal, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether there is a result."""
        return self.result is not None

    def __bool__(self) -> bool:
        return self.result is not None

    def value(self) -> T:
        """The result; raises `Refused` where there is none."""
        if self.result is None:
            raise Refused(self.refusals)
        return self.result


for _class in (Bilingual, Refusal):
    _core.use_class(_class.__name__, _class)
