"""What a caller gets wrong is told in the caller's words: where, what was expected, what was found."""

import copy
import datetime
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import xueshi
from conftest import PROVINCE, ROOT, SCHOOL
from xueshi import Cancel, Engine, Error, Policy, rules
from xueshi.storage import Schema, Table, decode, encode
from memory_storage import MemoryStorage

DAY = datetime.date(2026, 4, 1)
SECRET = "a secret of the host, long enough"


def given(value: object) -> Any:
    """Past the type checker, as a caller without one gets there."""
    return value


def policy() -> Policy:
    return Policy.shipped("jiangsu")


def tables() -> tuple[Table, ...]:
    kept: list[Schema] = []

    class Keeping(MemoryStorage):
        def prepare(self, schema: Schema) -> None:
            kept.append(schema)
            super().prepare(schema)

    Engine.open(Keeping()).close()
    return kept[0].tables


HOST: list[tuple[Callable[[Engine], object], str]] = [
    (lambda engine: engine.feed(given(None)), "feed: /cursor must be str, not NoneType"),
    (lambda engine: engine.feed(limit=given(1.5)), "feed: /limit must be int, not float"),
    (lambda engine: engine.verify_log(given({})), "verify_log: /anchor must be str, not dict"),
    (lambda engine: engine.verify_log(progress=given(1)), "progress must be callable, not int"),
    (lambda engine: engine.replay("memory:", decide=given(1)), "replay: /decide must be bool"),
    (lambda engine: engine.replay("memory:", progress=given(1)), "progress must be callable"),
    (lambda engine: engine.replay(given(Path("x.db"))), 'a URL such as "sqlite:county.db" or'),
    (lambda engine: engine.call(given(b"{}")), "call: /request must be str, not bytes"),
    (
        lambda _: xueshi.migrate("memory:", "memory:", progress=given(1)),
        "progress must be callable",
    ),
    (
        lambda _: xueshi.migrate("memory:", "memory:", rows_together=given("1")),
        "/rows_together must",
    ),
    (lambda _: xueshi.back_up("a", "b", pages_together=given(2.0)), "/pages_together must be int"),
    (lambda _: xueshi.back_up("a", "b", progress=given(1)), "progress must be callable, not int"),
    (lambda _: xueshi.schema_of(given(7)), "schema_of: /name must be str, not int"),
    (lambda _: xueshi.open_storage(given(None)), "a storage is a URL such as"),
    (lambda _: xueshi.run_scenario(given(7)), "expected str, bytes or os.PathLike object, not int"),
    (lambda _: xueshi.run_conformance("mine", given(None)), "fresh must be callable, not NoneType"),
    (lambda _: Engine.open("memory:", clock=given(5)), "clock must be callable, not int"),
    (lambda _: Engine.open("memory:", observer=given([])), "observer must be callable, not list"),
    (
        lambda _: Engine.open("memory:", policy=given(5)),
        "a name, a path or a xueshi.Policy, not int",
    ),
    (lambda _: Policy.load(given(5)), "Policy.load: /text must be str, not int"),
    (lambda _: Policy.shipped(given(b"x")), "Policy.shipped: /name must be str, not bytes"),
    (lambda _: policy().on(given("2026-04-01")), "Policy.on: /day must be datetime.date, not str"),
    (lambda _: policy().on(datetime.datetime(2026, 4, 1)), "must be datetime.date, not datetime"),
    (lambda _: decode(given("abc")), "decode: /row must be bytes, not str"),
    (lambda _: encode(given("abc")), "encode: /cells must be a list of cells, not str"),
    (lambda _: encode(given(5)), "encode: /cells must be a list of cells, not int"),
    (lambda _: tables()[0].key_of(given("x")), "key_of: /row must be bytes, not str"),
    (
        lambda _: tables()[0].position_of(given("x"), b""),
        "position_of: /index must be int, not str",
    ),
]


@pytest.mark.parametrize(("call", "message"), HOST, ids=[message for _, message in HOST])
def test_a_wrong_type_is_told_in_the_callers_words(
    engine: Engine, call: Callable[[Engine], object], message: str
) -> None:
    with pytest.raises(TypeError) as caught:
        call(engine)
    assert message in str(caught.value)
    assert "_core" not in str(caught.value) and "Invoked with" not in str(caught.value)


@pytest.mark.parametrize(
    "key", ["k1" + SECRET, ("k1",), ("k1", SECRET, ""), (SECRET, 7), (7, SECRET), {"k1": SECRET}]
)
def test_a_wrong_key_is_never_shown(key: object) -> None:
    with pytest.raises(TypeError, match="person_key must be an id") as caught:
        Engine.open("memory:", person_key=given(key))
    assert SECRET not in str(caught.value)


def test_the_secret_of_a_key_may_be_bytes() -> None:
    Engine.open("memory:", person_key=("k1", b"\xff" * 16)).close()
    with pytest.raises(Error, match="at least 16 bytes"):
        Engine.open("memory:", person_key=("k1", b"\xff" * 15))


@pytest.mark.parametrize(
    "parameters",
    [None, "jiangsu", (), (None, DAY), ("jiangsu", DAY), ({}, DAY), policy(), (policy(), DAY, DAY)],
    ids=repr,
)
def test_only_a_policys_values_are_parameters(parameters: object) -> None:
    with pytest.raises(TypeError, match=r"hours_for: /parameters must be what policy\.on\(day\)"):
        rules.hours_for(given(parameters), 40, "pass")
    assert rules.hours_for(policy().on(DAY), 40, "pass") == 40


@pytest.mark.parametrize("limit", [0, -1, 10_001, 2**62])
def test_a_limit_out_of_its_range_is_an_error(engine: Engine, limit: int) -> None:
    with pytest.raises(Error, match=r"limit is 1 to 10,000") as caught:
        engine.feed(limit=limit)
    assert caught.value.code == "argument.invalid"


def test_numbers_and_texts_that_are_no_cells() -> None:
    with pytest.raises(OverflowError):
        encode([2**63])
    with pytest.raises(UnicodeEncodeError):
        encode(["\ud800"])
    with pytest.raises(IndexError, match="no such index"):
        tables()[0].position_of(-1, b"")


def test_a_policys_file_may_be_given_as_a_text(tmp_path: Path, monkeypatch: Any) -> None:
    shutil.copy(ROOT / "policies" / "jiangsu.json", tmp_path / "mine.json")
    monkeypatch.chdir(tmp_path)
    for path in ("mine.json", "./mine.json", str(tmp_path / "mine.json"), Path("mine.json")):
        with Engine.open("memory:", policy=path, founder=PROVINCE) as engine:
            assert engine.policy == policy()
    with pytest.raises(FileNotFoundError):
        Engine.open("memory:", policy="other.json", founder=PROVINCE)
    with pytest.raises(Error, match="no policy named 'jiangsuu', but jiangsu"):
        Engine.open("memory:", policy="jiangsuu", founder=PROVINCE)
    (tmp_path / "gbk.json").write_bytes("江苏".encode("gbk"))
    with pytest.raises(xueshi.PolicyInvalid, match="expected UTF-8"):
        Engine.open("memory:", policy="gbk.json", founder=PROVINCE)


def test_a_policy_compares_prints_and_is_pickled() -> None:
    one, other = policy(), policy()
    assert (
        one == other and hash(one) == hash(other) and one is not other and one != given("jiangsu")
    )
    assert repr(one) == f"<xueshi.Policy jiangsu {one.digest}>"
    for again in (pickle.loads(pickle.dumps(one)), copy.copy(one), copy.deepcopy(one)):
        assert again == one and again.content == one.content
    assert pickle.loads(pickle.dumps(one.on(DAY))) == one.on(DAY)


def test_what_has_no_value_still_prints_well(engine: Engine, tmp_path: Path) -> None:
    cancel = Cancel()
    assert repr(cancel) == "<xueshi.Cancel>"
    cancel.cancel()
    assert repr(cancel) == "<xueshi.Cancel, cancelled>"
    storage = xueshi.open_storage(f"sqlite:{tmp_path}/x.db")
    assert repr(storage).startswith("<xueshi.OpenStorage sqlite:") and "x.db" in repr(storage)
    table = tables()[0]
    assert repr(table) == f"<xueshi.storage.Table {table.name}, {len(table.columns)} columns>"


def test_only_the_fixed_codes_are_errors() -> None:
    with pytest.raises(ValueError, match=r"did you mean storage\.busy\?"):
        Error("storage.bsy", "held")
    assert Error("storage.busy", "held").retry and not Error("storage.full", "no space").retry
    assert not Error("storage.busy", "held", False).retry


def test_a_misspelt_field_cant_be_set(engine: Engine) -> None:
    page = engine.projects(PROVINCE)
    for name in ("next", "nxt", "refusals"):
        with pytest.raises(AttributeError, match=f"cannot assign to field '{name}'"):
            setattr(page, name, "x")


def test_a_partial_receipt_tells_its_refusals(engine: Engine) -> None:
    receipt = engine.enroll(SCHOOL, project="P1", teachers=["T1", "X"], partial=True)
    assert "teacher.unknown" in repr(receipt)
    (told,) = receipt.as_dict()["refusals"]
    assert told == receipt.refusals[0].as_dict() and told["subject"] == "X"
    whole = engine.enroll(SCHOOL, project="P1", teachers=["T2"])
    assert "refusals" not in repr(whole) and "refusals" not in whole.as_dict()
