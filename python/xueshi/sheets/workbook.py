"""Opening a workbook: its outer form, its parts, then the cells of one sheet."""

from __future__ import annotations

import io
import os
import re
import stat
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from xueshi.outcome import Bilingual
from xueshi.sheets import limits
from xueshi.sheets.archive import Archive, hostile
from xueshi.sheets.errors import HostileFile, SheetInvalid
from xueshi.sheets.needs import needed
from xueshi.sheets.parts import check_plain, check_texts, survey_sheet, survey_texts

__all__ = ["Cell", "Workbook", "load_bytes"]

Cell = Any
"""str, float, int, bool, datetime.date, datetime.datetime, …; "" where nothing stands"""

_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_TYPES, _TEXTS = "[Content_Types].xml", "sharedstrings.xml"
_ACTIVE = re.compile(
    r"xl/(externallinks|activex|embeddings|macrosheets|dialogsheets|connections\.xml|querytables"
    r"|webextensions|vba)|.*vbaproject.*|customui/.*"
)


def load_bytes(path: str | os.PathLike[str]) -> bytes:
    """A file's content; raises OSError, and `HostileFile` for what is no file or too large."""
    with open(path, "rb", opener=_without_waiting) as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode):
            raise hostile("sheet.no_file", "这不是普通文件。", "This is no regular file.", False)
        data = file.read(limits.FILE_BYTES + 1)
    if len(data) > limits.FILE_BYTES:
        raise hostile(
            "sheet.too_large",
            f"文件过大，上限为 {limits.FILE_BYTES >> 20} MiB。请把名单拆成几个文件。",
            f"The file is too large, at most {limits.FILE_BYTES >> 20} MiB are taken. "
            "Split the list into several files.",
            False,
        )
    if not data:
        raise hostile("sheet.empty", "文件是空的。", "The file is empty.", False)
    return data


def _without_waiting(path: str, flags: int) -> int:
    """A pipe without writer must not keep us waiting."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _wrong_type(zh: str, en: str) -> HostileFile:
    return hostile(
        "sheet.wrong_type", f"这不是 .xlsx 工作簿，而是{zh}。", f"This is no .xlsx but {en}."
    )


def _check_beginning(data: bytes) -> None:
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _wrong_type("旧版 .xls 或加密的工作簿", "an old .xls, or a workbook with a password")
    if head.startswith(b"<"):
        raise _wrong_type("网页或 XML 文件", "a web page or an XML file")
    if data.startswith(b"%PDF"):
        raise _wrong_type(" PDF 文件", "a PDF")
    if not data.startswith(b"PK\3\4"):
        raise _wrong_type("其他类型的文件", "something else")


def _check_contents(archive: Archive) -> None:
    names = archive.entries
    if _WORKBOOK not in names:
        if "mimetype" in names:
            raise _wrong_type(" OpenDocument 表格", "an OpenDocument file")
        if "xl/workbook.bin" in names:
            raise _wrong_type(" .xlsb 工作簿", "an .xlsb workbook")
        raise _wrong_type("其他类型的压缩文件", "another archive")
    for name in (_TYPES, _RELATIONS):
        if name not in names:
            raise _wrong_type("不完整的工作簿", "an incomplete workbook")
    for name in names:
        if _ACTIVE.match(name.casefold()):
            raise hostile(
                "sheet.active",
                f"工作簿含宏、外部链接或嵌入对象（{name}）。",
                f"The workbook has macros, links to other files or embedded objects ({name}).",
            )


class Workbook:
    """A workbook whose one sheet of interest is open."""

    def __init__(self, data: bytes, title: str) -> None:
        """Opens the sheet with that title, else the first that is visible.

        Raises `HostileFile`, `MissingExtra`.
        """
        calamine = needed("python_calamine")
        _check_beginning(data)
        archive = Archive(data)
        _check_contents(archive)
        sheets = _sheets(archive)
        chosen = title if title in sheets else next(iter(sheets))
        self.title = chosen
        """of the sheet that is read"""
        surveys = {name: survey_sheet(archive, name) for name in sorted(set(sheets.values()))}
        for name in archive.entries:
            if name.casefold().endswith(_TEXTS):  # whoever reads it may not care for capitals
                check_texts(archive, name, survey_texts(archive, name), list(surveys.values()))
        self.formulas = frozenset(surveys[sheets[chosen]].formulas)
        try:
            with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as opened:
                self._sheet = opened.get_sheet_by_name(chosen)
        except BaseException as error:
            if _came_of_the_file(error):
                raise _unreadable(error) from error
            raise

    @property
    def total(self) -> int:
        """Down to which row there is content."""
        end: tuple[int, int] | None = self._sheet.end
        return end[0] + 1 if end else 0

    def rows(self) -> Iterator[list[Cell]]:
        """All rows from the first of the sheet, empty ones too."""
        start = self._sheet.start
        if start is None:
            return
        aside: list[Cell] = [""] * start[
            1
        ]  # rows come from the first, columns from where it begins
        rows = self._sheet.iter_rows()
        while True:
            try:
                row = next(rows)
            except StopIteration:
                return
            except BaseException as error:
                if _came_of_the_file(error):
                    raise _unreadable(error) from error
                raise
            yield aside + row if aside else row


def _came_of_the_file(error: BaseException) -> bool:
    """Rust's panics are no Exception, and the library doesn't export their class."""
    known = isinstance(error, Exception) and not isinstance(error, MemoryError)
    return known or type(error).__name__ == "PanicException"


def _unreadable(error: BaseException) -> SheetInvalid:
    return SheetInvalid(
        "sheet.unreadable",
        Bilingual(
            f"无法读取工作簿：{error}。请用表格软件另存为 .xlsx 后重试。",
            f"The workbook can't be read: {error}. Save it again as .xlsx.",
        ),
    )


def _sheets(archive: Archive) -> dict[str, str]:
    """The part of each sheet by its title, the visible ones, in their order."""
    if b"macroEnabled" in check_plain(archive, _TYPES):
        raise hostile("sheet.active", "工作簿含宏（.xlsm）。", "The workbook has macros (.xlsm).")
    for name in archive.entries:
        if name.casefold().endswith((".rels", "/styles.xml")) and name != _RELATIONS:
            check_plain(archive, name)
    targets = _targets(_parsed(archive, _RELATIONS))
    sheets: dict[str, str] = {}
    titles = set()
    for element in _parsed(archive, _WORKBOOK).iter():
        if not element.tag.endswith("}sheet"):
            continue
        title = element.get("name", "")
        ids = [value for key, value in element.items() if key.endswith("}id")]
        part = targets.get(ids[0] if len(ids) == 1 else "")
        if not title or title in titles or part is None:
            raise _odd_sheets()
        titles.add(title)
        if part.startswith("xl/worksheets/") and part in archive.entries:
            if element.get("state", "visible") == "visible":
                sheets[title] = part
    if not sheets:
        raise _odd_sheets()
    return sheets


def _odd_sheets() -> HostileFile:
    return hostile(
        "sheet.no_sheet",
        "工作簿中没有可见的工作表，或工作表目录异常。",
        "The workbook has no visible sheet, or an odd list of them.",
    )


def _targets(relations: ElementTree.Element) -> dict[str, str]:
    targets: dict[str, str] = {}
    for element in relations.iter():
        key, target = element.get("Id"), element.get("Target", "")
        if key is None:
            continue
        if key in targets:
            raise _odd_sheets()
        if element.get("TargetMode", "Internal") != "Internal":
            raise hostile(
                "sheet.active",
                "工作簿链接到其他文件。",
                "The workbook is linked to another file.",
            )
        targets[key] = target[1:] if target.startswith("/") else f"xl/{target}"
    return targets


def _parsed(archive: Archive, name: str) -> ElementTree.Element:
    # Without a document type expat has nothing to expand; the size is bounded.
    try:
        return ElementTree.fromstring(check_plain(archive, name))
    except ElementTree.ParseError:
        raise hostile(
            "sheet.damaged", f"部件 {name} 已损坏。", f"The part {name} is damaged."
        ) from None
