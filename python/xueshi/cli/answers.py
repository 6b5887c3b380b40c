"""Answers told to people. Their fields come from the vocabulary, so each word's has a form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from xueshi._vocabulary import Field, Word
from xueshi.cli.chinese import list_name_of, name_of, truth_of, word_of
from xueshi.cli.language import t
from xueshi.cli.output import Output, table

NUMBERS = ("integer", "hours")


def show(output: Output, word: Word, result: dict[str, Any]) -> None:
    """Single values first, then a table for each list."""
    single = [field for field in word.answer if _list_of(field) is None and field.name != "next"]
    rows = [
        (heading, text)
        for field in single
        for heading, text in _cells(field, result.get(field.name))
        if text
    ]
    if rows:
        output.show(table(["", ""], rows, set(), headed=False))
    for field in word.answer:
        if _list_of(field) is not None:
            show_list(output, field, result.get(field.name, []), named=len(word.answer) > 2)


def _list_of(field: Field) -> Sequence[Field] | None:
    """The fields of a list's objects."""
    item = field.type.item
    return item.fields if field.type.kind == "list" and item and item.fields else None


def show_list(
    output: Output, field: Field, items: Sequence[dict[str, Any]], *, named: bool = False
) -> None:
    """A table of a list's objects; columns that are empty throughout are left out."""
    if named:
        output.line(list_name_of(field.name), "bold")
    if not items:
        output.line(t("(none)", "（无）"))
        return
    headings: dict[str, Field] = {}
    lines: list[dict[str, str]] = []
    for item in items:
        line: dict[str, str] = {}
        for member in _list_of(field) or ():
            for heading, text in _cells(member, item.get(member.name)):
                if text:
                    headings.setdefault(heading, member)
                line[heading] = text
        lines.append(line)
    order = _ordered(headings, _list_of(field) or ())
    right = {place for place, name in enumerate(order) if _is_number(headings[name])}
    output.show(table(order, ([line.get(name, "") for name in order] for line in lines), right))


def _ordered(headings: dict[str, Field], members: Sequence[Field]) -> list[str]:
    """In the order of the description, whatever came first."""
    places = {member.name: place for place, member in enumerate(members)}
    return sorted(headings, key=lambda heading: places[headings[heading].name])


def _is_number(field: Field) -> bool:
    item = field.type.item
    kind = item.kind if field.type.kind == "map" and item is not None else field.type.kind
    return kind in NUMBERS


def _cells(field: Field, value: Any) -> Iterator[tuple[str, str]]:
    """Headings and texts of a value: one for each part of an object or a map."""
    heading = name_of(field.name)
    kind = field.type.kind
    if kind == "object" and isinstance(value, dict):
        if {one.name for one in field.type.fields} == {"from", "to"}:
            yield heading, f"{value.get('from', '')} – {value.get('to', '')}"
            return
        for inner in field.type.fields:
            for name, text in _cells(inner, value.get(inner.name)):
                yield f"{heading} {name}", text
    elif kind == "map" and isinstance(value, dict):
        for key, inner_value in value.items():
            # Dimensions are columns of their own; a count by state says of what it is one.
            own = name_of(key) if field.name == "by" else word_of("", "state", key)
            yield (own if field.name == "by" else f"{heading} {own}"), told(inner_value)
    elif kind == "list" and isinstance(value, list):
        name = field.type.item.name if field.type.item is not None else ""
        yield heading, t(", ", "、").join(_told_item(one, name) for one in value)
    elif value is not None or kind not in ("object", "map", "list"):
        yield heading, told(value, field.type.name, field.name)


def _told_item(value: Any, type_name: str) -> str:
    if isinstance(value, dict):
        return " ".join(
            told(one) if not isinstance(one, list) else "+".join(map(told, one))
            for one in value.values()
        )
    return told(value, type_name)


def told(value: Any, type_name: str = "", field: str = "") -> str:
    """A value as a cell shows it; the names of its type and field know its Chinese."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return truth_of(value)
    return word_of(type_name, field, str(value))
