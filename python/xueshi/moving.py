"""Moving a storage to another, and copying an SQLite storage in use."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

from xueshi import _core
from xueshi.storage import OpenStorage, Storage

__all__ = ["MigrationReport", "back_up", "migrate"]


@dataclass(frozen=True, slots=True)
class MigrationReport:
    """What a migration came to; `faults` is empty for a sound copy."""

    rows: int
    copied: int
    """of these now; the others were there from an earlier attempt"""
    entries: int
    state_digest: str
    faults: tuple[str, ...]


def migrate(
    source: str | OpenStorage | Storage,
    target: str | OpenStorage | Storage,
    *,
    progress: Callable[[str, int], None] | None = None,
    rows_together: int = 2000,
) -> MigrationReport:
    """Copies all rows, then examines the copy. Ended in the middle, call it again: it goes on.

    `progress` gets the phase (a table's name, "digest", "log", "rules", "replay") and the rows so
    far; what it raises ends the migration.
    """
    return _core.migrate(source, target, progress, rows_together)


def back_up(
    source: str | os.PathLike[str],
    target: str | os.PathLike[str],
    *,
    progress: Callable[[int, int], None] | None = None,
    patience: float = 60.0,
    pages_together: int = 1024,
) -> None:
    """Copies the SQLite storage in the file `source`, which others go on using, to a new file.

    `progress` gets the pages copied and their number; what it raises ends the backup. `patience`:
    seconds of one wait for a writer.
    """
    _core.back_up(os.fspath(source), os.fspath(target), progress, patience, pages_together)


_core.use_class("MigrationReport", MigrationReport)
