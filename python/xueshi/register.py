"""The register port: who there is, from the host's own tables."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

from xueshi import _core
from xueshi.records import Org, Person, Teacher, TeacherSearch

__all__ = ["Register"]


class Register(ABC):
    """Implement over your own tables and give it to the engine, which then reads only here.

    Called from any thread; what it raises reaches the caller as `Error` register.unavailable.
    """

    @abstractmethod
    def teachers(self, codes: Sequence[str]) -> Sequence[Teacher | None]:
        """The teacher of each code, or None."""

    @abstractmethod
    def search(
        self, search: TeacherSearch, after: str, limit: int
    ) -> Sequence[tuple[Teacher, Person]]:
        """Teachers of one school in the order of their codes, after a code, up to `limit`."""

    @abstractmethod
    def org(self, code: str) -> Org | None:
        """The organisation of a code."""

    @abstractmethod
    def children(self, org: str, after: str, limit: int) -> Sequence[Org]:
        """Children in the order of their codes, after a code, up to `limit`."""

    @abstractmethod
    def changes(self, mark: str) -> tuple[Sequence[str], str]:
        """Codes of teachers that changed after a mark of the host's own, and the new mark."""


_core.use_class("Register", Register)
