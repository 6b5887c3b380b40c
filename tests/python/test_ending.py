"""How a call ends before its time: deadlines, cancelling, Ctrl-C."""

import datetime
import itertools
import json
import math
import os
import signal
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any, ClassVar

import pytest

import xueshi
from conftest import PROVINCE, SCHOOL, Clock, found
from memory_storage import MemoryStorage, MemoryTransaction
from xueshi import Cancel, Engine, Error
from xueshi.storage import Guard, Table


class Held:
    """An engine on a file that another writer holds, and `at_the_door` tells that a call has begun."""

    def __init__(self, folder: Path) -> None:
        self.inside = threading.Event()
        self.clock = Clock()
        self.engine = Engine.open(
            f"sqlite:{folder}/county.db?journal=truncate",
            policy="jiangsu",
            founder=PROVINCE,
            clock=self.at_the_door,
        )
        found(self.engine)
        self.before = self.engine.state_digest()
        self.holder = sqlite3.connect(
            folder / "county.db", isolation_level=None, check_same_thread=False
        )
        self.holder.execute("BEGIN EXCLUSIVE")
        self.inside.clear()

    def at_the_door(self) -> datetime.datetime:
        self.inside.set()
        return self.clock.now

    def release(self) -> None:
        self.holder.execute("ROLLBACK")

    def enrol(self, **options: Any) -> xueshi.Receipt:
        return self.engine.enroll(SCHOOL, project="P1", teachers=["T1"], **options)


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Held]:
    made = Held(tmp_path)
    yield made
    made.holder.close()
    made.engine.close()


CALLS: list[Callable[[Engine, dict[str, Any]], object]] = [
    lambda engine, options: engine.enroll(SCHOOL, project="P1", teachers=["T1"], **options),
    lambda engine, options: engine.outcome.enroll(SCHOOL, project="P1", teachers=["T1"], **options),
    lambda engine, options: engine.explain.enroll(SCHOOL, project="P1", teachers=["T1"], **options),
    lambda engine, options: engine.projects(SCHOOL, **options),
    lambda engine, options: engine.outcome.projects(SCHOOL, **options),
    lambda engine, options: engine.table.projects(SCHOOL, **options),
]


@pytest.mark.parametrize("call", CALLS)
def test_a_wait_ends_by_patience_or_deadline(
    held: Held, call: Callable[[Engine, dict[str, Any]], object]
) -> None:
    for options in (
        {"patience": 0.02},
        {"patience": 0},
        {"deadline": time.monotonic() + 0.02},
        {"deadline": time.monotonic() + 1000, "patience": 0.02},
        {"deadline": time.monotonic() + 0.02, "patience": 1000},
        {"deadline": -math.pi},
    ):
        with pytest.raises(Error) as caught:
            call(held.engine, options)
        assert caught.value.code == "storage.busy" and caught.value.retry, options
    held.release()
    assert held.engine.state_digest() == held.before
    assert call(held.engine, {"deadline": time.monotonic() + 60})


WRONG: list[tuple[dict[str, object], type[Exception], str]] = [
    ({"patience": "1"}, TypeError, "patience must be a number of seconds, not str"),
    ({"patience": True}, TypeError, "patience must be a number of seconds, not bool"),
    ({"patience": -1}, ValueError, "patience is 0 seconds or more"),
    ({"patience": math.nan}, ValueError, "patience is 0 seconds or more"),
    ({"patience": 10**400}, OverflowError, "too large"),
    ({"deadline": datetime.datetime(2026, 1, 1)}, TypeError, "deadline must be a number"),
    ({"deadline": math.inf}, ValueError, r"a moment of time\.monotonic"),
    ({"inside": sqlite3}, TypeError, r"inside must be what xueshi\.join gave, not module"),
]


@pytest.mark.parametrize(("options", "error", "message"), WRONG)
def test_wrong_options_are_told(
    engine: Engine, options: dict[str, Any], error: type[Exception], message: str
) -> None:
    for call in CALLS:
        with pytest.raises(error, match=message):
            call(engine, options)
    assert engine.enrollments(SCHOOL).enrollments == ()


def test_only_commands_are_cancelled(engine: Engine) -> None:
    with pytest.raises(TypeError, match=r"cancel must be a xueshi\.Cancel, not Event"):
        engine.enroll(
            SCHOOL,
            project="P1",
            teachers=["T1"],
            cancel=threading.Event(),  # type: ignore[arg-type]
        )
    with pytest.raises(TypeError, match="unexpected keyword argument 'cancel'"):
        engine.projects(SCHOOL, cancel=Cancel())  # type: ignore[call-arg]


def test_a_cancelled_command_does_nothing(engine: Engine) -> None:
    before = engine.state_digest()
    cancel = Cancel()
    assert not cancel.cancelled
    cancel.cancel()
    assert cancel.cancelled
    for form in (engine, engine.outcome):
        with pytest.raises(Error) as caught:
            form.enroll(SCHOOL, project="P1", teachers=["T1"], cancel=cancel)
        assert caught.value.code == "deadline.exceeded" and caught.value.retry
    assert engine.state_digest() == before
    assert engine.enroll(SCHOOL, project="P1", teachers=["T1"], cancel=Cancel()).done == 1


@pytest.mark.parametrize("cancels", [True, False], ids=["cancelled", "control"])
def test_another_thread_cancels_a_command_that_waits(held: Held, cancels: bool) -> None:
    cancel = Cancel()
    ends: list[object] = []

    def wait() -> None:
        try:
            ends.append(held.enrol(cancel=cancel, patience=60).done)
        except Error as error:
            ends.append(error.code)

    waiting = threading.Thread(target=wait)
    waiting.start()
    assert held.inside.wait(timeout=60)
    if cancels:
        cancel.cancel()
    held.release()
    waiting.join()
    assert ends == (["deadline.exceeded"] if cancels else [1])
    assert (held.engine.state_digest() == held.before) == cancels


def sent_meanwhile(held: Held, number: signal.Signals) -> threading.Thread:
    """Sends a signal while the main thread waits, then lets it go on."""

    def send() -> None:
        assert held.inside.wait(timeout=60)
        os.kill(os.getpid(), number)
        held.release()

    thread = threading.Thread(target=send)
    thread.start()
    return thread


def test_ctrl_c_ends_a_command_that_waits_and_nothing_is_done(held: Held, restored: None) -> None:
    sender = sent_meanwhile(held, signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        held.enrol(patience=60)
    sender.join()
    assert held.engine.state_digest() == held.before
    assert held.enrol().done == 1


def test_ctrl_c_ends_a_query_and_an_examination(held: Held, restored: None) -> None:
    sender = sent_meanwhile(held, signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        held.engine.projects(SCHOOL, patience=60)
    sender.join()
    assert held.engine.verify_log() and held.engine.check() == ()


def test_ctrl_c_is_no_answer_of_the_protocol(held: Held, restored: None) -> None:
    """Which makes an answer of every exception else."""
    sender = sent_meanwhile(held, signal.SIGINT)
    actor = {"role": "school_admin", "org": "S1"}
    order = {"project": "P1", "teachers": ["T1"]}
    request = json.dumps({"as": actor, "do": "enroll", "with": order})
    with pytest.raises(KeyboardInterrupt):
        held.engine.call(request)
    sender.join()
    assert held.engine.state_digest() == held.before
    answer = json.loads(held.engine.call(request))
    assert answer["ok"] and answer["result"]["done"] == 1
    assert json.loads(held.engine.call("{"))["refusals"][0]["code"] == "request.invalid"


@pytest.mark.parametrize("ends", [KeyboardInterrupt, SystemExit])
def test_an_interruption_in_the_clock_is_the_callers(ends: type[BaseException]) -> None:
    def clock() -> datetime.datetime:
        if interrupted:
            raise ends
        return now()

    now, interrupted = Clock(), False
    with Engine.open("memory:", policy="jiangsu", founder=PROVINCE, clock=clock) as engine:
        found(engine)
        before = engine.state_digest()
        interrupted = True
        order = {"project": "P1", "teachers": ["T1"]}
        actor = {"role": "school_admin", "org": "S1"}
        request = json.dumps({"as": actor, "do": "enroll", "with": order})
        for call in (
            lambda: engine.call(request),
            lambda: engine.enroll(SCHOOL, project="P1", teachers=["T1"]),
            lambda: engine.projects(SCHOOL),
        ):
            with pytest.raises(ends):
                call()
        interrupted = False
        assert engine.state_digest() == before


def test_an_error_in_the_clock_is_the_protocols_answer(clock: Clock) -> None:
    """The control: only interruptions aren't answered."""
    with Engine.open("memory:", policy="jiangsu", founder=PROVINCE, clock=clock) as engine:
        del clock.now
        request = {"as": {"role": "school_admin", "org": "S1"}, "ask": "projects"}
        answer = json.loads(engine.call(json.dumps(request)))
    assert answer["error"]["code"] == "internal"


class Armed(MemoryTransaction):
    """After one of its reads a signal comes, some microseconds later."""

    read = 0
    delay = 0.0
    begun: ClassVar[set[MemoryTransaction]] = set()

    def get(self, table: Table, keys: list[bytes], guard: Guard) -> list[bytes | None]:
        Armed.begun.add(self)
        rows = super().get(table, keys, guard)
        Armed.read -= 1
        if Armed.read == 0:
            signal.setitimer(signal.ITIMER_REAL, Armed.delay)
        return rows

    def rollback(self) -> None:
        Armed.begun.discard(self)
        super().rollback()

    def commit(self) -> None:
        super().commit()
        Armed.begun.discard(self)


class ArmedStorage(MemoryStorage):
    transaction = Armed


def test_a_signal_before_a_rollback_waits_for_its_end(restored: None) -> None:
    """Whenever it comes, the host's rollback is run, and the call is ended by it."""
    heard = ended = 0
    inside = False

    def handler(number: int, frame: FrameType | None) -> None:
        nonlocal heard, inside
        if inside:
            inside = False
            heard += 1
            raise KeyboardInterrupt

    signal.signal(signal.SIGALRM, handler)
    teachers = [f"T{i}" for i in range(1, 501)]
    with Engine.open(ArmedStorage(), policy="jiangsu", founder=PROVINCE, clock=Clock()) as engine:
        found(engine, teachers=len(teachers), seats=len(teachers))
        for read, microseconds in itertools.product(range(1, 9), range(1, 40)):
            Armed.read, Armed.delay = read, microseconds * 1e-6
            try:
                inside = True
                engine.explain.enroll(SCHOOL, project="P1", teachers=teachers)
                inside = False
            except KeyboardInterrupt:
                ended += 1
            signal.setitimer(signal.ITIMER_REAL, 0)
            assert not Armed.begun
        assert ended == heard > 0
        assert engine.enroll(SCHOOL, project="P1", teachers=teachers).done == len(teachers)


def test_an_interruption_in_a_rollback_is_not_lost() -> None:
    class Interrupted(MemoryTransaction):
        def rollback(self) -> None:
            super().rollback()
            if interrupted:
                raise KeyboardInterrupt

    class Storage(MemoryStorage):
        transaction = Interrupted

    interrupted = False
    with Engine.open(Storage(), policy="jiangsu", founder=PROVINCE, clock=Clock()) as engine:
        found(engine)
        interrupted = True
        with pytest.raises(KeyboardInterrupt):
            engine.projects(SCHOOL)
        interrupted = False


def test_a_signals_handler_may_cancel(held: Held, restored: None) -> None:
    cancel = Cancel()

    def handler(number: int, frame: FrameType | None) -> None:
        cancel.cancel()

    signal.signal(signal.SIGUSR1, handler)
    sender = sent_meanwhile(held, signal.SIGUSR1)
    with pytest.raises(Error, match=r"deadline\.exceeded"):
        held.enrol(cancel=cancel, patience=60)
    sender.join()
    assert held.engine.state_digest() == held.before


def test_control_a_signal_that_nobody_minds_ends_nothing(held: Held, restored: None) -> None:
    heard: list[int] = []
    signal.signal(signal.SIGUSR1, lambda number, frame: heard.append(number))
    sender = sent_meanwhile(held, signal.SIGUSR1)
    assert held.enrol(patience=60).done == 1
    sender.join()
    assert heard == [signal.SIGUSR1]


def moved(source: Path, target: Path) -> None:
    xueshi.migrate(f"sqlite:{source}", f"sqlite:{target}", rows_together=1)


def copied(source: Path, target: Path) -> None:
    xueshi.back_up(source, target, pages_together=1)


def is_complete(target: Path) -> bool:
    if not target.exists():
        return False
    with Engine.open(f"sqlite:{target}") as engine:
        return engine.policy is not None


@pytest.mark.parametrize("work", [moved, copied])
@pytest.mark.parametrize("interrupted", [True, False], ids=["interrupted", "control"])
def test_ctrl_c_ends_a_migration_and_a_backup(
    work: Callable[[Path, Path], None], interrupted: bool, tmp_path: Path, restored: None
) -> None:
    """Without a function for progress too, where no line of Python runs meanwhile."""
    source, target = tmp_path / "county.db", tmp_path / "copies" / "other.db"
    target.parent.mkdir()
    with Engine.open(f"sqlite:{source}", policy="jiangsu", founder=PROVINCE, clock=Clock()) as one:
        found(one, teachers=200)
    ended = threading.Event()

    def send() -> None:
        while not ended.is_set():
            if any(target.parent.iterdir()):  # it has begun
                os.kill(os.getpid(), signal.SIGINT)
                return

    sender = threading.Thread(target=send if interrupted else ended.wait)
    sender.start()
    try:
        if interrupted:
            with pytest.raises(KeyboardInterrupt):
                work(source, target)
        else:
            work(source, target)
    finally:
        ended.set()
        sender.join()
    assert is_complete(target) != interrupted
