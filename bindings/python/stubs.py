"""python stubs.py FOLDER: writes the stubs of what is made when the package is imported.

From the same vocabulary as the classes and methods themselves; a test fails when they are stale.
"""

import sys
from pathlib import Path

from xueshi import _core
from xueshi._functions import (
    COMMANDS,
    QUERIES,
    WORDS,
    Form,
    documentation,
    fields_of,
    options_of,
)
from xueshi._records import CHOICES, CLASSES, default_of, meaning_of
from xueshi._vocabulary import Field, Type, Word, actor_type, fact_types, vocabulary

HEAD = "# Written by bindings/python/stubs.py: ./run reference writes it afresh.\n"
PLAIN = {
    "boolean": "bool",
    "integer": "int",
    "text": "str",
    "date": "datetime.date",
    "instant": "datetime.datetime",
}
IMPORTS = """
import datetime
from collections.abc import Mapping, Sequence
"""


def written(type_: Type, given: bool) -> str:
    """As xueshi._records.annotation makes it."""
    if type_.kind == "hours":
        return "Decimal | int" if given else "Decimal"
    if type_.kind == "choice":
        return type_.name
    if type_.kind == "object":
        return f"{type_.name} | Mapping[str, object]" if given else type_.name
    if type_.item is not None:
        item = written(type_.item, given)
        if type_.kind == "map":
            return f"Mapping[str, {item}]"
        return f"Sequence[{item}]" if given else f"tuple[{item}, ...]"
    return PLAIN[type_.kind]


def written_field(field: Field, given: bool) -> str:
    made = written(field.type, given)
    return made if field.required or field.initial else f"{made} | None"


def objects(type_: Type) -> list[Type]:
    inner = [one for field in type_.fields for one in objects(field.type)]
    if type_.item is not None:
        inner += objects(type_.item)
    return [*inner, type_] if type_.name else inner


def all_types() -> dict[str, tuple[Type, bool]]:
    """Each named type once; as it is given, where it is given."""
    types: dict[str, tuple[Type, bool]] = {}
    given = [field.type for word in vocabulary() for field in word.fields]
    for outer in [*given, actor_type(), *fact_types()]:
        for type_ in objects(outer):
            types.setdefault(type_.name, (type_, True))
    for word in vocabulary():
        for type_ in objects(Type("object", word.answer_type, (), None, word.answer)):
            types.setdefault(type_.name, (type_, False))
    return types


def class_of(type_: Type, given: bool) -> list[str]:
    lines = ["", "@dataclass(frozen=True, slots=True, repr=False)", f"class {type_.name}(Record):"]
    by_keyword = False
    for field in type_.fields:
        by_keyword = by_keyword or not field.required
        default = " = field(kw_only=True)" if by_keyword else ""
        if not field.required:
            default = f" = field(default={default_text(default_of(field))}, kw_only=True)"
        lines.append(f"    {field.python_name}: {written_field(field, given)}{default}")
        lines.append(f'    """{meaning_of(field)}"""')
    if type_.name == "Receipt":
        lines.append("    refusals: tuple[Refusal, ...] = field(default=(), kw_only=True)")
        lines.append('    """with `partial`: of the items that were not done"""')
    return lines


def records() -> str:
    types = all_types()
    assert set(types) == {*CHOICES, *CLASSES}
    lines = [
        HEAD + IMPORTS + "from dataclasses import dataclass, field\nfrom decimal import Decimal"
    ]
    lines += ["from typing import Literal, TypeAlias", ""]
    lines += ["from xueshi._records import Record as Record", "from xueshi.outcome import Refusal"]
    lines += ["", "__all__ = ["]
    lines += [f'    "{name}",' for name in ("Record", *CHOICES, *CLASSES)]
    lines += ["]", ""]
    for type_, _ in types.values():
        if type_.kind == "choice":
            words = ", ".join(f'"{word}"' for word in type_.choices)
            lines.append(f"{type_.name}: TypeAlias = Literal[{words}]")
    for type_, given in types.values():
        if type_.kind == "object":
            lines += class_of(type_, given)
    return "\n".join(lines) + "\n"


def default_text(value: object) -> str:
    return repr(value).replace("'", '"')


def annotated(type_: object) -> str:
    """An option's type; its classes are imported by name."""
    text = type_.__name__ if isinstance(type_, type) else str(type_)
    return text.replace("xueshi._core.", "")


def method(word: Word, answer: str, form: Form = "call") -> list[str]:
    lines = [
        f"    def {word.name}(",
        "        self,",
        "        actor: Actor | Mapping[str, object],",
    ]
    given = []
    for field in sorted(fields_of(word, form), key=lambda field: not field.required):
        default = "" if field.required else f" = {default_text(default_of(field))}"
        given.append(f"        {field.python_name}: {written_field(field, True)}{default},")
    for name, type_, value, _ in options_of(word, form):
        given.append(f"        {name}: {annotated(type_)} = {default_text(value)},")
    lines += ["        *,", *given] if given else []
    doc = documentation(word, form).split("\n")
    if form != "call" or answer.startswith("Outcome"):
        return [*lines, f"    ) -> {answer}:", f'        """{doc[0]}"""', ""]
    told = [f"        {line}".rstrip() for line in doc[1:]]
    return [*lines, f"    ) -> {answer}:", f'        """{doc[0]}', *told, '        """', ""]


def methods() -> str:
    names = sorted(all_types())
    lines = [HEAD + IMPORTS + "from decimal import Decimal", ""]
    lines += ["from xueshi._core import ArrowTable, Cancel, Joined"]
    lines += ["from xueshi._functions import Explaining, Raising, Tabling, Telling"]
    lines += ["from xueshi.outcome import Outcome", "from xueshi.records import ("]
    used = len(lines)
    lines += [")", "", '__all__ = ["Explanations", "Methods", "Outcomes", "Tables"]', ""]
    lines += ["class Methods(Raising):"]
    for word in WORDS:
        lines += method(word, word.answer_type)
    lines += ["class Outcomes(Telling):"]
    for word in WORDS:
        lines += method(word, f"Outcome[{word.answer_type}]")
    lines += ["class Explanations(Explaining):"]
    for word in COMMANDS:
        lines += method(word, f"Outcome[{word.answer_type}]", "explanation")
    lines += ["class Tables(Tabling):"]
    for word in QUERIES:
        lines += method(word, "ArrowTable", "table")
    text = "\n".join(lines[used:])
    imports = [f"    {name}," for name in names if name_in(name, text)]
    return "\n".join([*lines[:used], *imports, text.rstrip()]) + "\n"


def name_in(name: str, text: str) -> bool:
    words = "".join(c if c.isalnum() or c == "_" else " " for c in text)
    return f" {name} " in words


def rules() -> str:
    body: list[str] = []
    for name, meaning, given, answer, _ in _core.pure_rules:
        taken = ", ".join(f"{parameter}: {type_}" for parameter, type_ in given)
        body += [f"def {name}({taken}) -> {answer}:", f'    """{meaning}"""', ""]
    text = "\n".join(body)
    lines = [HEAD, "import datetime", "from collections.abc import Mapping, Sequence"]
    lines += ["from decimal import Decimal", "", "from xueshi.outcome import Refusal"]
    lines += ["from xueshi.policy import Parameters", "from xueshi.records import ("]
    lines += [f"    {name}," for name in sorted(all_types()) if name_in(name, text)]
    lines += [")", "", "__all__ = ["]
    lines += [f'    "{name}",' for name, *_ in _core.pure_rules]
    return "\n".join([*lines, "]", "", text.rstrip()]) + "\n"


def main(folder: Path) -> None:
    for name, make in (("records", records), ("_methods", methods), ("rules", rules)):
        (folder / f"{name}.pyi").write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
