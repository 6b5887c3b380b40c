"""The importer bears whatever bytes it gets: a report, or an error of its own; nothing else."""

import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import PROVINCE, Clock, found
from filled_sheets import FAULTY, write
from workbook_parts import packed
from xueshi import Engine, sheets
from xueshi.sheets import SheetInvalid, giving

SCALE = int(os.environ.get("XUESHI_TEST_SCALE", "1"))
SEED = int(os.environ.get("XUESHI_TEST_SEED", "20261127"))
ROUNDS = 400 * SCALE
FRAGMENTS = [
    b"<c ", b"<f>", b"</row>", b'r="', b"&#0;", b"&x;", b"<!", b"]]>", b'"', b"<", b">",
    b"\0", b"\xff",
    b"PK\1\2", b"PK\3\4", b"PK\5\6", b"4294967295", b"-1", b"1e999", b"XFD1048576",
    b't="s"', b't="d"',
    "=1+1,\"'".encode(), "，；\u3000".encode(), "\n\r\t".encode(),
]  # fmt: skip


def mutated(data: bytes, chance: random.Random) -> bytes:
    """A few changes: bytes turned, cut out, doubled, moved, or a fragment put in."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(made) + 1)
        length = chance.choice((1, 1, 2, 4, 16, 200))
        kind = chance.randrange(5)
        if kind == 0 and made:
            made[at % len(made)] = chance.randrange(256)
        elif kind == 1:
            del made[at : at + length]
        elif kind == 2:
            made[at:at] = made[at : at + length]
        elif kind == 3:
            made[at:at] = chance.choice(FRAGMENTS)
        elif made:
            source = chance.randrange(len(made))
            made[at : at + length] = made[source : source + length]
    return bytes(made)


def parts_of(data_path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(data_path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def in_a_part(parts: dict[str, bytes], chance: random.Random) -> bytes:
    """The archive is sound, one of its parts is not."""
    names = [name for name in parts if "sheet1" in name or "haredStrings" in name or "book" in name]
    name = chance.choice(names if chance.random() < 0.8 else list(parts))
    return packed({**parts, name: mutated(parts[name], chance)})


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What makes ids hard to guess would take most of the time."""
    monkeypatch.setattr(giving, "slow_digest", lambda content: content)


def outcomes(make: Callable[[random.Random], bytes], path: Path) -> set[str]:
    """Of importing what `make` makes, in words; the engine stays sound throughout."""
    chance = random.Random(SEED)
    seen: set[str] = set()
    with Engine.open("memory:", policy="jiangsu", founder=PROVINCE, clock=Clock()) as engine:
        found(engine)
        for number in range(ROUNDS):
            path.write_bytes(make(chance))
            try:
                report = sheets.import_sheet(
                    engine, PROVINCE, "teachers", path, dry_run=number % 4 != 0, partial=True
                )
            except SheetInvalid as error:
                seen.add(error.code)
                str(error)
            else:
                assert report.accepted + report.unchanged <= report.rows
                seen.add("taken" if report else "faults")
                str(report)
        assert engine.check() == () and engine.verify_log()
    return seen


def test_mutated_archives(tmp_path: Path) -> None:
    data = write(tmp_path / "good.xlsx", FAULTY).read_bytes()
    seen = outcomes(lambda chance: mutated(data, chance), tmp_path / "mutated.xlsx")
    assert {"sheet.archive", "sheet.damaged"} <= seen


def test_mutated_parts(tmp_path: Path) -> None:
    parts = parts_of(write(tmp_path / "good.xlsx", FAULTY))
    seen = outcomes(lambda chance: in_a_part(parts, chance), tmp_path / "mutated.xlsx")
    assert {"faults", "sheet.cells", "sheet.damaged"} <= seen


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_mutated_csv(encoding: str, tmp_path: Path) -> None:
    lines = [",".join(str(cell) for cell in row) for row in FAULTY]
    data = "\r\n".join(lines).encode(encoding)
    seen = outcomes(lambda chance: mutated(data, chance), tmp_path / "mutated.csv")
    assert {"faults", "sheet.headings"} <= seen
