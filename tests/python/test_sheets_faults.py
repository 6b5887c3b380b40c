"""Every fault is told where it stands, and files that are no such sheets are refused."""

import os
import zipfile
from pathlib import Path

import pytest

import xueshi
from conftest import BASE, PROVINCE, SCHOOL
from filled_sheets import FAULTY, TEACHERS, read, teachers, told, write
from xueshi import Engine, Refused, sheets
from xueshi.sheets import Fault, ImportReport, SheetInvalid

FAULTS = [
    (3, "教师编码", "sheet.required"),
    (3, "学段", "sheet.word_unknown"),
    (3, "证件号码", "sheet.number_stored"),
    (3, "出生日期", "sheet.not_a_date"),
    (4, "任教学科", "sheet.formula"),
    (4, "证件号码", "sheet.number_stored"),
    (4, "出生日期", "sheet.not_a_date"),
    (4, "学校编码", "org.unknown"),
    (5, "教师编码", "request.item_repeated"),
    (6, "教师编码", "request.invalid"),
    (6, "姓名", "sheet.required"),
    (6, "任教学科", "request.invalid"),
    (7, "教师编码", "sheet.number_stored"),
    (7, "任教学科", "sheet.error_value"),
    (7, "出生日期", "sheet.not_a_date"),
]


def test_every_fault_of_every_row_is_told_and_nothing_is_done(
    engine: Engine, tmp_path: Path
) -> None:
    before = engine.state_digest()
    path = write(tmp_path / "a.xlsx", FAULTY)
    report = sheets.import_sheet(engine, PROVINCE, "teachers", path, marked=tmp_path / "m.xlsx")
    assert told(report) == FAULTS
    assert (report.rows, report.accepted, report.applied) == (6, 1, False)
    assert engine.state_digest() == before
    for fault in report.faults:
        assert fault.reason.zh and fault.reason.en and str(fault.row) in fault.as_text("zh")
    stored = next(fault for fault in report.faults if fault.code == "sheet.number_stored")
    assert stored.value.startswith("3201011980010100")
    assert report.as_dict()["faults"][0]["column"] == "教师编码"


def test_the_marked_workbook_shows_where_and_can_be_imported_when_corrected(
    engine: Engine, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.xlsx", FAULTY)
    marked = tmp_path / "m.xlsx"
    sheets.import_sheet(engine, PROVINCE, "teachers", path, marked=marked)
    rows = read(marked)
    assert rows[0][-1] == "导入错误" and rows[1][-1] == "" and "学校编码" in rows[3][-1]
    with zipfile.ZipFile(marked) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
        notes = archive.read("xl/comments1.xml").decode()
        assert "FFC7CE" in archive.read("xl/styles.xml").decode()
    assert 'ref="F3"' in notes and "以数字格式保存" in notes and 'ref="F2"' not in notes
    assert "<f>" not in page
    again = sheets.import_sheet(engine, PROVINCE, "teachers", marked)
    assert [fault[:2] for fault in told(again)] == [
        fault[:2] for fault in FAULTS if fault[2] != "sheet.formula"
    ]
    good = [row[: len(FAULTY[0])] for row in rows[:2]]
    corrected = write(tmp_path / "c.xlsx", [[*rows[0]], [*good[1], "还看着"]])
    assert sheets.import_sheet(engine, PROVINCE, "teachers", corrected, marked=marked).accepted == 1
    assert read(marked) == rows  # written only where there are faults


def test_an_attendance_that_may_be_a_percentage_is_refused(engine: Engine, tmp_path: Path) -> None:
    rows = [
        ("教师编码", "出勤率", "考核等第"),
        ("T1", 1, "优秀"),
        ("T2", 0.95, "良好"),
        ("T3", 9, ""),
    ]
    path = write(tmp_path / "r.xlsx", rows, "成绩")
    report = sheets.import_sheet(engine, BASE, "results", path, project="P1", dry_run=True)
    assert [fault for fault in told(report) if fault[2].startswith(("sheet", "request"))] == [
        (2, "出勤率", "sheet.percent"),
        (3, "出勤率", "sheet.not_a_number"),
        (3, "考核等第", "sheet.word_unknown"),
        (4, "考核等第", "sheet.required"),
    ]


BROKEN_CSV = {
    "UTF-16": ("教师编码\nT1\n".encode("utf-16"), "sheet.encoding"),
    "no text": (b"\xff\xff\xff\xff\n", "sheet.encoding"),
    "NUL": (b"a\0b\n", "sheet.encoding"),
    "a workbook": (b"PK\3\4....", "sheet.wrong_type"),
    "empty": (b"", "sheet.empty"),
    "a quote without end": ('教师编码\n"T1\n'.encode(), "sheet.damaged"),
    "a field without end": (("教师编码\n" + "a" * 200_000).encode(), "sheet.damaged"),
    "many columns": (("教师编码" + "," * 100).encode(), "sheet.extent"),
    "no headings": ("甲,乙\nT1,王\n".encode(), "sheet.no_headings"),
}


@pytest.mark.parametrize("kind", BROKEN_CSV)
def test_broken_csv_is_refused(engine: Engine, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    content, code = BROKEN_CSV[kind]
    path.write_bytes(content)
    with pytest.raises(SheetInvalid) as caught:
        sheets.import_sheet(engine, SCHOOL, "enrollments", path, project="P1")
    assert caught.value.code == code and caught.value.message.zh


def test_odd_headings_are_named(engine: Engine, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [("教师编码", "姓名", "姓 名", "学校编号", "备注"), ("T7",)])
    with pytest.raises(SheetInvalid) as caught:
        sheets.import_sheet(engine, PROVINCE, "teachers", path)
    message = caught.value.message
    assert caught.value.code == "sheet.headings"
    for text in ("不认识的标题：“学校编号”（是否为“学校编码”？）、“备注”", "重复的标题：姓 名",
                 "缺少必填的列：学校编码、任教学科"):  # fmt: skip
        assert text in message.zh
    assert "unknown headings" in message.en.lower() and "lack: 学校编码" in message.en


def test_content_without_heading_is_a_fault(engine: Engine, tmp_path: Path) -> None:
    rows = [(*TEACHERS[:2], "", *TEACHERS[2:]), ("T7", "甲", "", "S1", "小学", "语文"),
            ("T8", "乙", "?", "S1", "小学", "语文"), ("T9", "丙", "", "S1", "小学", "语文", "!")]  # fmt: skip
    report = sheets.import_sheet(engine, PROVINCE, "teachers", write(tmp_path / "a.xlsx", rows))
    assert told(report) == [(3, "", "sheet.nameless"), (4, "", "sheet.nameless")]


def test_a_refusal_of_the_whole_is_raised(engine: Engine, tmp_path: Path) -> None:
    path = teachers(tmp_path / "a.xlsx", "T7")
    with pytest.raises(Refused) as caught:
        sheets.import_sheet(engine, BASE, "teachers", path)
    assert caught.value.refusals[0].code == "access.role"


def test_what_a_caller_does_wrong_is_told(engine: Engine, tmp_path: Path) -> None:
    path = write(tmp_path / "l.xlsx", [("教师编码",), ("T1",)], "报名")
    with pytest.raises(TypeError, match="project"):
        sheets.import_sheet(engine, SCHOOL, "enrollments", path)
    with pytest.raises(TypeError, match="'projekt'"):
        sheets.import_sheet(engine, SCHOOL, "enrollments", path, projekt="P1")
    with pytest.raises(ValueError, match="no such sheet: 'x'; there are orgs"):
        sheets.import_sheet(engine, SCHOOL, "x", path)
    with pytest.raises(ValueError, match=".xlsx or .csv"):
        sheets.import_sheet(engine, SCHOOL, "enrollments", tmp_path / "l.xls", project="P1")
    with pytest.raises(ValueError, match="marked"):
        sheets.import_sheet(
            engine, SCHOOL, "enrollments", path, project="P1", marked=tmp_path / "m.csv"
        )
    with pytest.raises(FileNotFoundError):
        sheets.import_sheet(engine, SCHOOL, "enrollments", tmp_path / "none.csv", project="P1")
    with pytest.raises(SheetInvalid, match="no_file"):
        sheets.import_sheet(engine, SCHOOL, "enrollments", fifo(tmp_path), project="P1")
    with pytest.raises(ValueError, match="no such sheet"):
        sheets.write_template("x", tmp_path / "x.xlsx")
    with pytest.raises(ValueError, match="no such export"):
        sheets.export_sheet(engine, PROVINCE, "x", tmp_path / "x.xlsx")
    with pytest.raises(TypeError, match="limit"):
        sheets.export_sheet(engine, PROVINCE, "projects", tmp_path / "x.xlsx", limit=3)
    assert not list(tmp_path.glob("x.*")) and not list(tmp_path.glob(".xueshi*"))


def fifo(folder: Path) -> Path:
    path = folder / "pipe.csv"
    os.mkfifo(path)
    return path


def test_a_report_prints_well() -> None:
    fault = Fault(3, "姓名", "", "sheet.required", xueshi.Bilingual("必须填写。", "Fill it in."))
    report = ImportReport("teachers", 40, 0, 0, (fault,) * 30, False)
    assert "… and 10 more" in str(report) and "另有 10 处错误" in report.as_text("zh")
    assert str(fault) == "row 3 姓名: Fill it in. (sheet.required)" and not report
