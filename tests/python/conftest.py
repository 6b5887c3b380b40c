"""A province with a county, schools and teachers, behind the Python door."""

import datetime
import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import hypothesis.configuration
import xueshi
from xueshi import Actor, DateRange, OrgEntry, TeacherEntry

CHINA = datetime.timezone(datetime.timedelta(hours=8))
ROOT = Path(__file__).resolve().parents[2]

hypothesis.configuration.set_hypothesis_home_dir(ROOT / "build" / "python" / "hypothesis")

PROVINCE = Actor("province_admin", org="32")
SCHOOL = Actor("school_admin", org="S1")
BASE = Actor("base_admin", org="B1")


# Whoever starts the tests in the background may have it ignored, and so would the programs they start.
signal.signal(signal.SIGINT, signal.default_int_handler)

LONGEST = ("test_wheel.py", "test_types.py", "test_model.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, so that of several processes none has to wait for one at the end."""
    items.sort(key=lambda item: (LONGEST + (item.path.name,)).index(item.path.name))


class Clock:
    """Stands still until it is set."""

    def __init__(self) -> None:
        self.now = datetime.datetime(2026, 3, 10, 9, tzinfo=CHINA)

    def __call__(self) -> datetime.datetime:
        return self.now


def found(engine: xueshi.Engine, teachers: int = 3, seats: int = 2) -> None:
    """Registers everybody, sets up project P1 with so many seats for school S1."""
    engine.register_orgs(
        PROVINCE,
        orgs=[
            OrgEntry("32", "省", "authority", level="province"),
            OrgEntry("3201", "市", "authority", level="city", parent="32"),
            OrgEntry("B1", "基地", "base", parent="32"),
            OrgEntry("S1", "小学", "school", parent="32", stages=["primary"]),
        ],
    )
    engine.register_teachers(
        PROVINCE,
        teachers=[
            TeacherEntry(f"T{i}", f"教师{i}", "S1", stages=["primary"], subject="语文")
            for i in range(1, teachers + 1)
        ],
    )
    engine.create_project(
        PROVINCE,
        code="P1",
        name="培训",
        level="provincial",
        owner="32",
        year=2026,
        hours=40,
        seats=seats,
        enrollment=DateRange(datetime.date(2026, 3, 1), datetime.date(2026, 4, 7)),
        training=DateRange(datetime.date(2026, 5, 11), datetime.date(2026, 5, 15)),
        audience={"stages": ["primary"]},
        bases=[{"base": "B1", "regions": ["32"]}],
    )
    engine.allocate_quota(PROVINCE, project="P1", allocations=[{"org": "S1", "seats": seats}])


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a server for these tests alone: each takes a schema of its own."""
    script = str(ROOT / "tests" / "support" / "postgresql_server.sh")
    with tempfile.TemporaryDirectory(prefix="xueshi-") as name:  # its sockets need a short path
        os.chmod(name, 0o711)  # the server's own user must reach what lies inside
        folder = f"{name}/server"
        subprocess.run([script, "start", folder], check=True)
        try:
            yield Path(folder, "url").read_text(encoding="utf-8")
        finally:
            subprocess.run([script, "stop", folder], check=True)


@pytest.fixture
def restored() -> Iterator[None]:
    """Ctrl-C as Python hears it; what a test makes of the signals ends with it."""
    ours = (signal.SIGINT, signal.SIGUSR1, signal.SIGALRM)
    before = {number: signal.getsignal(number) for number in ours}
    signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def engine(clock: Clock) -> Iterator[xueshi.Engine]:
    with xueshi.Engine.open("memory:", policy="jiangsu", founder=PROVINCE, clock=clock) as opened:
        found(opened)
        yield opened
