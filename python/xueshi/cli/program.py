"""The program itself: its commands, and how it ends.

0 done; 1 refused by a rule; 2 wrong usage; 3 storage or other failure; 4 a check found something;
130 interrupted; 141 nobody reads the output any more.
"""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

import click
from click import shell_completion

import xueshi
from xueshi.cli import refusals, usage
from xueshi.cli.base import Group, Option
from xueshi.cli.chinese import error_of
from xueshi.cli.files import why
from xueshi.cli.language import language_for, t, using
from xueshi.cli.output import Output, silence, tolerant
from xueshi.cli.settings import Settings, common_options

DONE, REFUSED, USAGE, FAILED, FOUND, INTERRUPTED, UNREAD = 0, 1, 2, 3, 4, 130, 141
NAME = "xueshi"
COMPLETING = "_XUESHI_COMPLETE"

# Of each command the module that makes it, and its line in the list: a start imports only one.
COMMANDS: dict[str, tuple[str, str, str]] = {
    "init": (
        "init",
        "Makes a storage, with its policy and its province.",
        "新建存储，采用政策，建立省级机构。",
    ),
    "do": ("words", "Gives a command to the storage.", "办理指令。"),
    "ask": ("words", "Asks the storage a question.", "查询。"),
    "explain": (
        "words",
        "Tells whether a command would be accepted, and changes nothing.",
        "预检指令能否办理，不作任何更改。",
    ),
    "statement": ("reports", "A teacher's records with totals.", "教师学时证明。"),
    "statistics": ("reports", "Counts and sums, also as a picture.", "统计，可生成图表。"),
    "import": (
        "tables",
        "Imports a sheet, .xlsx or CSV, through the same checks.",
        "导入 .xlsx 或 CSV 表格，经过同样的检查。",
    ),
    "export": (
        "tables",
        "Writes what a query answers to .xlsx or CSV.",
        "把查询结果导出为 .xlsx 或 CSV。",
    ),
    "template": ("tables", "Writes an empty sheet to be filled in.", "生成供填写的空白表格。"),
    "policy": ("policies", "Checks, shows and compares policies.", "检查、查看、比较政策。"),
    "log": ("logs", "Verifies, anchors and replays the log.", "核验、锚定、重放日志。"),
    "check": (
        "logs",
        "Looks for damage and broken rules in all rows.",
        "检查全部数据是否完好、合规。",
    ),
    "scenario": ("scenarios", "Runs scenario files.", "运行场景文件。"),
    "demo": ("demo", "Plays a small project year.", "演示一个小型项目年度。"),
    "completion": (
        "completion",
        "Prints what completes words in your shell.",
        "输出命令行补全脚本。",
    ),
}


def exit_codes() -> str:
    """As the help tells them."""
    return t(
        "Exit codes: 0 done; 1 refused by a rule; 2 wrong usage; 3 storage or other failure;"
        " 4 a check or verification found something; 130 interrupted; 141 output no longer read.",
        "退出码：0 已完成；1 被规则拒绝；2 用法有误；3 存储或其他故障；4 检查或核验发现问题；"
        "130 被中断；141 输出无人读取。",
    )


def _maker(name: str) -> Callable[[], click.Command]:
    def make() -> click.Command:
        module = importlib.import_module(f"xueshi.cli.{COMMANDS[name][0]}")
        made: click.Command = module.makers()[name]()
        return made

    return make


def program() -> Program:
    """The whole command line."""
    return Program()


class Program(Group):
    """The group of all commands. Its texts are made anew for each run, in that user's language."""

    def __init__(self) -> None:
        makers = {name: _maker(name) for name in COMMANDS}
        super().__init__(NAME, makers=makers, invoke_without_command=True)
        self._speak()

    def _speak(self) -> None:
        self._made.clear()
        self.help = t(
            "Training hours (学时) of a province's teachers: its rules over a storage.",
            "学时：省级教师培训管理规则与数据。",
        )
        self.epilog = exit_codes()
        self.options_metavar = t("[OPTIONS]", "[选项]")
        self.subcommand_metavar = t("COMMAND [ARGUMENTS]…", "命令 [参数]…")
        self.params = common_options([_version_option()])
        self.callback = _help_unless_more
        self._help_option = None

    def short_help_of(self, ctx: click.Context, name: str) -> str:
        _, english, chinese = COMMANDS[name]
        return t(english, chinese)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        formatter.write_text(exit_codes())

    def main(self, args: Sequence[str] | None = None, *_: Any, **__: Any) -> NoReturn:
        """As click's own: for its test runner."""
        sys.exit(self.run(args))

    def run(self, arguments: Sequence[str] | None = None) -> int:
        """Runs a command line; whatever happens becomes an exit code, and a text for the user."""
        given = list(sys.argv[1:] if arguments is None else arguments)
        tolerant(sys.stdout)
        tolerant(sys.stderr)
        with using(language_for(given)):
            self._speak()
            settings = Settings(Output(json="--json" in given))
            debug = "--debug" in given
            completing = os.environ.get(COMPLETING)
            if completing:
                return shell_completion.shell_complete(self, {}, NAME, COMPLETING, completing)
            try:
                return self._told(given, settings, debug)
            except BrokenPipeError:
                silence()
                return UNREAD
            except KeyboardInterrupt:
                return _interrupted()

    def _told(self, arguments: list[str], settings: Settings, debug: bool) -> int:
        try:
            code = self._ended(arguments, settings)
            sys.stdout.flush()
        except (BrokenPipeError, KeyboardInterrupt):
            raise
        except Exception as error:
            if debug:
                traceback.print_exc()
            code = failed(settings.output, error)
            sys.stdout.flush()
        return code

    def _ended(self, arguments: list[str], settings: Settings) -> int:
        for argument in arguments:
            if any("\ud800" <= one <= "\udfff" for one in argument):
                shown = argument.encode(errors="surrogateescape").decode(errors="replace")
                raise click.UsageError(t(f"'{shown}' isn't UTF-8", f"“{shown}”不是 UTF-8 编码"))
        try:
            with self.make_context(NAME, arguments, obj=settings) as context:
                code = self.invoke(context)
        except click.exceptions.Exit as ended:
            return ended.exit_code
        except (click.Abort, EOFError) as error:
            raise KeyboardInterrupt from error
        return int(code or DONE)


def _help_unless_more() -> None:
    context = click.get_current_context()
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def _interrupted() -> int:
    try:
        Output().complain(t("interrupted", "已中断"))
        sys.stdout.flush()
    except (BrokenPipeError, KeyboardInterrupt):
        silence()
    return INTERRUPTED


def _version_option() -> Option:
    def show(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
        if value and not ctx.resilient_parsing:
            click.echo(f"{NAME} {xueshi.__version__}")
            ctx.exit()

    return Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        common=True,
        help=t("Shows the version and ends.", "显示版本。"),
    )


def failed(output: Output, error: Exception) -> int:
    """Tells what went wrong, and gives the exit code for it."""
    if isinstance(error, xueshi.Refused):
        told = [refusal.as_dict() for refusal in error.refusals]
        return refusals.refused(output, {"ok": False, "refusals": told, **output.besides})
    if isinstance(error, click.UsageError):
        text = usage.told(error)
        _tell(output, "usage.invalid", text)
        if not output.json:
            output.note(usage.where(error))
        return USAGE
    if isinstance(error, xueshi.PolicyInvalid):
        lines = [str(fault) for fault in error.faults]
        text = t("the policy has faults:", "政策文件有误：")
        _tell(output, "policy.invalid", "\n  ".join([text, *lines]))
        return REFUSED
    if isinstance(error, xueshi.Error):
        again = t("; trying again may help", "；可稍后重试") if error.retry else ""
        text = f"{error_of(error.code)}{t(': ', '：')}{error.message}{again}"
        _tell(output, error.code, error.message, error.retry, text)
        return USAGE if error.code == "argument.invalid" else FAILED
    if isinstance(error, OSError):
        _tell(output, "file.unusable", _of_system(error))
        return FAILED
    if "xueshi.sheets" in sys.modules:
        from xueshi.cli import tables

        of_sheets = tables.failed(error)
        if of_sheets is not None:
            code, text, ending = of_sheets
            _tell(output, code, text, text=f"{code}: {text}")
            return ending
    text = t(
        f"a defect of xueshi: {type(error).__name__}: {error} (--debug tells where)",
        f"程序缺陷：{type(error).__name__}: {error}（--debug 可显示出处）",
    )
    _tell(output, "internal", text)
    return FAILED


def _of_system(error: OSError) -> str:
    name = f"{error.filename}{t(': ', '：')}" if error.filename else ""
    return f"{name}{why(error)}"


def _tell(
    output: Output, code: str, message: str, retry: bool = False, text: str | None = None
) -> None:
    if output.json:
        told = {"code": code, "message": message, "retry": retry}
        output.document({"ok": False, "error": told, **output.besides})
    else:
        output.complain(message if text is None else text)
