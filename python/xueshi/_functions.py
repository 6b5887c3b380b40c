"""How the methods of xueshi._methods are made from the vocabulary.

The functions are compiled from a few words of source, as `dataclasses` does: so they have real
signatures, and Python itself says what is wrong with a call.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

from xueshi import _core
from xueshi._core import ArrowTable, Cancel, Joined
from xueshi._records import CLASSES, annotation_of, default_of, meaning_of
from xueshi.errors import Refused
from xueshi.outcome import Outcome, Refusal
from xueshi._vocabulary import Field, Word, rule_catalogue, vocabulary

Form = Literal["call", "explanation", "table"]

# A call's options: name, type, default, meaning. bindings/python/options.cpp reads them in order.
OPTIONS: tuple[tuple[str, Any, Any, str], ...] = (
    (
        "request_id",
        str | None,
        None,
        "the same id and content again: the first answer, no second effect; 1 to 128 bytes",
    ),
    ("partial", bool, False, "do the good items, name the bad in the receipt's `refusals`"),
    ("expected_version", int | None, None, "refused as stale if the thing has another by now"),
    ("patience", float | None, None, "seconds to wait for other writers; else the engine's"),
    (
        "deadline",
        float | None,
        None,
        "until when to wait for them, a moment of time.monotonic(); the earlier of the two holds",
    ),
    ("cancel", Cancel | None, None, "ends the call, unless it is done by then"),
    ("inside", Joined | None, None, "a connection with an open transaction, from xueshi.join"),
)
NOT_EXPLAINED = ("request_id",)
QUERY_OPTIONS = ("patience", "deadline", "inside")

WORDS = tuple(word for word in vocabulary() if word.name != "explain")
COMMANDS = tuple(word for word in WORDS if not word.query)
QUERIES = tuple(word for word in WORDS if word.query)
_CATALOGUE = {one.rule: one for one in rule_catalogue()}

_set_refusals: Callable[[Any, tuple[Refusal, ...]], None]
_set_refusals = CLASSES["Receipt"].__dict__["refusals"].__set__


class Raising:
    """Each command gives its receipt, each query its answer; or they raise `Refused`."""

    __slots__ = ("_core",)

    _core: _core.Engine

    def _order(
        self, word: int, actor: Any, fields: tuple[Any, ...], options: tuple[Any, ...]
    ) -> Any:
        receipt, refusals = self._core.execute(word, actor, fields, options)
        if receipt is None:
            raise Refused(refusals)
        if refusals:
            _set_refusals(receipt, refusals)
        return receipt

    def _question(
        self, word: int, actor: Any, fields: tuple[Any, ...], options: tuple[Any, ...]
    ) -> Any:
        answer, refusals = self._core.ask(word, actor, fields, options)
        if answer is None:
            raise Refused(refusals)
        return answer


class _Beside:
    """Another form of the same engine's methods."""

    __slots__ = ("_core",)

    def __init__(self, core: _core.Engine) -> None:
        self._core = core


def _outcome(receipt: Any, refusals: tuple[Refusal, ...]) -> Outcome[Any]:
    if refusals and receipt is not None:
        _set_refusals(receipt, refusals)
    return Outcome(receipt, refusals)


class Telling(_Beside):
    """The same methods for those who prefer no exceptions: each gives an `Outcome`."""

    __slots__ = ()

    def _order(
        self, word: int, actor: Any, fields: tuple[Any, ...], options: tuple[Any, ...]
    ) -> Any:
        return _outcome(*self._core.execute(word, actor, fields, options))

    def _question(
        self, word: int, actor: Any, fields: tuple[Any, ...], options: tuple[Any, ...]
    ) -> Any:
        return Outcome(*self._core.ask(word, actor, fields, options))


class Explaining(_Beside):
    """Each command decided as if it were given: an `Outcome`, and nothing changed."""

    __slots__ = ()

    def _order(
        self, word: int, actor: Any, fields: tuple[Any, ...], options: tuple[Any, ...]
    ) -> Any:
        return _outcome(*self._core.explain(word, actor, fields, options))


class Tabling(_Beside):
    """Each query as an `ArrowTable` of all its rows, over all pages; or it raises `Refused`."""

    __slots__ = ()

    def _question(
        self, word: int, actor: Any, fields: tuple[Any, ...], options: tuple[Any, ...]
    ) -> Any:
        table, refusals = self._core.table(word, actor, fields, options)
        if table is None:
            raise Refused(refusals)
        return table


def _ruled(word: Word) -> Iterator[str]:
    """Each rule with its citation, and the codes that it refuses with."""
    for name in word.rules:
        rule = _CATALOGUE[name]
        yield f"    {rule.rule} {rule.title.en}"
        yield f"        {rule.source}"
        if rule.codes:
            yield f"        refuses with {', '.join(rule.codes)}"


def has_pages(word: Word) -> bool:
    """Whether its answers come in pages: a table has them all, and asks for none."""
    begins = [field for field in word.fields if field.name == "after"]
    return bool(begins) and begins[0].type.kind == "text"


def fields_of(word: Word, form: Form) -> tuple[Field, ...]:
    """Those that a method takes in this form."""
    left_out = ("limit", "after") if form == "table" and has_pages(word) else ()
    return tuple(field for field in word.fields if field.name not in left_out)


def options_of(word: Word, form: Form) -> tuple[tuple[str, Any, Any, str], ...]:
    """Those that a method takes in this form, in their order."""
    if word.query:
        return tuple(option for option in OPTIONS if option[0] in QUERY_OPTIONS)
    left_out = NOT_EXPLAINED if form == "explanation" else ()
    return tuple(option for option in OPTIONS if option[0] not in left_out)


def documentation(word: Word, form: Form = "call") -> str:
    """A method's docstring."""
    lines = [f"{word.meaning} ({word.title})", ""]
    fields = fields_of(word, form)
    if fields:
        told = (f"    {field.python_name}: {meaning_of(field)}" for field in fields)
        lines += ["Fields:", *told, ""]
    told = (f"    {name}: {meaning}" for name, _, _, meaning in options_of(word, form))
    lines += ["Options:", *told, ""]
    if not word.query:
        lines += [f"Who may: {', '.join(word.roles)}", ""]
    return "\n".join([*lines, "Rules:", *_ruled(word)])


def parameters(word: Word, form: Form) -> list[inspect.Parameter]:
    """Of a method, without `self`."""
    by_keyword = inspect.Parameter.KEYWORD_ONLY
    actor = CLASSES["Actor"] | Mapping[str, object]
    made = [inspect.Parameter("actor", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=actor)]
    # What must be given stands before what may be left out; otherwise in the order of the reference.
    for field in sorted(fields_of(word, form), key=lambda field: not field.required):
        default = inspect.Parameter.empty if field.required else default_of(field)
        made.append(
            inspect.Parameter(
                field.python_name,
                by_keyword,
                default=default,
                annotation=annotation_of(field, True),
            )
        )
    for name, type_, value, _ in options_of(word, form):
        made.append(inspect.Parameter(name, by_keyword, default=value, annotation=type_))
    return made


def _function(word: Word, number: int, answer: Any, form: Form = "call") -> Any:
    made = parameters(word, form)
    written = ["actor", *(["*"] if len(made) > 1 else [])]
    for one in made[1:]:
        written.append(
            one.name if one.default is one.empty else f"{one.name}=_defaults[{one.name!r}]"
        )
    taken = {one.name for one in made}

    def value(name: str) -> str:
        return f"{name}, " if name in taken else f"_defaults[{name!r}], "

    fields = "".join(value(field.python_name) for field in word.fields)
    options = "".join(value(name) for name, *_ in options_of(word, "call"))
    call = f"{'_question' if word.query else '_order'}({number}, actor, ({fields}), ({options}))"
    source = f"def {word.name}(self, {', '.join(written)}):\n    return self.{call}\n"
    defaults = {field.python_name: default_of(field) for field in word.fields}
    defaults |= {name: default for name, _, default, _ in OPTIONS}
    namespace: dict[str, Any] = {"_defaults": defaults}
    exec(compile(source, f"<xueshi {word.name}>", "exec"), namespace)  # noqa: S102
    function = namespace[word.name]
    function.__doc__ = documentation(word, form)
    function.__module__ = "xueshi._methods"
    function.__annotations__ = {one.name: one.annotation for one in made} | {"return": answer}
    return function


def _add(owner: type, word: Word, function: Any) -> None:
    if hasattr(owner, word.name):
        raise TypeError(f"{owner.__name__} already has {word.name}")
    called = "Engine" if owner.__name__ == "Methods" else owner.__name__  # as users know it
    function.__qualname__ = f"{called}.{word.name}"
    setattr(owner, word.name, function)


def add_methods(raising: type, telling: type, explaining: type, tabling: type) -> None:
    """To the four classes, each word's function in their form."""
    for words in (COMMANDS, QUERIES):
        for number, word in enumerate(words):
            answer = CLASSES[word.answer_type]
            _add(raising, word, _function(word, number, answer))
            told: Any = Outcome[answer]  # type: ignore[valid-type]
            _add(telling, word, _function(word, number, told))
            if word.query:
                _add(tabling, word, _function(word, number, ArrowTable, "table"))
            else:
                _add(explaining, word, _function(word, number, told, "explanation"))
