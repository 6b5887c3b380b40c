"""What stands in a workbook's parts, looked at piece by piece before anything builds cells of it.

The library that reads the cells holds a rectangle of all of them. So how far they reach, and how
much text they come to, is found out here first, by searching the bytes: no object per cell is made
but while one piece is looked at.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator

from xueshi.sheets import limits
from xueshi.sheets.archive import Archive, hostile

__all__ = ["SheetSurvey", "Texts", "check_plain", "survey_sheet", "survey_texts"]

_CARRIED_MOST = 2 << 20
_ATTRIBUTE = rb"""\s+[A-Za-z_][\w:.-]*\s*=\s*(?:"[^"<>]*"|'[^'<>]*')"""
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_PLAIN_REFERENCE = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"')
_REFERENCE = re.compile(
    rb"<(?:\w+:)?c(?:" + _ATTRIBUTE + rb""")*?\s+r\s*=\s*["']([A-Z]{1,3}[0-9]{1,7})["']"""
)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_FORMULA_CELL = re.compile(
    rb"""\sr\s*=\s*["']([A-Z]{1,3}[0-9]{1,7})["'][^<>]*>\s*<(?:\w+:)?f[\s/>]"""
)
_INDEX = re.compile(rb"<(?:\w+:)?v>([0-9]{1,9})</")
_TEXT_END = re.compile(rb"</(?:\w+:)?si>|<(?:\w+:)?si\s*/>")
_DIMENSION = re.compile(rb"""<(?:\w+:)?dimension[^>]*?\sref\s*=\s*["']([^"']*)["']""")
_COUNTS = re.compile(rb"""<(?:\w+:)?sst[^>]*""")
_COUNT = re.compile(rb"""[cC]ount\s*=\s*["']\s*([0-9]*)""")
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"']*)""")
_DIGITS = b"0123456789"
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class SheetSurvey:
    """How far one sheet reaches."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.cells = 0
        self.rows = 0
        self.columns = 0
        self.formulas: list[tuple[int, int]] = []
        """row and column, from 1"""


class Texts:
    """What the table of shared texts comes to."""

    def __init__(self) -> None:
        self.longest = 0
        self.bytes = 0


def _pieces(archive: Archive, name: str, end: bytes) -> Iterator[bytes]:
    """A part cut behind `end` where there is one, else before a tag; no tag is cut in two."""
    kept = b""
    for number, piece in enumerate(archive.unpack(name)):
        text = kept + piece if kept else piece
        if number == 0:
            _check_encoding(text, name)
        cut = text.rfind(end)
        cut = cut + len(end) if cut >= 0 else text.rfind(b"<")
        kept = text[cut:] if cut > 0 else text
        if len(kept) > _CARRIED_MOST:
            raise hostile(
                "sheet.damaged",
                f"部件 {name} 中有过长的内容。",
                f"The part {name} has content without end.",
            )
        if cut > 0:
            whole = text[:cut]
            _check_piece(whole, name)
            yield whole
    _check_piece(kept, name)
    yield kept


def check_plain(archive: Archive, name: str) -> bytes:
    """A small part as a whole, without anything that only attackers write."""
    text = archive.read(name)
    _check_encoding(text, name)
    _check_piece(text, name)
    return text


def _check_encoding(text: bytes, name: str) -> None:
    told = _ENCODING.search(text[:400])
    wide = text.startswith((b"\xff\xfe", b"\xfe\xff", b"\0", b"<\0"))
    if wide or (told and told[1].upper() not in (b"UTF-8", b"US-ASCII", b"ASCII")):
        raise hostile(
            "sheet.encoding", f"部件 {name} 不是 UTF-8 编码。", f"The part {name} is not in UTF-8."
        )


def _check_piece(text: bytes, name: str) -> None:
    if b"\0" in text:
        raise hostile(
            "sheet.damaged", f"部件 {name} 中有空字符。", f"The part {name} has NUL characters."
        )
    at = text.find(b"<!")
    while at >= 0:
        if not text.startswith((b"<!--", b"<![CDATA["), at):
            raise hostile(
                "sheet.entities",
                f"部件 {name} 含文档类型或实体声明。",
                f"The part {name} declares a document type or entities.",
            )
        at = text.find(b"<!", at + 2)


def _strange(name: str) -> Exception:
    return hostile(
        "sheet.cells",
        f"部件 {name} 的单元格没有规范的位置。",
        f"The cells of {name} don't tell their places as usual.",
    )


def column_number(letters: bytes) -> int:
    """ "A" is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _references(text: bytes, name: str) -> list[bytes]:
    """The places of all cells in the piece; each cell must tell its own."""
    plain = text.count(b'<c r="')
    starts = sum(text.count(b"<c" + end) for end in (b" ", b">", b"/", b"\n", b"\t", b"\r"))
    if starts == plain and b":c " not in text and b":c>" not in text and b":c/" not in text:
        found = _PLAIN_REFERENCE.findall(text)
    else:
        starts = len(_CELL.findall(text))
        found = _REFERENCE.findall(text)
    if len(found) != starts:
        raise _strange(name)
    return found


def _check_extent(survey: SheetSurvey) -> None:
    rows, columns = survey.rows, survey.columns
    if rows > limits.ROWS or columns > limits.COLUMNS or rows * columns > limits.CELLS:
        raise hostile(
            "sheet.extent",
            f"工作表内容到第 {rows} 行、第 {columns} 列；最多允许 {limits.ROWS} 行、"
            f"{limits.COLUMNS} 列。请删除空白的多余行列，或拆成几个文件。",
            f"The sheet reaches to row {rows}, column {columns}; at most {limits.ROWS} rows and "
            f"{limits.COLUMNS} columns are taken. Delete rows and columns that are empty, or split "
            "the file.",
            False,
        )


def _check_dimension(text: bytes, survey: SheetSurvey) -> None:
    """What the sheet says of itself; nobody need believe it, but it tells who wrote it."""
    told = _DIMENSION.search(text)
    if told is None:
        return
    said = SheetSurvey(survey.name)
    for corner in told[1].split(b":"):
        row = corner.translate(None, _LETTERS)
        if not row.isdigit() or len(corner) > 12:
            raise _strange(survey.name)
        said.rows = max(said.rows, int(row))
        said.columns = max(said.columns, column_number(corner.translate(None, _DIGITS)))
    # Excel counts empty columns that have a format: only what is absurd is refused.
    if said.rows > limits.ROWS:
        _check_extent(said)


def survey_sheet(archive: Archive, name: str) -> SheetSurvey:
    """Looks through a sheet; raises `HostileFile` where it is larger than it may be."""
    survey = SheetSurvey(name)
    for number, text in enumerate(_pieces(archive, name, b"row>")):
        if number == 0:
            _check_dimension(text, survey)
        found = _references(text, name)
        if found:
            survey.cells += len(found)
            joined = b" ".join(found)
            columns = set(joined.translate(None, _DIGITS).split())
            rows = set(joined.translate(None, _LETTERS).split())
            survey.columns = max(survey.columns, max(map(column_number, columns)))
            survey.rows = max(survey.rows, max(map(int, rows)))
            _check_extent(survey)
            if survey.cells > limits.CELLS:
                raise _strange(name)
        if b"<f" in text or b":f" in text:
            _find_formulas(text, survey)
    return survey


def _find_formulas(text: bytes, survey: SheetSurvey) -> None:
    places = _FORMULA_CELL.findall(text)
    if len(places) != len(_FORMULA.findall(text)) or (
        len(survey.formulas) + len(places) > limits.FORMULAS
    ):
        raise hostile(
            "sheet.formulas",
            "工作表含大量或无法定位的公式。请复制后以“数值”方式粘贴，再导入。",
            "The sheet has too many formulas, or some without place. Paste it as values first.",
            False,
        )
    for place in places:
        row = int(place.translate(None, _LETTERS))
        survey.formulas.append((row, column_number(place.translate(None, _DIGITS))))


def survey_texts(archive: Archive, name: str) -> Texts:
    """Looks through the table of texts that cells refer to."""
    texts = Texts()
    for number, text in enumerate(_pieces(archive, name, b"si>")):
        if number == 0 and (head := _COUNTS.search(text)):
            for told in _COUNT.findall(head[0]):
                if len(told) > 8:
                    raise hostile(
                        "sheet.extent",
                        f"部件 {name} 自称有 {told.decode()} 段文字。",
                        f"The part {name} claims to have {told.decode()} texts.",
                    )
        texts.bytes += len(text)
        texts.longest = max(texts.longest, max(map(len, text.split(b"si>"))))
    return texts


def check_texts(archive: Archive, name: str, texts: Texts, sheets: list[SheetSurvey]) -> None:
    """One long text can stand in every cell: counted exactly where it might come to too much."""
    if texts.longest * max((sheet.cells for sheet in sheets), default=0) <= limits.TEXT_BYTES:
        return
    lengths = array("I")
    kept = 0
    for text in _pieces(archive, name, b"si>"):
        parts = _TEXT_END.split(text)
        if len(parts) == 1:
            kept += len(text)
            continue
        lengths.append(kept + len(parts[0]))
        lengths.extend(map(len, parts[1:-1]))
        kept = len(parts[-1])
    count = len(lengths)
    for sheet in sheets:
        whole = 0
        for text in _pieces(archive, sheet.name, b"row>"):
            indices = map(int, _INDEX.findall(text))
            whole += sum(lengths[index] for index in indices if index < count)
            if whole > limits.TEXT_BYTES:
                raise hostile(
                    "sheet.too_large",
                    f"工作表的文字合计超过 {limits.TEXT_BYTES >> 20} MiB。",
                    f"The sheet's texts come to more than {limits.TEXT_BYTES >> 20} MiB.",
                    False,
                )
