"""What the way through Python costs: `./run bench python [--json]`.

Each call is made twice on equal engines: once by the clock on the wall, once with an observer, whose
`took` is what the same call takes in C++. The difference is converting there and back. The job that
python_by_hand.py writes by hand is done in turn on files with the same settings.
"""

import datetime
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import sheets_bench
import xueshi
from python_by_hand import Portal
from xueshi import Actor, DateRange, OrgEntry, TeacherEntry, _core

TEACHERS, ROUNDS, QUERIES, FILE_ROUNDS = 1000, 15, 5000, 5
CODES = tuple(f"T{i}" for i in range(TEACHERS))
CHINA = datetime.timezone(datetime.timedelta(hours=8))
PROVINCE = Actor("province_admin", org="32")
SCHOOL = Actor("school_admin", org="S1")


def opened(
    took: list[float] | None = None, url: str = "memory:", codes: Sequence[str] = CODES
) -> xueshi.Engine:
    observer = None if took is None else lambda seen: took.append(seen.took)
    engine = xueshi.Engine.open(
        url, policy="jiangsu", founder=PROVINCE, clock=None, observer=observer
    )
    engine.register_orgs(
        PROVINCE,
        orgs=[
            OrgEntry("32", "省", "authority", level="province"),
            OrgEntry("B1", "基地", "base", parent="32"),
            OrgEntry("S1", "小学", "school", parent="32", stages=["primary"]),
        ],
    )
    engine.register_teachers(
        PROVINCE,
        teachers=[
            TeacherEntry(code, f"教师{code}", "S1", stages=["primary"], subject="语文")
            for code in codes
        ],
    )
    return engine


def project(engine: xueshi.Engine, code: str) -> None:
    today = datetime.datetime.now(CHINA).date()
    days = datetime.timedelta(days=30)
    engine.create_project(
        PROVINCE,
        code=code,
        name="培训",
        level="provincial",
        owner="32",
        year=today.year,
        hours=40,
        seats=TEACHERS,
        enrollment=DateRange(today - days, today + days),
        training=DateRange(today + 2 * days, today + 3 * days),
        audience={},
        bases=[{"base": "B1", "regions": ["32"]}],
    )
    engine.allocate_quota(PROVINCE, project=code, allocations=[{"org": "S1", "seats": TEACHERS}])


def timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def enrolment() -> tuple[float, float]:
    """Medians in seconds: through Python, in C++ alone."""
    codes = list(CODES)
    took: list[float] = []
    plain, watched = opened(), opened(took)
    wall: list[float] = []
    inside: list[float] = []
    for number in range(ROUNDS):
        code = f"P{number}"
        for engine in (plain, watched):
            project(engine, code)
        wall.append(timed(lambda: plain.enroll(SCHOOL, project=code, teachers=codes)))
        took.clear()
        watched.enroll(SCHOOL, project=code, teachers=codes)
        inside += took
    return statistics.median(wall), statistics.median(inside)


def small_query() -> tuple[float, float]:
    took: list[float] = []
    plain, watched = opened(), opened(took)
    for engine in (plain, watched):
        project(engine, "P")
    took.clear()
    wall = []
    for _ in range(QUERIES):  # in turn, so that both see the same machine
        wall.append(timed(lambda: plain.quota(SCHOOL, project="P")))
        watched.quota(SCHOOL, project="P")
    return statistics.median(wall), statistics.median(took)


def by_json() -> float:
    """The same query through the protocol, as a binding made of JSON would ask it."""
    engine = opened()
    project(engine, "P")
    actor = {"role": "school_admin", "org": "S1"}
    request = {"as": actor, "ask": "quota", "with": {"project": "P"}}

    def ask() -> object:
        return json.loads(_core.call(engine._core, json.dumps(request)))["result"]

    ask()
    return statistics.median(timed(ask) for _ in range(QUERIES))


BY_HAND = ("row_by_row", "row_by_row_at_once", "add_all", "core_without_checks")


def by_hand() -> dict[str, float]:
    """The same job on files with the same settings, in turn: medians in seconds."""
    codes = [f"T{i:04}" for i in range(TEACHERS)]
    taken: dict[str, list[float]] = {"ours": []}
    with tempfile.TemporaryDirectory() as folder:
        ours = opened(url=f"sqlite:{folder}/ours.db?journal=truncate", codes=codes)
        portals = {way: Portal(Path(folder) / f"{way}.db", codes) for way in BY_HAND}
        for number in range(FILE_ROUNDS):
            code = f"P{number}"
            project(ours, code)
            took = timed(lambda: ours.enroll(SCHOOL, project=code, teachers=codes))
            taken["ours"].append(took)
            for way, portal in portals.items():
                portal.add_project(code)
                took = timed(lambda: getattr(portal, way)(code))
                taken.setdefault(way, []).append(took)
                assert portal.enrolled(code) == TEACHERS
        ours.close()
    return {way: statistics.median(times) for way, times in taken.items()}


def main() -> None:
    python, inside = enrolment()
    query, query_inside = small_query()
    hand = by_hand()
    report = {
        "enroll_1000_ms": round(python * 1e3, 3),
        "enroll_1000_in_cpp_ms": round(inside * 1e3, 3),
        "enroll_1000_ratio": round(python / inside, 3),
        "query_us": round(query * 1e6, 2),
        "query_in_cpp_us": round(query_inside * 1e6, 2),
        "query_by_json_us": round(by_json() * 1e6, 2),
        "query_over_cpp_us": round((query - query_inside) * 1e6, 2),
        **sheets_bench.measured(),
        "enroll_1000_on_sqlite_ms": round(hand["ours"] * 1e3, 2),
    }
    for way in BY_HAND:
        report[f"sqlalchemy_{way}_ms"] = round(hand[way] * 1e3, 2)
        report[f"times_as_fast_as_{way}"] = round(hand[way] / hand["ours"], 2)
    if "--json" in sys.argv:
        print(json.dumps(report))
    else:
        for name, value in report.items():
            print(f"{name:36} {value}")


if __name__ == "__main__":
    main()
