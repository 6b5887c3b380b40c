"""Writing tables: workbooks whose cells are nothing but texts, numbers and dates; CSV."""

from __future__ import annotations

import contextlib
import datetime
import errno
import os
import re
import secrets
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from xueshi.sheets.csv_files import write_rows
from xueshi.sheets.needs import needed

__all__ = [
    "Table",
    "opened_workbook",
    "replacing",
    "require_writable",
    "suffix_of",
    "write_cell",
    "write_table",
]

SAFE: dict[str, Any] = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "default_date_format": "yyyy-mm-dd",
}
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
Table = tuple[str, Sequence[str], Iterable[Sequence[Any]]]
"""title, headings, rows"""
_ROWS_MOST = 1_048_576


def suffix_of(path: str | os.PathLike[str]) -> str:
    """ ".xlsx" or ".csv"; raises ValueError for anything else."""
    suffix = Path(path).suffix.lower()
    if suffix not in (".xlsx", ".csv"):
        raise ValueError(f"the file's name must end in .xlsx or .csv, not {suffix or 'nothing'!r}")
    return suffix


@contextlib.contextmanager
def replacing(path: str | os.PathLike[str]) -> Iterator[str]:
    """A file beside `path` that takes its place when all went well, and else is gone.

    What can't be written is an OSError that names `path`, not the file beside it.
    """
    target = Path(path)
    name = str(target.parent / f".xueshi-{secrets.token_hex(8)}{target.suffix}")
    try:
        if target.is_dir():
            raise OSError(errno.EISDIR, os.strerror(errno.EISDIR), name)
        try:
            # As files made by hand: the umask says who may read it.
            os.close(os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
            yield name
            if target.exists():
                os.chmod(name, target.stat().st_mode)
            os.replace(name, target)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise
    except OSError as error:
        if error.filename != name:
            raise
        raise OSError(error.errno, error.strerror, os.fspath(path)) from error


def require_writable(path: str | os.PathLike[str]) -> None:
    """Raises OSError where no file could be put in that place."""
    with contextlib.suppress(_Unwanted), replacing(path):
        raise _Unwanted


class _Unwanted(Exception):
    """Ends a trial."""


@contextlib.contextmanager
def opened_workbook(path: str | os.PathLike[str], **options: Any) -> Iterator[Any]:
    """A workbook in which no text becomes anything else; written only when all went well.

    Its parts lie in a folder of their own meanwhile: they can be personal, and none must stay.
    """
    xlsxwriter = needed("xlsxwriter")
    with tempfile.TemporaryDirectory(prefix="xueshi-") as folder:
        book = xlsxwriter.Workbook(os.fspath(path), {**SAFE, "tmpdir": folder, **options})
        try:
            yield book
            book.close()
        except xlsxwriter.exceptions.FileCreateError as error:
            raise error.args[0] from None  # the OSError
        finally:
            for page in book.worksheets():
                if page.row_data_fh is not None:  # rows on their way, where it was given up
                    page.row_data_fh.close()


def plain(text: str) -> str:
    """A text that XML can hold, and that XlsxWriter takes for a text.

    It writes what begins with <r> and ends with </r> as it is, for rich texts of its own making: so
    a text could bring its own formulas. A blank before it makes it a text.
    """
    if _UNWRITABLE.search(text):
        text = _UNWRITABLE.sub("\ufffd", text)
    return f" {text}" if text.startswith("<r>") else text


def write_cell(sheet: Any, row: int, column: int, value: Any, form: Any = None) -> None:
    """By the type of the value, never by what a text looks like."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, form)
    elif isinstance(value, str):
        sheet.write_string(row, column, plain(value), form)
    elif isinstance(value, bool):
        sheet.write_string(row, column, "是" if value else "否", form)
    elif isinstance(value, (int, float, Decimal)):
        sheet.write_number(row, column, value, form)
    elif isinstance(value, datetime.datetime):
        sheet.write_string(row, column, value.isoformat(" ", "seconds"), form)
    elif isinstance(value, datetime.date):
        sheet.write_datetime(row, column, value, form)
    else:
        sheet.write_string(row, column, plain(str(value)), form)


def _for_csv(value: Any) -> Any:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ", "seconds")
    return "" if value is None else value


def write_table(path: str | os.PathLike[str], tables: Sequence[Table]) -> int:
    """Each table on a sheet of its own; to CSV the first alone. Gives the first one's rows."""
    counted = 0

    def counting(rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
        nonlocal counted
        for counted, row in enumerate(rows, 1):
            yield row

    if suffix_of(path) == ".csv":
        _, headings, rows = tables[0]
        body = ([_for_csv(cell) for cell in row] for row in counting(rows))
        with replacing(path) as name:
            write_rows(name, _chained(headings, body))
        return counted
    needed("xlsxwriter")
    with replacing(path) as name, opened_workbook(name) as book:
        bold = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, (title, headings, rows) in enumerate(tables):
            sheet = book.add_worksheet(title)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, max(len(headings) - 1, 0), 16)
            for column, heading in enumerate(headings):
                sheet.write_string(0, column, plain(heading), bold)
            rows = counting(rows) if number == 0 else rows
            for line, row in enumerate(rows, 1):
                if line == _ROWS_MOST:
                    raise ValueError("more rows than a sheet has: export to .csv")
                for column, value in enumerate(row):
                    form = date if type(value) is datetime.date else None
                    write_cell(sheet, line, column, value, form)
    return counted


def _chained(first: Sequence[Any], others: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    yield first
    yield from others
