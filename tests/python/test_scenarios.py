"""Every scenario file, by the library's own runner and once more through Python's methods."""

import datetime
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import xueshi
from conftest import ROOT, Clock
from xueshi import _core
from xueshi._functions import WORDS
from xueshi.scenario import Scenario, ScenarioStep, read_scenario
from xueshi.sheets.words import OTHERS
from xueshi._vocabulary import Type

FILES = sorted((ROOT / "tests" / "scenarios").glob("*.json"))
OF_NAME = {word.name: word for word in WORDS}


def name_of(file: Path) -> str:
    return file.stem


def test_there_are_scenarios() -> None:
    assert len(FILES) > 60


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_by_the_same_runner(file: Path, tmp_path: Path) -> None:
    for storage in ("memory:", f"sqlite:{tmp_path}/s.db"):
        report = xueshi.run_scenario(file, storage)
        assert report.ok, (report.first_difference, report.faults)
        assert report.steps > 0 and report.title


def test_the_runner_tells_a_difference(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text(
        json.dumps(
            {
                "title": "Control",
                "rules": ["POL-1"],
                "policy": "jiangsu",
                "given": [],
                "steps": [
                    {
                        "at": "2026-03-10T09:00:00+08:00",
                        "as": {"role": "province_admin", "org": "32"},
                        "ask": "projects",
                        "with": {},
                        "expect": {"ok": True},
                    }
                ],
            }
        ),
        encoding="utf-8",
    )
    report = xueshi.run_scenario(wrong)
    assert not report.ok and report.first_difference
    wrong.write_text("{}", encoding="utf-8")
    with pytest.raises(xueshi.Error) as caught:
        xueshi.run_scenario(wrong)
    assert caught.value.code == "scenario.invalid"


class Inexpressible(Exception):
    """A request that has no form in Python: an unknown key, a type that isn't taken."""


def from_json(type_: Type, given: object) -> Any:
    """A value of a request as a Python caller would write it."""
    value: Any = given
    expected: dict[str, type[Any]] = {"boolean": bool, "integer": int, "list": list, "object": dict}
    if not isinstance(value, expected.get(type_.kind, str)):
        raise Inexpressible
    try:
        if type_.kind == "hours":
            return Decimal(value)
        if type_.kind == "date":
            return datetime.date.fromisoformat(value)
        if type_.kind == "instant":
            return datetime.datetime.fromisoformat(value)
    except (ValueError, ArithmeticError):
        raise Inexpressible from None
    if type_.kind == "list":
        assert type_.item is not None
        return [from_json(type_.item, item) for item in value]
    if type_.kind == "object":
        fields = {field.name: field.type for field in type_.fields}
        return {
            key: from_json(fields[key], item) if key in fields else item
            for key, item in value.items()
        }
    return value


def to_json(value: Any) -> Any:
    """An answer as the protocol writes it."""
    if isinstance(value, xueshi.Record):
        return to_json(value.as_dict())
    if isinstance(value, dict):
        return {key: to_json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_json(item) for item in value]
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    return value


def call(engine: xueshi.Engine, request: dict[str, Any]) -> dict[str, Any]:
    """The request through the method of its word; the answer as the protocol's."""
    form: Any = engine.outcome
    name = request.get("do", request.get("ask"))
    order = request
    if name == "explain":
        form, order = engine.explain, request["with"]
        name = order.get("do")
    if not isinstance(name, str) or name not in OF_NAME or "as" not in request:
        raise Inexpressible
    given = {field.name: field for field in OF_NAME[name].fields}
    arguments: dict[str, Any] = {}
    content = order.get("with", {})
    if not isinstance(content, dict):
        raise Inexpressible
    if any(field.required and field.name not in content for field in given.values()):
        raise Inexpressible
    for key, value in content.items():
        if key not in given:
            raise Inexpressible
        arguments[given[key].python_name] = from_json(given[key].type, value)
    for option in ("request_id", "partial", "expected_version"):
        if option in order:
            arguments[option] = order[option]
    outcome = getattr(form, name)(request["as"], **arguments)
    answer: dict[str, Any] = {"ok": outcome.ok}
    if outcome.ok:
        result = to_json(outcome.result)
        result.pop("refusals", None)
        answer["result"] = result
    if outcome.refusals or not outcome.ok:
        answer["refusals"] = [to_json(refusal.as_dict()) for refusal in outcome.refusals]
    return answer


def answer_to(engine: xueshi.Engine, step: ScenarioStep) -> tuple[str, bool]:
    """The answer as JSON, and whether a method gave it."""
    try:
        return json.dumps(call(engine, json.loads(step.request)), ensure_ascii=False), True
    except xueshi.Error as error:
        told = {"code": error.code, "message": error.message, "retry": error.retry}
        return json.dumps({"ok": False, "error": told}, ensure_ascii=False), True
    except (Inexpressible, TypeError):
        return _core.call(engine._core, step.request), False


# What holds an English sentence together; places, quoted texts and words of the protocol may stay.
ENGLISH = re.compile(r"\b(?:a|an|and|at|key|least|most|no|nothing|of|only|or|such|than|the)\b")
KEPT = re.compile(r"\"[^\"]*\"|/\S+")
COMMANDS = {word.name for word in WORDS if not word.query}


def look_into(answer: str) -> None:
    """Chinese texts are Chinese, and what waits can be done."""
    read = json.loads(answer)
    for refusal in read.get("refusals", ()):
        for text in (refusal["message"]["zh"], refusal["remedy"]["zh"]):
            assert not ENGLISH.search(KEPT.sub("", text)), text
    for one in read.get("result", {}).get("waiting", ()):
        assert one["kind"] in COMMANDS and one["kind"] in OTHERS["kind"]


def test_control_english_in_a_chinese_text_is_found() -> None:
    assert ENGLISH.search(KEPT.sub("", "应为 at least 1 items，实际为 0。"))


def play(scenario: Scenario) -> tuple[int, int]:
    clock = Clock()
    by_method = 0
    with xueshi.Engine.open("memory:", clock=clock) as engine:
        if scenario.policy:
            first = next(
                request["as"]
                for request in (json.loads(step.request) for step in scenario.steps)
                if request.get("as", {}).get("role") == "province_admin"
            )
            clock.now = scenario.steps[0].at
            engine.adopt_policy(first, policy=scenario.policy)
        for step in scenario.steps:
            clock.now = step.at
            answer, method = answer_to(engine, step)
            difference = _core.difference_of(step.expect, answer)
            assert difference is None, (step.file, step.number, difference)
            look_into(answer)
            by_method += method
    return by_method, len(scenario.steps)


def test_through_the_methods() -> None:
    totals = [play(read_scenario(file)) for file in FILES]
    by_method, steps = sum(one for one, _ in totals), sum(all_ for _, all_ in totals)
    # The others are misshapen on purpose: Python itself turns them away.
    assert steps > 1000 and by_method > 0.97 * steps, (by_method, steps)
