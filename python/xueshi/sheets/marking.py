"""The workbook given back: what was read, with the faulty cells coloured and commented."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from xueshi.sheets.needs import needed
from xueshi.sheets.reading import FAULTS_HEADING, Source
from xueshi.sheets.report import Fault
from xueshi.sheets.tables import opened_workbook, replacing, write_cell

__all__ = ["write_marked"]

_COMMENTS_MOST = 5000
"""a spreadsheet program shows more only slowly; every fault stands in the last column too"""


_ROWS_TOGETHER = 1000


def write_marked(
    source: Source,
    faults: Iterable[Fault],
    path: str | os.PathLike[str],
    advance: Callable[[int], None],
) -> None:
    """Writes all rows of the source to a workbook, and to a last column what is wrong with them.

    Corrected there it can be imported as it is. `advance` hears how many rows more are written.
    """
    needed("xlsxwriter")
    by_row: dict[int, list[Fault]] = {}
    for fault in faults:
        by_row.setdefault(fault.row, []).append(fault)
    with replacing(path) as name, opened_workbook(name) as book:
        _Marked(book, source).write(by_row, advance)


class _Marked:
    def __init__(self, book: Any, source: Source) -> None:
        self._source = source
        self._page = book.add_worksheet(source.sheet.title)
        wrong = {"bg_color": "#FFC7CE", "font_color": "#9C0006"}
        self._plain = {False: None, True: book.add_format({"num_format": "yyyy-mm-dd"})}
        self._wrong = {
            False: book.add_format(wrong),
            True: book.add_format({**wrong, "num_format": "yyyy-mm-dd"}),
        }
        self._bold = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
        as_text = book.add_format({"num_format": "@"})
        self._places = {heading: place for place, heading in enumerate(source.headings)}
        self._last = self._places.get(FAULTS_HEADING, len(source.headings))
        for column, place in source.places.items():
            if source.sheet.is_identifier(column):
                self._page.set_column(place, place, 20, as_text)
        self._page.set_column(self._last, self._last, 80)
        self._page.freeze_panes(source.heading_row, 0)
        self._comments = 0

    def write(self, by_row: Mapping[int, list[Fault]], advance: Callable[[int], None]) -> None:
        for number, row in enumerate(self._source.all_rows(), 1):
            if number % _ROWS_TOGETHER == 0:
                advance(_ROWS_TOGETHER)
            faults = by_row.get(number, [])
            wrong = {self._places.get(fault.column, -1): fault for fault in faults}
            for place, value in enumerate(row[: len(self._source.headings)]):
                if place != self._last:
                    self._cell(number - 1, place, value, wrong.get(place))
            if number == self._source.heading_row:
                self._page.write_string(number - 1, self._last, FAULTS_HEADING, self._bold)
            elif faults:
                told = "；".join(f"{one.column} {one.reason.zh}".strip() for one in faults)
                write_cell(self._page, number - 1, self._last, told)

    def _cell(self, row: int, place: int, value: Any, fault: Fault | None) -> None:
        forms = self._plain if fault is None else self._wrong
        if row == self._source.heading_row - 1:
            write_cell(self._page, row, place, value, self._bold)
        elif value not in ("", None) or fault is not None:
            dated = not isinstance(value, (str, int, float, type(None)))
            write_cell(self._page, row, place, value, forms[dated])
        if fault is not None and self._comments < _COMMENTS_MOST:
            self._comments += 1
            text = f"{fault.reason.zh}\n{fault.reason.en}"
            self._page.write_comment(row, place, text, {"author": "xueshi", "width": 300})
