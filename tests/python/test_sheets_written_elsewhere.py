"""Workbooks that other programs wrote, and what people do in them."""

import datetime
import zipfile
from pathlib import Path

import pytest

from conftest import BASE, PROVINCE, SCHOOL
from filled_sheets import TEACHERS, teachers, told, write
from workbook_parts import HEADING_ROW, cell, packed, row, sheet, workbook
from xueshi import Engine, sheets
from xueshi.sheets import SheetInvalid

LIBREOFFICE = Path(__file__).parent / "files" / "libreoffice.xlsx"


def test_libreoffices_own_file_is_read(engine: Engine) -> None:
    """Calc 7.4 wrote it: a cover before it and a hidden sheet behind, a merged title, dates in
    Chinese and with times, a row hidden, a filter, a link, a picture of a chart, a comment."""
    with zipfile.ZipFile(LIBREOFFICE) as archive:
        assert b"LibreOffice" in archive.read("docProps/app.xml")
    report = sheets.import_sheet(engine, PROVINCE, "teachers", LIBREOFFICE, partial=True)
    assert told(report) == [(6, "参加工作日期", "sheet.not_a_date")]  # it has a time of day
    assert (report.rows, report.accepted) == (6, 5)
    hidden = engine.teachers(PROVINCE, search="R4").teachers[0]
    assert hidden.hired_on == datetime.date(2010, 9, 1) and hidden.subject == "语文"
    assert not engine.teachers(PROVINCE, search="HID").teachers


def test_a_sheet_of_another_name_is_named(engine: Engine, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [("封面",)], "说明")
    with pytest.raises(SheetInvalid) as caught:
        sheets.import_sheet(engine, PROVINCE, "teachers", path)
    message = caught.value.message
    assert caught.value.code == "sheet.no_headings"
    assert "第一个可见的工作表“说明”" in message.zh and "first visible sheet “说明”" in message.en
    path = write(tmp_path / "b.xlsx", [("封面",)])
    with pytest.raises(SheetInvalid) as caught:
        sheets.import_sheet(engine, PROVINCE, "teachers", path)
    assert "可见" not in caught.value.message.zh and "visible" not in caught.value.message.en


def test_a_formula_that_kept_no_value_is_one_fault(engine: Engine, tmp_path: Path) -> None:
    """As openpyxl writes it."""
    codes = ("T8", "甲", "S1", "小学")
    filled = row(2, codes).replace("</row>", '<c r="E2"><f>A2</f><v></v></c></row>')
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(sheet=sheet(HEADING_ROW + filled)))
    report = sheets.import_sheet(engine, PROVINCE, "teachers", path)
    assert told(report) == [(2, "任教学科", "sheet.formula")]
    empty = sheet(HEADING_ROW + row(2, codes) + f'<row r="3">{cell("A3", "T9")}</row>')
    path.write_bytes(workbook(sheet=empty))
    report = sheets.import_sheet(engine, PROVINCE, "teachers", path)
    assert (2, "任教学科", "sheet.required") in told(report)


def test_a_formula_that_is_only_to_be_read_is_none_of_ours(engine: Engine, tmp_path: Path) -> None:
    rows = [("教师编码", "姓名"), ("T1", "=VLOOKUP(A2,名册!A:B,2)"), ("T2", "李")]
    path = write(tmp_path / "a.xlsx", rows, "报名")
    report = sheets.import_sheet(engine, SCHOOL, "enrollments", path, project="P1")
    assert report.accepted == 2 and not report.faults
    path = write(tmp_path / "b.xlsx", [*rows, ("=A2", "王")], "报名")
    report = sheets.import_sheet(engine, SCHOOL, "enrollments", path, project="P1", dry_run=True)
    assert (4, "教师编码", "sheet.formula") in told(report)


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("2010/9/1 0:00", True),
        ("2010-09-01 00:00:00", True),
        ("2010-09-01T00:00:00.000", True),
        ("2010/9/1 0:01", False),
        ("2010-09-01 12:00", False),
        ("2010-09-01 24:00", False),
        ("2010/9/1 0", False),
    ],
)
def test_a_day_in_csv_may_have_its_midnight(
    engine: Engine, text: str, good: bool, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    headings = ",".join((*TEACHERS, "参加工作日期"))
    path.write_text(f"{headings}\nT8,甲,S1,小学,语文,{text}\n", encoding="gb18030")
    report = sheets.import_sheet(engine, PROVINCE, "teachers", path)
    assert bool(report) == good
    if good:
        found = engine.teachers(PROVINCE, search="T8").teachers[0]
        assert found.hired_on == datetime.date(2010, 9, 1)


def test_what_is_no_text_is_told(engine: Engine, tmp_path: Path) -> None:
    rows = [(*TEACHERS, "职称"), ("T8", 12, "S1", "小学", datetime.date(2026, 1, 1), True)]
    report = sheets.import_sheet(engine, PROVINCE, "teachers", write(tmp_path / "a.xlsx", rows))
    assert told(report) == [(2, "任教学科", "sheet.not_text"), (2, "职称", "sheet.not_text")]


def test_what_the_reader_can_not_read_is_told(engine: Engine, tmp_path: Path) -> None:
    path = teachers(tmp_path / "a.xlsx", "T8")
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    broken = content["xl/worksheets/sheet1.xml"].replace(b"</sheetData>", b"</sheet>")
    path.write_bytes(packed({**content, "xl/worksheets/sheet1.xml": broken}))
    with pytest.raises(SheetInvalid) as caught:
        sheets.import_sheet(engine, PROVINCE, "teachers", path)
    assert caught.value.code == "sheet.unreadable"


def test_an_encoding_that_reads_nothing(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("教师编码\nT1\n", encoding="utf-8")
    with pytest.raises(SheetInvalid, match=r"sheet\.encoding"):
        sheets.import_sheet(engine, BASE, "results", path, project="P1", encoding="undefined")
    with pytest.raises(LookupError):
        sheets.import_sheet(engine, BASE, "results", path, project="P1", encoding="klingon")


def test_a_number_in_full_width_is_not_stored_as_it_stands(engine: Engine, tmp_path: Path) -> None:
    """Nobody sees the difference, and nobody would find it again."""
    rows = [
        (*TEACHERS, "证件号码", "手机号码"),
        ("T7", "甲", "S1", "小学", "语文", "３２０１０１１９８００１０１００１Ｘ", "138 0000 0000"),
        ("T8", "乙", "S1", "小学", "语文", " 32010119800101001X ", "+86-13800000000"),
        ("T9", "丙", "S1", "小学", "语文", "H-1234567（8）", "\u300013800000000"),
    ]
    report = sheets.import_sheet(engine, PROVINCE, "teachers", write(tmp_path / "a.xlsx", rows))
    assert told(report) == [
        (2, "证件号码", "sheet.full_width"),
        (2, "手机号码", "sheet.full_width"),
        (4, "证件号码", "sheet.full_width"),
    ]
    reasons = [fault.reason for fault in report.faults]
    assert "“32010119800101001X”" in reasons[0].zh and "be 13800000000." in reasons[1].en
    assert "H-1234567(8)" in reasons[2].zh
