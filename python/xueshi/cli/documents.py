"""JSON that users give: from an option, a file or standard input."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from xueshi.cli.files import unreadable
from xueshi.cli.language import t

# The protocol's limit of a request; a byte more is read so that the library can refuse it.
LONGEST = 16 << 20
DEEPEST = 32


def read_bytes(name: str) -> bytes:
    """A file's content, `-` being standard input; of what is too long only the beginning."""
    if name == "-":
        if sys.stdin.isatty():
            click.echo(
                t("Reading from the terminal; Ctrl-D ends.", "正在从终端读取，Ctrl-D 结束。"),
                err=True,
            )
        return sys.stdin.buffer.read(LONGEST + 1)
    try:
        with Path(name).open("rb") as file:
            return file.read(LONGEST + 1)
    except OSError as error:
        raise click.UsageError(unreadable(name, error)) from error


def read_text(name: str) -> str:
    """The same as text: UTF-8, with or without a byte order mark; lines end as on Unix.

    A file that was edited on Windows then is the one that it was before.
    """
    content = read_bytes(name)
    if len(content) > LONGEST:
        raise click.UsageError(
            t(
                f"{shown(name)} is longer than {LONGEST >> 20} MiB",
                f"{shown(name)} 超过 {LONGEST >> 20} MiB",
            )
        )
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise click.UsageError(
            t(
                f"{shown(name)} isn't UTF-8: byte {error.start + 1}",
                f"{shown(name)} 不是 UTF-8 编码：第 {error.start + 1} 字节",
            )
        ) from error


def shown(name: str) -> str:
    """A file as users call it."""
    return t("standard input", "标准输入") if name == "-" else name


def _strict(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made:
            raise ValueError(t(f"the key '{key}' stands twice", f"键“{key}”重复"))
        made[key] = value
    return made


def _no_constant(text: str) -> NoReturn:
    raise ValueError(t(f"{text} is no JSON", f"{text} 不是合法的 JSON"))


def _depth(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + max((_depth(one) for one in value.values()), default=0)
    if isinstance(value, list):
        return 1 + max((_depth(one) for one in value), default=0)
    return 0


def parse(text: str, about: str) -> Any:
    """Strictly: no key twice, no NaN, not too deep; `about` says in messages what is read."""
    try:
        value = json.loads(text, object_pairs_hook=_strict, parse_constant=_no_constant)
        deep = _depth(value)
    except json.JSONDecodeError as error:
        place = t(
            f"line {error.lineno}, column {error.colno}",
            f"第 {error.lineno} 行第 {error.colno} 列",
        )
        raise click.UsageError(
            t(f"{about} is no JSON: {place}: {error.msg}", f"{about} 不是合法的 JSON：{place}")
        ) from error
    except RecursionError as error:
        raise click.UsageError(_too_deep(about)) from error
    except ValueError as error:
        raise click.UsageError(f"{about}{t(': ', '：')}{error}") from error
    if deep > DEEPEST:
        raise click.UsageError(_too_deep(about))
    return value


def _too_deep(about: str) -> str:
    return t(f"{about} is nested too deeply", f"{about} 嵌套过深")


def parse_object(text: str, about: str) -> dict[str, Any]:
    """The same of what must be an object."""
    value = parse(text, about)
    if not isinstance(value, dict):
        raise click.UsageError(
            t(f"{about} must be a JSON object", f"{about} 必须是 JSON 对象（花括号）")
        )
    return value
