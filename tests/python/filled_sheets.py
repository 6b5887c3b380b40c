"""Sheets as people fill them in."""

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import python_calamine
import xlsxwriter  # type: ignore[import-untyped]

from xueshi.sheets import ImportReport

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


FAULTY = [
    (*TEACHERS, "证件号码", "出生日期"),
    ("T7", "甲", "S1", "小学", "语文", "", ""),
    ("", "乙", "S9", "大学", "语文", 320101198001010012, "昨天"),
    ("T9", "丙", "S9", "小学", "=1+1", "3.20101E+17", 33000),
    ("T7", "丁", "S1", "小学", "语文", "", ""),
    ("T:1", "", "S1", "", "语" * 67, "", ""),
    (1234, "戊", "S1", "小学", "#N/A", "", "1899-12-31"),
]
"""Every row but the first has faults"""
