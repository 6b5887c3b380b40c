"""Sheets through the door: templates, imports of all kinds, faults, repeating, marking."""

import datetime
import os
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import python_calamine
import xlsxwriter  # type: ignore[import-untyped]

import xueshi
from conftest import BASE, PROVINCE, SCHOOL, Clock
from xueshi import Engine, OrgEntry, Refused, TeacherEntry, sheets
from xueshi.sheets import Fault, ImportReport, Interrupted, SheetInvalid
from xueshi.sheets import converting
from xueshi.sheets.kinds import SHEETS, Sheet
from xueshi.sheets.words import LABELS

TEACHERS = ("教师编码", "姓名", "学校编码", "学段", "任教学科")


def write(path: Path, rows: Sequence[Sequence[Any]], title: str = "教师") -> Path:
    """A workbook as somebody fills it in: "=" makes a formula, a date is a date."""
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet(title)
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                if isinstance(value, datetime.date):
                    page.write_datetime(number, place, value, date)
                else:
                    page.write(number, place, value)
    return path


def teachers(path: Path, *codes: str, school: str = "S1") -> Path:
    rows = [(code, f"教师{code}", school, "小学", "语文") for code in codes]
    return write(path, [TEACHERS, *rows])


def read(path: Path) -> list[list[Any]]:
    with python_calamine.CalamineWorkbook.from_path(str(path)) as book:
        rows: list[list[Any]] = book.get_sheet_by_index(0).to_python()
        return rows


def told(report: ImportReport) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.code) for fault in report.faults]


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.kind)
def test_a_template_is_a_sheet_without_rows(
    engine: Engine, sheet: Sheet, suffix: str, tmp_path: Path
) -> None:
    path = tmp_path / f"template{suffix}"
    sheets.write_template(sheet.kind, path, engine=engine)
    given = {"project": "P1"} if "project" in {field.name for field in sheet.word.fields} else {}
    actor = {"enrollments": SCHOOL, "results": BASE}.get(sheet.kind, PROVINCE)
    report = sheets.import_sheet(engine, actor, sheet.kind, path, **given)
    assert (report.rows, report.accepted, report.applied, told(report)) == (0, 0, False, [])


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.kind)
def test_every_column_fills_a_field_and_every_field_has_one(sheet: Sheet) -> None:
    filled = {column.field for column in sheet.columns if column.field is not None}
    fields = {field.name for field in sheet.item.fields} or {""}
    assert filled == fields
    assert len({column.heading for column in sheet.columns}) == len(sheet.columns)
    for field in sheet.item.fields:
        item = field.type.item or field.type
        if item.kind == "choice":
            assert set(LABELS[item.name]) == set(item.choices)


def test_a_template_has_lists_notes_and_text_columns(engine: Engine, tmp_path: Path) -> None:
    sheets.write_template("results", tmp_path / "results.xlsx", engine=engine)
    sheets.write_template("teachers", tmp_path / "teachers.xlsx")
    with zipfile.ZipFile(tmp_path / "results.xlsx") as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
        notes = archive.read("xl/comments1.xml").decode()
    assert '"优秀,合格,不合格"' in page and "0 至 100" in notes
    with zipfile.ZipFile(tmp_path / "teachers.xlsx") as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
        styles = archive.read("xl/styles.xml").decode()
        assert re.search('numFmtId="49"|formatCode="@"', styles)  # text
    assert "幼儿园,小学,初中,高中,中职,特殊教育" in page and "男,女" in page
    assert "<f>" not in page


def test_the_policys_grades_are_offered(tmp_path: Path) -> None:
    content = xueshi.Policy.shipped("jiangsu").content.replace('"excellent"', '"distinction"')
    policy = xueshi.Policy.load(content)
    with Engine.open("memory:", policy=policy, founder=PROVINCE) as engine:
        sheets.write_template("results", tmp_path / "results.xlsx", engine=engine)
    with zipfile.ZipFile(tmp_path / "results.xlsx") as archive:
        assert '"distinction,合格,不合格"' in archive.read("xl/worksheets/sheet1.xml").decode()


def test_from_nothing_to_hours_by_sheets_alone(clock: Clock, tmp_path: Path) -> None:
    with Engine.open("memory:", policy="jiangsu", founder=PROVINCE, clock=clock) as engine:
        orgs = tmp_path / "orgs.csv"
        orgs.write_text(
            "机构编码,机构名称,机构类别,级别,上级机构编码,学段\n"
            "S1,第一小学,学校,,3201,小学、初中\n"
            "3201,南京市,教育行政部门,市,32,\n"
            "32,江苏省,authority,province,,\n"
            "B1,基地,培训基地,,32,\n",
            encoding="utf-8",
        )
        report = sheets.import_sheet(engine, PROVINCE, "orgs", orgs)
        assert report and report.applied and report.accepted == 4 and report.stored == ((2, 5),)
        assert engine.orgs(PROVINCE, under="3201").orgs[0].stages == ("primary", "junior")
        path = write(
            tmp_path / "teachers.xlsx",
            [
                ("教师 名册",),
                (),
                ("姓名", "教师编码*", "学校编码", "任教学科", "参加工作日期", "学 段", "证件号码"),
                (
                    "王小明",
                    "T1",
                    "S1",
                    "语文",
                    datetime.date(2001, 9, 1),
                    "小学",
                    "32010119800101001X",
                ),
                (),
                ("李四", "T2", "S1", "数学", "2003年9月1日", "小学，初中", ""),
            ],
        )
        assert sheets.import_sheet(engine, PROVINCE, "teachers", path).stored == ((4, 6),)
        first, second = engine.teachers(PROVINCE, school="S1").teachers
        assert first.hired_on == datetime.date(2001, 9, 1) and first.id_number is not None
        assert second.stages == ("primary", "junior") and second.hired_on is not None


def test_enrolments_and_results(engine: Engine, clock: Clock, tmp_path: Path) -> None:
    path = write(tmp_path / "list.xlsx", [("教师编码", "姓名"), ("T1", "王"), ("T2", "李")], "报名")
    report = sheets.import_sheet(engine, SCHOOL, "enrollments", path, project="P1")
    assert report.accepted == 2 and report.applied
    for actor in (PROVINCE, BASE):
        engine.review_enrollment(actor, project="P1", teachers=["T1", "T2"], decision="approve")
    clock.now = clock.now.replace(month=5, day=12)
    path = write(
        tmp_path / "results.xlsx",
        [("教师编码", "出勤率", "考核等第"), ("T1", 95, "优秀"), ("T2", "80", "fail")],
        "成绩",
    )
    report = sheets.import_sheet(engine, BASE, "results", path, project="P1")
    assert report and report.accepted == 2
    first, second = engine.hours(BASE, project="P1").records
    assert (first.attendance, first.grade, second.grade) == (95, "excellent", "fail")


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


def test_a_dry_run_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    before = engine.state_digest()
    path = teachers(tmp_path / "a.xlsx", "T7", "T8")
    report = sheets.import_sheet(engine, PROVINCE, "teachers", path, dry_run=True)
    assert (report.rows, report.accepted, report.applied) == (2, 2, False)
    assert engine.state_digest() == before and "Nothing was stored" in str(report)


FAULTY = [
    (*TEACHERS, "证件号码", "出生日期"),
    ("T7", "甲", "S1", "小学", "语文", "", ""),
    ("", "乙", "S9", "大学", "语文", 320101198001010012, "昨天"),
    ("T9", "丙", "S9", "小学", "=1+1", "3.20101E+17", 33000),
    ("T7", "丁", "S1", "小学", "语文", "", ""),
    ("T:1", "", "S1", "", "语" * 67, "", ""),
    (1234, "戊", "S1", "小学", "#N/A", "", "1899-12-31"),
]
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


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_known_by_itself(
    engine: Engine, encoding: str, delimiter: str, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    rows = [("教师编码", "姓名"), ("T1", "王，小明"), ("T2", "“李”")]
    path.write_text("\r\n".join(delimiter.join(row) for row in rows), encoding=encoding)
    assert sheets.import_sheet(engine, SCHOOL, "enrollments", path, project="P1").accepted == 2
    path.write_text("教师编码\nÄ9\n", encoding="utf-16")
    report = sheets.import_sheet(
        engine, SCHOOL, "enrollments", path, project="P1", encoding="utf-16"
    )
    assert [fault.value for fault in report.faults] == ["Ä9"]


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


def test_a_report_prints_well() -> None:
    fault = Fault(3, "姓名", "", "sheet.required", xueshi.Bilingual("必须填写。", "Fill it in."))
    report = ImportReport("teachers", 40, 0, 0, (fault,) * 30, False)
    assert "… and 10 more" in str(report) and "另有 10 处错误" in report.as_text("zh")
    assert str(fault) == "row 3 姓名: Fill it in. (sheet.required)" and not report
