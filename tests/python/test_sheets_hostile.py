"""Files made to harm are refused before they are unpacked, in little time and memory."""

import functools
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hostile_files import HOSTILE
from workbook_parts import HEADING_ROW, cell, packed, parts, row, sheet, workbook
from xueshi.sheets import HostileFile, SheetInvalid, limits
from xueshi.sheets.archive import Archive
from xueshi.sheets.workbook import Workbook

REASONS = {
    "sheet.wrong_type": [
        "empty",
        "not a zip",
        "text",
        "web page",
        "XML with mark",
        "PDF",
        "old xls or with a password",
        "OpenDocument",
        "xlsb",
        "docx",
        "another archive",
        "without relations",
    ],
    "sheet.damaged": [
        "truncated",
        "truncated in the list",
        "part smaller than listed",
        "broken data",
        "NUL in a sheet",
        "tag without end",
        "broken list of sheets",
    ],
    "sheet.archive": [
        "truncated within the end",
        "only the end",
        "bytes after the end",
        "bytes before the beginning",
        "overlapping entries",
        "overlapping bytes",
        "name that the header doesn't have",
        "checksum of another",
        "size of another in the header",
        "ZIP64",
        "unusual compression",
        "link",
        "the same name twice",
        "the same name in capitals",
    ],
    "sheet.too_large": [
        "zip bomb",
        "larger than memory",
        "one long text in many cells",
    ],
    "sheet.bomb": [
        "zip bomb that lies",
        "bomb in the texts",
        "part larger than listed",
        "stored with another size",
    ],
    "sheet.parts": [
        "thousands of parts",
    ],
    "sheet.encrypted": [
        "encrypted entry",
        "strongly encrypted entry",
    ],
    "sheet.names": [
        "absolute name",
        "name that climbs",
        "name with a backslash",
        "name with a drive",
        "NUL in a name",
        "name that is no UTF-8",
    ],
    "sheet.entities": [
        "document type",
        "external entity",
        "parameter entity",
        "billion laughs",
        "entity in the list of sheets",
    ],
    "sheet.encoding": [
        "UTF-16",
        "another encoding",
    ],
    "sheet.extent": [
        "dimensions that lie",
        "a cell far away",
        "a cell far away in another row",
        "a cell far away, otherwise written",
        "a hidden place",
        "many columns",
        "texts that lie about their number",
    ],
    "sheet.cells": [
        "dimensions that are none",
        "a row number beyond all",
        "cells without place",
        "a formula without place",
    ],
    "sheet.formulas": [
        "very many formulas",
    ],
    "sheet.active": [
        "macros",
        "macros by type",
        "old macros",
        "links to other workbooks",
        "connections",
        "embedded objects",
        "a relation to a file outside",
    ],
    "sheet.no_sheet": [
        "two relations of one name",
        "no sheet",
        "a hidden sheet only",
    ],
}
"""Each kind by the code that it is refused with"""

# Each file in one process that has 256 MB at most, and one second of processor time for each file.
GUARDED = """
import resource, signal, sys
from pathlib import Path
from xueshi.sheets import HostileFile
from xueshi.sheets.workbook import Workbook
import python_calamine

def held():
    lines = Path("/proc/self/status").read_text().splitlines()
    return {line.split(":")[0]: line.split()[1] for line in lines if line.endswith(" kB")}

room = int(held()["VmSize"]) * 1024 + (200 << 20)
resource.setrlimit(resource.RLIMIT_AS, (room, room))
for path in sorted(Path(sys.argv[1]).iterdir(), key=lambda path: int(path.stem)):
    print(path.stem, flush=True)
    signal.setitimer(signal.ITIMER_PROF, 1.0)
    try:
        Workbook(path.read_bytes(), "教师")
    except HostileFile:
        continue
    sys.exit("taken")
signal.setitimer(signal.ITIMER_PROF, 0)
print("peak", held()["VmHWM"])
"""

# What happens without: the library that reads the cells, on its own.
UNGUARDED = """
import resource, sys
import python_calamine
room = 1 << 30
resource.setrlimit(resource.RLIMIT_AS, (room, room))
python_calamine.CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
"""


@functools.cache
def made(kind: str) -> bytes:
    return HOSTILE[kind]()


def test_there_are_enough_kinds_of_them() -> None:
    assert len(HOSTILE) >= 30
    assert sorted(HOSTILE) == sorted(kind for kinds in REASONS.values() for kind in kinds)


@pytest.mark.parametrize("kind", HOSTILE)
def test_it_is_refused_with_an_error_of_its_own(kind: str) -> None:
    with pytest.raises(HostileFile) as caught:
        Workbook(made(kind), "教师")
    error = caught.value
    assert kind in REASONS[error.code] and error.message.zh and error.message.en
    assert error.code in str(error) and isinstance(error, SheetInvalid)


def test_none_of_them_takes_a_second_or_256_mb(tmp_path: Path) -> None:
    for number, kind in enumerate(HOSTILE):
        (tmp_path / f"{number}.xlsx").write_bytes(made(kind))
    done = subprocess.run(
        [sys.executable, "-c", GUARDED, str(tmp_path)], capture_output=True, text=True
    )
    last = done.stdout.split("\n")[-2] if done.stdout else ""
    names = list(HOSTILE)
    assert done.returncode == 0, names[int(last)] if last.isdigit() else done.stderr
    word, peak = last.split()
    assert word == "peak" and int(peak) < 256 * 1024


@pytest.mark.parametrize("kind", ["a cell far away", "one long text in many cells"])
def test_without_the_guard_it_would_take_more(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "hostile.xlsx"
    file.write_bytes(made(kind))
    done = subprocess.run([sys.executable, "-c", UNGUARDED, str(file)], capture_output=True)
    assert done.returncode != 0


def test_nothing_is_unpacked_beyond_what_the_list_admits(monkeypatch: pytest.MonkeyPatch) -> None:
    unpacked = 0
    real = Archive.unpack

    def counted(archive: Archive, name: str) -> Iterator[bytes]:
        nonlocal unpacked
        for piece in real(archive, name):
            unpacked += len(piece)
            yield piece

    monkeypatch.setattr(Archive, "unpack", counted)
    for kind in ("zip bomb", "bomb in the texts", "overlapping entries", "thousands of parts"):
        with pytest.raises(HostileFile):
            Workbook(made(kind), "教师")
        assert unpacked == 0, kind
    with pytest.raises(HostileFile):
        Workbook(made("zip bomb that lies"), "教师")
    assert unpacked < 1 << 20


def test_the_good_one_that_they_are_made_of_is_taken() -> None:
    book = Workbook(workbook(), "教师")
    assert list(book.rows()) == [
        ["教师编码", "姓名", "学校编码", "学段", "任教学科"],
        ["T1", "王小明", "S1", "小学", "语文"],
    ]
    assert not book.formulas


def test_unusual_but_honest_workbooks_are_taken() -> None:
    prefixed = sheet().replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?")
    prefixed = prefixed.replace("xmlns=", "xmlns:x=")
    spaced = sheet().replace('<c r="', '<c  s="0"\n r = "')
    commented = sheet(before="<!-- made by hand -->")
    for text in (prefixed, spaced, commented):
        assert len(list(Workbook(workbook(sheet=text), "教师").rows())) == 2
    offset = sheet(row(3, ("教师编码",)).replace("A3", "C3"))
    assert list(Workbook(workbook(sheet=offset), "教师").rows())[2] == ["", "", "教师编码"]
    empty = Workbook(workbook(sheet=sheet("")), "教师")
    assert list(empty.rows()) == [] and empty.total == 0


def test_the_limits_are_where_they_are_said_to_be() -> None:
    last = sheet(HEADING_ROW + f'<row r="{limits.ROWS}">{cell(f"A{limits.ROWS}", "x")}</row>')
    assert Workbook(workbook(sheet=last), "教师").total == limits.ROWS
    beyond = limits.ROWS + 1
    text = sheet(HEADING_ROW + f'<row r="{beyond}">{cell(f"A{beyond}", "x")}</row>')
    with pytest.raises(HostileFile, match=str(limits.ROWS)):
        Workbook(workbook(sheet=text), "教师")
    many = {f"xl/media/{i}.png": b"" for i in range(limits.PARTS - len(parts()))}
    Workbook(packed({**parts(), **many}), "教师")
    with pytest.raises(HostileFile, match=str(limits.PARTS)):
        Workbook(packed({**parts(), **many, "xl/media/more.png": b""}), "教师")
