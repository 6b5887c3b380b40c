"""Scenarios: tests as data. docs/scenarios.md describes the files."""

from __future__ import annotations

import datetime
import os
from dataclasses import dataclass

from xueshi import _core

__all__ = ["Scenario", "ScenarioReport", "ScenarioStep", "read_scenario", "run_scenario"]


@dataclass(frozen=True, slots=True)
class ScenarioReport:
    """What came of a scenario."""

    title: str
    steps: int
    ok: bool
    first_difference: str
    """one line; empty when ok"""
    faults: tuple[str, ...]
    storage: str


@dataclass(frozen=True, slots=True)
class ScenarioStep:
    """A step: who does what and when, and what must come of it."""

    file: str
    number: int
    at: datetime.datetime
    request: str
    """JSON, as the protocol takes it"""
    expect: str
    """JSON"""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A file with those it is given."""

    file: str
    title: str
    rules: tuple[str, ...]
    policy: str
    """the policy file's content"""
    steps: tuple[ScenarioStep, ...]


def read_scenario(file: str | os.PathLike[str]) -> Scenario:
    """Reads a file and all that it is given; raises `Error` scenario.invalid."""
    return _core.read_scenario(os.fspath(file))


def run_scenario(file: str | os.PathLike[str], storage: str = "memory:") -> ScenarioReport:
    """Runs a scenario on a storage of its own beside the one named."""
    return _core.run_scenario(os.fspath(file), storage)


for _class in (Scenario, ScenarioReport, ScenarioStep):
    _core.use_class(_class.__name__, _class)
