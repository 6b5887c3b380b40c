"""Options made from the vocabulary's fields, and what they say as the protocol writes it.

Only the form is looked at here: what a field may hold, the library says (REQ-1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import click

from xueshi._vocabulary import Field, Type, Word
from xueshi.cli import documents
from xueshi.cli.base import Option
from xueshi.cli.chinese import meaning, unit_of
from xueshi.cli.language import t

# A text that may be longer than this comes from a file.
LONGEST_ARGUMENT = 1 << 16


@dataclass(frozen=True, slots=True)
class Slot:
    """One option: a field of a word, or of an object within it."""

    path: tuple[str, ...]
    field: Field
    needed: bool

    @property
    def option(self) -> str:
        """--training-from"""
        return "--" + "-".join(self.path).replace("_", "-")

    @property
    def from_file(self) -> bool:
        """Whether the option names a file with the content."""
        most = self.field.most
        return self.field.type.kind == "text" and most is not None and most > LONGEST_ARGUMENT

    def told(self) -> str:
        """The help: meaning, unit, range, words, default."""
        field, type_ = self.field, self.field.type
        parts = [unit_of(field.unit), _range(field)]
        inner = type_.item if type_.kind == "list" and type_.item is not None else type_
        if inner.kind == "choice":
            parts.append(" | ".join(inner.choices))
        if inner.kind == "object":
            parts.append(", ".join(f"{one.name}=…" for one in inner.fields))
        if type_.kind == "list":
            parts.append(t("may stand several times", "可多次给出"))
        if self.needed:
            parts.append(t("needed", "必填"))
        elif field.initial and field.default() not in (None, [], {}):
            shown = str(field.default()).lower() if type_.kind == "boolean" else field.default()
            parts.append(t(f"otherwise {shown}", f"默认 {shown}"))
        extent = t("; ", "；").join(part for part in parts if part)
        about = meaning(field.meaning)
        return f"{about}{t(' (', '（')}{extent}{t(')', '）')}" if extent else about


def slots_of(word: Word) -> list[Slot]:
    """An option for each field, and one for each field of an object."""
    slots: list[Slot] = []
    for field in word.fields:
        slots += _slots((), field, needed=True)
    names = [slot.option for slot in slots]
    return [slot for slot in slots if len(slot.path) == 1 or names.count(slot.option) == 1]


def _slots(outer: tuple[str, ...], field: Field, needed: bool) -> Iterator[Slot]:
    path = (*outer, field.name)
    parts = field.type.kind == "object"
    needed = needed and field.required
    # Of an object the parts are needed, where it has any that are.
    whole = needed and not (parts and any(one.required for one in field.type.fields))
    yield Slot(path, field, whole and not parts)
    for inner in field.type.fields if parts else ():
        yield from _slots(path, inner, needed)


METAVARS = {
    "integer": ("NUMBER", "整数"),
    "text": ("TEXT", "文本"),
    "hours": ("HOURS", "学时"),
    "date": ("DATE", "日期"),
    "instant": ("INSTANT", "时刻"),
    "choice": ("WORD", "选项"),
    "object": ("NAME=VALUE,…", "名=值,…"),
    "map": ("JSON", "JSON"),
    "list": ("JSON", "JSON"),
}


def _metavar(slot: Slot, type_: Type) -> str:
    if slot.from_file:
        return t("FILE", "文件")
    if slot.field.shape == "code":
        return t("CODE", "代码")
    return t(*METAVARS[type_.kind])


def option_of(slot: Slot, place: int) -> Option:
    """The option of a slot, whose value click gives as `field_<place>`."""
    type_ = slot.field.type
    name = f"field_{place}"
    if type_.kind == "boolean":
        declared = f"{slot.option}/--no-{slot.option[2:]}"
        return Option([declared, name], default=None, help=slot.told())
    many = type_.kind == "list"
    inner = type_.item if many and type_.item is not None else type_
    return Option(
        [slot.option, name],
        multiple=many,
        type=Value(slot, inner),
        metavar=_metavar(slot, inner),
        help=slot.told(),
    )


class Value(click.ParamType):  # type: ignore[type-arg] # generic only in newer versions
    """Reads an option's text as its field's type."""

    name = "value"

    def __init__(self, slot: Slot, type_: Type) -> None:
        self.slot = slot
        self.type = type_

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not isinstance(value, str):
            return value
        if self.slot.from_file:
            return documents.read_text(value)
        return value_of(self.type, value, self.slot.option)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        if self.slot.from_file:
            return [click.shell_completion.CompletionItem(incomplete, type="file")]
        return [
            click.shell_completion.CompletionItem(choice)
            for choice in self.type.choices
            if choice.startswith(incomplete)
        ]


DIGITS = re.compile(r"[+-]?[0-9]+", re.ASCII)
WHOLE = re.compile(r"[+-]?[0-9]{1,19}", re.ASCII)
TRUTH = {"true": True, "false": False}


def value_of(type_: Type, text: str, about: str) -> Any:
    """A text of the command line as JSON has it; `about` says in messages what it is for."""
    if type_.kind == "integer":
        if DIGITS.fullmatch(text) and not WHOLE.fullmatch(text):
            raise _wrong(about, t(f"{text[:40]} is too large", f"{text[:40]} 过大"))
        if not WHOLE.fullmatch(text):
            raise _wrong(about, t(f"'{text}' is no whole number", f"“{text}”不是整数"))
        return int(text)
    if type_.kind == "boolean":
        if text not in TRUTH:
            raise _wrong(
                about, t(f"'{text}' is neither true nor false", f"“{text}”不是 true 或 false")
            )
        return TRUTH[text]
    if type_.kind == "choice" and text not in type_.choices:
        words = ", ".join(type_.choices)
        raise _wrong(about, t(f"'{text}' is none of {words}", f"“{text}”不在可选值 {words} 之中"))
    if type_.kind in ("map", "list"):
        return documents.parse(text, about)
    if type_.kind == "object":
        return object_of(type_, text, about)
    return text


def object_of(type_: Type, text: str, about: str) -> dict[str, Any]:
    """`name=value,name=value`, or a JSON object. A list's name may stand several times."""
    if text.lstrip().startswith("{"):
        return documents.parse_object(text, about)
    members = {field.name: field for field in type_.fields}
    made: dict[str, Any] = {}
    for part in text.split(","):
        name, equals, value = part.partition("=")
        field = members.get(name.strip())
        if not equals or field is None:
            known = ", ".join(members)
            raise _wrong(
                about,
                t(
                    f"'{part}' is no NAME=VALUE with one of {known}; JSON will do too",
                    f"“{part}”不是“名=值”（可用的名：{known}），也可写 JSON",
                ),
            )
        place = f"{about} {field.name}"
        if field.type.kind == "list" and field.type.item is not None:
            made.setdefault(field.name, []).append(value_of(field.type.item, value, place))
        elif field.name in made:
            raise _wrong(about, t(f"'{field.name}' stands twice", f"“{field.name}”重复"))
        else:
            made[field.name] = value_of(field.type, value, place)
    return made


def _wrong(about: str, what: str) -> click.UsageError:
    return click.UsageError(f"{about}{t(': ', '：')}{what}")


def merged(
    slots: Sequence[Slot], values: dict[str, Any], given: dict[str, Any] | None
) -> dict[str, Any]:
    """The request's fields: what a document gives, and over it what options say."""
    fields: dict[str, Any] = dict(given or {})
    for place, slot in enumerate(slots):
        value = values.get(f"field_{place}")
        if value is None or value == ():
            continue
        into = fields
        for name in slot.path[:-1]:
            inner = into.setdefault(name, {})
            if not isinstance(inner, dict):
                raise _wrong(slot.option, t(f"'{name}' is no object", f"“{name}”不是对象"))
            into = inner
        into[slot.path[-1]] = list(value) if isinstance(value, tuple) else value
    if given is None:
        _complete(slots, fields)
    return fields


def _complete(slots: Sequence[Slot], fields: dict[str, Any]) -> None:
    """Says at once which options lack; an object that must be there may be empty."""
    for slot in slots:
        field = slot.field
        if len(slot.path) == 1 and field.required and field.type.kind == "object":
            fields.setdefault(field.name, {})
    lacking = [slot.option for slot in slots if slot.needed and not _found(fields, slot.path)]
    if lacking:
        names = ", ".join(lacking)
        raise click.UsageError(t(f"{names} is missing", f"缺少 {names}"))


def _found(fields: dict[str, Any], path: tuple[str, ...]) -> bool:
    value: Any = fields
    for name in path:
        if not isinstance(value, dict) or name not in value:
            return False
        value = value[name]
    return True


def _range(field: Field) -> str:
    if field.least is None and field.most is None:
        return ""
    if field.least is not None and field.most is not None:
        return t(f"{field.least} to {field.most}", f"{field.least} 至 {field.most}")
    if field.least is not None:
        return t(f"at least {field.least}", f"至少 {field.least}")
    return t(f"at most {field.most}", f"至多 {field.most}")
