"""A storage of dictionaries, as short as it can be: one writer at a time works on a copy."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from xueshi import Conflict, Error, Storage, Transaction
from xueshi.storage import Access, BoundedAdd, Guard, Info, Schema, Table, decode, encode

Rows = dict[str, dict[bytes, bytes]]


class MemoryStorage(Storage):
    """`writer` serves in order of arrival, so that none waits for ever."""

    transaction: "type[MemoryTransaction]"

    def __init__(self) -> None:
        self.rows: Rows = {}
        self.schema: Schema | None = None
        self.writer = FairLock()
        self.fail_next_commit = False

    def prepare(self, schema: Schema) -> None:
        with self.writer.held(time.monotonic() + 60):
            stored = self.schema
            if stored is not None and stored.least_writer > schema.version:
                raise Error("storage.schema", "a newer version reserved it for itself")
            for table in schema.tables:
                for column in (*range(table.key_columns), *indexed(table)):
                    kept = table.columns[column]
                    if kept.type == "blob" or (column < table.key_columns and kept.nullable):
                        raise Error("argument.invalid", f"{table.name}: no key of that")
            if stored is None or stored.version <= schema.version:
                self.schema = schema
            self.rows = {
                **self.rows,
                **{table.name: widened(table, self.rows) for table in schema.tables},
            }

    def begin(self, access: Access, deadline: float) -> Transaction:
        if access == "read":
            return self.transaction(self, dict(self.rows), None)
        self.writer.acquire(deadline)
        try:
            return self.transaction(self, dict(self.rows), self.writer)
        except BaseException:
            self.writer.release()
            raise

    def info(self) -> Info:
        return Info("python-memory")

    def check(self) -> list[str]:
        return []


class FairLock:
    def __init__(self) -> None:
        self.condition = threading.Condition()
        self.waiting: list[object] = []

    def acquire(self, deadline: float) -> None:
        ticket = object()
        with self.condition:
            self.waiting.append(ticket)
            while self.waiting[0] is not ticket:
                left = deadline - time.monotonic()
                if left <= 0 or not self.condition.wait(left):
                    if self.waiting[0] is ticket:
                        break
                    self.waiting.remove(ticket)
                    raise Error("storage.busy", "another writer holds it")

    def release(self) -> None:
        with self.condition:
            self.waiting.pop(0)
            self.condition.notify_all()

    @contextmanager
    def held(self, deadline: float) -> Iterator[None]:
        self.acquire(deadline)
        try:
            yield
        finally:
            self.release()


class MemoryTransaction(Transaction):
    """Tables are copied when they are first written: what others read stays as it was."""

    def __init__(self, storage: MemoryStorage, rows: Rows, writer: FairLock | None) -> None:
        self.storage, self.rows, self.writer = storage, rows, writer
        self.copied: set[str] = set()
        self.failed = False

    def get(self, table: Table, keys: list[bytes], guard: Guard) -> list[bytes | None]:
        rows = self.rows[table.name]
        return [rows.get(key) for key in keys]

    def scan(
        self, table: Table, index: int | None, prefix: bytes, after: bytes, limit: int
    ) -> list[bytes]:
        placed = sorted(
            (table.position_of(index, row), row) for row in self.rows[table.name].values()
        )
        found = (row for place, row in placed if place.startswith(prefix) and place > after)
        return [row for _, row in zip(range(limit), found)]

    def append(self, table: Table, rows: list[bytes]) -> None:
        self._write(table, rows, new=True)

    def put(self, table: Table, rows: list[bytes]) -> None:
        self._write(table, rows, new=False)

    def erase(self, table: Table, keys: list[bytes]) -> None:
        known = self._written(table)
        for key in keys:
            known.pop(key, None)

    def add(self, table: Table, change: BoundedAdd) -> bool:
        row = self.rows[table.name].get(change.key)
        if row is None:
            return False
        cells = list(decode(row))

        def bound(column: int | None, number: int) -> int:
            value = number if column is None else cells[column]
            assert isinstance(value, int)
            return value

        old = cells[change.column]
        assert isinstance(old, int)
        new = old + change.delta
        if not -(2**63) <= new < 2**63:
            return False
        if not (
            bound(change.at_least_column, change.at_least)
            <= new
            <= bound(change.at_most_column, change.at_most)
        ):
            return False
        cells[change.column] = new
        self._written(table)[change.key] = encode(cells)
        return True

    def commit(self) -> None:
        if self.failed:
            raise Error("argument.invalid", "something failed before")
        if self.storage.fail_next_commit:
            self.storage.fail_next_commit = False
            raise Error("storage.full", "as the test wants it")
        if self.writer is not None:
            written = {name: self.rows[name] for name in self.copied}
            self.storage.rows = {**self.storage.rows, **written}
            self.rollback()

    def rollback(self) -> None:
        if self.writer is not None:
            self.writer.release()
            self.writer = None

    def _write(self, table: Table, rows: list[bytes], *, new: bool) -> None:
        known = self._written(table)
        self.failed = True  # until all is well
        for row in rows:
            check_fits(table, row)
            key = table.key_of(row)
            if new and key in known:
                raise Conflict(f"{table.name} has that row")
            self._unique(table, key, row)
            known[key] = row
        self.failed = False

    def _written(self, table: Table) -> dict[bytes, bytes]:
        if self.writer is None:
            raise Error("storage.read_only", "begun for reading")
        if table.name not in self.copied:
            self.copied.add(table.name)
            self.rows[table.name] = dict(self.rows[table.name])
        return self.rows[table.name]

    def _unique(self, table: Table, key: bytes, row: bytes) -> None:
        cells = decode(row)
        for index in table.indexes:
            values = [cells[column] for column in index.columns]
            if not index.unique or None in values:
                continue
            for other_key, other in self.rows[table.name].items():
                other_cells = decode(other)
                if other_key != key and [other_cells[c] for c in index.columns] == values:
                    raise Conflict(f"{index.name} has that value")


MemoryStorage.transaction = MemoryTransaction


def check_fits(table: Table, row: bytes) -> None:
    """A cell for each column, of its type."""
    types = {int: "integer", str: "text", bytes: "blob"}
    cells = decode(row)
    fits = len(cells) == len(table.columns) and all(
        column.nullable if cell is None else types[type(cell)] == column.type
        for cell, column in zip(cells, table.columns)
    )
    if not fits:
        raise Error("argument.invalid", f"a row that doesn't fit {table.name}")


def widened(table: Table, rows: Rows) -> dict[bytes, bytes]:
    """The rows there are, with null in columns that are new."""
    return {
        key: encode(decode(row) + (None,) * (len(table.columns) - len(decode(row))))
        for key, row in rows.get(table.name, {}).items()
    }


def indexed(table: Table) -> list[int]:
    return [column for index in table.indexes for column in index.columns]
