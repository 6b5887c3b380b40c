"""What every command is told: the storage, the policy, who asks, and how to answer."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass, field
from typing import Any

import click
from click.shell_completion import CompletionItem

from xueshi._vocabulary import actor_type
from xueshi.cli.base import Option
from xueshi.cli.files import FileName
from xueshi.cli.language import LANGUAGES, t
from xueshi.cli.output import Output

ROLES: tuple[str, ...] = next(one.type.choices for one in actor_type().fields if one.name == "role")
TEACHER = "teacher"


@dataclass(slots=True)
class Settings:
    """As the options say, wherever they stand; otherwise as the environment does."""

    output: Output = field(default_factory=Output)
    given: dict[str, Any] = field(default_factory=dict)
    """what stood on the command line, by the option's name; the last one holds"""

    def get(self, name: str) -> str | None:
        """The option, otherwise XUESHI_<NAME>; an empty one counts as none."""
        value = self.given.get(name)
        return value if value is not None else os.environ.get(f"XUESHI_{name.upper()}") or None

    @property
    def debug(self) -> bool:
        """Whether tracebacks are wanted."""
        return bool(self.given.get("debug"))

    def names_an_actor(self) -> bool:
        """Whether the command line itself, not the environment, says who asks."""
        return any(self.given.get(name) is not None for name in ("as", "org", "person"))

    def storage(self) -> str:
        """The storage's URL."""
        url = self.get("storage")
        if url is None:
            raise click.UsageError(
                t(
                    "which storage? Give --storage URL, or set XUESHI_STORAGE",
                    "请用 --storage URL 或环境变量 XUESHI_STORAGE 指明存储",
                )
            )
        return url

    def actor(self, otherwise: dict[str, str] | None = None) -> dict[str, str]:
        """Who asks, as the protocol writes it; `otherwise` where nothing says so."""
        role, org, person = self.get("as"), self.get("org"), self.get("person")
        if role is None and org is None and person is None and otherwise is not None:
            return otherwise
        if "as" not in self.given:  # an option, then, goes before what the environment says
            if "person" in self.given or (role is None and org is None and person is not None):
                role = TEACHER
            elif "org" in self.given and role is not None:
                role = role.partition(":")[0]
        if role is None:
            raise click.UsageError(
                t(
                    "who asks? Give --as ROLE:CODE (such as --as county_admin:320102),"
                    " or set XUESHI_AS",
                    "请用 --as 角色:代码（如 --as county_admin:320102）或环境变量 XUESHI_AS"
                    " 指明操作者",
                )
            )
        role, _, code = role.partition(":")
        return self._of_role(role, code, org, person)

    def _of_role(self, role: str, code: str, org: str | None, person: str | None) -> dict[str, str]:
        if role not in ROLES:
            raise click.UsageError(
                t(
                    f"there is no role '{role}'; the roles are {', '.join(ROLES)}",
                    f"没有角色“{role}”；可用的角色：{'、'.join(ROLES)}",
                )
            )
        key, option, separate = (
            ("teacher", "--person", person) if role == TEACHER else ("org", "--org", org)
        )
        if code and separate is not None and separate != code and option[2:] in self.given:
            raise click.UsageError(
                t(
                    f"--as {role}:{code} and {option} {separate} name two",
                    f"--as {role}:{code} 与 {option} {separate} 不一致",
                )
            )
        chosen = code or separate
        if not chosen:
            raise click.UsageError(
                t(
                    f"whose {role}? Give --as {role}:CODE, or {option} CODE",
                    f"请指明是哪个{'教师' if role == TEACHER else '机构'}的 {role}："
                    f"--as {role}:代码，或 {option} 代码",
                )
            )
        actor = {"role": role, key: chosen}
        account = self.get("user")
        return actor if account is None else {**actor, "user": account}


class Seconds(click.FloatRange):
    """A number, which what is none of them isn't."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        made = super().convert(value, param, ctx)
        if math.isnan(made):
            self.fail(f"{value} is not in the range {self._describe_range()}.", param, ctx)
        return made


class RoleName(click.ParamType):  # type: ignore[type-arg] # generic only in newer versions
    """Any text; a shell completes the roles."""

    name = "role"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        return [CompletionItem(role) for role in ROLES if role.startswith(incomplete)]


def current() -> Settings:
    """Of the invocation that goes on."""
    settings = click.get_current_context().find_root().obj
    assert isinstance(settings, Settings)
    return settings


def _keep(ctx: click.Context, parameter: click.Parameter, value: Any) -> Any:
    name = parameter.name or ""
    settings = ctx.find_root().obj
    if value is not None and value is not False and isinstance(settings, Settings):
        name = name.removeprefix("common_")
        settings.given[name] = value
        if name == "json":
            settings.output.json = True
    return value


def _common(name: str, told: str, **given: Any) -> Option:
    made = {"common": True, "expose_value": False, "callback": _keep, "help": told, **given}
    return Option([f"--{name}", f"common_{name.replace('-', '_')}"], **made)


def output_options() -> list[click.Parameter]:
    """What commands take that open no storage."""
    return [
        _common(
            "json",
            t(
                "Answers with one JSON document alone on standard output.",
                "标准输出只输出一个 JSON 文档。",
            ),
            is_flag=True,
        ),
        _common(
            "language",
            t(
                "The language of messages; otherwise by LC_ALL, LC_MESSAGES, LANG.",
                "提示语言；默认按 LC_ALL、LC_MESSAGES、LANG。",
            ),
            type=click.Choice(LANGUAGES),
        ),
        _common(
            "debug",
            t("Shows where a failure comes from.", "出错时显示详细的出错位置。"),
            is_flag=True,
        ),
    ]


def storage_options() -> list[click.Parameter]:
    """What commands take that open a storage."""
    return [
        _common(
            "storage",
            t(
                "sqlite:PATH or postgresql://…; or XUESHI_STORAGE.",
                "存储：sqlite:路径 或 postgresql://…；也可设 XUESHI_STORAGE。",
            ),
            metavar="URL",
        ),
        _common(
            "policy",
            t(
                "The policy that the storage must have adopted: a shipped one's name, or a file;"
                " or XUESHI_POLICY.",
                "存储必须已采用的政策：内置政策名或政策文件；也可设 XUESHI_POLICY。",
            ),
            type=FileName(),
            metavar=t("NAME|FILE", "名称|文件"),
        ),
        _common(
            "patience",
            t(
                "Seconds to wait for other writers (10).",
                "等待其他写入者的秒数（默认 10）。",
            ),
            type=Seconds(min=0, max=86_400),
            metavar=t("SECONDS", "秒"),
        ),
    ]


def actor_options() -> list[click.Parameter]:
    """What commands take that somebody asks."""
    return [
        _common(
            "as",
            t(
                f"Who asks: {', '.join(ROLES)}; with the code behind a colon, or in --org or"
                " --person; or XUESHI_AS.",
                f"操作者角色：{'、'.join(ROLES)}；代码写在冒号后，或用 --org、--person 给出；"
                "也可设 XUESHI_AS。",
            ),
            type=RoleName(),
            metavar="ROLE[:CODE]",
        ),
        _common(
            "org",
            t(
                "The acting organisation's code; or XUESHI_ORG.",
                "操作机构代码；也可设 XUESHI_ORG。",
            ),
            metavar="CODE",
        ),
        _common(
            "person",
            t(
                "The acting teacher's code; or XUESHI_PERSON.",
                "操作教师代码；也可设 XUESHI_PERSON。",
            ),
            metavar="CODE",
        ),
        _common(
            "user",
            t(
                "The person's account, for the log; or XUESHI_USER.",
                "操作人账号，只记入日志；也可设 XUESHI_USER。",
            ),
            metavar="NAME",
        ),
    ]


def common_options(
    own: list[click.Parameter], *, storage: bool = True, actor: bool = True
) -> list[click.Parameter]:
    """A command's parameters: its own, then those of every command whose names are still free."""
    taken = {name for parameter in own for name in parameter.opts}
    shared = [
        *(storage_options() if storage else ()),
        *(actor_options() if actor else ()),
        *output_options(),
    ]
    return [*own, *(one for one in shared if not taken.intersection(one.opts))]
