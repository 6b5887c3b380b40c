"""Workbooks written part by part, so that a test can put anything anywhere."""

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
HEADINGS = ("教师编码", "姓名", "学校编码", "学段", "任教学科")
SHEET = "xl/worksheets/sheet1.xml"

TYPES = f"""{HEAD}<Types xmlns="{PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.\
spreadsheetml.sheet.main+xml"/></Types>"""
ROOT = f"""{HEAD}<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/>
</Relationships>"""
BOOK = f"""{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">
<sheets><sheet name="教师" sheetId="1" r:id="rId1"/></sheets></workbook>"""
BOOK_RELATIONS = f"""{HEAD}<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>
</Relationships>"""


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def row(number: int, texts: Iterable[str]) -> str:
    cells = "".join(cell(f"{chr(65 + i)}{number}", text) for i, text in enumerate(texts))
    return f'<row r="{number}">{cells}</row>'


HEADING_ROW = row(1, HEADINGS)
GOOD_ROW = row(2, ("T1", "王小明", "S1", "小学", "语文"))


def sheet(rows: str = HEADING_ROW + GOOD_ROW, before: str = "", after: str = "") -> str:
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    )


def parts(**others: str | bytes) -> dict[str, str | bytes]:
    """The parts of a good workbook, some of them others: `sheet=…`, `book=…`."""
    return {
        "[Content_Types].xml": others.get("types", TYPES),
        "_rels/.rels": others.get("root", ROOT),
        "xl/workbook.xml": others.get("book", BOOK),
        "xl/_rels/workbook.xml.rels": others.get("relations", BOOK_RELATIONS),
        SHEET: others.get("sheet", sheet()),
    }


def packed(content: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return made.getvalue()


def workbook(**others: str | bytes) -> bytes:
    return packed(parts(**others))


def with_more(more: Mapping[str, str | bytes]) -> bytes:
    return packed({**parts(), **more})


class Listed:
    """The list at a workbook's end, to be lied in. `entries`: where each begins, by name."""

    def __init__(self, data: bytes) -> None:
        self.data = bytearray(data)
        count, _, begin = struct.unpack("<HLL", data[-12:-2])
        self.begin: int = begin
        self.entries: dict[str, int] = {}
        at = begin
        for _ in range(count):
            names, extra, comment = struct.unpack_from("<3H", data, at + 28)
            self.entries[data[at + 46 : at + 46 + names].decode()] = at
            at += 46 + names + extra + comment

    def put(self, name: str, offset: int, form: str, value: int) -> None:
        """Into the list's entry."""
        struct.pack_into(form, self.data, self.entries[name] + offset, value)

    def put_in_header(self, name: str, offset: int, form: str, value: int) -> None:
        """Into the part's own header."""
        (header,) = struct.unpack_from("<L", self.data, self.entries[name] + 42)
        struct.pack_into(form, self.data, header + offset, value)

    def put_in_both(self, name: str, offset: int, form: str, value: int) -> None:
        """`offset` in the list's entry; in the header the fields come two bytes earlier."""
        self.put(name, offset, form, value)
        self.put_in_header(name, offset - 2, form, value)
