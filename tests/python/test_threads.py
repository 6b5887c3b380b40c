"""Several threads on one engine, and Python's lock released while it works."""

import datetime
import multiprocessing
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import xueshi
from conftest import PROVINCE, SCHOOL, Clock, found

THREADS = 8


def together(work: Callable[[int], None]) -> None:
    """Runs it in all threads, which begin at once; what one raises ends the test."""
    barrier = threading.Barrier(THREADS)
    failures: list[BaseException] = []

    def run(number: int) -> None:
        try:
            barrier.wait()
            work(number)
        except BaseException as failure:  # noqa: BLE001
            failures.append(failure)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


@pytest.mark.parametrize("url", ["memory:", "sqlite:{}/county.db"])
def test_exactly_as_many_as_seats_are_enrolled(url: str, tmp_path: Path, clock: Clock) -> None:
    seats, teachers = 11, 40
    with xueshi.Engine.open(
        url.format(tmp_path), policy="jiangsu", founder=PROVINCE, clock=clock
    ) as engine:
        found(engine, teachers=teachers, seats=seats)
        won: list[str] = []

        def enrol(number: int) -> None:
            for i in range(number, teachers, THREADS):
                code = f"T{i + 1}"
                if engine.outcome.enroll(SCHOOL, project="P1", teachers=[code]).ok:
                    won.append(code)

        together(enrol)
        assert len(won) == len(set(won)) == seats
        assert engine.quota(SCHOOL, project="P1").own.left == 0
        assert engine.check() == () and engine.verify_log()


def test_control_check_then_write_gives_away_too_many() -> None:
    """The same race against a counter that is looked at and then written: it must go wrong."""
    seats, won = [1], [0]
    looked = threading.Barrier(THREADS)

    def take(_: int) -> None:
        left = seats[0]
        looked.wait()  # everybody has looked
        if left > 0:
            seats[0] = left - 1
            won[0] += 1

    together(take)
    assert won[0] > 1


def test_a_waiting_call_lets_other_threads_run(clock: Clock) -> None:
    """An observer's callback holds one call until another thread has got on with its own."""
    inside, other_done = threading.Event(), threading.Event()

    def observer(seen: xueshi.Observation) -> None:
        if seen.name == "orgs":
            inside.set()
            assert other_done.wait(timeout=60)

    with xueshi.Engine.open(
        "memory:", policy="jiangsu", founder=PROVINCE, clock=clock, observer=observer
    ) as engine:
        found(engine)
        waiting = threading.Thread(target=engine.orgs, args=(PROVINCE,))
        waiting.start()
        assert inside.wait(timeout=60)
        assert engine.projects(PROVINCE).projects
        other_done.set()
        waiting.join()


def test_pythons_lock_is_released_while_the_storage_is_waited_for(
    tmp_path: Path, clock: Clock
) -> None:
    """A writer waits in C++ for another writer's lock, which only Python can end.

    If the call held Python's lock meanwhile, this thread would not get it back before the call's
    deadline: the call would end as the control does, where nobody lets go.
    """
    inside = threading.Event()
    now = clock.now

    def at_the_door() -> datetime.datetime:
        inside.set()
        return now

    url = f"sqlite:{tmp_path}/county.db?journal=truncate"
    with xueshi.Engine.open(url, policy="jiangsu", founder=PROVINCE, clock=at_the_door) as engine:
        found(engine)
        holder = sqlite3.connect(
            tmp_path / "county.db", isolation_level=None, timeout=60, check_same_thread=False
        )
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(xueshi.Error) as caught:
            engine.enroll(SCHOOL, project="P1", teachers=["T1"], patience=0.05)
        assert caught.value.code == "storage.busy" and caught.value.retry
        results: list[xueshi.Receipt] = []
        writer = threading.Thread(
            target=lambda: results.append(
                engine.enroll(SCHOOL, project="P1", teachers=["T1"], patience=60)
            )
        )
        inside.clear()
        writer.start()
        assert inside.wait(timeout=60)
        for _ in range(1000):  # each gives Python's lock away and takes it back
            time.sleep(0)
        holder.execute("ROLLBACK")
        writer.join()
        holder.close()
        assert results[0].done == 1


def test_closing_lets_running_calls_end(clock: Clock) -> None:
    inside, closed = threading.Event(), threading.Event()
    answers: list[xueshi.OrgsPage] = []

    def observer(seen: xueshi.Observation) -> None:
        if seen.name == "orgs":
            inside.set()
            assert closed.wait(timeout=60)

    engine = xueshi.Engine.open(
        "memory:", policy="jiangsu", founder=PROVINCE, clock=clock, observer=observer
    )
    found(engine)
    thread = threading.Thread(target=lambda: answers.append(engine.orgs(PROVINCE)))
    thread.start()
    assert inside.wait(timeout=60)
    engine.close()
    closed.set()
    thread.join()
    assert answers and answers[0].orgs


def _child(url: str, code: str) -> int:
    clock = Clock()
    with xueshi.Engine.open(url, clock=clock) as engine:
        return engine.enroll(SCHOOL, project="P1", teachers=[code]).done


def test_processes_that_open_their_own_engine(tmp_path: Path, clock: Clock) -> None:
    url = f"sqlite:{tmp_path}/county.db"
    with xueshi.Engine.open(url, policy="jiangsu", founder=PROVINCE, clock=clock) as engine:
        found(engine)
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.starmap(_child, [(url, "T1"), (url, "T2")]) == [1, 1]
