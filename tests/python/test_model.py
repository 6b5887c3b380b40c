"""The engine against the model of the rules in `model`: thousands of random steps, no difference."""

import os
import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

import xueshi
from conftest import ROOT
from model import comparing
from model.comparing import Difference
from model.decision import REASONS
from model.machine import Elsewhere, Machine
from model.wrong import WRONG, Wrong

MORE = 2 if int(os.environ.get("XUESHI_TEST_SCALE", "1")) > 1 else 1
STEPS, EXAMPLES, EXAMPLES_ELSEWHERE, EXAMPLES_TO_FIND_A_WRONG_RULE = 50, 1500, 500, 1500
ELSEWHERE = {("REQ-1", "request.too_large")}  # in test_engine.py


def play(machine: type[Machine], examples: int, *phases: Phase) -> None:
    """Always the same examples: a difference comes again when the test is run again."""
    how = settings(
        max_examples=examples,
        stateful_step_count=STEPS,
        derandomize=True,
        database=None,
        deadline=None,
        phases=phases,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=how)


@pytest.fixture
def given_reasons(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[tuple[str, str]]]:
    """Rule and code of every refusal that the model gave and the engine too."""
    given: set[tuple[str, str]] = set()

    def remembering(refusals: tuple[xueshi.Refusal, ...]) -> list[tuple[int | None, str, str, str]]:
        given.update((refusal.rule, refusal.code) for refusal in refusals)
        return told(refusals)

    told = comparing.told
    monkeypatch.setattr(comparing, "told", remembering)
    yield given


def test_the_engine_and_the_model_never_differ(given_reasons: set[tuple[str, str]]) -> None:
    play(Machine, EXAMPLES * MORE, Phase.generate, Phase.shrink)
    left_out = set(REASONS) - given_reasons - ELSEWHERE
    assert not left_out


def test_nor_under_another_policy() -> None:
    play(Elsewhere, EXAMPLES_ELSEWHERE * MORE, Phase.generate, Phase.shrink)


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: f"{wrong.rule}, {wrong.told}")
def test_a_rule_told_wrong_is_found(wrong: Wrong, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control."""
    monkeypatch.setattr(wrong.module, wrong.name, wrong.instead)
    with pytest.raises(Difference):
        play(Machine, EXAMPLES_TO_FIND_A_WRONG_RULE, Phase.generate)


def test_the_order_of_reasons_is_the_references() -> None:
    page = (ROOT / "docs" / "reference" / "refusals.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| \[([A-Z]+-\d+)\]\(\S+\) \| \[`(\S+)`\]", page, re.MULTILINE)
    assert listed == REASONS
