"""The command: plays the year and tells what came of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import click

import xueshi
from xueshi.cli.base import Command, Option, command
from xueshi.cli.demo.province import ADMIN, CITIES, CODE, generate
from xueshi.cli.demo.year import PROJECT, Clock, Year
from xueshi.cli.language import t
from xueshi.cli.opening import file_of
from xueshi.cli.output import Output, table
from xueshi.cli.progress import Progress, progress
from xueshi.cli.settings import common_options, current
from xueshi.cli.waiting import run

FOUND = 4
MOST_TEACHERS = 20_000


def _demo(teachers: int, seed: int) -> int:
    settings = current()
    url = settings.get("storage") or "memory:"
    file = file_of(url)
    if file is not None and file.exists() and file.stat().st_size > 0:
        raise click.UsageError(
            t(
                f"{file} holds data already: the demo needs a new storage, or --storage memory:",
                f"{file} 已有数据：演示需要新的存储，或用 --storage memory:",
            )
        )
    clock = Clock()
    storage = run(lambda: xueshi.open_storage(url))
    with run(lambda: xueshi.Engine.open(storage, clock=clock)) as empty:
        if empty.policy is not None:
            raise click.UsageError(
                t(
                    "the storage holds data already: the demo needs a new one",
                    "该存储已有数据：演示需要新的存储",
                )
            )
    engine = run(lambda: xueshi.Engine.open(storage, policy="jiangsu", founder=ADMIN, clock=clock))
    with progress() as shown:
        year = Year(engine, clock, generate(teachers, seed), seed, shown)
        began = time.monotonic()
        year.play()
        summary = _summary(year, shown, time.monotonic() - began)
    engine.close()
    summary["storage"] = storage.info().kind
    if settings.output.json:
        settings.output.document({"ok": True, "result": summary})
    else:
        _tell(settings.output, summary)
    return 0 if summary["sound"] else FOUND


def _summary(year: Year, shown: Progress, seconds: float) -> dict[str, Any]:
    engine = year.engine
    shown.begin(t("verifies the log", "核验日志"))
    report = run(engine.verify_log)
    faults = run(engine.check)
    late = year.late_request()
    return {
        "teachers": sum(len(school.teachers) for school in year.province.schools),
        "schools": len(year.province.schools),
        "commands": year.commands,
        "seconds": round(seconds, 2),
        "cities": _by_city(year),
        "refusal": [refusal.as_dict() for refusal in late.refusals],
        "entries": report.entries,
        "streams": report.streams,
        "faults": [*(one.what for one in report.faults), *faults],
        "sound": bool(report) and not faults,
    }


def _by_city(year: Year) -> list[dict[str, Any]]:
    hours = year.engine.statistics(ADMIN, org=CODE, year=2026, by=["org"])
    persons = year.engine.statistics(ADMIN, org=CODE, year=2026, by=["org"], measure="enrollments")
    verified = {row.by["org"]: row.verified for row in hours.rows}
    states = {row.by["org"]: dict(row.enrollments) for row in persons.rows}
    return [
        {
            "code": code,
            "name": name,
            "seats": year.seats[code],
            "enrolled": sum(states.get(code, {}).values()),
            "approved": states.get(code, {}).get("approved", 0),
            "refused": dict(sorted(year.refused.get(code, {}).items())),
            "verified": str(verified.get(code, 0)),
        }
        for code, name, _ in CITIES
    ]


def _tell(output: Output, summary: dict[str, Any]) -> None:
    output.line(
        t(
            f"{summary['teachers']} teachers of {summary['schools']} schools,"
            f" {summary['commands']} commands, {summary['seconds']} s",
            f"{summary['schools']} 所学校，{summary['teachers']} 名教师，"
            f"{summary['commands']} 条指令，{summary['seconds']} 秒",
        ),
        "bold",
    )
    headings = [
        t("city", "市"),
        t("seats", "名额"),
        t("enrolled", "报名"),
        t("approved", "通过"),
        t("conditions", "条件不符"),
        t("no seat", "名额不足"),
        t("twice", "重复报名"),
        t("verified hours", "已验证学时"),
    ]
    rows = []
    for city in summary["cities"]:
        refused = city["refused"]
        numbers = [
            city["seats"],
            city["enrolled"],
            city["approved"],
            refused.get("enrollment.conditions", 0),
            refused.get("quota.exhausted", 0) + refused.get("quota.none", 0),
            refused.get("enrollment.duplicate", 0),
            city["verified"],
        ]
        rows.append([f"{city['code']} {city['name']}", *map(str, numbers)])
    output.show(table(headings, rows, set(range(1, len(headings)))))
    output.line("")
    output.line(
        t(
            f"A school that would enrol a teacher in {PROJECT} now is told:",
            f"此时学校再为 {PROJECT} 报名，得到的答复：",
        )
    )
    for refusal in summary["refusal"]:
        output.line(f"  {refusal['message']['zh']}", "red")
        output.line(f"  {refusal['message']['en']}", "red")
        output.line(f"  {refusal['rule']} {refusal['code']} — {refusal['source']}", "dim")
    output.line("")
    if summary["sound"]:
        output.line(
            t(
                f"The log of {summary['entries']} entries in {summary['streams']} streams is sound,"
                " and so are all rows.",
                f"日志 {summary['entries']} 条（{summary['streams']} 个日志流）完好，"
                "全部数据合规。",
            ),
            "bold green",
        )
    for fault in summary["faults"]:
        output.line(fault, "bold red")


def _make() -> Command:
    own: list[click.Parameter] = [
        Option(
            ["--teachers"],
            type=click.IntRange(1, MOST_TEACHERS),
            default=300,
            metavar=t("NUMBER", "整数"),
            help=t(
                f"How many (300; at most {MOST_TEACHERS}).",
                f"教师人数（默认 300，至多 {MOST_TEACHERS}）。",
            ),
        ),
        Option(
            ["--seed"],
            type=click.IntRange(min=0),
            default=1,
            metavar=t("NUMBER", "整数"),
            help=t("The same seed plays the same year (1).", "随机种子，同则结果同（默认 1）。"),
        ),
    ]
    return command(
        _demo,
        "demo",
        t("Plays a small project year.", "演示一个小型项目年度。"),
        t(
            "In memory; in a new storage where --storage names one.",
            "在内存中演示；给出 --storage 则写入该新存储。",
        ),
        parameters=common_options(own, actor=False),
    )


def makers() -> dict[str, Callable[[], click.Command]]:
    """The command, made when it is asked for."""
    return {"demo": _make}
