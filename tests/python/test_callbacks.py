"""Functions and objects that the host gives: what they raise, what they give wrongly, what they ask."""

import datetime
import json
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

import xueshi
from conftest import PROVINCE, SCHOOL, Clock, found
from memory_storage import MemoryStorage, MemoryTransaction
from xueshi import Engine, Observation, Org, OrgEntry, Person, Register, Teacher, TeacherSearch
from xueshi.storage import Access, Transaction


def opened(storage: Any = "memory:", **options: Any) -> Engine:
    engine = Engine.open(
        storage, policy="jiangsu", founder=PROVINCE, **{"clock": Clock(), **options}
    )
    found(engine)
    return engine


def enrol(engine: Engine) -> int:
    return engine.enroll(SCHOOL, project="P1", teachers=["T1"]).done


def test_what_an_observer_raises_at_a_command_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command is done: its receipt is given, but the host's mistake isn't lost."""
    told: list[Any] = []
    monkeypatch.setattr(sys, "unraisablehook", told.append)

    def broken(seen: Observation) -> None:
        if seen.name == "enroll":
            raise LookupError("a mistake of the host's")

    with opened(observer=broken) as engine:
        assert enrol(engine) == 1
        assert engine.explain.enroll(SCHOOL, project="P1", teachers=["T2"]).ok
    assert [str(one.exc_value) for one in told] == 2 * ["a mistake of the host's"]


@pytest.fixture
def interrupts() -> Iterator[None]:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_ctrl_c_in_an_observer_comes_when_the_command_is_done(interrupts: None) -> None:
    def pressed(seen: Observation) -> None:
        if seen.name == "enroll":
            signal.raise_signal(signal.SIGINT)

    with opened(observer=pressed) as engine:
        with pytest.raises(KeyboardInterrupt):
            enrol(engine)
        assert len(engine.enrollments(SCHOOL).enrollments) == 1


def test_ctrl_c_in_a_callback_is_no_answer_of_the_protocol(interrupts: None) -> None:
    """Which makes an answer of every exception else."""
    pressed: list[bool] = []

    class Pressed(MemoryStorage):
        def begin(self, access: Any, deadline: Any) -> Any:
            if pressed:
                pressed.clear()
                signal.raise_signal(signal.SIGINT)
            return super().begin(access, deadline)

    request = '{"as": {"role": "province_admin", "org": "32"}, "ask": "orgs", "with": {}}'
    with opened(Pressed()) as engine:
        pressed.append(True)
        with pytest.raises(KeyboardInterrupt):
            engine.call(request)
        assert '"ok":true' in engine.call(request)


def test_callbacks_may_ask_and_close_their_engine() -> None:
    asked: list[str] = []
    engines: list[Engine] = []

    class Asking(Clock):
        def __call__(self) -> Any:
            if engines and not asked:
                asked.append(self.__class__.__name__)
                asked.extend(org.code for org in engines[0].orgs(PROVINCE).orgs)
            return super().__call__()

    def closing(seen: Observation) -> None:
        if seen.name == "projects" and seen.kind == "query" and engines:
            engines[0].close()

    engines.append(opened(clock=Asking(), observer=closing))
    assert engines[0].projects(SCHOOL).projects[0].code == "P1"
    assert asked == ["Asking", "3201", "B1", "S1"] and engines[0].closed


Wrong = Callable[..., object]
WRONG: list[tuple[str, Wrong, str]] = [
    ("get", lambda *_: None, r"Transaction\.get must give a list of bytes or None, not NoneType"),
    ("get", lambda *_: "x", r"Transaction\.get must give a list of bytes or None, not str"),
    ("get", lambda _self, _table, keys, _guard: ["x" for _ in keys], r"or None, not str"),
    ("get", lambda *_: [], r"internal: .* get\(\) with another number of rows"),
    ("scan", lambda *_: None, r"Transaction\.scan must give a list of bytes, not NoneType"),
    ("scan", lambda *_: [1], r"Transaction\.scan must give a list of bytes, not int"),
    ("add", lambda *_: None, r"Transaction\.add must give a bool, not NoneType"),
    (
        "begin",
        lambda *_: None,
        r"Storage\.begin must give a xueshi\.storage\.Transaction, not None",
    ),
    ("info", lambda *_: {}, r"Storage\.info must give a xueshi\.storage\.Info, not dict"),
]


@pytest.mark.parametrize(("name", "wrong", "message"), WRONG, ids=[one[2] for one in WRONG])
def test_what_a_storage_gives_wrongly_is_told(name: str, wrong: Wrong, message: str) -> None:
    """With the name of its method: no line of the host's stands in the traceback."""
    on_storage = name in ("begin", "info")
    transaction = type("T", (MemoryTransaction,), {} if on_storage else {name: wrong})
    members = {"transaction": transaction, **({name: wrong} if on_storage else {})}
    storage = type("S", (MemoryStorage,), members)()
    with pytest.raises((TypeError, xueshi.Error), match=message):
        enrol(engine := opened(storage))
        engine.info()


def test_the_kit_takes_storages_alone() -> None:
    for made in (None, xueshi.open_storage("memory:")):
        results = xueshi.run_conformance("mine", lambda: made)  # type: ignore[type-var]
        assert all("fresh must give a xueshi.storage.Storage" in one.detail for one in results)


def test_examinations_tell_how_far_they_are(tmp_path: Path) -> None:
    with opened() as engine:
        entries = engine.verify_log().entries
        seen: list[tuple[int, int]] = []
        assert engine.verify_log(progress=lambda done, of: seen.append((done, of)))
        assert engine.replay("memory:", progress=lambda done, of: seen.append((done, of)))
        assert seen == 2 * [(entries, entries)]

        def stop(done: int, of: int) -> None:
            raise LookupError(f"{done} of {of}")

        for examine in (engine.verify_log, lambda **given: engine.replay("memory:", **given)):
            with pytest.raises(LookupError, match=f"{entries} of {entries}"):
                examine(progress=stop)


def handle_an_interruption() -> None:
    """In a call of its own, of another engine."""

    def interrupted() -> datetime.datetime:
        raise KeyboardInterrupt

    with Engine.open("memory:", clock=interrupted) as other, pytest.raises(KeyboardInterrupt):
        other.projects(PROVINCE)
    handled.append(True)


handled: list[bool] = []


class Handling(MemoryStorage):
    def begin(self, access: Access, deadline: float) -> Transaction:
        handle_an_interruption()
        return super().begin(access, deadline)


class HandlingRegister(Register):
    """Of the province and one school, without teachers."""

    def org(self, code: str) -> Org | None:
        handle_an_interruption()
        if code == "32":
            return Org("32", "省", "authority", level="province")
        return Org(code, "学校", "school", parent="32")

    def children(self, org: str, after: str, limit: int) -> list[Org]:
        return []

    def teachers(self, codes: Sequence[str]) -> list[Teacher | None]:
        return [None for _ in codes]

    def search(self, search: TeacherSearch, after: str, limit: int) -> list[tuple[Teacher, Person]]:
        return []

    def changes(self, mark: str) -> tuple[list[str], str]:
        return [], mark


def handling_clock() -> datetime.datetime:
    handle_an_interruption()
    return Clock().now


@pytest.mark.parametrize(
    "given",
    [
        lambda: {"storage": Handling()},
        lambda: {"register": HandlingRegister()},
        lambda: {"clock": handling_clock},
        lambda: {"observer": lambda seen: handle_an_interruption()},
    ],
    ids=["storage", "register", "clock", "observer"],
)
def test_an_interruption_that_a_callback_handled_does_not_come_again(
    given: Callable[[], dict[str, Any]],
) -> None:
    options = {"storage": "memory:", "clock": Clock(), **given()}
    request = {"as": {"role": "province_admin", "org": "32"}, "ask": "projects"}
    with Engine.open(policy="jiangsu", founder=PROVINCE, **options) as engine:
        if "register" not in options:
            root = OrgEntry("32", "省", "authority", level="province")
            engine.register_orgs(PROVINCE, orgs=[root])
        handled.clear()
        answer = json.loads(engine.call(json.dumps(request)))
    assert handled and answer["ok"]
