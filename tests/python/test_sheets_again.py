"""Importing again, in pieces, and what ends in the middle."""

from pathlib import Path
from typing import Any

import pytest

from conftest import PROVINCE, SCHOOL
from filled_sheets import TEACHERS, read, teachers, told, write
from xueshi import Engine, OrgEntry, TeacherEntry, sheets
from xueshi.sheets import Interrupted, converting


def test_the_same_file_again_changes_nothing_and_says_so(engine: Engine, tmp_path: Path) -> None:
    path = teachers(tmp_path / "a.xlsx", "T7", "T8")
    first = sheets.import_sheet(engine, PROVINCE, "teachers", path)
    before = engine.state_digest(), len(engine.feed().entries)
    again = sheets.import_sheet(engine, PROVINCE, "teachers", path)
    assert (first.accepted, first.unchanged) == (2, 0)
    assert (again.accepted, again.unchanged, again.applied) == (0, 2, False) and again
    assert (engine.state_digest(), len(engine.feed().entries)) == before
    assert "2 unchanged" in str(again) and "此前已导入 2 行" in again.as_text("zh")
    copied = tmp_path / "b.csv"  # the same content in another file
    copied.write_text("\n".join(",".join(row) for row in read(path)), encoding="gb18030")
    assert sheets.import_sheet(engine, PROVINCE, "teachers", copied).unchanged == 2
    enrolled = write(tmp_path / "list.xlsx", [("教师编码",), ("T1",)], "报名")
    for unchanged in (0, 1, 1):
        report = sheets.import_sheet(engine, SCHOOL, "enrollments", enrolled, project="P1")
        assert report.unchanged == unchanged and report
    changed = write(tmp_path / "c.xlsx", [TEACHERS, ("T7", "改名", "S1", "小学", "语文"),
                                          ("T8", "教师T8", "S1", "小学", "语文")])  # fmt: skip
    assert sheets.import_sheet(engine, PROVINCE, "teachers", changed).accepted == 2
    assert engine.teachers(PROVINCE, search="T7").teachers[0].name.startswith("改")


def test_what_was_done_in_part_is_taken_up_again(engine: Engine, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [
        TEACHERS, ("T7", "甲", "S1", "小学", "语文"), ("T8", "乙", "S2", "小学", "语文")
    ])  # fmt: skip
    report = sheets.import_sheet(engine, PROVINCE, "teachers", path, partial=True)
    assert (report.accepted, told(report)) == (1, [(3, "学校编码", "org.unknown")])
    again = sheets.import_sheet(engine, PROVINCE, "teachers", path, partial=True)
    assert (again.accepted, again.unchanged, len(again.faults)) == (0, 1, 1)
    engine.register_orgs(PROVINCE, orgs=[OrgEntry("S2", "二小", "school", parent="32")])
    third = sheets.import_sheet(engine, PROVINCE, "teachers", path, partial=True)
    assert (third.accepted, third.unchanged, third.faults) == (1, 1, ())
    last = sheets.import_sheet(engine, PROVINCE, "teachers", path, partial=True)
    assert (last.accepted, last.unchanged, last.faults) == (0, 2, ())


def test_progress_counts_to_its_end(engine: Engine, tmp_path: Path) -> None:
    for dry_run in (True, False):
        seen: list[tuple[int, int]] = []
        sheets.import_sheet(
            engine,
            PROVINCE,
            "teachers",
            teachers(tmp_path / "a.xlsx", "T7", "T8"),
            dry_run=dry_run,
            progress=lambda done, whole: seen.append((done, whole)),
        )
        assert seen == sorted(seen) and seen[-1][0] == seen[-1][1] and len(seen) >= 3


class Stop(Exception):
    """What a caller raises to end an import."""


def test_an_import_that_ends_in_the_middle_tells_what_is_stored(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(converting, "ROWS_TOGETHER", 2)
    path = teachers(tmp_path / "a.xlsx", *(f"N{i}" for i in range(6)))

    def stop_at(step: int) -> Any:
        def progress(done: int, whole: int) -> None:
            if done >= step:
                raise Stop

        return progress

    with pytest.raises(Stop):  # while it is only explained
        sheets.import_sheet(engine, PROVINCE, "teachers", path, progress=stop_at(8))
    assert not engine.teachers(PROVINCE, search="N").teachers
    with pytest.raises(Interrupted) as caught:
        sheets.import_sheet(engine, PROVINCE, "teachers", path, progress=stop_at(14))
    report = caught.value.report
    assert isinstance(caught.value.__cause__, Stop)
    assert report.stored == ((2, 3),) and report.accepted == 2 and report.applied
    assert told(report) == [(4, "", "sheet.not_stored"), (6, "", "sheet.not_stored")]
    again = sheets.import_sheet(engine, PROVINCE, "teachers", path)
    assert (again.accepted, again.unchanged) == (4, 2) and again
    assert again.stored == ((2, 3), (4, 5), (6, 7))


def test_somebody_quicker_in_the_middle_is_told(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(converting, "ROWS_TOGETHER", 2)
    engine.register_orgs(PROVINCE, orgs=[OrgEntry("S2", "二小", "school", parent="32")])
    path = teachers(tmp_path / "a.xlsx", *(f"N{i}" for i in range(6)))

    def meddle(done: int, whole: int) -> None:
        if done == 14:  # the first two of six are stored by then
            engine.register_teachers(
                PROVINCE, teachers=[TeacherEntry("N3", "别人", "S2", subject="语文")]
            )

    report = sheets.import_sheet(engine, PROVINCE, "teachers", path, progress=meddle)
    assert (report.accepted, report.applied, report.stored) == (2, True, ((2, 3),))
    assert told(report) == [(5, "教师编码", "teacher.elsewhere"), (6, "", "sheet.not_stored")]


def test_a_list_larger_than_a_command_goes_in_several(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(converting, "ROWS_TOGETHER", 2)
    entries = len(engine.feed().entries)
    path = teachers(tmp_path / "a.xlsx", *(f"N{i}" for i in range(5)), "N0")
    assert told(sheets.import_sheet(engine, PROVINCE, "teachers", path)) == [
        (7, "教师编码", "request.item_repeated")
    ]
    path = teachers(tmp_path / "a.xlsx", *(f"N{i}" for i in range(5)))
    assert sheets.import_sheet(engine, PROVINCE, "teachers", path).accepted == 5
    assert len(engine.feed().entries) == entries + 3
    enrolled = write(tmp_path / "l.xlsx", [("教师编码",), ("T1",), ("T2",), ("T3",)], "报名")
    report = sheets.import_sheet(engine, SCHOOL, "enrollments", enrolled, project="P1")
    assert told(report) == [(4, "教师编码", "quota.exhausted")] and not report.applied


def test_a_request_id_tells_nothing_of_a_person(engine: Engine, tmp_path: Path) -> None:
    rows = [(*TEACHERS, "证件号码"), ("T7", "甲", "S1", "小学", "语文", "32010119800101001X")]
    sheets.import_sheet(engine, PROVINCE, "teachers", write(tmp_path / "a.xlsx", rows))
    entry = engine.feed().entries[-1].entry
    assert '"sheet:teachers:' in entry and "32010119800101001X" not in entry and "甲" not in entry
