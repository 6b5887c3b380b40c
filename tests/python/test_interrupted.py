"""Ctrl-C while several threads enrol at once on PostgreSQL, where their commands share transactions."""

import datetime
import itertools
import os
import queue
import signal
import threading
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

import xueshi
from conftest import PROVINCE, SCHOOL, Clock, found
from xueshi import DateRange, Engine

THREADS = 6
SCALE = int(os.environ.get("XUESHI_TEST_SCALE", "1"))
INTERRUPTED = 60 * SCALE
NUMBERS = itertools.count(1)
MOST = 200 * SCALE  # of each other thread: they stop when the main thread has done its part


class Crowd:
    """An engine in which teachers enrol, each under a request id of its own."""

    def __init__(self, server: str, schema: str) -> None:
        self.server = server
        self.schema = schema
        url = f"{server}?schema={schema}"
        teachers = THREADS * MOST + INTERRUPTED + 1
        with Engine.open(url, policy="jiangsu", founder=PROVINCE, clock=Clock()) as engine:
            found(engine, teachers=teachers)
        # By the system's clock: one in Python would hear of a signal in the middle of a group, where it
        # is too early to harm the others.
        self.engine = Engine.open(url)
        self.open_project(seats=teachers)
        self.codes: Iterator[str] = iter([f"T{i}" for i in range(1, teachers + 1)])
        self.enrol(next(self.codes))  # a project's first enrolment goes alone

    def open_project(self, seats: int) -> None:
        day = datetime.timedelta(days=1)
        today = datetime.date.today()
        training = today + 60 * day
        self.engine.create_project(
            PROVINCE,
            code="P2",
            name="培训",
            level="provincial",
            owner="32",
            year=training.year,
            hours=40,
            seats=seats,
            enrollment=DateRange(today - 2 * day, today + 30 * day),
            training=DateRange(training, training),
            audience={"stages": ["primary"]},
            bases=[{"base": "B1", "regions": ["32"]}],
        )
        self.engine.allocate_quota(
            PROVINCE, project="P2", allocations=[{"org": "S1", "seats": seats}]
        )

    def enrol(self, code: str) -> xueshi.Receipt:
        return self.engine.enroll(SCHOOL, project="P2", teachers=[code], request_id=f"r-{code}")

    def stored(self) -> set[str]:
        """Whom the storage has."""
        teachers: set[str] = set()
        after = None
        while True:
            page = self.engine.enrollments(SCHOOL, project="P2", limit=1000, after=after)
            teachers.update(each.teacher for each in page.enrollments)
            after = page.next
            if after is None:
                return teachers

    def shared(self) -> int:
        """How many entries of the school's stream were written in another one's transaction."""
        statement = (
            f"SELECT count(*) - count(DISTINCT xmin::text) FROM {self.schema}.xueshi_log"
            " WHERE stream = 'S1'"
        )
        connection: Any = psycopg.connect(self.server)
        try:
            (count,) = connection.execute(statement).fetchone()
            return int(count)
        finally:
            connection.close()


@pytest.fixture
def crowd(postgresql: str) -> Iterator[Crowd]:
    made = Crowd(postgresql, f"crowd_{os.getpid()}_{next(NUMBERS)}")
    yield made
    made.engine.close()


class Others:
    """Threads that enrol until they are stopped, each its own teachers."""

    def __init__(self, crowd: Crowd) -> None:
        self.acknowledged: list[list[str]] = [[] for _ in range(THREADS)]
        self.failures: list[BaseException] = []
        self.stopping = threading.Event()
        shares = [[next(crowd.codes) for _ in range(MOST)] for _ in range(THREADS)]

        def work(codes: list[str], done: list[str]) -> None:
            try:
                for code in codes:
                    if self.stopping.is_set():
                        return
                    assert crowd.enrol(code).done == 1
                    done.append(code)
            except BaseException as failure:  # noqa: BLE001
                self.failures.append(failure)

        self.threads = [
            threading.Thread(target=work, args=each)
            for each in zip(shares, self.acknowledged, strict=True)
        ]
        for thread in self.threads:
            thread.start()

    def stop(self) -> set[str]:
        """Ends them: whom they have enrolled."""
        self.stopping.set()
        for thread in self.threads:
            thread.join()
        return {code for done in self.acknowledged for code in done}


class Sender:
    """Sends SIGINT from a thread of its own, while it holds up all who enrol teachers of the school."""

    def __init__(self, crowd: Crowd) -> None:
        self.connection: Any = psycopg.connect(crowd.server, autocommit=True)
        self.hold = f"SELECT FROM {crowd.schema}.xueshi_stream WHERE stream = 'S1' FOR UPDATE"
        self.wanted: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self.thread = threading.Thread(target=self.send)
        self.thread.start()

    def send(self) -> None:
        while (turns := self.wanted.get()) is not None:
            self.connection.execute("BEGIN")
            self.connection.execute(self.hold)
            for _ in range(turns):  # time enough for others to begin, and to wait
                self.connection.execute("SELECT 1")
            os.kill(os.getpid(), signal.SIGINT)
            self.connection.execute("ROLLBACK")

    def end(self) -> None:
        self.wanted.put(None)
        self.thread.join()
        self.connection.close()


def interrupt(crowd: Crowd, sender: Sender, code: str, turns: int, acknowledged: set[str]) -> None:
    """An enrolment of the main thread, with a signal meanwhile, or just after it."""
    never = threading.Event()
    with pytest.raises(KeyboardInterrupt):
        sender.wanted.put(turns)
        receipt = crowd.enrol(code)
        assert receipt.done == 1
        acknowledged.add(code)
        never.wait(timeout=60)


def test_ctrl_c_concerns_nobody_but_the_main_thread(crowd: Crowd, restored: None) -> None:
    mine = [next(crowd.codes) for _ in range(INTERRUPTED)]
    acknowledged: set[str] = set()
    others = Others(crowd)
    sender = Sender(crowd)
    try:
        for number, code in enumerate(mine):
            interrupt(crowd, sender, code, number % 20, acknowledged)
    finally:
        sender.end()
        done = others.stop()
    assert others.failures == []
    assert all(others.acknowledged), "a thread got nothing done"
    assert crowd.shared() > 0, "each went alone"
    # What was acknowledged is stored. Of what was interrupted nobody knows, until it is asked again.
    stored = crowd.stored()
    assert acknowledged | done | {"T1"} <= stored <= set(mine) | done | {"T1"}
    for code in mine:
        assert crowd.enrol(code).done == 1
    assert crowd.stored() == set(mine) | done | {"T1"}
    left = crowd.engine.quota(SCHOOL, project="P2").own.left
    assert left == THREADS * MOST + INTERRUPTED + 1 - len(crowd.stored())
    assert crowd.engine.check() == () and crowd.engine.verify_log()


def test_control_who_comes_alone_shares_no_transaction(crowd: Crowd) -> None:
    """What tells that transactions were shared above tells nothing where they can't be."""
    for _ in range(20):
        assert crowd.enrol(next(crowd.codes)).done == 1
    assert crowd.shared() == 0
