"""The small examples do what they say."""

import datetime
import os
import subprocess
import sys
from pathlib import Path

import pytest

import xueshi
from conftest import BASE, CHINA, PROVINCE, ROOT, SCHOOL, Clock, found
from portal_server import EXAMPLES, PACKAGE


def run(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(EXAMPLES / script), *arguments],
        env={**os.environ, "PYTHONPATH": str(PACKAGE)},
        capture_output=True,
        text=True,
    )


def test_the_first_example_says_what_the_one_in_cpp_says() -> None:
    done = run("closing_day.py")
    assert done.stdout == (ROOT / "examples" / "closing_day.expected").read_text(encoding="utf-8")
    assert done.stderr == ""


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_the_first_example_is_what_the_page_shows(page: str) -> None:
    script = (EXAMPLES / "closing_day.py").read_text(encoding="utf-8")
    assert f"```python\n{script}```\n" in (ROOT / page).read_text(encoding="utf-8")


@pytest.fixture
def county(tmp_path: Path, clock: Clock) -> str:
    """A storage in which two teachers' hours are verified."""
    url = f"sqlite:{tmp_path}/county.db"
    with xueshi.Engine.open(url, policy="jiangsu", founder=PROVINCE, clock=clock) as engine:
        found(engine)
        codes = ["T1", "T2"]
        engine.enroll(SCHOOL, project="P1", teachers=codes)
        for actor in (PROVINCE, BASE):
            engine.review_enrollment(actor, project="P1", teachers=codes, decision="approve")
        clock.now = datetime.datetime(2026, 5, 12, 9, tzinfo=CHINA)
        results = [{"teacher": code, "grade": "pass"} for code in codes]
        engine.record_results(BASE, project="P1", results=results)
        records = [f"project:P1:{code}" for code in codes]
        engine.approve_hours(PROVINCE, hours=records)
        engine.verify_hours(PROVINCE, hours=records)
    return url


def test_statistics_become_a_picture(county: str, tmp_path: Path) -> None:
    picture = tmp_path / "hours.svg"
    done = run("statistics_chart.py", county, "province_admin:32", "2026", str(picture))
    assert done.returncode == 0, done.stderr
    assert "S1" in done.stdout and "80.00" in done.stdout
    drawn = picture.read_text(encoding="utf-8")
    assert drawn.lstrip().startswith("<?xml") and "<svg" in drawn
    assert "已验证学时" in drawn and ">80" in drawn
    nothing = run("statistics_chart.py", county, "province_admin:32", "2020", str(picture))
    assert nothing.returncode == 0
    assert "没有数据" in picture.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ((), 2, "usage"),
        (("{}", "province_admin:32", "this year", "x.svg"), 2, "usage"),
        (("{}", "32", "2026", "x.svg"), 2, "usage"),
        (("{}", "province_admin:33", "2026", "x.svg"), 1, "org.unknown"),
        (("sqlite:/no/such/folder.db", "province_admin:32", "2026", "x.svg"), 1, "storage."),
        (("{}", "province_admin:32", "2026", "/no/such/folder/x.svg"), 1, "No such file"),
    ],
)
def test_the_picture_says_what_is_wrong(
    county: str, arguments: tuple[str, ...], status: int, said: str
) -> None:
    done = run("statistics_chart.py", *(one.format(county) for one in arguments))
    assert done.returncode == status
    assert said in done.stderr and "Traceback" not in done.stderr
