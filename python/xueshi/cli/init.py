"""init: a new storage with its policy and its province."""

from __future__ import annotations

from collections.abc import Callable

import click

import xueshi
from xueshi.cli.base import Command, Option, command
from xueshi.cli.language import of, t
from xueshi.cli.opening import opened, policy_named
from xueshi.cli.settings import common_options, current
from xueshi.cli.waiting import run


def _init(name: str | None) -> int:
    settings = current()
    settings.storage()
    named = settings.get("policy")
    if named is None:
        raise click.UsageError(
            t(
                "which policy? Give --policy NAME|FILE, such as --policy jiangsu",
                "请用 --policy 名称|文件 指明政策，如 --policy jiangsu",
            )
        )
    policy = policy_named(named)
    actor = settings.actor()
    founder = xueshi.Actor(**actor)  # type: ignore[arg-type]
    with opened(settings, new=True) as engine:
        new = engine.policy is None
        if new:
            run(lambda: engine.adopt_policy(founder, policy=policy.content))
        elif engine.policy is not None and engine.policy.digest != policy.digest:
            raise xueshi.Error(
                "policy.not_adopted",
                t(
                    f"the storage has adopted another policy, {engine.policy.name}",
                    f"该存储已采用另一政策 {engine.policy.name}",
                ),
            )
        if name is not None:
            province = xueshi.OrgEntry(actor.get("org", ""), name, "authority", level="province")
            run(lambda: engine.register_orgs(founder, orgs=[province]))
        about = engine.info()
    if settings.output.json:
        result = {
            "new": new,
            "kind": about.kind,
            "location": about.location,
            "policy": policy.name,
            "digest": policy.digest,
            "warnings": list(about.warnings),
        }
        settings.output.document({"ok": True, "result": result})
        return 0
    place = f"{about.kind}:{about.location}"
    title = of(policy.title)
    settings.output.line(
        t(
            f"{place} is ready, with the policy {policy.name} ({title}).",
            f"{place} 已就绪，政策：{policy.name}（{title}）。",
        )
        if new
        else t(f"{place} was ready already.", f"{place} 此前已就绪。"),
        "bold green",
    )
    for warning in about.warnings:
        settings.output.note(warning, "yellow")
    return 0


def _make() -> Command:
    own: list[click.Parameter] = [
        Option(
            ["--name"],
            metavar=t("TEXT", "文本"),
            help=t(
                "The province's name: founds it, so that organisations can be registered below.",
                "省级机构名称：同时建立省级机构，之后即可登记下级机构。",
            ),
        )
    ]
    return command(
        _init,
        "init",
        t(
            "Makes a storage, with its policy and its province.",
            "新建存储，采用政策，建立省级机构。",
        ),
        t(
            "Needs --storage, --policy and the province's administrator"
            " (--as province_admin:CODE). A storage that has this policy already stays as it is.",
            "需要 --storage、--policy 和省级管理员（--as province_admin:代码）。"
            "已采用此政策的存储保持不变。",
        ),
        parameters=common_options(own),
    )


def makers() -> dict[str, Callable[[], click.Command]]:
    """The command, made when it is asked for."""
    return {"init": _make}
