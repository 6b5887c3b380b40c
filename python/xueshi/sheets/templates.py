"""Templates to be filled in."""

from __future__ import annotations

import os
from typing import Any

from xueshi.engine import Engine
from xueshi.sheets import limits
from xueshi.sheets.csv_files import write_rows
from xueshi.sheets.kinds import Column, Sheet, sheet_of
from xueshi.sheets.needs import needed
from xueshi.sheets.tables import opened_workbook, replacing, suffix_of
from xueshi.sheets.words import LABELS, SUGGESTED, grades_of

__all__ = ["write_template"]

NOTES = "填写说明"
_LIST_MOST = 255
"""characters of a list that stands in the cell's own validation"""


def write_template(
    kind: str, path: str | os.PathLike[str], *, engine: Engine | None = None
) -> None:
    """Writes an empty sheet with headings, notes, drop-down lists and text-format columns.

    kind: one of `kinds()`
    path: .xlsx, or .csv with nothing but the headings
    engine: whose policy says which grades there are; without one those of the shipped policies

    Raises ValueError for a kind or a suffix that is none, `MissingExtra`, OSError.
    """
    sheet = sheet_of(kind)
    if suffix_of(path) == ".csv":
        with replacing(path) as name:
            write_rows(name, [[column.heading for column in sheet.columns]])
        return
    needed("xlsxwriter")
    policy = engine.policy if engine is not None else None
    grades = tuple(grades_of(policy).values())
    with replacing(path) as name, opened_workbook(name, constant_memory=False) as book:
        _write_columns(book, sheet, grades)
        _write_notes(book, sheet, grades)


def offered(sheet: Sheet, column: Column, grades: tuple[str, ...]) -> tuple[str, ...]:
    """What a column's list offers; empty: no list."""
    field = sheet.field(column)
    if field is None:
        return ()
    if field.name == "grade":
        return grades
    type_ = field.type.item if column.field and field.type.item is not None else field.type
    if type_.kind == "choice":
        labels = LABELS.get(type_.name, {})
        return tuple(labels.get(word, word) for word in type_.choices)
    return SUGGESTED.get(field.name, ())


def _is_open(sheet: Sheet, column: Column) -> bool:
    """Whether something else than the list offers may be written: suggestions, several at once."""
    field = sheet.field(column)
    return field is not None and (field.name in SUGGESTED or field.type.kind == "list")


def _write_columns(book: Any, sheet: Sheet, grades: tuple[str, ...]) -> None:
    page = book.add_worksheet(sheet.title)
    page.freeze_panes(1, 0)
    as_text = book.add_format({"num_format": "@"})
    as_date = book.add_format({"num_format": "yyyy-mm-dd"})
    heading = {"bold": True, "border": 1, "bg_color": "#DDEBF7", "align": "center"}
    needed_heading = book.add_format({**heading, "bg_color": "#FCE4D6", "font_color": "#C00000"})
    open_heading = book.add_format(heading)
    for place, column in enumerate(sheet.columns):
        field = sheet.field(column)
        form = as_date if field is not None and field.type.kind == "date" else as_text
        if field is not None and field.type.kind in ("integer", "hours"):
            form = None
        page.set_column(place, place, 18, form)
        top = needed_heading if sheet.required(column) else open_heading
        page.write_string(0, place, column.heading, top)
        page.write_comment(0, place, f"{column.note_zh}\n{column.note_en}", {"author": "xueshi"})
        words = offered(sheet, column, grades)
        if words and len(",".join(words)) <= _LIST_MOST:
            page.data_validation(
                1, place, limits.ROWS - 1, place, _validation(words, _is_open(sheet, column))
            )


def _validation(words: tuple[str, ...], others: bool) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": list(words),
        "ignore_blank": True,
        "error_type": "information" if others else "stop",
        "show_error": not others,
        "error_title": "填写有误",
        "error_message": f"应为：{'、'.join(words)}"[:_LIST_MOST],
    }


def _write_notes(book: Any, sheet: Sheet, grades: tuple[str, ...]) -> None:
    page = book.add_worksheet(NOTES)
    bold = book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    page.set_column(0, 0, 16)
    page.set_column(1, 1, 8)
    page.set_column(2, 4, 44)
    for place, text in enumerate(("列", "必填", "说明", "可填内容", "Meaning")):
        page.write_string(0, place, text, bold)
    for row, column in enumerate(sheet.columns, 1):
        words = "、".join(offered(sheet, column, grades))
        told = ("是" if sheet.required(column) else "", column.note_zh, words, column.note_en)
        for place, text in enumerate((column.heading, *told)):
            page.write_string(row, place, text, wrapped)
    last = len(sheet.columns) + 2
    for line, text in enumerate(
        (
            f"在“{sheet.title}”表中从第 2 行起填写，每行一条；列的顺序可以改变，标题不可改动。",
            "编码、证件号码、手机号码等列为文本格式，请勿改为数字格式；不要使用公式。",
            f"最多 {limits.ROWS - 1} 条；更多请拆成几个文件。",
        )
    ):
        page.write_string(last + line, 0, text)
