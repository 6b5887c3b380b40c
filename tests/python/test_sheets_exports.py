"""Exports: all rows of a query, and nothing in them that a spreadsheet program would act on."""

import csv
import datetime
import os
import random
import re
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import python_calamine

from conftest import BASE, PROVINCE, SCHOOL, Clock
from filled_sheets import read
from workbook_parts import MAIN
from xueshi import Engine, OrgEntry, Refused, sheets
from xueshi._functions import QUERIES
from xueshi._vocabulary import Type
from xueshi.sheets import exporting, tables
from xueshi.sheets.csv_files import read_rows
from xueshi.sheets.words import HEADINGS, LABELS

SCALE = int(os.environ.get("XUESHI_TEST_SCALE", "1"))
STRINGS = 10_000 * SCALE
PIECES = [
    *"=+-@|%'\"\\;,\t\r\n ＝＋－＠&<>", "=1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "-2+3",
    "=HYPERLINK(\"http://x\")", "http://example.org", "mailto:a@b", "file:///etc", "internal:A1",
    "<f>1+1</f>", "</t></is></c>", "]]>", "<r>", "</r>", "<![CDATA[", "&#61;", "&amp;", "_x003D_",
    "_x0000_", "_x",
    "\x00", "\x01", "\x1f", "\x7f", "\x85", "\ufeff", "\ufffe", "\uffff", "\ud800", "\u202e",
    "\u200b", "\U0001f600", "语文", "教师", "a", "A1", "1", "1e5", "2026-01-01",
    "TRUE", "#N/A", "{", "}",
]  # fmt: skip
# What Excel, LibreOffice or WPS take for the beginning of a formula in CSV.
BEGINS_FORMULA = re.compile(r"[\s\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]")


def nasty_strings(count: int) -> list[str]:
    chance = random.Random(20261127)
    return ["".join(chance.choices(PIECES, k=chance.randint(1, 6))) for _ in range(count)]


def readable(text: str) -> str:
    """What XML can hold of a text, and the library takes for one."""
    text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]", "\ufffd", text)
    return f" {text}" if text.startswith("<r>") else text


def as_shown(text: str) -> str:
    """As Excel shows what stands in the XML."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def test_no_string_becomes_a_formula_or_a_link(tmp_path: Path) -> None:
    texts = nasty_strings(STRINGS)
    path = tmp_path / "nasty.xlsx"
    tables.write_table(path, [("表", ["文"], ([text] for text in texts))])
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        assert not [name for name in names if "sheets/_rels" in name or "external" in name.lower()]
        with archive.open("xl/worksheets/sheet1.xml") as file:
            tree = ElementTree.parse(file)
    kinds = {element.tag.split("}")[1] for element in tree.iter()}
    assert not kinds & {"f", "hyperlink", "hyperlinks", "v"}
    cells = [element for element in tree.iter(f"{{{MAIN}}}c")][1:]
    assert {cell.get("t") for cell in cells} == {"inlineStr"}
    found = ["".join(cell.itertext()) for cell in cells]
    wanted = [readable(text) for text in texts]
    assert len(found) == STRINGS
    # Two of Excel's escapes that share a sign are beyond the library: harmless, but not the same.
    assert [
        (as_shown(one), two) for one, two in zip(found, wanted, strict=True) if as_shown(one) != two
    ] == [
        (as_shown(one), two)
        for one, two in zip(found, wanted, strict=True)
        if re.search("_x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_", two)
    ]


SMUGGLED = '<r><t>a</t></r></is></c><c r="B2"><f>1+1</f><v>2</v></c><c r="C2"><is><r></r>'


def test_what_the_library_would_write_as_it_is_stays_a_text(tmp_path: Path) -> None:
    path = tmp_path / "smuggled.xlsx"
    long = SMUGGLED[:-9] + "x" * (32_767 - len(SMUGGLED)) + "<r></r>" + "tail"
    tables.write_table(path, [("表", ["文"], [[SMUGGLED], [long]])])
    with zipfile.ZipFile(path) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in page and "&lt;f&gt;" in page
    with tables.opened_workbook(path) as book:  # the control: the library alone
        book.add_worksheet().write_string(0, 0, SMUGGLED)
    with zipfile.ZipFile(path) as archive:
        assert "<f>" in archive.read("xl/worksheets/sheet1.xml").decode()


def test_the_control_would_be_found(tmp_path: Path) -> None:
    """The same check sees a formula where the library is left to guess."""
    path = tmp_path / "nasty.xlsx"
    with tables.opened_workbook(path, strings_to_formulas=True, strings_to_urls=True) as book:
        page = book.add_worksheet()
        page.write(0, 0, "=1+1")
        page.write(1, 0, "http://example.org")
    with zipfile.ZipFile(path) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" in page and "<hyperlink" in page


def test_csv_begins_no_formula_and_comes_back_as_it_was(tmp_path: Path) -> None:
    texts = [text.replace("\ud800", "") or "x" for text in nasty_strings(STRINGS)]
    path = tmp_path / "nasty.csv"
    tables.write_table(path, [("表", ["文", "数"], ([text, Decimal("-1.5")] for text in texts))])
    content = path.read_bytes().decode("utf-8-sig")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == STRINGS + 1
    for text, number in rows[1:]:
        assert not BEGINS_FORMULA.match(text) and number == "-1.5"
    # However a program parts columns: outside of quotes there is nothing but numbers and commas.
    outside = re.sub(r'"(?:[^"]|"")*"', "", content)
    assert set(outside) <= set(",\r\n-1.5")
    assert [row[0] for row in read_rows(content)][1:] == texts


def test_the_engines_own_texts_are_harmless_too(engine: Engine, tmp_path: Path) -> None:
    evil = "=cmd|' /C calc'!A0"
    engine.register_orgs(PROVINCE, orgs=[OrgEntry("E1", evil, "school", parent="32")])
    sheets.export_sheet(engine, PROVINCE, "orgs", tmp_path / "o.xlsx")
    assert evil in [row[1] for row in read(tmp_path / "o.xlsx")]
    sheets.export_sheet(engine, PROVINCE, "orgs", tmp_path / "o.csv")
    assert f"'{evil}" in (tmp_path / "o.csv").read_text(encoding="utf-8-sig")
    with Engine.open("memory:", policy="jiangsu", founder=PROVINCE) as other:
        other.register_orgs(PROVINCE, orgs=[OrgEntry("32", "省", "authority", level="province")])
        for suffix in (".csv", ".xlsx"):
            report = sheets.import_sheet(other, PROVINCE, "orgs", tmp_path / f"o{suffix}")
            assert report and report.rows == len(read(tmp_path / "o.xlsx")) - 1
        assert {org.name for org in other.orgs(PROVINCE).orgs} >= {evil}


def year(engine: Engine, clock: Clock) -> None:
    engine.enroll(SCHOOL, project="P1", teachers=["T1", "T2"])
    for actor in (PROVINCE, BASE):
        engine.review_enrollment(actor, project="P1", teachers=["T1"], decision="approve")
    clock.now = clock.now.replace(month=5, day=12)
    engine.create_class(BASE, project="P1", code="C1", name="一班")
    engine.assign_class(BASE, class_="C1", teachers=["T1"])
    engine.record_results(
        BASE, project="P1", results=[{"teacher": "T1", "attendance": 90, "grade": "pass"}]
    )


ASKED: dict[str, dict[str, Any]] = {
    "quota": {"project": "P1"},
    "statement": {"teacher": "T1"},
    "statistics": {"org": "32", "by": ["school", "level", "stage"]},
    "eligible_teachers": {"project": "P1"},
}
EXPECTED: dict[str, list[Any]] = {
    "orgs": ["3201", "市", "教育行政部门", "市", "32", ""],
    "teachers": ["T1", "教**", "S1", "小学", "语文"],
    "projects": ["P1", "培训", "省级", "32", 2026, 40],
    "eligible_teachers": ["T3", "教**", "S1", "小学", "语文"],
    "quota": ["32", 2, 2, 0],
    "enrollments": ["P1", "T1", "S1", "审批通过", "否", "", "C1"],
    "classes": ["C1", "P1", "B1", "一班", "否"],
    "hours": ["project:P1:T1", "T1", "培训项目", "P1", "培训", "省级", "S1", 2026, 40, "合格", 90, "已录入"],
    "statement": ["project:P1:T1", "T1", "培训项目", "P1", "培训", "省级", "S1", 2026, 40, "合格", 90, "已录入"],
    "statistics": ["省级", "S1", "小学"],
    "worklist": ["审定学时", "P1", 1],
}  # fmt: skip


@pytest.mark.parametrize("what", sheets.exports())
def test_what_a_query_answers_becomes_a_table(
    engine: Engine, clock: Clock, what: str, tmp_path: Path
) -> None:
    year(engine, clock)
    actor = {"eligible_teachers": SCHOOL, "classes": BASE}.get(what, PROVINCE)
    seen: list[tuple[int, int]] = []
    for suffix in (".xlsx", ".csv"):
        path = tmp_path / f"{what}{suffix}"
        count = sheets.export_sheet(
            engine,
            actor,
            what,
            path,
            progress=lambda done, whole: seen.append((done, whole)),
            **ASKED.get(what, {}),
        )
        assert count > 0 and seen[-1] == (count, count)
    rows = read(tmp_path / f"{what}.xlsx")
    assert len(rows) == count + 1
    assert all(re.search("[\u4e00-\u9fff]", heading) for heading in rows[0])
    assert len(set(rows[0])) == len(rows[0])
    wanted = EXPECTED[what]
    assert rows[1][: len(wanted)] == wanted
    lines = list(read_rows((tmp_path / f"{what}.csv").read_text(encoding="utf-8-sig")))
    assert lines[0] == rows[0] and len(lines) == count + 1
    assert lines[1][: len(wanted)] == [str(cell) for cell in wanted]


def test_a_statement_has_its_totals_beside_it(engine: Engine, clock: Clock, tmp_path: Path) -> None:
    year(engine, clock)
    path = tmp_path / "statement.xlsx"
    sheets.export_sheet(engine, PROVINCE, "statement", path, teacher="T1")
    with python_calamine.CalamineWorkbook.from_path(str(path)) as book:
        assert book.sheet_names == ["学时证明", "合计"]
        assert book.get_sheet_by_name("合计").to_python()[1] == ["培训项目", "已录入", 40, 1]


def test_all_pages_are_asked_for(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "_PAGE", 2)
    seen: list[tuple[int, int]] = []
    path = tmp_path / "t.csv"
    count = sheets.export_sheet(
        engine, PROVINCE, "teachers", path, progress=lambda done, whole: seen.append((done, whole))
    )
    assert count == 3 and seen == [(2, 0), (3, 3)]


def test_what_is_refused_leaves_no_file(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        sheets.export_sheet(engine, SCHOOL, "statistics", tmp_path / "s.xlsx", org="32")
    old = tmp_path / "t.csv"
    old.write_text("old", encoding="utf-8")

    def stop(done: int, whole: int) -> None:
        raise KeyError(done)

    with pytest.raises(KeyError):
        sheets.export_sheet(engine, PROVINCE, "teachers", old, progress=stop)
    assert old.read_text(encoding="utf-8") == "old" and list(tmp_path.iterdir()) == [old]


def test_every_answer_has_chinese_headings_and_words() -> None:
    exported = set(sheets.exports())
    rest = {"log", "changes"}  # for the host, not for people
    assert exported | rest == {word.name for word in QUERIES}

    def check(type_: Type) -> None:
        for field in type_.fields:
            assert field.name in HEADINGS, field.name
            check(field.type)
        if type_.item is not None:
            check(type_.item)
        if type_.kind == "choice":
            assert set(LABELS[type_.name]) == set(type_.choices)

    for export in exporting.EXPORTS:
        for name in (*export.lists, *(field for _, field in export.besides)):
            check(export.item(name))


def test_dates_and_long_texts(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    day = datetime.date(2026, 9, 1)
    rows = [
        [
            day,
            "长" * 40_000,
            None,
            True,
            datetime.datetime(2026, 9, 1, 8, tzinfo=datetime.timezone.utc),
        ]
    ]
    tables.write_table(path, [("表", list("甲乙丙丁戊"), rows)])
    (_, (first, text, nothing, yes, instant)) = read(path)
    assert (first, nothing, yes) == (day, "", "是") and len(text) == 32_767
    assert instant == "2026-09-01 08:00:00+00:00"
