"""What the engine gives the host itself: reports on the log, changes, observations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xueshi import _core
from xueshi.outcome import Refusal
from xueshi.records import Actor, LogView, Receipt

__all__ = ["ChangeBatch", "LogFault", "LogReport", "Observation"]


@dataclass(frozen=True, slots=True)
class LogFault:
    """Where a stream of the log first goes wrong."""

    stream: str
    number: int
    what: str


@dataclass(frozen=True, slots=True)
class LogReport:
    """What an examination of the log found; true where it is sound."""

    streams: int
    entries: int
    faults: tuple[LogFault, ...]
    differences: tuple[LogFault, ...]
    """where today's rules would decide otherwise"""

    def __bool__(self) -> bool:
        return not self.faults


@dataclass(frozen=True, slots=True)
class ChangeBatch:
    """What came into the log since a cursor was made."""

    entries: tuple[LogView, ...]
    cursor: str
    """keep it together with what was made of the entries"""
    more: bool
    """whether there was more when this was read"""


@dataclass(frozen=True, slots=True)
class Observation:
    """What one call of an engine came to."""

    kind: Literal["command", "explanation", "query"]
    name: str
    actor: Actor
    request_id: str | None
    refusals: tuple[Refusal, ...]
    receipt: Receipt | None
    error: str | None
    """the code, where the call ended with an `Error`"""
    teachers: tuple[str, ...]
    """of a query: whom the answer tells about, sorted"""
    attempts: int
    took: float
    """seconds"""


for _class in (ChangeBatch, LogFault, LogReport, Observation):
    _core.use_class(_class.__name__, _class)
