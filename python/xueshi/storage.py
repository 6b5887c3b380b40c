"""Storages: our own, and those that a host writes in Python over its own database.

Implement `Storage` and `Transaction`, then let `run_conformance` prove them against the numbered
clauses S1 to S15, which are explained in include/xueshi/storage.hpp.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from xueshi import _core
from xueshi._core import OpenStorage, Table

__all__ = [
    "Access",
    "BoundedAdd",
    "Cell",
    "ClauseResult",
    "Column",
    "Guard",
    "Index",
    "Info",
    "OpenStorage",
    "Schema",
    "Storage",
    "Table",
    "Transaction",
    "clauses",
    "decode",
    "encode",
    "open_storage",
    "run_conformance",
]

Access = Literal["read", "write"]
Guard = Literal["none", "shared", "exclusive"]
Cell = None | int | str | bytes


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    name: str
    type: str
    """integer, text or blob"""
    nullable: bool
    erasable: bool
    """personal content: can be forgotten, is left out of state digests"""


@dataclass(frozen=True, slots=True)
class Index:
    """An index of a table."""

    name: str
    columns: tuple[int, ...]
    """places in the table"""
    unique: bool


@dataclass(frozen=True, slots=True)
class Schema:
    """All tables, and who may use them: versions count up from 1."""

    version: int
    least_reader: int
    least_writer: int
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class BoundedAdd:
    """Adds `delta` to an integer column of one row if the sum stays within the bounds.

    A bound is another integer column of the same row where one is given, else the number.
    """

    key: bytes
    column: int
    delta: int
    at_least_column: int | None
    at_most_column: int | None
    at_least: int
    at_most: int


@dataclass(frozen=True, slots=True)
class Info:
    """What a storage says of itself."""

    kind: str
    location: str = ""
    durable: bool = False
    details: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


class Transaction(ABC):
    """Rows and keys are encoded cells (`decode`, `encode`); lists of them are in key order.

    A failed operation raises `Error`, or `Conflict` where another transaction was in the way.
    """

    @abstractmethod
    def get(self, table: Table, keys: list[bytes], guard: Guard) -> Sequence[bytes | None]:
        """The row of each key, None where there is none."""

    @abstractmethod
    def scan(
        self, table: Table, index: int | None, prefix: bytes, after: bytes, limit: int
    ) -> Sequence[bytes]:
        """Rows whose index columns (None: key) begin with `prefix`, after the position `after`.

        `table.position_of(index, row)` is the position of a row; empty means from the start.
        """

    @abstractmethod
    def append(self, table: Table, rows: list[bytes]) -> None:
        """New rows; a key that exists is a `Conflict`, at the latest in commit()."""

    @abstractmethod
    def put(self, table: Table, rows: list[bytes]) -> None:
        """Replaces whole rows or creates them."""

    @abstractmethod
    def erase(self, table: Table, keys: list[bytes]) -> None:
        """Does nothing for a row that isn't there."""

    @abstractmethod
    def add(self, table: Table, change: BoundedAdd) -> bool:
        """One indivisible step; False where a bound would be left or the row isn't there."""

    @abstractmethod
    def commit(self) -> None:
        """Makes all writes visible and durable together."""

    @abstractmethod
    def rollback(self) -> None:
        """Called once when a transaction ends without a successful commit()."""


class Storage(ABC):
    """Used by any number of threads at once."""

    @abstractmethod
    def prepare(self, schema: Schema) -> None:
        """Adds what is missing, keeps all data."""

    @abstractmethod
    def begin(self, access: Access, deadline: float) -> Transaction:
        """`deadline`: an instant of time.monotonic(); after it `Error("storage.busy", …)`."""

    @abstractmethod
    def info(self) -> Info:
        """Kind, place without secrets, whether durable."""

    @abstractmethod
    def check(self) -> Sequence[str]:
        """Looks for damage of the medium: one line a fault."""


_Stored = TypeVar("_Stored", bound=Storage)


def open_storage(url: str) -> OpenStorage:
    """Opens `memory:`, `sqlite:PATH`, `sqlite::memory:` or `postgresql://…`."""
    return _core.open_storage(url)


def decode(row: bytes) -> tuple[Cell, ...]:
    """The cells of a row or key."""
    return _core.decode(row)


def encode(cells: Iterable[Cell]) -> bytes:
    """Comparing encoded keys byte by byte gives the order of their cells."""
    return _core.encode(cells)


@dataclass(frozen=True, slots=True)
class ClauseResult:
    """What a test of the conformance kit found."""

    clause: str
    title: str
    """what this test of the clause expects"""
    passed: bool
    detail: str
    """what happened instead"""


def clauses() -> tuple[tuple[str, str], ...]:
    """The numbered clauses and their titles."""
    return _core.clauses()


def run_conformance(
    name: str,
    fresh: Callable[[], _Stored],
    *,
    reopen: Callable[[], _Stored] | None = None,
    fail_next_commit: Callable[[_Stored], None] | None = None,
) -> tuple[ClauseResult, ...]:
    """Proves a storage: one result a test, in the order of the clauses.

    `fresh` gives an empty storage, not prepared. `reopen` gives another handle on what the last
    `fresh` gave, as a second process would open it; leave it out only for a storage that isn't
    durable. `fail_next_commit` makes the next commit() of that storage fail.
    """
    return _core.run_conformance(name, fresh, reopen, fail_next_commit)


for _class in (BoundedAdd, ClauseResult, Column, Index, Info, Schema, Storage, Transaction):
    _core.use_class(_class.__name__, _class)
