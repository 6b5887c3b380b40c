"""What the documents show works."""

import datetime
import os
import re
from pathlib import Path
from typing import Any

import psycopg
import pytest

import xueshi
from conftest import CHINA, PROVINCE, ROOT, SCHOOL, found
from test_rules import PROJECT, SCHOOL as ORG, TEACHER
from xueshi import sheets


@pytest.mark.parametrize(
    "page", ["README.md", "README.zh-CN.md", "docs/python.md", "docs/spreadsheets.md"]
)
def test_the_first_program_of_a_page_runs(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    found = re.search(r"```python\n(.*?)```", text, re.DOTALL)
    assert found is not None
    monkeypatch.chdir(tmp_path)
    exec(compile(found.group(1), page, "exec"), {})
    assert capsys.readouterr().out


def blocks(page: str) -> list[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    return re.findall(r"```python\n(.*?)```", text, re.DOTALL)


def test_everything_that_the_page_on_python_shows_runs(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    clock: Any,
    postgresql: str,
) -> None:
    """One block after the other, with the names that they take for granted."""
    monkeypatch.chdir(tmp_path)
    connection = psycopg.connect(postgresql, autocommit=True)
    schema = f"shown_{os.getpid()}"
    url = f"{postgresql}?schema={schema}"
    with xueshi.Engine.open(url, policy="jiangsu", founder=PROVINCE, clock=clock) as engine:
        found(engine)
        connection.execute("CREATE TABLE IF NOT EXISTS orders (id text)")
        sheets.write_template("teachers", "teachers.xlsx")
        names = {
            **{"xueshi": xueshi, "datetime": datetime, "engine": engine, "connection": connection},
            **{"province": PROVINCE, "county": PROVINCE, "school": SCHOOL, "order": "2026-17"},
            **{"project": PROJECT, "org": ORG, "teacher": TEACHER, "teachers": ["T1", "X"]},
            "now": datetime.datetime(2026, 3, 10, tzinfo=CHINA),
        }
        monkeypatch.setattr(xueshi, "join", lambda given: JOIN(given, schema=schema), raising=True)
        first, *shown = blocks("docs/python.md")
        assert len(shown) >= 6
        for block in shown:
            if "inside=joined" in block:
                names["teachers"] = ["T1"]
            exec(compile(block, "docs/python.md", "exec"), names)
            names |= {"project": PROJECT}
        assert names["refusals"] == () and names["report"].rows == 0
        assert len(engine.enrollments(SCHOOL).enrollments) == 1
    (order,) = connection.execute("SELECT id FROM orders").fetchall()
    assert order == ("2026-17",) and "teacher.unknown" in capsys.readouterr().out
    connection.close()


JOIN = xueshi.join
