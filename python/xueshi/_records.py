"""How the classes of xueshi.records are made from the vocabulary."""

import dataclasses
import datetime
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal

from xueshi import _core
from xueshi.outcome import Refusal
from xueshi._vocabulary import Field, Type, actor_type, fact_types, vocabulary

MODULE = "xueshi.records"


class Record:
    """What commands take and queries answer: frozen, equal by value, to be copied and pickled."""

    __slots__ = ()
    __module__ = MODULE

    def as_dict(self) -> dict[str, Any]:
        """With the protocol's names, lists for tuples, absent fields left out.

        Decimals, dates and instants stay what they are.
        """
        values = ((name, getattr(self, slot)) for name, slot in _NAMES[type(self)])
        made = {name: _plain(value) for name, value in values if value is not None}
        refusals = getattr(
            self, "refusals", ()
        )  # of a receipt: they are no field of the protocol's
        return {**made, "refusals": [one.as_dict() for one in refusals]} if refusals else made

    def __repr__(self) -> str:
        slots = [slot for _, slot in _NAMES[type(self)]]
        values = ((slot, getattr(self, slot, ())) for slot in (*slots, "refusals"))
        told = (f"{slot}={value!r}" for slot, value in values if value not in (None, ()))
        return f"{type(self).__name__}({', '.join(told)})"

    def __post_init__(self) -> None:
        # Lists that a caller gives become tuples: frozen is frozen.
        for _, slot in _NAMES[type(self)]:
            value = getattr(self, slot)
            if isinstance(value, list):
                object.__setattr__(self, slot, tuple(value))


_NAMES: dict[type[Record], tuple[tuple[str, str], ...]] = {}
CLASSES: dict[str, type[Record]] = {}
CHOICES: dict[str, Any] = {}


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return value.as_dict()
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


_PLAIN: dict[str, Any] = {
    "boolean": bool,
    "integer": int,
    "text": str,
    "date": datetime.date,
    "instant": datetime.datetime,
}


def annotation(type_: Type, given: bool) -> Any:
    """Python's type; `given` by a caller: then some more is taken than is answered."""
    if type_.kind == "hours":
        return Decimal | int if given else Decimal
    if type_.kind == "choice":
        return CHOICES[type_.name]
    if type_.kind == "object":
        made = CLASSES[type_.name]
        return made | Mapping[str, object] if given else made
    if type_.item is not None:
        item = annotation(type_.item, given)
        if type_.kind == "map":
            return Mapping[str, item]  # type: ignore[valid-type]
        return Sequence[item] if given else tuple[item, ...]  # type: ignore[valid-type]
    return _PLAIN[type_.kind]


def annotation_of(field: Field, given: bool) -> Any:
    """The same of a field, which may be absent."""
    made = annotation(field.type, given)
    return made if field.required or field.initial else made | None


def default_of(field: Field) -> Any:
    """What holds when the field is left out."""
    return _value(field.type, field.default())


def _value(type_: Type, plain: Any) -> Any:
    if isinstance(plain, list):
        return tuple(plain)
    if isinstance(plain, dict) and type_.kind == "object":
        return CLASSES[type_.name](**plain)
    return plain


def _range(field: Field) -> str:
    bounds = [str(bound) for bound in (field.least, field.most) if bound is not None]
    if field.type.kind == "list":
        return "" if field.least is None else f"at least {field.least}"
    return " to ".join(bounds) if len(bounds) == 2 else ""


def meaning_of(field: Field) -> str:
    """A field's meaning, unit and range."""
    parts = [part for part in (field.unit, _range(field)) if part]
    if field.type.kind == "choice":
        parts.append(" | ".join(field.type.choices))
    return f"{field.meaning} ({', '.join(parts)})" if parts else field.meaning


def _objects(type_: Type) -> Iterator[Type]:
    """All named types within a type, the inner ones first."""
    for field in type_.fields:
        yield from _objects(field.type)
    if type_.item is not None:
        yield from _objects(type_.item)
    if type_.name:
        yield type_


def _refusals(self: Any, name: str) -> Any:
    """The slot of a receipt's refusals is filled only where there are some."""
    if name == "refusals":
        return ()
    raise AttributeError(f"{type(self).__name__} has no {name}")


def _frozen(self: Any, name: str, value: object) -> None:
    """Also for a misspelt name; there the one of `dataclasses` fails where a class has slots."""
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _make(type_: Type, given: bool) -> None:
    members: list[tuple[str, Any, Any]] = []
    by_keyword = False
    for field in type_.fields:
        by_keyword = by_keyword or not field.required
        value = dataclasses.MISSING if field.required else default_of(field)
        spec: Any = dataclasses.field(default=value, kw_only=by_keyword)
        members.append((field.python_name, annotation_of(field, given), spec))
    names = tuple((field.name, field.python_name) for field in type_.fields)
    doc = "\n".join(
        [f"{type_.name}\n"]
        + [f"{field.python_name}: {meaning_of(field)}" for field in type_.fields]
    )
    namespace: dict[str, Any] = {"__doc__": doc, "__module__": MODULE}
    if type_.name == "Receipt":
        spec = dataclasses.field(default=(), kw_only=True)
        members.append(("refusals", tuple[Refusal, ...], spec))
        namespace["__getattr__"] = _refusals
    made = dataclasses.make_dataclass(
        type_.name,
        members,
        bases=(Record,),
        namespace=namespace,
        frozen=True,
        slots=True,
        repr=False,
    )
    made.__setattr__ = _frozen  # type: ignore[method-assign,assignment]
    _NAMES[made] = names
    CLASSES[type_.name] = made
    _core.use_record(type_.name, made)


def _make_all() -> None:
    taken = [(field.type, True) for word in vocabulary() for field in word.fields]
    taken += [(type_, True) for type_ in (actor_type(), *fact_types())]
    taken += [
        (Type("object", word.answer_type, (), None, word.answer), False) for word in vocabulary()
    ]
    for outer, given in taken:
        for type_ in _objects(outer):
            if type_.kind == "choice":
                CHOICES.setdefault(type_.name, Literal[type_.choices])
            elif type_.name not in CLASSES:
                _make(type_, given)


_make_all()
