"""A storage and a register written in Python."""

import datetime
import gc
import sys
import threading
from collections.abc import Sequence

import pytest

import xueshi
from xueshi import _core
from conftest import PROVINCE, SCHOOL, Clock, found
from memory_storage import MemoryStorage, MemoryTransaction
from xueshi import Actor, Conflict, DateRange, Error, Org, Person, Register, Teacher, TeacherSearch
from xueshi.storage import (
    Access,
    BoundedAdd,
    ClauseResult,
    Table,
    Transaction,
    clauses,
    decode,
    encode,
)


def failed(results: Sequence[ClauseResult]) -> list[str]:
    return [f"{one.clause} {one.title}: {one.detail}" for one in results if not one.passed]


def test_a_storage_of_dictionaries_keeps_all_clauses() -> None:
    def fail_next_commit(storage: MemoryStorage) -> None:
        storage.fail_next_commit = True

    results = xueshi.run_conformance("dict", MemoryStorage, fail_next_commit=fail_next_commit)
    assert failed(results) == []
    assert {one.clause for one in results} == {clause for clause, _ in clauses()}


class CarelessTransaction(MemoryTransaction):
    """Gives seats whether there are some or not."""

    def add(self, table: Table, change: BoundedAdd) -> bool:
        free = BoundedAdd(change.key, change.column, change.delta, None, None, -(2**63), 2**63 - 1)
        return super().add(table, free)


class CarelessStorage(MemoryStorage):
    transaction = CarelessTransaction


def test_the_kit_finds_what_is_broken() -> None:
    results = xueshi.run_conformance("careless", CarelessStorage)
    assert any(line.startswith(("S9", "S10")) for line in failed(results))


class ForgetfulStorage(MemoryStorage):
    def check(self) -> list[str]:
        return ["one fault"]

    def begin(self, access: Access, deadline: float) -> MemoryTransaction:
        raise RuntimeError("the host's database is gone")


def test_what_a_storage_raises_reaches_the_caller_as_it_is(clock: Clock) -> None:
    with pytest.raises(RuntimeError, match="the host's database is gone"):
        xueshi.Engine.open(ForgetfulStorage(), clock=clock)
    with pytest.raises(
        TypeError, match="a storage is a URL such as .* or a xueshi.Storage, not int"
    ):
        xueshi.Engine.open(7)  # type: ignore[arg-type]
    results = xueshi.run_conformance("forgetful", ForgetfulStorage)
    assert any("the host's database is gone" in one.detail for one in results if not one.passed)


def test_an_interruption_ends_the_kit() -> None:
    """In the second test's storage, so that something went well before; later ones aren't made."""
    made: list[MemoryStorage] = []

    class Interrupted(MemoryStorage):
        def begin(self, access: Access, deadline: float) -> Transaction:
            if len(made) > 1:
                raise KeyboardInterrupt
            return super().begin(access, deadline)

    def fresh() -> MemoryStorage:
        made.append(Interrupted())
        return made[-1]

    with pytest.raises(KeyboardInterrupt):
        xueshi.run_conformance("interrupted", fresh)
    assert len(made) == 2


def test_an_interruption_beside_a_thread_of_the_kit_ends_it() -> None:
    others: set[int] = set()

    class Interrupted(MemoryStorage):
        def begin(self, access: Access, deadline: float) -> Transaction:
            if threading.get_ident() != threading.main_thread().ident:
                others.add(threading.get_ident())
            elif others and access == "read":
                raise KeyboardInterrupt
            return super().begin(access, deadline)

    with pytest.raises(KeyboardInterrupt):
        xueshi.run_conformance("interrupted", Interrupted)


def test_an_interruption_in_what_makes_a_commit_fail_ends_the_kit() -> None:
    def fail_next_commit(storage: MemoryStorage) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        xueshi.run_conformance("dict", MemoryStorage, fail_next_commit=fail_next_commit)


class FailingStorage(MemoryStorage):
    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code

    def begin(self, access: Access, deadline: float) -> MemoryTransaction:
        raise Error(self.code, "as the test wants it")


@pytest.mark.parametrize("code", _core.error_codes())
def test_every_error_passes_there_and_back(code: str) -> None:
    with pytest.raises(Error) as caught:
        xueshi.Engine.open(FailingStorage(code))
    assert (caught.value.code, caught.value.message) == (code, "as the test wants it")
    passing = (
        "storage.busy",
        "storage.unavailable",
        "register.unavailable",
        "clock.behind",
        "deadline.exceeded",
    )
    assert caught.value.retry == (code in passing)


class ContendedTransaction(MemoryTransaction):
    """The first commit of a writer finds that another one was in the way."""

    conflicts = [0]

    def commit(self) -> None:
        if self.copied and self.conflicts[0] > 0:
            self.conflicts[0] -= 1
            raise Conflict("another was in the way")
        super().commit()


class ContendedStorage(MemoryStorage):
    transaction = ContendedTransaction


def test_a_conflict_makes_the_engine_decide_afresh(clock: Clock) -> None:
    seen: list[xueshi.Observation] = []
    with xueshi.Engine.open(
        ContendedStorage(), policy="jiangsu", founder=PROVINCE, clock=clock, observer=seen.append
    ) as engine:
        found(engine)
        ContendedTransaction.conflicts[0] = 2
        assert engine.enroll(SCHOOL, project="P1", teachers=["T1"]).done == 1
        assert seen[-1].attempts == 3
        clock.now -= datetime.timedelta(minutes=1)
        with pytest.raises(Error) as caught:
            engine.enroll(SCHOOL, project="P1", teachers=["T2"])
        assert caught.value.code == "clock.behind" and seen[-1].error == "clock.behind"


def test_an_engine_works_on_a_storage_in_python(clock: Clock) -> None:
    storage = MemoryStorage()
    with xueshi.Engine.open(storage, policy="jiangsu", founder=PROVINCE, clock=clock) as engine:
        found(engine)
        receipt = engine.enroll(SCHOOL, project="P1", teachers=["T1", "T2"])
        assert receipt.done == 2
        assert engine.verify_log() and engine.check() == ()
        assert engine.info().kind == "python-memory"
        with xueshi.Engine.open("memory:", policy="jiangsu", founder=PROVINCE, clock=clock) as ours:
            found(ours)
            ours.enroll(SCHOOL, project="P1", teachers=["T1", "T2"])
            assert ours.state_digest() == engine.state_digest()
    assert xueshi.migrate(storage, "memory:").faults == ()


def test_a_closed_engine_lets_its_storage_go(clock: Clock) -> None:
    storage = MemoryStorage()
    before = sys.getrefcount(storage)
    engine = xueshi.Engine.open(storage, policy="jiangsu", founder=PROVINCE, clock=clock)
    assert sys.getrefcount(storage) > before
    engine.close()
    gc.collect()
    assert sys.getrefcount(storage) == before


@pytest.mark.parametrize(
    "cells", [(), (None,), (1, -5, 2**63 - 1), ("学时", ""), (b"\0\xff", "a", None)]
)
def test_cells_come_back_as_they_went(cells: tuple[None | int | str | bytes, ...]) -> None:
    assert decode(encode(cells)) == cells


def test_what_is_no_cell_is_a_type_error() -> None:
    for cell in (1.5, True, [], object()):
        with pytest.raises(TypeError):
            encode([cell])  # type: ignore[list-item]
    with pytest.raises(Error) as caught:
        decode(b"\x63rubbish")
    assert caught.value.code == "storage.corrupt"


class Personnel(Register):
    """A host's own tables."""

    def __init__(self) -> None:
        self.orgs = {
            "32": Org("32", "省", "authority", level="province"),
            "B1": Org("B1", "基地", "base", parent="32"),
            "S1": Org("S1", "小学", "school", parent="32", stages=["primary"]),
        }
        self.people = {
            f"T{i}": Teacher(f"T{i}", "32", "S1", stages=["primary"], subject="语文")
            for i in range(1, 4)
        }
        self.broken: BaseException | None = None

    def teachers(self, codes: Sequence[str]) -> list[Teacher | None]:
        if self.broken:
            raise self.broken
        return [self.people.get(code) for code in codes]

    def search(self, search: TeacherSearch, after: str, limit: int) -> list[tuple[Teacher, Person]]:
        return [
            (teacher, Person("张三丰", mobile="13812345678"))
            for code, teacher in sorted(self.people.items())
            if teacher.school == search.school and code > after
        ][:limit]

    def org(self, code: str) -> Org | None:
        return self.orgs.get(code)

    def children(self, org: str, after: str, limit: int) -> list[Org]:
        return [
            one for code, one in sorted(self.orgs.items()) if one.parent == org and code > after
        ][:limit]

    def changes(self, mark: str) -> tuple[list[str], str]:
        return [], mark


def test_a_register_in_python(clock: Clock) -> None:
    register = Personnel()
    with xueshi.Engine.open(
        "memory:", policy="jiangsu", founder=PROVINCE, clock=clock, register=register
    ) as engine:
        day = datetime.date(2026, 5, 11)
        engine.create_project(
            PROVINCE,
            code="P1",
            name="培训",
            level="provincial",
            owner="32",
            year=2026,
            hours=40,
            seats=2,
            enrollment=DateRange(datetime.date(2026, 3, 1), datetime.date(2026, 4, 7)),
            training=DateRange(day, datetime.date(2026, 5, 15)),
            audience={"stages": ["primary"]},
            bases=[{"base": "B1", "regions": ["32"]}],
        )
        engine.allocate_quota(PROVINCE, project="P1", allocations=[{"org": "S1", "seats": 2}])
        assert engine.enroll(SCHOOL, project="P1", teachers=["T1"]).done == 1
        page = engine.teachers(SCHOOL, limit=2)
        assert [one.teacher for one in page.teachers] == ["T1", "T2"] and page.next
        assert page.teachers[0].name != "张三丰"  # masked
        assert [org.code for org in engine.orgs(PROVINCE).orgs] == ["B1", "S1"]
        unknown = engine.outcome.enroll(SCHOOL, project="P1", teachers=["X"])
        assert unknown.refusals[0].code == "teacher.unknown"

        register.broken = ConnectionError("no line")
        with pytest.raises(Error) as caught:
            engine.enroll(SCHOOL, project="P1", teachers=["T2"])
        assert caught.value.code == "register.unavailable" and caught.value.retry
        assert caught.value.message == "the host's register failed: ConnectionError: no line"
        assert caught.value.__cause__ is register.broken and register.broken.__traceback__
        register.broken = KeyboardInterrupt("the user")
        for ask in (engine.enroll, engine.outcome.enroll, engine.explain.enroll):
            with pytest.raises(KeyboardInterrupt, match="the user"):
                ask(SCHOOL, project="P1", teachers=["T2"])
        register.broken = None
        register.people["T2"] = "nobody"  # type: ignore[assignment]
        with pytest.raises(Error) as caught:
            engine.enroll(SCHOOL, project="P1", teachers=["T2"])
        assert "Register.teachers: /0 must be" in caught.value.message
        with pytest.raises(Error) as caught:
            engine.transfer_teacher(PROVINCE, teacher="T1", to_school="S1")
        assert caught.value.code == "register.external"
    with pytest.raises(TypeError, match="a register is a xueshi.Register"):
        xueshi.Engine.open("memory:", register=object())  # type: ignore[arg-type]
    assert Actor("teacher", teacher="T1").as_dict() == {
        "role": "teacher",
        "org": "",
        "teacher": "T1",
    }
