"""Files that can't be written, and what is left of files that are given up."""

import errno
import tempfile
from pathlib import Path
from typing import Any

import pytest

from conftest import PROVINCE
from filled_sheets import FAULTY, TEACHERS, read, teachers, told, write
from xueshi import Engine, sheets
from xueshi.sheets import Interrupted, marking, tables

ROWS = [TEACHERS, ("N1", "甲", "S1", "小学", "语文"), ("N2", "乙", "NONE", "小学", "语文")]
"""The first is good"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the system's temporary files go."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_where_the_marked_workbook_can_not_be_nothing_is_stored(
    engine: Engine, tmp_path: Path
) -> None:
    """Stored rows whose faults nobody hears of would be worse than none."""
    before = engine.state_digest()
    path = write(tmp_path / "a.xlsx", ROWS)
    (tmp_path / "folder.xlsx").mkdir()
    for marked in (tmp_path / "none" / "m.xlsx", tmp_path / "folder.xlsx"):
        with pytest.raises(OSError) as caught:
            sheets.import_sheet(engine, PROVINCE, "teachers", path, partial=True, marked=marked)
        assert caught.value.filename == str(marked)
    with pytest.raises(ValueError, match="take the place"):
        sheets.import_sheet(
            engine, PROVINCE, "teachers", path, marked=tmp_path / "folder.xlsx" / ".." / "a.xlsx"
        )
    assert engine.state_digest() == before and read(path)[1][0] == "N1"
    assert left_in(tmp_path) == ["a.xlsx", "folder.xlsx"]
    marked = tmp_path / "m.xlsx"
    assert (
        sheets.import_sheet(
            engine, PROVINCE, "teachers", path, partial=True, marked=marked
        ).accepted
        == 1
    )
    assert marked.exists()


def test_a_disk_that_is_full_by_then_loses_no_report(
    engine: Engine, tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(marking._Marked, "write", full)
    path, marked = write(tmp_path / "a.xlsx", ROWS), tmp_path / "m.xlsx"
    with pytest.raises(OSError, match="No space"):  # nothing is stored: the reason alone
        sheets.import_sheet(engine, PROVINCE, "teachers", path, marked=marked)
    with pytest.raises(Interrupted) as caught:
        sheets.import_sheet(engine, PROVINCE, "teachers", path, marked=marked, partial=True)
    report = caught.value.report
    assert (report.accepted, told(report)) == (1, [(3, "学校编码", "org.unknown")])
    assert isinstance(caught.value.__cause__, OSError)
    assert not marked.exists() and left_in(temporary) == []


def test_what_can_not_be_written_is_named_as_the_caller_does(
    engine: Engine, tmp_path: Path
) -> None:
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "folder.xlsx").mkdir()
    for name in ("none/a.csv", "none/a.xlsx", "folder.csv", "folder.xlsx"):
        path = tmp_path / name
        with pytest.raises(OSError) as caught:
            sheets.export_sheet(engine, PROVINCE, "orgs", path)
        assert caught.value.filename == str(path)
        with pytest.raises(OSError) as caught:
            sheets.write_template("orgs", path)
        assert caught.value.filename == str(path)
    assert left_in(tmp_path) == ["folder.csv", "folder.xlsx"]


def test_the_libraries_own_failure_is_the_systems(tmp_path: Path, temporary: Path) -> None:
    with pytest.raises(FileNotFoundError):
        with tables.opened_workbook(tmp_path / "none" / "a.xlsx") as book:
            book.add_worksheet("a").write_string(0, 0, "a")
    assert left_in(temporary) == []


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
@pytest.mark.parametrize("ends", [True, False])
def test_an_export_that_is_given_up_leaves_nothing(
    engine: Engine, tmp_path: Path, temporary: Path, suffix: str, ends: bool
) -> None:
    """Rows on their way lie in files; they are persons'. The control sees them lie there."""
    on_their_way: list[str] = []

    def progress(done: int, whole: int) -> None:
        on_their_way.extend(left_in(temporary) + left_in(tmp_path / "out"))
        if ends:
            raise KeyboardInterrupt

    (tmp_path / "out").mkdir()
    path = tmp_path / "out" / f"a{suffix}"
    if ends:
        with pytest.raises(KeyboardInterrupt):
            sheets.export_sheet(engine, PROVINCE, "orgs", path, progress=progress)
    else:
        sheets.export_sheet(engine, PROVINCE, "orgs", path, progress=progress)
    assert left_in(temporary) == [] and left_in(tmp_path / "out") == ([] if ends else [path.name])
    assert any(name.startswith(".xueshi-") for name in on_their_way)
    assert (suffix == ".csv") or any(name.startswith("xueshi-") for name in on_their_way)


def test_marking_goes_on_in_steps(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marking, "_ROWS_TOGETHER", 2)
    path = write(tmp_path / "a.xlsx", FAULTY)
    seen: dict[bool, list[tuple[int, int]]] = {}
    for marks in (True, False):
        steps = seen.setdefault(marks, [])
        sheets.import_sheet(
            engine,
            PROVINCE,
            "teachers",
            path,
            marked=tmp_path / "m.xlsx" if marks else None,
            progress=lambda done, whole, steps=steps: steps.append((done, whole)),  # type: ignore[misc]
        )
        assert steps == sorted(steps) and steps[-1][0] == steps[-1][1]
    assert len(seen[True]) == len(seen[False]) + len(FAULTY) // 2
    assert seen[True][-1][1] > seen[False][-1][1]


def test_a_trial_leaves_a_file_as_it_was(tmp_path: Path) -> None:
    path = teachers(tmp_path / "a.xlsx", "T7")
    content = path.read_bytes()
    tables.require_writable(path)
    tables.require_writable(tmp_path / "b.xlsx")
    assert path.read_bytes() == content and left_in(tmp_path) == ["a.xlsx"]
