"""Sheets through the door: templates, imports of all kinds."""

import datetime
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

import xueshi
from conftest import BASE, PROVINCE, SCHOOL, Clock
from filled_sheets import teachers, write
from xueshi import Engine, sheets
from xueshi.sheets.kinds import SHEETS, Sheet
from xueshi.sheets.words import LABELS


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.kind)
def test_a_template_is_a_sheet_without_rows(
    engine: Engine, sheet: Sheet, suffix: str, tmp_path: Path
) -> None:
    path = tmp_path / f"template{suffix}"
    sheets.write_template(sheet.kind, path, engine=engine)
    given: dict[str, Any] = (
        {"project": "P1"} if "project" in {field.name for field in sheet.word.fields} else {}
    )
    actor = {"enrollments": SCHOOL, "results": BASE}.get(sheet.kind, PROVINCE)
    report = sheets.import_sheet(engine, actor, sheet.kind, path, **given)
    assert (report.rows, report.accepted, report.applied, report.faults) == (0, 0, False, ())


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


def test_a_dry_run_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    before = engine.state_digest()
    path = teachers(tmp_path / "a.xlsx", "T7", "T8")
    report = sheets.import_sheet(engine, PROVINCE, "teachers", path, dry_run=True)
    assert (report.rows, report.accepted, report.applied) == (2, 2, False)
    assert engine.state_digest() == before and "Nothing was stored" in str(report)


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
