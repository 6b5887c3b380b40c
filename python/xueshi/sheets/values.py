"""Cells to the values that commands take, a column at a time."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any, NamedTuple

from xueshi import _core
from xueshi._vocabulary import Field
from xueshi.outcome import Bilingual
from xueshi.sheets.kinds import Column, Sheet
from xueshi.sheets.words import LABELS

__all__ = ["BLANKS", "CellFault", "Converter", "converter_of", "shown"]

# White space of Unicode and what has no width: nobody sees them at the ends of a cell.
BLANKS = (
    " \t\n\v\f\r\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
_PARTED = re.compile(r"[、,，;；/|\s]+")
# Behind it the midnight that spreadsheet programs write into CSV where a cell has a time's format.
_DATE = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
    r"(?:[T\s]\s*0?0:00(?::00(?:\.0+)?)?)?"
)
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]+")
_ERRORS = frozenset(
    "#N/A #REF! #VALUE! #DIV/0! #NAME? #NULL! #NUM! #SPILL! #CALC! #GETTING_DATA".split()
)
_EXACT = 10**15
"""a spreadsheet program keeps fifteen digits"""


class CellFault(NamedTuple):
    """What is wrong with a cell of a column."""

    place: int
    """in the column, from 0"""
    code: str
    reason: Bilingual


class Misread(Exception):
    """A cell that can't be what its column asks for."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(code)
        self.code = code
        self.reason = Bilingual(zh, en)


Converter = Callable[[Sequence[Any]], tuple[list[Any], list[CellFault]]]
"""The cells of a column: their values (None where nothing stands, or a fault), and the faults"""


def shown(cell: Any) -> str:
    """A cell as text, for a report."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and abs(cell) < 1e21:
        # As a spreadsheet program shows it: fifteen digits, then zeros.
        return f"{Decimal(f'{cell:.15g}'):f}"
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return str(cell.date())
    return str(cell)


def converter_of(sheet: Sheet, column: Column, words: Mapping[str, str]) -> Converter:
    """For a column that fills a field; `words`: what a text of closed words may be, by label."""
    field = sheet.field(column)
    assert field is not None
    required = sheet.required(column)
    type_ = field.type
    if type_.kind == "list" and column.field and type_.item is not None:
        known = _by_label(type_.item.choices, LABELS.get(type_.item.name, {}))
        return _each(lambda cell: _listed(cell, known), field, required)
    if type_.kind == "choice":
        known = _by_label(type_.choices, LABELS.get(type_.name, {}))
        return _each(lambda cell: _word(cell, known), field, required)
    if words:
        return _each(lambda cell: _word(cell, words), field, required)
    if type_.kind in _READERS:
        return _each(_READERS[type_.kind], field, required)
    return _Texts(field, required, sheet.is_identifier(column), column.digits)


def _by_label(choices: Sequence[str], labels: Mapping[str, str]) -> dict[str, str]:
    return {
        **{word: word for word in choices},
        **{labels.get(word, word): word for word in choices},
    }


_REQUIRED = Bilingual("必须填写。", "It must be filled in.")


def _half_width(number: str) -> str:
    """As it is to be found again by: nobody sees the difference, so nothing is changed silently."""
    return "".join(unicodedata.normalize("NFKC", number).split())


def _lacking(values: Sequence[Any]) -> Iterator[CellFault]:
    for place, value in enumerate(values):
        if value is None:
            yield CellFault(place, "sheet.required", _REQUIRED)


class _Texts:
    """Texts and identifiers: columns of them are most of a sheet, so all goes by columns."""

    def __init__(self, field: Field, required: bool, identifier: bool, digits: bool) -> None:
        self._field = field
        self._required = required
        self._identifier = identifier
        self._digits = digits
        # A list's own bounds count items; each item is then a text of that shape.
        counted = field.type.kind == "list"
        self._least = 0 if counted or field.least is None else field.least
        self._most = (1 << 63) - 1 if counted or field.most is None else field.most

    def __call__(self, cells: Sequence[Any]) -> tuple[list[Any], list[CellFault]]:
        faults: list[CellFault] = []
        bad: set[int] = set()
        values: list[Any]
        if set(map(type, cells)) <= {str}:
            values = [cell.strip(BLANKS) or None for cell in cells]
        else:
            values = []
            for place, cell in enumerate(cells):
                try:
                    values.append(self._text(cell))
                except Misread as misread:
                    values.append(None)
                    bad.add(place)
                    faults.append(CellFault(place, misread.code, misread.reason))
        if self._required:
            faults += (lack for lack in _lacking(values) if lack.place not in bad)
        for place in self._strange(values):
            faults.append(CellFault(place, *self._why(values[place])))
            values[place] = None
        return values, faults

    def _strange(self, values: list[str | None]) -> set[int]:
        field = self._field
        found = set(_core.misfits(tuple(values), field.shape, self._least, self._most))
        for place, value in enumerate(values):
            if value is not None and (
                value[0] == "#"
                and value in _ERRORS
                or self._identifier
                and value[0] in "0123456789"
                and _SCIENTIFIC.fullmatch(value)
                or self._digits
                and not (value.isascii() and value.isalnum())
                and value != _half_width(value)
            ):
                found.add(place)
        return found

    def _why(self, value: str) -> tuple[str, Bilingual]:
        if value in _ERRORS:
            return _ERROR.code, _ERROR.reason
        if self._identifier and _SCIENTIFIC.fullmatch(value):
            return _STORED.code, _STORED.reason
        if self._digits and value != _half_width(value):
            plain = _half_width(value)
            return "sheet.full_width", Bilingual(
                f"含全角字符或空格；应为“{plain}”。",
                f"It has full-width characters or blanks; it should be {plain}.",
            )
        if self._field.shape == "code":
            return "request.invalid", Bilingual(
                "不是合格的编码：1 至 64 字节，不含冒号、控制字符和首尾空白，且不得为身份证号。",
                "This is no code: 1 to 64 bytes of UTF-8 without control characters, colon or "
                "blanks around it, and no identity number.",
            )
        return "request.invalid", Bilingual(
            f"不是合格的文字：最多 {self._most} 字节（汉字每个 3 字节），不含换行等控制字符。",
            f"This is no text of at most {self._most} bytes without control characters.",
        )

    def _text(self, cell: Any) -> str | None:
        if type(cell) is str:
            return cell.strip(BLANKS) or None
        if cell is None:
            return None
        if self._identifier:
            raise _STORED
        whole = isinstance(cell, (int, float)) and not isinstance(cell, bool)
        if whole and abs(cell) < _EXACT and cell == int(cell):
            return str(int(cell))
        raise Misread("sheet.not_text", "应为文字。", "It should be text.")


_ERROR = Misread(
    "sheet.error_value", "单元格是公式错误值。", "The cell holds the error of a formula."
)
_STORED = Misread(
    "sheet.number_stored",
    "以数字格式保存，开头的零和第 15 位以后的数字已经丢失；请把该列设为文本格式后重新填写。",
    "Stored as a number: leading zeros and digits beyond the fifteenth are lost. Make the column "
    "text, then fill it in again.",
)


def _each(read: Callable[[Any], Any], field: Field, required: bool) -> Converter:
    """A column by its different cells: there are few of them."""
    seen: dict[Any, Any] = {}

    def value_of(cell: Any) -> Any:
        key = (type(cell), cell)
        if key not in seen:
            if len(seen) > 100_000:
                seen.clear()
            seen[key] = _read(read, field, cell)
        return seen[key]

    def convert(cells: Sequence[Any]) -> tuple[list[Any], list[CellFault]]:
        values = [value_of(cell) for cell in cells]
        faults = []
        for place, value in enumerate(values):
            if type(value) is Misread:
                faults.append(CellFault(place, value.code, value.reason))
                values[place] = None
            elif required and value is None:
                faults.append(CellFault(place, "sheet.required", _REQUIRED))
        return values, faults

    return convert


def _read(read: Callable[[Any], Any], field: Field, cell: Any) -> Any:
    """The value, None for an empty cell, or the `Misread` itself."""
    if isinstance(cell, str):
        cell = cell.strip(BLANKS)
        if cell in _ERRORS:
            return _ERROR
    if cell is None or cell == "":
        return None
    try:
        value = read(cell)
        if field.type.kind in ("integer", "hours"):
            _check_range(value, field)
    except Misread as misread:
        return misread
    return value


def _check_range(value: int | Decimal, field: Field) -> None:
    least, most = field.least, field.most
    if least is not None and most is not None and not least <= value <= most:
        raise Misread(
            "request.invalid",
            f"应在 {least} 至 {most} 之间。",
            f"It should be from {least} to {most}.",
        )
    if field.unit == "percent" and value == 1:
        raise Misread(
            "sheet.percent",
            "1 可能是 100% 格式的单元格；请填写不带百分号的整数，如 100。",
            "1 may be a cell that shows 100%. Write a whole number without %, such as 100.",
        )


def _word(cell: Any, known: Mapping[str, str]) -> str:
    word = known.get(cell if isinstance(cell, str) else shown(cell))
    if word is None:
        offered = list(dict.fromkeys(label for label in known if not label.isascii())) or list(
            known
        )
        near = get_close_matches(str(cell)[:40], offered, 1)
        zh = f"您是否要填“{near[0]}”？" if near else ""
        en = f" Did you mean {near[0]}?" if near else ""
        raise Misread(
            "sheet.word_unknown",
            f"应为 {'、'.join(offered)} 之一。{zh}",
            f"It should be one of {', '.join(offered)}.{en}",
        )
    return word


def _listed(cell: Any, known: Mapping[str, str]) -> tuple[str, ...]:
    parts = [part for part in _PARTED.split(shown(cell)) if part]
    return tuple(dict.fromkeys(_word(part, known) for part in parts))


def _date(cell: Any) -> datetime.date:
    found: datetime.date | None = None
    if isinstance(cell, datetime.datetime):
        found = cell.date() if cell.time() == datetime.time() else None
    elif isinstance(cell, datetime.date):
        found = cell
    elif isinstance(cell, str):
        parts = _DATE.fullmatch(cell)
        digits = re.fullmatch(r"(\d{4})(\d\d)(\d\d)", cell)
        told = parts or digits
        try:
            found = datetime.date(*map(int, told.groups())) if told else None
        except ValueError:
            found = None
    if found is None or not 1900 <= found.year <= 2999:
        raise Misread(
            "sheet.not_a_date",
            "不是日期；请填写如 2026-09-01 的日期。",
            "This is no date. Write one such as 2026-09-01.",
        )
    return found


def _integer(cell: Any) -> int:
    if isinstance(cell, str) and re.fullmatch(r"[+-]?[0-9]{1,15}", cell):
        return int(cell)
    number = isinstance(cell, (int, float)) and not isinstance(cell, bool)
    if number and abs(cell) < _EXACT and cell == int(cell):
        return int(cell)
    raise Misread("sheet.not_a_number", "应为整数。", "It should be a whole number.")


def _hours(cell: Any) -> Decimal:
    number = isinstance(cell, (int, float, str)) and not isinstance(cell, bool)
    try:
        value = Decimal(str(cell)) if number else Decimal("NaN")
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or abs(value) > 1_000_000 or value != round(value, 2):
        raise Misread(
            "sheet.not_a_number",
            "应为最多两位小数的学时。",
            "It should be hours with at most two decimal places.",
        )
    return value


def _yes(cell: Any) -> bool:
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, str) and cell in ("是", "否"):
        return cell == "是"
    raise Misread("sheet.word_unknown", "应为 是 或 否。", "It should be 是 or 否.")


_READERS: dict[str, Callable[[Any], Any]] = {
    "boolean": _yes,
    "date": _date,
    "hours": _hours,
    "integer": _integer,
}
