"""The user's language: every text of the command line is written in Chinese and in English."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal

from xueshi.outcome import Bilingual

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
# The first that is set decides, as for other programs; ours may differ from theirs.
VARIABLES = ("XUESHI_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")

_current: ContextVar[Language] = ContextVar("language", default="en")


def language() -> Language:
    """The one in use."""
    return _current.get()


def t(en: str, zh: str) -> str:
    """Of a text in both languages, the one for this user."""
    return zh if _current.get() == "zh" else en


def of(text: Bilingual) -> str:
    """The same of a text of the library's."""
    return t(text.en, text.zh)


def language_for(
    arguments: Sequence[str], environment: Mapping[str, str] | None = None
) -> Language:
    """What `--language` says, wherever it stands, otherwise the environment; otherwise English."""
    for place, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name != "--language":
            continue
        if not equals:
            value = arguments[place + 1] if place + 1 < len(arguments) else ""
        if value in LANGUAGES:
            return value
    given = os.environ if environment is None else environment
    named = next((given[name] for name in VARIABLES if given.get(name)), "")
    return "zh" if named.lower().startswith("zh") else "en"


@contextmanager
def using(chosen: Language) -> Iterator[None]:
    """Speaks this language meanwhile."""
    before = _current.set(chosen)
    try:
        yield
    finally:
        _current.reset(before)
