"""Files that no spreadsheet program writes, or that would take a reader's memory and time."""

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable

from workbook_parts import (
    BOOK,
    BOOK_RELATIONS,
    GOOD_ROW,
    HEADING_ROW,
    MAIN,
    SHEET,
    TYPES,
    Listed,
    cell,
    packed,
    parts,
    row,
    sheet,
    with_more,
    workbook,
)

MEBIBYTE = 1 << 20
TEXTS = "xl/sharedStrings.xml"


def zeros(size: int) -> bytes:
    """So many zeros, deflated: the same MiB again and again."""
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = deflater.compress(bytes(MEBIBYTE)) + deflater.flush(zlib.Z_FULL_FLUSH)
    return piece * (size // MEBIBYTE) + deflater.flush()


def noise(size: int) -> str:
    """Letters and digits that can't be compressed to less than half."""
    return random.Random(1).randbytes(size // 2).hex()


def bomb(declared: int | None = None) -> bytes:
    """A sheet of 1 GiB in a MiB; `declared`: what the list says of its size."""
    size = 1024 * MEBIBYTE
    inner = zeros(size)
    data = Listed(packed({**parts(), SHEET: inner}, zipfile.ZIP_STORED))
    data.put_in_both(SHEET, 10, "<H", zipfile.ZIP_DEFLATED)
    data.put_in_both(SHEET, 24, "<L", size if declared is None else declared)
    return bytes(data.data)


def overlapping() -> bytes:
    """A second entry that begins within the first one's bytes."""
    data = Listed(with_more({"xl/worksheets/sheet2.xml": sheet()}))
    header = int.from_bytes(data.data[data.entries[SHEET] + 42 :][:4], "little")
    data.put("xl/worksheets/sheet2.xml", 42, "<L", header)
    return bytes(data.data)


def overlapping_data() -> bytes:
    """The first entry's bytes reach into the second one."""
    data = Listed(workbook())
    name = "xl/workbook.xml"
    packed_size = int.from_bytes(data.data[data.entries[name] + 20 :][:4], "little")
    data.put_in_both(name, 20, "<L", packed_size + 40)
    return bytes(data.data)


def quoted(name: str, replacement: bytes) -> bytes:
    """A part's name with bytes that a writer wouldn't write; of the same length."""
    return workbook().replace(name.encode(), replacement)


def as_link() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in parts().items():
            archive.writestr(name, text)
        about = zipfile.ZipInfo("xl/media/link")
        about.create_system, about.external_attr = 3, 0o120777 << 16
        archive.writestr(about, "/etc/passwd")
    return made.getvalue()


def twice(name: str) -> bytes:
    made = packed({**parts(), "xl/worksheets/sheet9.xml": sheet()})
    return made.replace(b"xl/worksheets/sheet9.xml", name.encode())


def with_header(offset: int, form: str, value: int) -> bytes:
    data = Listed(workbook())
    data.put_in_header(SHEET, offset, form, value)
    return bytes(data.data)


def with_flag(flag: int) -> bytes:
    data = Listed(workbook())
    data.put_in_both(SHEET, 8, "<H", flag)
    return bytes(data.data)


def with_method(method: int) -> bytes:
    data = Listed(workbook())
    data.put_in_both(SHEET, 10, "<H", method)
    return bytes(data.data)


def with_size(size: int) -> bytes:
    data = Listed(workbook())
    data.put_in_both(SHEET, 24, "<L", size)
    return bytes(data.data)


def with_listed_size(size: int) -> bytes:
    data = Listed(workbook())
    data.put(SHEET, 24, "<L", size)
    return bytes(data.data)


def with_rows(rows: str, before: str = "") -> bytes:
    return workbook(sheet=sheet(HEADING_ROW + rows, before))


def texts(inner: str, counts: str = "") -> bytes:
    table = f'<sst xmlns="{MAIN}"{counts}>{inner}</sst>'
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(2, 20_002))
    return packed({**parts(sheet=sheet(HEADING_ROW + rows)), TEXTS: table})


def entities(count: int = 9) -> str:
    """The billion laughs."""
    told = '<!ENTITY a0 "ha">'
    told += "".join(f'<!ENTITY a{i + 1} "{f"&a{i};" * 10}">' for i in range(count))
    return f"<!DOCTYPE worksheet [{told}]>"


def with_type(document_type: str, text: str = "&x;") -> bytes:
    return workbook(sheet=document_type + sheet(HEADING_ROW + row(2, (text,))).split("\n", 1)[1])


def external_relation() -> bytes:
    return workbook(
        relations=BOOK_RELATIONS.replace(
            "</Relationships>",
            '<Relationship Id="rId9" Type="x" Target="file:///etc/passwd" TargetMode="External"/>'
            "</Relationships>",
        )
    )


def second_relation() -> bytes:
    return workbook(
        relations=BOOK_RELATIONS.replace(
            "</Relationships>",
            '<Relationship Id="rId1" Type="x" Target="worksheets/other.xml"/></Relationships>',
        )
    )


FAR = '<c r="XFD1048576"><v>1</v></c>'
HOSTILE: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "not a zip": lambda: b"\x7fELF" + bytes(2000),
    "text": lambda: "教师编码,姓名\nT1,王\n".encode(),
    "web page": lambda: b"<html><table><tr><td>T1</td></tr></table></html>",
    "XML with mark": lambda: b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>",
    "PDF": lambda: b"%PDF-1.7\n",
    "old xls or with a password": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000),
    "OpenDocument": lambda: packed(
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}
    ),
    "xlsb": lambda: packed({"[Content_Types].xml": TYPES, "xl/workbook.bin": b"\x83\x01"}),
    "docx": lambda: packed({"[Content_Types].xml": TYPES, "word/document.xml": "<x/>"}),
    "another archive": lambda: packed({"notes.txt": "hello"}),
    "without relations": lambda: packed(
        {name: text for name, text in parts().items() if "workbook.xml.rels" not in name}
    ),
    "truncated": lambda: workbook()[:-300],
    "truncated in the list": lambda: workbook()[:-30],
    "truncated within the end": lambda: workbook()[:-5],
    "only the end": lambda: b"PK\3\4" + workbook()[-22:],
    "bytes after the end": lambda: workbook() + b"more",
    "bytes before the beginning": lambda: b"PK\3\4" + workbook(),
    "zip bomb": bomb,
    "zip bomb that lies": lambda: bomb(declared=900_000),
    "bomb in the texts": lambda: texts("<si><t>" + "a" * (60 * MEBIBYTE) + "</t></si>"),
    "part larger than listed": lambda: with_size(100),
    "part smaller than listed": lambda: with_size(100_000),
    "stored with another size": lambda: stored_with_another_size(),
    "thousands of parts": lambda: with_more({f"xl/media/{i}.png": b"" for i in range(5000)}),
    "overlapping entries": overlapping,
    "overlapping bytes": overlapping_data,
    "name that the header doesn't have": lambda: workbook().replace(
        SHEET.encode(), b"xl/worksheets/sheet2.xml", 1
    ),
    "checksum of another": lambda: with_header(14, "<L", 1),
    "size of another in the header": lambda: with_header(22, "<L", 1),
    "ZIP64": lambda: with_listed_size(0xFFFFFFFF),
    "larger than memory": lambda: with_listed_size(0xFFFFFFFE),
    "encrypted entry": lambda: with_flag(1),
    "strongly encrypted entry": lambda: with_flag(1 | 1 << 6),
    "unusual compression": lambda: with_method(14),
    "link": as_link,
    "absolute name": lambda: with_more({"/etc/passwd": "x"}),
    "name that climbs": lambda: with_more({"xl/../../evil": "x"}),
    "name with a backslash": lambda: with_more({"xl\\evil.xml": "x"}),
    "name with a drive": lambda: with_more({"C:evil.xml": "x"}),
    "NUL in a name": lambda: quoted("_rels/.rels", b"_rels/\0rels"),
    "name that is no UTF-8": lambda: quoted("_rels/.rels", b"_rels/\xffrels"),
    "the same name twice": lambda: twice(SHEET),
    "the same name in capitals": lambda: twice(SHEET.upper().replace("XL/", "xl/")),
    "broken data": lambda: workbook().replace(zlib_tail(), b"\xff" * len(zlib_tail())),
    "document type": lambda: with_type("<!DOCTYPE worksheet>", "x"),
    "external entity": lambda: with_type(
        '<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    ),
    "parameter entity": lambda: with_type(
        '<!DOCTYPE worksheet [<!ENTITY % x SYSTEM "http://127.0.0.1/x">%x;]>', "x"
    ),
    "billion laughs": lambda: with_type(entities(), "&a9;"),
    "entity in the list of sheets": lambda: workbook(
        book='<!DOCTYPE x [<!ENTITY x "y">]>' + BOOK.split("\n", 1)[1]
    ),
    "UTF-16": lambda: workbook(sheet=sheet().replace("UTF-8", "UTF-16").encode("utf-16")),
    "another encoding": lambda: workbook(sheet=sheet().replace("UTF-8", "UTF-7")),
    "NUL in a sheet": lambda: workbook(sheet=sheet().replace("王", "\0")),
    "tag without end": lambda: with_rows("<row " + noise(6 * MEBIBYTE)),
    "dimensions that lie": lambda: with_rows(GOOD_ROW, '<dimension ref="A1:XFD1048576"/>'),
    "dimensions that are none": lambda: with_rows(GOOD_ROW, '<dimension ref="A1:A-1"/>'),
    "a cell far away": lambda: with_rows(f'<row r="1048576">{FAR}</row>'),
    "a cell far away in another row": lambda: with_rows(f'<row r="2">{FAR}</row>'),
    "a cell far away, otherwise written": lambda: with_rows(
        "<row r='2'><c s='1'\n r = 'XFD1048576'><v>1</v></c></row>"
    ),
    "a hidden place": lambda: with_rows(
        """<row r="2"><c t=" r='A2' " r="XFD1048576"><v>1</v></c></row>"""
    ),
    "a row number beyond all": lambda: with_rows('<row><c r="A99999999999"/></row>'),
    "many columns": lambda: with_rows(f'<row r="2">{cell("CV2", "x")}</row>'),
    "cells without place": lambda: with_rows(
        "<row>" + "".join(f"<c><v>{n * 7919 % 9973}</v></c>" for n in range(100_000)) + "</row>"
    ),
    "one long text in many cells": lambda: texts(f"<si><t>{'长' * 30_000}</t></si>"),
    "texts that lie about their number": lambda: texts("<si/>", ' uniqueCount="4000000000"'),
    "very many formulas": lambda: with_rows(
        "".join(f'<row r="{n}"><c r="A{n}"><f>1+1</f><v>2</v></c></row>' for n in range(2, 12_003))
    ),
    "a formula without place": lambda: with_rows('<row r="2"><c><f>1+1</f><v>2</v></c></row>'),
    "macros": lambda: with_more({"xl/vbaProject.bin": b"x"}),
    "macros by type": lambda: workbook(
        types=TYPES.replace("openxmlformats-officedocument.spreadsheetml.sheet.main",
                            "ms-excel.sheet.macroEnabled.main")
    ),
    "old macros": lambda: with_more({"xl/macrosheets/sheet1.xml": "<x/>"}),
    "links to other workbooks": lambda: with_more({"xl/externalLinks/externalLink1.xml": "<x/>"}),
    "connections": lambda: with_more({"xl/connections.xml": "<x/>"}),
    "embedded objects": lambda: with_more({"xl/embeddings/oleObject1.bin": b"x"}),
    "a relation to a file outside": external_relation,
    "two relations of one name": second_relation,
    "no sheet": lambda: workbook(book=re.sub("<sheet .*?/>", "", BOOK)),
    "a hidden sheet only": lambda: workbook(book=BOOK.replace("<sheet ", '<sheet state="hidden" ')),
    "broken list of sheets": lambda: workbook(book=BOOK[:-20]),
}  # fmt: skip
"""By what each is"""


def zlib_tail() -> bytes:
    """The middle of the sheet's deflated bytes."""
    deflater = zlib.compressobj(-1, zlib.DEFLATED, -15)
    made = deflater.compress(sheet().encode()) + deflater.flush()
    return made[20:-20]


def stored_with_another_size() -> bytes:
    data = Listed(packed(parts(), zipfile.ZIP_STORED))
    data.put_in_both(SHEET, 24, "<L", 100_000)
    return bytes(data.data)
