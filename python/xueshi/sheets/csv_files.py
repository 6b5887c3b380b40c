"""CSV: what Excel, WPS and others write in China, and what they can be given without harm."""

from __future__ import annotations

import codecs
import csv
import io
import os
import re
from collections.abc import Iterable, Iterator

from xueshi.outcome import Bilingual
from xueshi.sheets import limits
from xueshi.sheets.errors import SheetInvalid
from xueshi.sheets.workbook import load_bytes

__all__ = ["decoded", "guarded", "read_rows", "unguarded", "write_rows"]

# What spreadsheet programs take for a formula, behind blanks too; full-width signs count as signs.
_FORMULA = re.compile(r"[\s'\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]|'*[\t\r\n]")
_GUARDED = re.compile(r"'(?=" + _FORMULA.pattern + ")")
_DELIMITERS = (",", ";", "\t")


def guarded(text: str) -> str:
    """With an apostrophe before what would be a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Without the apostrophe that `guarded` put there."""
    return text[1:] if _GUARDED.match(text) else text


def _invalid(code: str, zh: str, en: str) -> SheetInvalid:
    return SheetInvalid(code, Bilingual(zh, en))


def decoded(path: str | os.PathLike[str], encoding: str | None = None) -> str:
    """A file's text: in the encoding given, else UTF-8 (with or without mark), else GB 18030.

    Raises `SheetInvalid`, `HostileFile`, OSError; LookupError for an encoding that is none.
    """
    data = load_bytes(path)
    if encoding is not None:
        codecs.lookup(encoding)
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise _invalid(
            "sheet.encoding",
            "文件是 UTF-16 编码。请另存为“CSV UTF-8”后重试。",
            'The file is in UTF-16. Save it as "CSV UTF-8".',
        )
    if data.startswith((b"PK\3\4", b"\xd0\xcf\x11\xe0")):
        raise _invalid(
            "sheet.wrong_type",
            "这是工作簿，不是 CSV 文件。请把扩展名改为 .xlsx，或另存为 CSV。",
            "This is a workbook, no CSV file. Call it .xlsx, or save it as CSV.",
        )
    for name in (encoding,) if encoding else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(name)
        except UnicodeError:
            continue
        if "\0" in text:
            break
        return text.removeprefix("\ufeff")
    raise _invalid(
        "sheet.encoding",
        "无法识别文件的编码，或文件不是文本。请另存为“CSV UTF-8”后重试。",
        "The file's encoding isn't known, or it is no text. Save it as \"CSV UTF-8\".",
    )


def _delimiter(text: str) -> str:
    """What parts the first line that has any of them."""
    for line in text[: 1 << 16].splitlines():
        most = max(_DELIMITERS, key=line.count)
        if most in line:
            return most
    return ","


def read_rows(text: str) -> Iterator[list[str]]:
    """The records of a CSV text; raises `SheetInvalid` where it is none."""
    number = 0
    try:
        for number, row in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True), 1
        ):
            if len(row) > limits.COLUMNS or number > limits.ROWS:
                raise _invalid(
                    "sheet.extent",
                    f"第 {number} 行超出范围：最多允许 {limits.ROWS} 行、{limits.COLUMNS} 列。",
                    f"Row {number} is beyond what is taken: {limits.ROWS} rows, "
                    f"{limits.COLUMNS} columns.",
                )
            yield [unguarded(cell) for cell in row] if "'" in "".join(row) else row
    except csv.Error as error:
        raise _invalid(
            "sheet.damaged",
            f"第 {number + 1} 行附近的 CSV 格式有误（{error}）。",
            f"The CSV is broken near row {number + 1}: {error}.",
        ) from None


def write_rows(path: str | os.PathLike[str], rows: Iterable[Iterable[object]]) -> None:
    """UTF-8 with mark, so that Excel knows it; texts in quotes, whatever parts columns there."""
    with open(path, "w", encoding="utf-8-sig", errors="replace", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
        for row in rows:
            writer.writerow(guarded(cell) if isinstance(cell, str) else cell for cell in row)
