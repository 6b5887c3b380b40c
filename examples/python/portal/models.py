"""Pydantic's models, made from the vocabulary: a word added to the library appears here by itself.

They say what a field is, for OpenAPI and for programs made from it. What it may hold is the
library's business: it refuses with REQ-1, in both languages, as everywhere.
"""

import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

import xueshi
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    create_model,
)


def exact(value: object) -> object:
    """A floating-point number of hours is none: 7.1 is not what it looks like."""
    if isinstance(value, (float, bool)):
        raise ValueError('hours are a text like "7.5", or a whole number')
    return value


Hours = Annotated[Decimal, BeforeValidator(exact)]
PLAIN: dict[str, Any] = {
    "text": str,
    "hours": Hours,
    "date": datetime.date,
    "instant": datetime.datetime,
}
MADE: dict[tuple[str, bool], type[BaseModel]] = {}


class Bilingual(BaseModel):
    zh: str
    en: str


class Refusal(BaseModel):
    """One reason why not; `item` is the place in the list, from 0."""

    rule: str
    code: str
    subject: str
    item: int | None = None
    facts: dict[str, int | str | list[str]]
    message: Bilingual
    remedy: Bilingual
    source: str


class ProblemDocument(BaseModel):
    """RFC 9457, with the refusals beside."""

    type: str
    title: str
    status: int
    detail: str
    refusals: list[Refusal] = []


def python_type(type_: xueshi.Type, written: bool) -> Any:
    """`written` as JSON; otherwise it comes as texts in the address of a query."""
    if type_.kind == "boolean":
        return StrictBool if written else bool
    if type_.kind == "integer":
        return StrictInt if written else int
    if type_.kind == "choice":
        return Literal[type_.choices]
    if type_.kind == "object":
        return model_of(type_.name, type_.fields, written)
    if type_.item is not None:
        item = python_type(type_.item, written)
        return dict[str, item] if type_.kind == "map" else list[item]  # type: ignore[valid-type]
    return PLAIN[type_.kind]


def field_of(field: xueshi.Field, written: bool) -> tuple[Any, Any]:
    type_ = python_type(field.type, written)
    schema: dict[str, Any] = {}
    if field.type.kind == "integer":
        limits = {"minimum": field.least, "maximum": field.most}
        schema = {name: limit for name, limit in limits.items() if limit is not None}
    told = f"{field.meaning} ({field.unit})" if field.unit else field.meaning
    common: dict[str, Any] = {"alias": field.name, "description": told, "json_schema_extra": schema}
    if field.required:
        return type_, Field(**common)
    default = field.default()
    return (type_ if field.initial else type_ | None), Field(default=default, **common)


def model_of(name: str, fields: tuple[xueshi.Field, ...], written: bool = True) -> type[BaseModel]:
    """The same name is the same type everywhere in the vocabulary."""
    if (name, written) not in MADE:
        made: Any = {field.python_name: field_of(field, written) for field in fields}
        if name == "Receipt":
            made["refusals"] = (list[Refusal], Field(default=[], description="with `partial`"))
        MADE[name, written] = create_model(
            name, __config__=ConfigDict(extra="forbid"), __doc__="", **made
        )
    return MADE[name, written]


def request_of(word: xueshi.Word) -> type[BaseModel]:
    """What a command or query takes."""
    name = "".join(part.title() for part in word.name.split("_"))
    return model_of(f"{name}Request", word.fields, written=not word.query)


def answer_of(word: xueshi.Word) -> type[BaseModel]:
    """What it answers."""
    return model_of(word.answer_type, word.answer)


def arguments(word: xueshi.Word, given: BaseModel) -> dict[str, Any]:
    """As the method of `xueshi.Engine` takes them: what the caller left out stays out."""
    values = given.model_dump(by_alias=True, exclude_unset=True)
    return {field.python_name: values[field.name] for field in word.fields if field.name in values}
