"""log and check: what proves that a storage is what it says."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

import xueshi
from xueshi.cli import documents
from xueshi.cli.base import Command, Group, Option, command
from xueshi.cli.files import FileName
from xueshi.cli.language import t
from xueshi.cli.opening import file_of, opened
from xueshi.cli.output import Output, table
from xueshi.cli.progress import progress
from xueshi.cli.settings import common_options, current
from xueshi.cli.waiting import run

FOUND = 4
SHOWN = 20


def _faults(faults: Sequence[xueshi.LogFault]) -> list[dict[str, Any]]:
    return [{"stream": one.stream, "number": one.number, "what": one.what} for one in faults]


def _show_faults(output: Output, title: str, faults: Sequence[xueshi.LogFault]) -> None:
    if not faults:
        return
    output.line(title, "bold red")
    headings = [t("stream", "日志流"), t("entry", "序号"), t("what", "问题")]
    rows = [[one.stream, str(one.number), one.what] for one in faults[:SHOWN]]
    output.show(table(headings, rows, {1}))
    if len(faults) > SHOWN:
        output.line(_and_more(len(faults) - SHOWN))


def _and_more(count: int) -> str:
    return t(f"… and {count} more; --json tells all", f"……另有 {count} 条；--json 可列出全部")


def _tell_report(report: xueshi.LogReport, sound: str, **more: Any) -> int:
    """The report as the user wants it, and the exit code."""
    output = current().output
    found = bool(report.faults or report.differences)
    if output.json:
        result = {
            "sound": not found,
            "streams": report.streams,
            "entries": report.entries,
            "faults": _faults(report.faults),
            "differences": _faults(report.differences),
            **more,
        }
        output.document({"ok": True, "result": result})
        return FOUND if found else 0
    counted = t(
        f"{report.entries} entries in {report.streams} streams",
        f"{report.streams} 个日志流，{report.entries} 条日志",
    )
    if not found:
        output.line(f"{sound}{t(': ', '：')}{counted}", "bold green")
    else:
        output.line(counted)
    _show_faults(output, t("The log has faults:", "日志有误："), report.faults)
    _show_faults(
        output,
        t("Today's rules would decide otherwise:", "按现行规则结果会不同："),
        report.differences,
    )
    return FOUND if found else 0


def _verify(anchor: str | None, decide: bool) -> int:
    settings = current()
    text = None if anchor is None else documents.read_text(anchor)
    with opened(settings) as engine, progress(t("verifying the log", "核验日志")) as shown:
        report = run(lambda: engine.verify_log(text, progress=shown.reach))
        if decide and report:
            shown.begin(t("deciding again", "重新判定"))
            report = run(lambda: engine.replay("memory:", decide=True, progress=shown.reach))
    return _tell_report(report, t("The log is sound", "日志完好"), anchored=anchor is not None)


def _anchor(file: str | None) -> int:
    settings = current()
    output = settings.output
    target = None
    if file is not None and file != "-":
        try:  # before the checkpoint: an anchor that can't be kept is of no use
            target = Path(file).open("x", encoding="utf-8")
        except FileExistsError as error:
            raise click.UsageError(t(f"{file} is there already", f"{file} 已存在")) from error
    try:
        with opened(settings) as engine:
            anchor = run(engine.checkpoint)
            if target is not None:
                target.write(anchor + "\n")
    except BaseException:
        if target is not None:
            target.close()
            Path(target.name).unlink(missing_ok=True)
        raise
    if target is None:
        output.raw(anchor + "\n")
        return 0
    target.close()
    streams = len(json.loads(anchor)["heads"])
    if output.json:
        output.document({"ok": True, "result": {"file": file, "streams": streams}})
    else:
        output.line(
            t(
                f"The anchor of {streams} streams is in {file}: keep it elsewhere.",
                f"{streams} 个日志流的锚点已写入 {file}，请另行保存。",
            )
        )
    return 0


def _replay(onto: str, decide: bool) -> int:
    settings = current()
    file = file_of(onto)
    if file is not None and file.exists() and file.stat().st_size > 0:
        raise click.UsageError(
            t(
                f"{file} holds data already: a log is replayed onto an empty storage",
                f"{file} 已有数据：日志只能重放到空存储",
            )
        )
    with opened(settings) as engine, progress(t("replaying the log", "重放日志")) as shown:
        target = run(lambda: xueshi.open_storage(onto))
        report = run(lambda: engine.replay(target, decide=decide, progress=shown.reach))
        shown.begin(t("comparing the states", "比对状态"))
        here = run(engine.state_digest)
        with xueshi.Engine.open(target) as copy:
            there = run(copy.state_digest)
    code = _tell_report(
        report,
        t("The log was replayed", "日志已重放"),
        state_digest=here,
        replayed_state_digest=there,
        same_state=here == there,
    )
    if here != there:
        if not settings.output.json:
            settings.output.line(
                t(
                    "The states differ: the rows are not what the log made.",
                    "状态不一致：数据与日志不符。",
                ),
                "bold red",
            )
        return FOUND
    return code


def _check() -> int:
    settings = current()
    output = settings.output
    with opened(settings) as engine, progress(t("reading all rows", "检查数据")) as shown:
        rules = list(run(engine.check))
        shown.begin(t("examining the medium", "检查存储介质"))
        medium = run(xueshi.open_storage(settings.storage()).check)
    found = bool(rules or medium)
    if output.json:
        result = {"sound": not found, "rules": rules, "storage": list(medium)}
        output.document({"ok": True, "result": result})
    elif not found:
        output.line(t("All rows are in order.", "全部数据完好。"), "bold green")
    else:
        faults = [*medium, *rules]
        for fault in faults[:SHOWN]:
            output.line(fault, "red")
        if len(faults) > SHOWN:
            output.line(_and_more(len(faults) - SHOWN))
    return FOUND if found else 0


def _decide_option() -> Option:
    return Option(
        ["--decide"],
        is_flag=True,
        help=t(
            "Also decides every command again, and tells what today's rules would do otherwise.",
            "同时按现行规则重新判定每条指令，列出结果不同的。",
        ),
    )


def _make_verify() -> Command:
    anchor = Option(
        ["--anchor"],
        type=FileName(),
        metavar=t("FILE", "文件"),
        help=t(
            "An anchor kept earlier: without one a cut-off end can't be noticed.",
            "此前保存的锚点文件；没有锚点则无法发现日志末尾被截去。",
        ),
    )
    return command(
        _verify,
        "verify",
        t("Walks the whole log: numbers, hashes, chains.", "核验全部日志的编号、哈希与链。"),
        parameters=common_options([anchor, _decide_option()], actor=False),
    )


def _make_anchor() -> Command:
    return command(
        _anchor,
        "anchor",
        t("Writes a checkpoint and gives its anchor.", "写入检查点，输出锚点。"),
        t(
            "Without FILE the anchor, a JSON document, goes to standard output."
            " Keep it where nobody who can change the storage can change it too.",
            "不给文件则输出到标准输出（JSON）。请保存在能改动存储的人改动不了的地方。",
        ),
        parameters=common_options(
            [
                click.Argument(
                    ["file"], required=False, type=FileName(), metavar=t("[FILE]", "[文件]")
                )
            ],
            actor=False,
        ),
    )


def _make_replay() -> Command:
    onto = Option(
        ["--onto"],
        default="memory:",
        metavar="URL",
        help=t(
            "An empty storage (memory: and forgotten afterwards).",
            "空存储（默认 memory:，用后即弃）。",
        ),
    )
    return command(
        _replay,
        "replay",
        t(
            "Builds the state anew from the log alone, and compares.",
            "只凭日志重建状态，并与现有状态比对。",
        ),
        parameters=common_options([onto, _decide_option()], actor=False),
    )


def _make_log() -> Group:
    short = t("Verifies, anchors and replays the log.", "核验、锚定、重放日志。")
    return Group(
        "log",
        makers={"verify": _make_verify, "anchor": _make_anchor, "replay": _make_replay},
        params=common_options([], actor=False),
        help=short,
        short_help=short,
    )


def _make_check() -> Command:
    return command(
        _check,
        "check",
        t("Looks for damage and broken rules in all rows.", "检查全部数据是否完好、合规。"),
        parameters=common_options([], actor=False),
    )


def makers() -> dict[str, Callable[[], click.Command]]:
    """The commands, made when they are asked for."""
    return {"log": _make_log, "check": _make_check}
