"""Importing a sheet: read, convert, ask the engine, and only then do it."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Mapping
from typing import Any

from xueshi.engine import Engine
from xueshi.records import Actor
from xueshi.sheets.converting import convert_all
from xueshi.sheets.errors import Interrupted
from xueshi.sheets.giving import Giver
from xueshi.sheets.kinds import Sheet, sheet_of
from xueshi.sheets.marking import write_marked
from xueshi.sheets.needs import needed
from xueshi.sheets.reading import Source
from xueshi.sheets.report import ImportReport
from xueshi.sheets.tables import require_writable, suffix_of

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
        written only if there are faults. Whether it can be is found out before anything is stored
    progress: gets what is done and the whole, in steps that may be more than the rows; what it
        raises ends the import
    encoding: of a CSV file; else UTF-8 or GB 18030 is recognised
    common: the command's fields that are the same for all rows: `project="P1"`, `forced=True`

    The same file imported again changes nothing, and its rows are told as unchanged. Raises
    `SheetInvalid` where the file isn't such a sheet, `HostileFile` where it is none at all,
    `MissingExtra`, `Interrupted` where it ended in the middle, TypeError where `common` lacks a
    field or has one too many; `Error` as every call. What a row is refused for the report tells.
    """
    sheet = sheet_of(kind)
    fields = _fields(sheet, common)
    if marked is not None:
        _check_marked(marked, path)
    source = Source(sheet, path, encoding)
    times = (2 if dry_run else 3) + (marked is not None)
    steps = _Steps(source.total() * times, progress)
    chunks, faults = convert_all(source, engine.policy, steps.advance)
    if marked is None:
        source.release()
    giver = Giver(engine, actor, sheet, fields, partial, steps.advance)
    report = giver.give(chunks, faults, dry_run)
    if marked is not None and report.faults:
        try:
            write_marked(source, report.faults, marked, steps.advance)
        except Exception as error:
            if report.applied:
                raise Interrupted(report) from error
            raise
    steps.finish()
    return report


def _check_marked(marked: str | os.PathLike[str], path: str | os.PathLike[str]) -> None:
    """Before anything is stored: else nobody would hear which rows were not."""
    if suffix_of(marked) != ".xlsx":
        raise ValueError("the marked workbook's name must end in .xlsx")
    if os.path.realpath(marked) == os.path.realpath(path):
        raise ValueError("the marked workbook would take the place of the sheet itself")
    needed("xlsxwriter")
    require_writable(marked)


def _fields(sheet: Sheet, common: Mapping[str, Any]) -> dict[str, Any]:
    """The command's other fields with their defaults; a TypeError is the method's own."""
    method = getattr(Engine, sheet.command)
    known = {field.python_name for field in sheet.word.fields} - {sheet.items}
    for name in common:
        if name not in known:
            told = ", ".join(sorted(known)) or "no fields"
            raise TypeError(f"{sheet.command} takes {told} for all rows, no {name!r}")
    bound = inspect.signature(method).bind(None, None, **common, **{sheet.items: ()})
    bound.apply_defaults()
    return {field.python_name: bound.arguments[field.python_name] for field in sheet.word.fields}


class _Steps:
    """Progress: each row is converted, explained, unless it is a dry run given, and marked."""

    def __init__(self, whole: int, progress: Callable[[int, int], None] | None) -> None:
        self._whole = max(whole, 2)
        self._done = 0
        self._progress = progress

    def advance(self, rows: int) -> None:
        """So many rows went through one of the three."""
        self._done = min(self._done + rows, self._whole - 1)
        if self._progress is not None:
            self._progress(self._done, self._whole)

    def finish(self) -> None:
        """Faults cut the way short; a bar ends at its end all the same."""
        if self._progress is not None:
            self._progress(self._whole, self._whole)
