"""A file as rows below recognised headings, whatever its type and the order of its columns."""

from __future__ import annotations

import itertools
import os
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any

from xueshi.outcome import Bilingual
from xueshi.sheets.csv_files import decoded, read_rows
from xueshi.sheets.errors import SheetInvalid
from xueshi.sheets.kinds import Column, Sheet
from xueshi.sheets.tables import suffix_of
from xueshi.sheets.values import BLANKS
from xueshi.sheets.workbook import Workbook, load_bytes

__all__ = ["FAULTS_HEADING", "Source"]

FAULTS_HEADING = "导入错误"
"""of the column that a marked workbook has more; read again it is left out"""
_HEADINGS_WITHIN = 20
"""rows: above the headings there may be a title"""

Numbered = list[tuple[int, list[Any]]]
"""rows with their numbers as the sheet shows them, from 1"""


class Source:
    """A file whose headings were recognised; its rows can be gone through again and again."""

    def __init__(self, sheet: Sheet, path: str | os.PathLike[str], encoding: str | None) -> None:
        """Raises `SheetInvalid`, `HostileFile`, `MissingExtra`, OSError, ValueError."""
        self.sheet = sheet
        self.formulas: frozenset[tuple[int, int]] = frozenset()
        self._book: Workbook | None = None
        self._text = ""
        if suffix_of(path) == ".csv":
            self._text = decoded(path, encoding)
        else:
            self._book = Workbook(load_bytes(path), sheet.title)
            self.formulas = self._book.formulas
        self.heading_row, self.headings = self._find_headings()
        self.places = self._places()
        """of each column that is there, its place in a row"""
        self.nameless = tuple(i for i, heading in enumerate(self.headings) if not heading)

    def all_rows(self) -> Iterator[list[Any]]:
        """Every row, the headings and what stands above them too."""
        return self._book.rows() if self._book is not None else read_rows(self._text)

    def chunks(self, size: int) -> Iterator[Numbered]:
        """The rows with content below the headings, so many at a time; of equal length."""
        width = len(self.headings)
        numbered = enumerate(self.all_rows(), 1)
        below = itertools.islice(numbered, self.heading_row, None)
        kept = ((number, _fitted(row, width)) for number, row in below if any(map(_filled, row)))
        while chunk := list(itertools.islice(kept, size)):
            yield chunk

    def release(self) -> None:
        """Gives the memory back; the rows are gone."""
        self._book, self._text = None, ""

    def total(self) -> int:
        """How many rows there are about, for progress."""
        if self._book is not None:
            return max(self._book.total - self.heading_row, 0)
        return max(self._text.count("\n") - self.heading_row, 0)

    def _find_headings(self) -> tuple[int, list[str]]:
        """The row, from 1, that has most of the headings; and its texts."""
        known = {_key(column.heading) for column in self.sheet.columns}
        best: tuple[int, int, list[str]] = (0, 0, [])
        for number, row in enumerate(itertools.islice(self.all_rows(), _HEADINGS_WITHIN), 1):
            texts = [_heading(cell) for cell in row]
            count = len(known.intersection(map(_key, texts)))
            if count > best[0]:
                best = (count, number, texts)
        if best[0] == 0:
            wanted = "、".join(column.heading for column in self.sheet.columns)
            raise SheetInvalid(
                "sheet.no_headings",
                Bilingual(
                    f"{self._where_zh()}前 {_HEADINGS_WITHIN} 行中没有“{self.sheet.title}”表的标题："
                    f"{wanted}。",
                    f"None of the first {_HEADINGS_WITHIN} rows{self._where_en()} has the headings "
                    f"of {self.sheet.kind}: {wanted}.",
                ),
            )
        texts = best[2]
        while texts and not texts[-1]:
            texts.pop()
        return best[1], texts

    def _where_zh(self) -> str:
        """Of a workbook with several sheets, which one was looked at."""
        if self._book is None or self._book.title == self.sheet.title:
            return ""
        return f"读取的是第一个可见的工作表“{self._book.title}”，没有名为“{self.sheet.title}”的；其"

    def _where_en(self) -> str:
        if self._book is None or self._book.title == self.sheet.title:
            return ""
        return (
            f" of the first visible sheet “{self._book.title}” (none is called "
            f"“{self.sheet.title}”)"
        )

    def _places(self) -> dict[Column, int]:
        by_key = {_key(column.heading): column for column in self.sheet.columns}
        places: dict[Column, int] = {}
        unknown, repeated = [], []
        for place, heading in enumerate(self.headings):
            column = by_key.get(_key(heading))
            if column is None:
                if heading and heading != FAULTS_HEADING:
                    unknown.append(heading)
            elif column in places:
                repeated.append(heading)
            else:
                places[column] = place
        lacking = [
            column.heading
            for column in self.sheet.columns
            if column not in places and self.sheet.required(column)
        ]
        if unknown or repeated or lacking:
            raise self._odd_headings(unknown, repeated, lacking)
        return places

    def _odd_headings(
        self, unknown: Sequence[str], repeated: Sequence[str], lacking: Sequence[str]
    ) -> SheetInvalid:
        zh, en = [], []
        if unknown:
            known = [column.heading for column in self.sheet.columns]
            near = {name: get_close_matches(name, known, 1, 0.5) for name in unknown}
            told = [f"“{name}”{_meant(near[name])}" for name in unknown]
            zh.append(f"不认识的标题：{'、'.join(told)}")
            en.append(f"unknown headings: {', '.join(unknown)}")
        if repeated:
            zh.append(f"重复的标题：{'、'.join(repeated)}")
            en.append(f"headings that stand twice: {', '.join(repeated)}")
        if lacking:
            zh.append(f"缺少必填的列：{'、'.join(lacking)}")
            en.append(f"columns that lack: {', '.join(lacking)}")
        text = "; ".join(en)
        return SheetInvalid(
            "sheet.headings", Bilingual("；".join(zh) + "。", text[0].upper() + text[1:] + ".")
        )


def _meant(near: Sequence[str]) -> str:
    return f"（是否为“{near[0]}”？）" if near else ""


def _heading(cell: Any) -> str:
    return cell.strip(BLANKS) if isinstance(cell, str) else "" if cell is None else str(cell)


def _key(heading: str) -> str:
    """Full-width signs, blanks within and a star for what is required make no difference."""
    plain = unicodedata.normalize("NFKC", heading)
    return "".join(plain.split()).removesuffix("(必填)").strip("*")


def _filled(cell: Any) -> bool:
    return bool(cell.strip(BLANKS)) if type(cell) is str else cell is not None


def _fitted(row: list[Any], width: int) -> list[Any]:
    """Of the headings' length; what stands further right is kept, and told as a fault."""
    return row + [""] * (width - len(row)) if len(row) < width else row
