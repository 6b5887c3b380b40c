"""Rows to a command's items, with every fault that can be told without the engine."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from xueshi import records
from xueshi.outcome import Bilingual
from xueshi.policy import Policy
from xueshi.sheets.kinds import Column, Sheet
from xueshi.sheets.reading import Numbered, Source
from xueshi.sheets.report import Fault
from xueshi.sheets.values import CellFault, Converter, converter_of, shown
from xueshi.sheets.words import grades_of

__all__ = ["ROWS_TOGETHER", "Chunk", "convert_all"]

ROWS_TOGETHER = 5000
"""rows of one command where they can be given apart: what a transaction holds stays small"""
_FORMULA = Bilingual(
    "不能使用公式；请复制后以“数值”方式粘贴。", "No formula is taken: paste it as a value."
)
_NAMELESS = Bilingual("该列没有标题，内容不会被导入。", "The column has no heading.")


@dataclass(slots=True)
class Chunk:
    """Items of one command, and what the rows of the file are that they came from."""

    rows: list[int]
    """of each item, as the sheet shows it"""
    items: list[Any]
    cells: list[list[Any]]
    """of the columns in `columns`, for telling what an item was refused for; a list for each"""
    columns: tuple[Column, ...]
    digest: str = ""
    """of the items' content, hexadecimal"""
    doubtful: Chunk | None = None
    """rows with faults that still can be asked about, without the faulty cells; never given"""

    def add(self, other: Chunk) -> None:
        """Behind these."""
        self.rows += other.rows
        self.items += other.items
        for kept, more in zip(self.cells, other.cells, strict=True):
            kept += more
        self.digest += other.digest
        if self.doubtful is None:
            self.doubtful = other.doubtful
        elif other.doubtful is not None:
            self.doubtful.add(other.doubtful)


def convert_all(
    source: Source, policy: Policy | None, advance: Callable[[int], None]
) -> tuple[list[Chunk], list[Fault]]:
    """All good rows as chunks of a command each, and the faults of the others."""
    columns = _Columns(source, policy)
    keys: dict[Any, int] = {}
    faults: list[Fault] = []
    chunks: list[Chunk] = []
    whole: Chunk | None = None
    for rows in source.chunks(ROWS_TOGETHER):
        chunk = columns.convert(rows, keys, faults)
        if source.sheet.together and whole is not None:
            whole.add(chunk)
        else:
            whole = chunk
            chunks.append(chunk)
        advance(len(rows))
    return [chunk for chunk in chunks if chunk.items or chunk.doubtful], faults


class _Columns:
    """The columns of a source that fill fields, and how each is converted."""

    def __init__(self, source: Source, policy: Policy | None) -> None:
        self._source = source
        self._sheet: Sheet = source.sheet
        grades = {label: word for word, label in grades_of(policy).items()}
        grades |= {word: word for word in grades.values()}
        self._converters: list[tuple[Column, int, Converter]] = []
        for column, place in source.places.items():
            field = self._sheet.field(column)
            if field is not None:
                words = grades if field.name == "grade" else {}
                self._converters.append((column, place, converter_of(source.sheet, column, words)))
        self._shown = tuple(column for column, _, _ in self._converters)
        self._heading = {place: heading for place, heading in enumerate(source.headings)}
        self._make = self._maker()
        self._decisive = {
            place
            for column, place, _ in self._converters
            if source.sheet.required(column) and not source.sheet.is_free(column)
        }
        """places of the columns without which there is nothing to ask about"""

    def convert(self, rows: Numbered, keys: dict[Any, int], faults: list[Fault]) -> Chunk:
        numbers = [number for number, _ in rows]
        width = min(len(row) for _, row in rows)
        by_place = list(zip(*(row[:width] for _, row in rows), strict=True))
        found: list[tuple[int, int, Fault]] = []
        values: list[list[Any]] = []
        formulas = self._source.formulas
        for column, place, convert in self._converters:
            cells = by_place[place]
            made, wrong = convert(cells)
            values.append(made)
            found += (
                self._fault(numbers, cells, place, column, one)
                for one in wrong
                # A formula whose value wasn't kept looks like an empty cell.
                if one.code != "sheet.required" or (numbers[one.place], place + 1) not in formulas
            )
        found += self._odd_cells(rows)
        found += self._repeated(numbers, values, keys)
        found.sort(key=lambda one: one[:2])
        faults += (fault for _, _, fault in found)
        if not found:
            return self._chunk(numbers, values)
        bad = {place for place, _, _ in found}
        chunk = self._chunk(*_only(numbers, values, [i for i in range(len(rows)) if i not in bad]))
        lost = {place for place, column, _ in found if column in self._decisive}
        chunk.doubtful = self._doubtful(*_only(numbers, values, sorted(bad - lost)))
        return chunk

    def _chunk(self, numbers: list[int], values: list[list[Any]]) -> Chunk:
        content = repr([[column.field for column in self._shown], values])
        digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
        return Chunk(numbers, self._make(values), values, self._shown, digest)

    def _doubtful(self, numbers: list[int], values: list[list[Any]]) -> Chunk | None:
        """So that a row with a bad date still hears of its unknown school. A name that lacks is no
        reason not to ask: any name will do."""
        if not numbers:
            return None
        asked = [
            [value or "-" for value in one]
            if self._sheet.required(column) and self._sheet.is_free(column)
            else one
            for column, one in zip(self._shown, values, strict=True)
        ]
        return Chunk(numbers, self._make(asked), values, self._shown)

    def _fault(
        self, numbers: list[int], cells: Sequence[Any], place: int, column: Column, one: CellFault
    ) -> tuple[int, int, Fault]:
        row, value = numbers[one.place], shown(cells[one.place])
        return one.place, place, Fault(row, column.heading, value, one.code, one.reason)

    def _odd_cells(self, rows: Numbered) -> Iterator[tuple[int, int, Fault]]:
        """Formulas where something is imported from, and content beside all headings."""
        formulas, width = self._source.formulas, len(self._source.headings)
        nameless = self._source.nameless
        for place, (number, row) in enumerate(rows):
            if formulas:
                for _, column, _ in self._converters:
                    if (number, column + 1) in formulas:
                        heading, value = self._heading[column], shown(row[column])
                        fault = Fault(number, heading, value, "sheet.formula", _FORMULA)
                        yield place, column, fault
            if nameless or len(row) > width:
                for column in (*nameless, *range(width, len(row))):
                    if row[column] not in ("", None):
                        fault = Fault(number, "", shown(row[column]), "sheet.nameless", _NAMELESS)
                        yield place, column, fault

    def _repeated(
        self, numbers: list[int], values: list[list[Any]], keys: dict[Any, int]
    ) -> Iterator[tuple[int, int, Fault]]:
        """An item that stood in an earlier row: the engine would see it only within one command."""
        key = next(i for i, column in enumerate(self._shown) if column == self._sheet.key)
        heading = self._shown[key].heading
        for place, value in enumerate(values[key]):
            if value is None:
                continue
            first = keys.setdefault(value, numbers[place])
            if first != numbers[place]:
                reason = Bilingual(f"与第 {first} 行重复。", f"The same stands in row {first}.")
                fault = Fault(numbers[place], heading, value, "request.item_repeated", reason)
                yield place, self._source.places[self._shown[key]], fault

    def _maker(self) -> Callable[[list[list[Any]]], list[Any]]:
        names = []
        for column in self._shown:
            field = self._sheet.field(column)
            assert field is not None
            if not column.field:
                key = self._shown.index(column)
                return lambda values: list(values[key])
            names.append(field.python_name)
        return _record_maker(self._sheet, names)


def _only(
    numbers: list[int], values: list[list[Any]], places: Sequence[int]
) -> tuple[list[int], list[list[Any]]]:
    return [numbers[i] for i in places], [[one[i] for i in places] for one in values]


def _record_maker(sheet: Sheet, names: Sequence[str]) -> Callable[[list[list[Any]]], list[Any]]:
    """Records from columns. Absent lists are empty; the slots are filled as the core fills them."""
    made = getattr(records, sheet.item.name)
    setters = [made.__dict__[name].__set__ for name in names]
    lists = {field.python_name for field in sheet.item.fields if field.type.kind == "list"}
    absent = [
        (made.__dict__[field.python_name].__set__, () if field.type.kind == "list" else None)
        for field in sheet.item.fields
        if field.python_name not in names
    ]

    def make(values: list[list[Any]]) -> list[Any]:
        items = [made.__new__(made) for _ in range(len(values[0]))] if values else []
        for name, setter, column in zip(names, setters, values, strict=True):
            if name in lists:
                column = [value or () for value in column]
            for item, value in zip(items, column, strict=True):
                setter(item, value)
        for setter, value in absent:
            for item in items:
                setter(item, value)
        return items

    return make
