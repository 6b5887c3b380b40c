"""statement and statistics: two questions that are asked so often that they have a shorter form."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

import xueshi
from xueshi._vocabulary import Word
from xueshi.cli import answers, refusals
from xueshi.cli.base import Command, Option, command
from xueshi.cli.chinese import meaning, name_of
from xueshi.cli.files import FileName
from xueshi.cli.language import t
from xueshi.cli.opening import call, opened
from xueshi.cli.settings import TEACHER, common_options, current
from xueshi.cli.values import Slot, merged, option_of, slots_of
from xueshi.cli.words import words_of
from xueshi.sheets.tables import replacing

# How far names are looked up: whoever counts more schools than this reads codes.
NAMES_MOST = 5_000
PAGE = 1_000
ENDING = ".svg"


def _slots(word: Word) -> tuple[Slot, list[Slot]]:
    """What stands first, without an option; and the others."""
    first, *others = slots_of(word)
    return first, others


def _ask(engine: xueshi.Engine, actor: dict[str, str], name: str, **fields: Any) -> dict[str, Any]:
    return call(engine, {"as": actor, "ask": name, "with": fields})


def _statement(word: Word, subject: str, **given: Any) -> int:
    settings = current()
    first, others = _slots(word)
    fields = {first.field.name: subject, **merged(others, given, {})}
    actor = settings.actor({"role": TEACHER, "teacher": subject})
    with opened(settings) as engine:
        answered = _ask(engine, actor, word.name, **fields)
    if not answered["ok"]:
        return refusals.refused(settings.output, answered)
    if settings.output.json:
        settings.output.document(answered)
    else:
        answers.show(settings.output, word, answered["result"])
    return 0


def _statistics(word: Word, subject: str, chart: str | None, **given: Any) -> int:
    settings = current()
    first, others = _slots(word)
    fields = {first.field.name: subject, **merged(others, given, {})}
    if chart is not None and not chart.endswith(ENDING):
        raise click.UsageError(
            t(
                f"the picture is an SVG: give --chart a name that ends in {ENDING}",
                f"图表为 SVG 格式：--chart 的文件名应以 {ENDING} 结尾",
            )
        )
    actor = settings.actor()
    with opened(settings) as engine:
        answered = _ask(engine, actor, word.name, **fields)
        if not answered["ok"]:
            return refusals.refused(settings.output, answered)
        result = answered["result"]
        named = result
        if chart is not None or not settings.output.json:
            named = {**result, "rows": _named(engine, actor, subject, fields, result["rows"])}
    if chart is not None:
        _draw(chart, subject, fields, named)
    if settings.output.json:
        settings.output.document(answered)
    else:
        answers.show(settings.output, word, named)
    return 0


def _names(
    engine: xueshi.Engine, actor: dict[str, str], name: str, **fields: Any
) -> dict[str, str]:
    """Names by code, of what a query lists; none where the actor may not ask."""
    names: dict[str, str] = {}
    after: dict[str, Any] = {}
    while len(names) < NAMES_MOST:
        answered = _ask(engine, actor, name, limit=PAGE, **fields, **after)
        if not answered["ok"]:
            return names
        result = answered["result"]
        for one in result[name]:
            names[one["code"]] = one["name"]
        if "next" not in result:
            return names
        after = {"after": result["next"]}
    return names


def _named(
    engine: xueshi.Engine,
    actor: dict[str, str],
    org: str,
    fields: dict[str, Any],
    rows: list[dict[str, Any]],
) -> list[dict[str, Any]]:
    """The rows with names behind the codes of organisations and projects."""
    by = set(fields.get("by", ()))
    known: dict[str, dict[str, str]] = {}
    if by & {"org", "school", "base"}:
        names = _names(engine, actor, "orgs", under=org)
        known = {key: names for key in ("org", "school", "base")}
    if "project" in by:
        year = {"year": fields["year"]} if "year" in fields else {}
        known["project"] = _names(engine, actor, "projects", **year)

    def told(key: str, value: str) -> str:
        name = known.get(key, {}).get(value)
        return value if name is None else f"{value} {name}"

    return [
        {**row, "by": {key: told(key, value) for key, value in row["by"].items()}} for row in rows
    ]


def _draw(file: str, org: str, fields: dict[str, Any], result: dict[str, Any]) -> None:
    from xueshi.cli import chart  # the library that draws is needed here alone

    settings = current()
    measure = fields.get("measure", "hours")
    year = f" {fields['year']}" if "year" in fields else ""
    rows = result["rows"]
    drawn = chart.draw(
        rows[: chart.MOST_ROWS],
        title=f"{org}{year} {name_of(measure)}",
        measure=measure,
    )
    with replacing(file) as name:
        Path(name).write_bytes(drawn)
    if len(rows) > chart.MOST_ROWS:
        settings.output.note(
            t(
                f"The picture shows the first {chart.MOST_ROWS} of {len(rows)} rows.",
                f"共 {len(rows)} 行，图表只画前 {chart.MOST_ROWS} 行。",
            ),
            "yellow",
        )
    settings.output.note(t(f"The picture is in {file}.", f"图表已写入 {file}。"))


def _make(
    name: str, short: str, run: Callable[..., int], own: list[click.Parameter], more: str
) -> Command:
    word = words_of("ask")[name]
    first, others = _slots(word)
    shown = t("CODE", "代码")
    parameters: list[click.Parameter] = [
        click.Argument(["subject"], metavar=shown),
        *(option_of(slot, place) for place, slot in enumerate(others)),
        *own,
    ]
    long = t(f"{shown}: {first.told()}.", f"{shown}：{meaning(first.field.meaning)}。")
    return command(
        functools.partial(run, word),
        name,
        short,
        f"{long}\n\n{more}" if more else long,
        parameters=common_options(parameters),
    )


def _make_statement() -> Command:
    more = t(
        "Without --as, the teacher asks for himself or herself.",
        "不给 --as，则视为教师本人查询。",
    )
    short = t("A teacher's records with totals.", "教师学时证明。")
    return _make("statement", short, _statement, [], more)


def _make_statistics() -> Command:
    chart = Option(
        ["--chart"],
        type=FileName(),
        metavar=t("FILE", "文件"),
        help=t("Also draws the rows into an SVG picture.", "同时把结果画成 SVG 图表。"),
    )
    short = t("Counts and sums, also as a picture.", "统计，可生成图表。")
    return _make("statistics", short, _statistics, [chart], "")


def makers() -> dict[str, Callable[[], click.Command]]:
    """The commands, made when they are asked for."""
    return {"statement": _make_statement, "statistics": _make_statistics}
