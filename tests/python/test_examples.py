"""The small examples do what they say."""

import datetime
import os
import subprocess
import sys
from pathlib import Path

import pytest

import xueshi
from conftest import BASE, CHINA, PROVINCE, ROOT, SCHOOL, Clock, found
from xueshi import DateRange, OrgEntry, TeacherEntry
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


CLOSES_SOON, CLOSES_LATER = 5, 9


@pytest.fixture
def today(tmp_path: Path) -> str:
    """A storage whose projects can be enrolled in today: the first closes in five days."""
    url = f"sqlite:{tmp_path}/today.db"
    day, now = datetime.timedelta(days=1), datetime.datetime.now(CHINA).date()
    orgs = [
        OrgEntry("32", "省", "authority", level="province"),
        OrgEntry("B1", "基地", "base", parent="32"),
        OrgEntry("S1", "一小", "school", parent="32", stages=["primary"]),
        OrgEntry("S2", "二小", "school", parent="32", stages=["primary"]),
    ]
    teachers = [
        TeacherEntry(code, "教师", "S1", stages=["primary"], subject="语文")
        for code in ("T1", "T2")
    ]
    with xueshi.Engine.open(url, policy="jiangsu", founder=PROVINCE) as engine:
        engine.register_orgs(PROVINCE, orgs=orgs)
        engine.register_teachers(PROVINCE, teachers=teachers)
        for code, days in (("P2", CLOSES_SOON), ("P3", CLOSES_LATER)):
            engine.create_project(
                PROVINCE,
                code=code,
                name="培训",
                level="provincial",
                owner="32",
                year=now.year,
                hours=40,
                seats=5,
                enrollment=DateRange(now - day, now + days * day),
                training=DateRange(now + 40 * day, now + 44 * day),
                audience={},
                bases=[{"base": "B1", "regions": ["32"]}],
            )
            allocations = [{"org": "S1", "seats": 2}, {"org": "S2", "seats": 1}]
            engine.allocate_quota(PROVINCE, project=code, allocations=allocations)
        engine.enroll(SCHOOL, project="P2", teachers=["T1", "T2"])
    return url


def test_seats_that_lapse_soon_are_told(today: str) -> None:
    def told(days: int) -> list[list[str]]:
        done = run("seats_left.py", today, "province_admin:32", str(days))
        assert done.returncode == 0, done.stderr
        return [line.split("\t")[1:] for line in done.stdout.splitlines()]

    assert told(CLOSES_SOON - 2) == []
    assert told(CLOSES_SOON) == [["P2", "S2", "1"]]  # S1's are all taken
    assert told(CLOSES_LATER) == [["P2", "S2", "1"], ["P3", "S1", "2"], ["P3", "S2", "1"]]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "missing 3 required"),
        (("{}", "province_admin:32", "soon"), "invalid literal"),
        (("{}", "province_admin:32", "9" * 30), "too large"),
        (("{}", "32", "7"), "request.invalid"),
        (("{}", "county_admin:NONE", "7"), "org.unknown"),
        (("nonsense:", "province_admin:32", "7"), "argument.invalid"),
    ],
)
def test_seats_left_says_what_is_wrong(today: str, arguments: tuple[str, ...], said: str) -> None:
    done = run("seats_left.py", *(one.format(today) for one in arguments))
    assert done.returncode == 1 and not done.stdout
    assert said in done.stderr and "Traceback" not in done.stderr
    assert "python seats_left.py sqlite:county.db" in done.stderr  # how it is used


def test_the_short_script_is_short() -> None:
    _, _, code = (EXAMPLES / "seats_left.py").read_text(encoding="utf-8").split('"""')[:3]
    assert len([line for line in code.splitlines() if line.strip()]) <= 20


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
