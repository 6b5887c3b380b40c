"""policy: what a province's numbers are, since when, and by which source."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from typing import Any

import click

import xueshi
from xueshi.cli.base import Command, Group, Option, command
from xueshi.cli.files import FileName
from xueshi.cli.language import of, t
from xueshi.cli.opening import opened, policy_named
from xueshi.cli.output import table
from xueshi.cli.settings import common_options, current
from xueshi.policy import Policy

FOUND = 4

Dated = dict[tuple[str, str], dict[str, Any]]


def dated_values(policy: Policy) -> Dated:
    """Each value of a policy by its name and first day; their meaning is the library's matter."""
    made: Dated = {}
    for name, values in json.loads(policy.content)["parameters"].items():
        for one in values:
            made[name, one["from"]] = one
    return made


def in_force(values: Dated, day: str) -> Dated:
    """Of each name the value that holds on a day."""
    last: Dated = {}
    for name, since in sorted(values):
        if since <= day:
            last = {key: one for key, one in last.items() if key[0] != name}
            last[name, since] = values[name, since]
    return last


def _told(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _check_one(name: str) -> dict[str, Any]:
    try:
        policy = policy_named(name)
    except xueshi.PolicyInvalid as invalid:
        faults = [
            {"pointer": one.pointer, "expected": one.expected, "found": one.found}
            for one in invalid.faults
        ]
        return {"file": name, "sound": False, "faults": faults}
    return {
        "file": name,
        "sound": True,
        "name": policy.name,
        "title": {"zh": policy.title.zh, "en": policy.title.en},
        "digest": policy.digest,
        "faults": [],
    }


def _check(files: tuple[str, ...]) -> int:
    output = current().output
    results = [_check_one(name) for name in files]
    if output.json:
        output.document({"ok": True, "result": {"policies": results}})
    else:
        for one in results:
            if one["sound"]:
                output.line(f"{t('ok', '正确')}    {one['file']}  {one['digest']}", "green")
                continue
            output.line(f"{t('FAIL', '有误')}  {one['file']}", "bold red")
            for fault in one["faults"]:
                output.line(
                    "      "
                    + t(
                        f"{fault['pointer']}: expected {fault['expected']}, not {fault['found']}",
                        f"{fault['pointer']}：应为 {fault['expected']}，实为 {fault['found']}",
                    )
                )
    return 0 if all(one["sound"] for one in results) else FOUND


def _of_storage() -> Policy:
    settings = current()
    with opened(settings) as engine:
        policy = engine.policy
    if policy is None:
        raise xueshi.Error(
            "policy.not_adopted",
            t("the storage has adopted no policy yet", "该存储尚未采用政策"),
        )
    return policy


def _show(name: str | None, on: datetime.datetime | None, content: bool) -> int:
    output = current().output
    policy = _of_storage() if name is None else policy_named(name)
    if content:
        output.raw(policy.content if policy.content.endswith("\n") else policy.content + "\n")
        return 0
    values = dated_values(policy)
    if on is not None:
        values = in_force(values, on.date().isoformat())
    if output.json:
        result = {
            "name": policy.name,
            "title": {"zh": policy.title.zh, "en": policy.title.en},
            "digest": policy.digest,
            "parameters": [{"name": key, **one} for (key, _), one in values.items()],
        }
        output.document({"ok": True, "result": result})
        return 0
    output.line(f"{policy.name}  {of(policy.title)}", "bold")
    output.line(policy.digest, "dim")
    headings = [t("name", "参数"), t("since", "自"), t("value", "值"), t("source", "出处")]
    rows = [
        [key, since, _told(one["value"]), one["source"]] for (key, since), one in values.items()
    ]
    output.show(table(headings, rows, set()))
    return 0


def differences(before: Dated, after: Dated) -> list[dict[str, Any]]:
    """What was added, removed or changed, in the order of names and days."""
    found = []
    for key in sorted({*before, *after}):
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        kind = "added" if old is None else "removed" if new is None else "changed"
        one: dict[str, Any] = {"name": key[0], "from": key[1], "kind": kind}
        if old is not None:
            one["before"] = old
        if new is not None:
            one["after"] = new
        found.append(one)
    return found


def _diff(first: str, second: str) -> int:
    output = current().output
    before, after = policy_named(first), policy_named(second)
    found = differences(dated_values(before), dated_values(after))
    if output.json:
        result = {
            "same": not found,
            "differences": found,
            "before": before.digest,
            "after": after.digest,
        }
        output.document({"ok": True, "result": result})
        return FOUND if found else 0
    if not found:
        output.line(t("No value differs.", "各值均相同。"), "green")
        return 0
    words = {
        "added": t("added", "新增"),
        "removed": t("removed", "删除"),
        "changed": t("changed", "更改"),
    }
    styles = {"added": "green", "removed": "red", "changed": "yellow"}
    for one in found:
        output.line(f"{words[one['kind']]}  {one['name']}  {one['from']}", styles[one["kind"]])
        for sign, side in (("-", "before"), ("+", "after")):
            if side in one:
                value = one[side]
                output.line(f"  {sign} {_told(value['value'])}  ({value['source']})")
    return FOUND


def _file_argument(name: str, shown: str, **given: Any) -> click.Argument:
    return click.Argument([name], type=FileName(), metavar=shown, **given)


def _make_check() -> Command:
    shown = t("NAME|FILE…", "名称|文件…")
    return command(
        _check,
        "check",
        t(
            "Checks policy files whole, and tells all their faults.",
            "完整检查政策文件，列出全部错误。",
        ),
        parameters=common_options(
            [_file_argument("files", shown, nargs=-1, required=True)], storage=False, actor=False
        ),
    )


def _make_show() -> Command:
    on = Option(
        ["--on"],
        type=click.DateTime(["%Y-%m-%d"]),
        metavar=t("DATE", "日期"),
        help=t("Only what is in force on that day.", "只列该日有效的值。"),
    )
    content = Option(
        ["--content"], is_flag=True, help=t("The file as it was loaded.", "输出文件原文。")
    )
    name = _file_argument("name", t("[NAME|FILE]", "[名称|文件]"), required=False)
    return command(
        _show,
        "show",
        t("Shows a policy's values with their days and sources.", "列出政策各值、起始日期与出处。"),
        t(
            "Without NAME or FILE the one that the storage has adopted.",
            "不给名称或文件，则为存储已采用的政策。",
        ),
        parameters=common_options([name, on, content], actor=False),
    )


def _make_diff() -> Command:
    return command(
        _diff,
        "diff",
        t("Tells in which values two policies differ.", "比较两份政策的值。"),
        t("Ends with 4 where they differ.", "有不同则退出码为 4。"),
        parameters=common_options(
            [
                _file_argument("first", t("BEFORE", "旧政策")),
                _file_argument("second", t("AFTER", "新政策")),
            ],
            storage=False,
            actor=False,
        ),
    )


def _make() -> Group:
    short = t("Checks, shows and compares policies.", "检查、查看、比较政策。")
    return Group(
        "policy",
        makers={"check": _make_check, "show": _make_show, "diff": _make_diff},
        params=common_options([], storage=False, actor=False),
        help=short,
        short_help=short,
    )


def makers() -> dict[str, Callable[[], click.Command]]:
    """The commands, made when they are asked for."""
    return {"policy": _make}
