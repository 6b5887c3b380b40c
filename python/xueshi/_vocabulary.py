"""The vocabulary at run time: every command and query with its fields, for forms and other tools.

It comes from the library's one description; the methods of `Engine` and the classes of
`xueshi.records` are made from it when the package is imported.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from keyword import iskeyword
from typing import Any

from xueshi import _core
from xueshi.outcome import Bilingual


@dataclass(frozen=True, slots=True)
class Type:
    """What a field may hold."""

    kind: str
    """boolean, integer, text, hours, date, instant, choice, list, map or object"""
    name: str
    """of an object's or a choice's type: "OrgView"; otherwise empty"""
    choices: tuple[str, ...]
    item: Type | None
    """of a list or a map"""
    fields: tuple[Field, ...]
    """of an object"""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a command, a query or an answer."""

    name: str
    meaning: str
    unit: str
    shape: str
    """any, code, text, free_text or record"""
    least: int | None
    most: int | None
    """bytes of a text, a number's value, a list's items"""
    personal: bool
    type: Type
    required: bool
    initial: str
    """as JSON, what holds when it is left out; empty: nothing does"""

    @property
    def python_name(self) -> str:
        """Python's keywords get an underscore: class_."""
        return f"{self.name}_" if iskeyword(self.name) else self.name

    def default(self) -> Any:
        """The initial value as JSON tells it; None where nothing holds."""
        return json.loads(self.initial) if self.initial else None


@dataclass(frozen=True, slots=True)
class Word:
    """A command or a query."""

    name: str
    meaning: str
    title: str
    """the Chinese term"""
    rules: tuple[str, ...]
    query: bool
    roles: tuple[str, ...]
    """who may ever give a command; of queries not told"""
    fields: tuple[Field, ...]
    answer: tuple[Field, ...]
    answer_type: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the catalogue."""

    rule: str
    """its id: ENR-1"""
    title: Bilingual
    source: str
    """the citation, unless a policy's says more"""
    codes: tuple[str, ...]
    """what it refuses with, in the order in which refusals are given; some rules refuse nothing"""


def _type(raw: dict[str, Any]) -> Type:
    return Type(
        raw["kind"],
        raw["name"],
        raw["choices"],
        _type(raw["item"]) if raw["item"] is not None else None,
        _fields(raw["fields"]),
    )


def _fields(raw: tuple[dict[str, Any], ...]) -> tuple[Field, ...]:
    return tuple(Field(**{**one, "type": _type(one["type"])}) for one in raw)


def _word(raw: dict[str, Any]) -> Word:
    return Word(
        **{
            **raw,
            "rules": tuple(raw["rules"]),
            "fields": _fields(raw["fields"]),
            "answer": _fields(raw["answer"]),
        }
    )


_WORDS = tuple(_word(raw) for raw in _core.words())
_ACTOR = _type(_core.actor())
_FACTS = tuple(_type(raw) for raw in _core.facts())


def vocabulary() -> tuple[Word, ...]:
    """All commands, then all queries, each in the order of the reference; `explain` is the last."""
    return _WORDS


def actor_type() -> Type:
    """Who asks, the same for every word."""
    return _ACTOR


def fact_types() -> tuple[Type, ...]:
    """The register's objects, and the facts of the pure rules."""
    return _FACTS


def rule_catalogue() -> tuple[Rule, ...]:
    """All rules, in the order of the reference."""
    codes: dict[str, list[str]] = {}
    for rule, code in _core.reasons():
        codes.setdefault(rule, []).append(code)
    return tuple(
        Rule(rule, Bilingual(zh, en), source, tuple(codes.get(rule, ())))
        for rule, zh, en, source in _core.rules()
    )


def schema_of(name: str) -> dict[str, Any]:
    """JSON Schema (2020-12) of what a command or query takes."""
    schema: dict[str, Any] = json.loads(_core.schema_of(name))
    return schema


def answer_schema_of(name: str) -> dict[str, Any]:
    """JSON Schema (2020-12) of what it answers."""
    schema: dict[str, Any] = json.loads(_core.answer_schema_of(name))
    return schema
