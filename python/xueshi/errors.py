"""What is raised: `Refused` for what a rule forbids, `Error` for what fails."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xueshi import _core

if TYPE_CHECKING:
    from xueshi.outcome import Refusal

_SHOWN = 5
_RETRY = _core.error_codes()


class Refused(Exception):
    """A rule says no; nothing was done. `refusals` are all the reasons, for each item."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        super().__init__(refusals)
        self.refusals = refusals

    def __str__(self) -> str:
        lines = [str(refusal) for refusal in self.refusals[:_SHOWN]]
        if len(self.refusals) > _SHOWN:
            lines.append(f"… and {len(self.refusals) - _SHOWN} more")
        return "\n".join(lines)


class Error(Exception):
    """A failure: storage gone, policy unreadable, clock running backwards.

    `code` is one of the fixed codes ("storage.busy"); `retry` says whether the same call may
    succeed later with nothing changed by the caller; None: as the code has it. A storage or a
    register raises it too; another code than the fixed ones is a `ValueError`.
    """

    def __init__(self, code: str, message: str, retry: bool | None = None) -> None:
        if code not in _RETRY:
            near = difflib.get_close_matches(str(code), _RETRY, 1)
            guess = f" (did you mean {near[0]}?)" if near else ""
            raise ValueError(f"{code!r} is no code of an Error{guess}")
        super().__init__(code, message, retry)
        self.code = code
        self.message = message
        self.retry = _RETRY[code] if retry is None else retry

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


class Conflict(Exception):
    """Raised by a storage when another transaction was in the way: the engine decides afresh."""


@dataclass(frozen=True, slots=True)
class PolicyFault:
    """One fault of a policy file."""

    pointer: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.pointer}: expected {self.expected}, not {self.found}"


class PolicyInvalid(ValueError):
    """A policy file is none; `faults` are all that is wrong with it."""

    def __init__(self, faults: tuple[PolicyFault, ...]) -> None:
        super().__init__(faults)
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


for _class in (Error, Conflict, PolicyFault, PolicyInvalid):
    _core.use_class(_class.__name__, _class)
