"""What is wrong with a command line, in the user's language."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

import click
from click import exceptions

from xueshi.cli.base import UnknownCommand
from xueshi.cli.language import t


def _perhaps(name: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(name, known, n=3, cutoff=0.6)
    if not close:
        return ""
    return t(f"; did you mean {', '.join(close)}?", f"；是否想用 {'、'.join(close)}？")


def _hint(error: click.UsageError, parameter: click.Parameter | None) -> str:
    if isinstance(parameter, click.Option):
        return next((one for one in parameter.opts if one.startswith("--")), parameter.opts[0])
    if parameter is not None:
        return parameter.make_metavar(error.ctx) if error.ctx else parameter.human_readable_name
    return getattr(error, "param_hint", None) or ""


# Click's own sentences, which have no class of their own.
SENTENCES: tuple[tuple[str, str, str], ...] = (
    (
        r"Got unexpected extra arguments? \((.*)\)",
        "there is one word too many: {0}",
        "多余的参数：{0}",
    ),
    (r"Option '(.*)' requires (?:an|\d+) arguments?\.", "{0} needs a value", "{0} 需要一个值"),
    (r"Option '(.*)' does not take a value\.", "{0} takes no value", "{0} 不带值"),
    (r"Missing command\.?", "a command is missing", "缺少命令"),
    (
        r"'(.*)' is not one of (.*)\.",
        "'{0}' is none of {1}",
        "“{0}”不在可选值 {1} 之中",
    ),
    (
        r"'(.*)' is not a valid (?:integer|integer range)\.",
        "'{0}' is no whole number",
        "“{0}”不是整数",
    ),
    (
        r"'(.*)' is not a valid (?:float|float range)\.",
        "'{0}' is no number",
        "“{0}”不是数",
    ),
    (
        r"(.*) is not in the range (.*)\.",
        "{0} is not in the range {1}",
        "{0} 不在范围 {1} 之内",
    ),
)


def _sentence(text: str) -> str:
    for pattern, english, chinese in SENTENCES:
        found = re.fullmatch(pattern, text, re.DOTALL)
        if found:
            return t(english, chinese).format(*found.groups())
    return text


def told(error: click.UsageError) -> str:
    """The error's sentence."""
    if isinstance(error, UnknownCommand):
        return t(f"there is no command '{error.name}'", f"没有命令“{error.name}”") + _perhaps(
            error.name, error.known
        )
    if isinstance(error, exceptions.NoSuchOption):
        known = [
            name for one in (error.ctx.command.params if error.ctx else ()) for name in one.opts
        ]
        return t(
            f"there is no option {error.option_name}", f"没有选项 {error.option_name}"
        ) + _perhaps(error.option_name, known)
    if isinstance(error, exceptions.MissingParameter):
        name = _hint(error, error.param) or "?"
        return t(f"{name} is missing", f"缺少 {name}")
    if isinstance(error, exceptions.BadParameter):
        name = _hint(error, error.param)
        return f"{name}{t(': ', '：')}{_sentence(error.message)}" if name else error.message
    return _sentence(error.format_message())


def where(error: click.UsageError) -> str:
    """What tells more."""
    path = error.ctx.command_path if error.ctx else "xueshi"
    return t(f"{path} --help tells more.", f"用法见 {path} --help。")
