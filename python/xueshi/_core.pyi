"""The compiled part. Private: what it offers to users stands in the public modules."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from typing import Any, final

from xueshi.host import ChangeBatch, LogReport
from xueshi.moving import MigrationReport
from xueshi.outcome import Bilingual, Refusal
from xueshi.policy import Parameters
from xueshi.scenario import Scenario, ScenarioReport
from xueshi.storage import Cell, ClauseResult, Column, Index, Info

def use_class(name: str, type: type[Any]) -> None: ...
def use_record(name: str, type: type[Any]) -> None: ...
def error_codes() -> dict[str, bool]: ...
def version() -> str: ...
def words() -> tuple[dict[str, Any], ...]: ...
def actor() -> dict[str, Any]: ...
def facts() -> tuple[dict[str, Any], ...]: ...
def rules() -> tuple[tuple[str, str, str, str], ...]: ...
def reasons() -> tuple[tuple[str, str], ...]: ...
def misfits(texts: tuple[str | None, ...], shape: str, least: int, most: int, /) -> tuple[int, ...]: ...
def schema_of(name: str) -> str: ...
def answer_schema_of(name: str) -> str: ...

pure_rules: tuple[
    tuple[str, str, tuple[tuple[str, str], ...], str, Callable[[tuple[Any, ...]], Any]], ...
]

class Policy:
    """Everything in which provinces differ, as dated values that cite their source. Immutable."""

    @staticmethod
    def load(text: str) -> Policy:
        """Checks a policy file whole; raises `PolicyInvalid` with all faults at once."""

    @staticmethod
    def shipped(name: str) -> Policy:
        """One of the policies that the library ships: "jiangsu"."""

    def on(self, day: datetime.date) -> Parameters:
        """The values in force on a day."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> Bilingual: ...
    @property
    def zone(self) -> datetime.tzinfo: ...
    @property
    def digest(self) -> str:
        """ "sha256:<hex>" """

    @property
    def content(self) -> str:
        """The file's text as it was loaded."""

@final
class Table:
    """A described table. The first `key_columns` columns are the key."""

    @property
    def name(self) -> str: ...
    @property
    def columns(self) -> tuple[Column, ...]: ...
    @property
    def key_columns(self) -> int: ...
    @property
    def indexes(self) -> tuple[Index, ...]: ...
    def key_of(self, row: bytes) -> bytes:
        """The key of a row, encoded."""

    def position_of(self, index: int | None, row: bytes) -> bytes:
        """Where a row stands in an index, or by its key where that is None: for `scan`."""


class OpenStorage:
    """A storage of the library's own, as `open_storage` gives it."""

    def info(self) -> Info:
        """Kind, place without secrets, whether durable."""

    def check(self) -> list[str]:
        """Looks for damage of the medium: one line a fault."""

def open_storage(url: object) -> OpenStorage: ...
def decode(row: bytes) -> tuple[Cell, ...]: ...
def encode(cells: Iterable[Cell]) -> bytes: ...

@final
class Cancel:
    """Ends calls that were given it as `cancel`, from another thread or a signal's handler.

    It is looked at before each attempt and before the commit: then the call ends with `Error`
    deadline.exceeded, and nothing was done. Once the commit has begun it comes too late. A wait in
    between ends by the deadline.
    """

    def __init__(self) -> None: ...
    def cancel(self) -> None:
        """For good: a call that is given it later ends too."""

    @property
    def cancelled(self) -> bool: ...

@final
class Joined:
    """A connection of the host's that calls can join: what `xueshi.join` gives."""

def join_sqlite(
    connection: object, load: Callable[[], None], is_open: Callable[[], bool], /
) -> Joined: ...
def join_postgresql(
    connection: object,
    handle: int,
    library: str,
    schema: str,
    is_open: Callable[[], bool],
    /,
) -> Joined: ...

@final
class ArrowTable:
    """Rows as Arrow columns, for pandas, polars, pyarrow, DuckDB and whatever takes an Arrow stream.

    It is complete, never changes, and needs its engine no more. It can be read any number of times,
    and what reads it shares its memory.
    """

    def __arrow_c_schema__(self) -> object: ...
    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...
    def __len__(self) -> int: ...
    @property
    def column_names(self) -> tuple[str, ...]: ...

class Engine:
    def __init__(
        self,
        storage: object,
        *,
        policy: Policy | None,
        register: object,
        clock: object,
        observer: object,
        person_key: tuple[str, str | bytes] | None,
        patience: float,
    ) -> None: ...
    def close(self) -> None: ...
    @property
    def closed(self) -> bool: ...
    def execute(
        self, word: int, actor: object, fields: tuple[Any, ...], options: tuple[Any, ...], /
    ) -> tuple[Any, tuple[Refusal, ...]]: ...
    def explain(
        self, word: int, actor: object, fields: tuple[Any, ...], options: tuple[Any, ...], /
    ) -> tuple[Any, tuple[Refusal, ...]]: ...
    def ask(
        self, word: int, actor: object, fields: tuple[Any, ...], options: tuple[Any, ...], /
    ) -> tuple[Any, tuple[Refusal, ...]]: ...
    def table(
        self, word: int, actor: object, fields: tuple[Any, ...], options: tuple[Any, ...], /
    ) -> tuple[ArrowTable | None, tuple[Refusal, ...]]: ...
    @property
    def policy(self) -> Policy | None: ...
    def info(self) -> Info: ...
    def verify_log(
        self, anchor: str | None, progress: Callable[[int, int], None] | None, /
    ) -> LogReport: ...
    def replay(
        self, onto: object, decide: bool, progress: Callable[[int, int], None] | None, /
    ) -> LogReport: ...
    def checkpoint(self) -> str: ...
    def state_digest(self) -> str: ...
    def check(self) -> tuple[str, ...]: ...
    def feed(self, cursor: str, limit: int, /) -> ChangeBatch: ...

def migrate(
    source: object, target: object, progress: object, rows_together: int, /
) -> MigrationReport: ...
def back_up(
    source: str, target: str, progress: object, patience: float, pages_together: int, /
) -> None: ...
def run_conformance(
    name: str, fresh: object, reopen: object, fail_next_commit: object
) -> tuple[ClauseResult, ...]: ...
def clauses() -> tuple[tuple[str, str], ...]: ...
def run_scenario(file: str, storage: str) -> ScenarioReport: ...
def read_scenario(file: str) -> Scenario: ...
def call(engine: Engine, request: str) -> str: ...
def difference_of(expected: str, got: str, /) -> str | None: ...
