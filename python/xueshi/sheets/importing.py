"""Importing a sheet: read, convert, ask the engine, and only then do it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

from xueshi.engine import Engine
from xueshi.records import Actor
from xueshi.sheets.report import ImportReport

__all__ = ["import_sheet"]


def import_sheet(
    engine: Engine,
    actor: Actor | Mapping[str, object],
    kind: str,
    path: str | os.PathLike[str],
    *,
    dry_run: bool = False,
    partial: bool = False,
    marked: str | os.PathLike[str] | None = None,
    progress: Callable[[int, int], None] | None = None,
    encoding: str | None = None,
    **common: Any,
) -> ImportReport:
    """Imports a .xlsx or .csv file by the engine's commands, as `actor`.

    kind: one of `kinds()`
    dry_run: everything is checked, nothing is stored
    partial: stores the good rows and names the others; without it a fault keeps all rows back
    marked: where the workbook goes whose faulty cells are coloured and commented (.xlsx); it is
        written only if there are faults
    progress: gets what is done and the whole, in steps that may be more than the rows; what it
        raises ends the import
    encoding: of a CSV file; else UTF-8 or GB 18030 is recognised
    common: the command's fields that are the same for all rows: `project="P1"`, `forced=True`

    The same file imported again changes nothing, and its rows are told as unchanged. Raises
    `SheetInvalid` where the file isn't such a sheet, `HostileFile` where it is none at all,
    `MissingExtra`, `Interrupted` where it ended in the middle, TypeError where `common` lacks a
    field or has one too many; `Error` as every call. What a row is refused for stands in the report.
    """
    raise NotImplementedError
