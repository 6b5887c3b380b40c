"""Click's commands, speaking the user's language; Chinese takes two columns a character."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import click
from rich.cells import cell_len

from xueshi.cli.language import t

WIDEST = 100
NAMES_WIDEST = 34
NARROWEST = 30
ROOM_FOR_TEXTS = 36

Maker = Callable[[], click.Command]


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most so many columns; a Chinese character takes two and may end any line."""
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        line = ""
        for piece in _pieces(paragraph):
            if line.strip() and cell_len(line + piece.rstrip()) > width:
                lines.append(line.rstrip())
                line = piece.lstrip()
            else:
                line += piece
        lines.append(line.rstrip())
    return lines


NO_LINE_BEGINS_WITH = "，。；：、）！？”"


def _pieces(text: str) -> list[str]:
    """A word with the blanks behind it, or one wide character with the marks that cling to it."""
    pieces: list[str] = []
    for character in text:
        before = pieces[-1] if pieces else ""
        joins = before and (
            character in NO_LINE_BEGINS_WITH
            or character.isspace()
            or (not before[-1].isspace() and cell_len(before[-1]) == cell_len(character) == 1)
        )
        if joins:
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


class Formatter(click.HelpFormatter):
    """Help pages whose columns fit Chinese too, and narrow terminals."""

    def __init__(self, *positional: Any, **given: Any) -> None:
        super().__init__(*positional, **given)
        self.width = min(self.width, max(shutil.get_terminal_size().columns - 2, NARROWEST))

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, t("Usage: ", "用法：") if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        self.write(f"{' ' * self.current_indent}{heading}{t(':', '：')}\n")

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        for line in wrapped(text, self.width - self.current_indent):
            self.write(f"{indent}{line}".rstrip() + "\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = NAMES_WIDEST, col_spacing: int = 2
    ) -> None:
        rows = list(rows)
        indent = " " * self.current_indent
        # Names get less where they would leave no room for what is said of them.
        col_max = min(col_max, max(self.width - ROOM_FOR_TEXTS, NARROWEST // 4))
        first = min(max((cell_len(name) for name, _ in rows), default=0), col_max) + col_spacing
        for name, text in rows:
            lines = wrapped(text, self.width - self.current_indent - first) if text else [""]
            room = first - cell_len(name)
            if room < col_spacing:
                self.write(f"{indent}{name}\n")
                lead = " " * first
            else:
                lead = name + " " * room
            for line in lines:
                self.write(f"{indent}{lead}{line}".rstrip() + "\n")
                lead = " " * first


class Context(click.Context):
    """Makes our help pages."""

    formatter_class = Formatter


SETTINGS: dict[str, Any] = {
    "help_option_names": ["-h", "--help"],
    "max_content_width": WIDEST,
}


class Option(click.Option):
    """`common`: an option of every command, told apart in the help."""

    def __init__(self, *declared: Any, common: bool = False, **given: Any) -> None:
        super().__init__(*declared, **given)
        self.common = common

    def get_help_extra(self, ctx: click.Context) -> Any:
        return {}  # what click would say in English; our help texts say it


class Command(click.Command):
    """A command whose help tells its own options before those of every command."""

    context_class = Context

    def __init__(self, *positional: Any, **given: Any) -> None:
        given.setdefault("context_settings", SETTINGS)
        given.setdefault("options_metavar", t("[OPTIONS]", "[选项]"))
        super().__init__(*positional, **given)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = t("Shows this and ends.", "显示本说明。")
        return option

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        own: list[tuple[str, str]] = []
        common: list[tuple[str, str]] = []
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None and isinstance(parameter, click.Option):
                rest = getattr(parameter, "common", False) or "--help" in parameter.opts
                (common if rest else own).append(record)
        for heading, rows in (
            (t("Options", "选项"), own),
            (t("Options of every command", "通用选项"), common),
        ):
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)


class Group(Command, click.Group):
    """A group whose commands are made when they are asked for."""

    def __init__(self, *positional: Any, makers: Mapping[str, Maker], **given: Any) -> None:
        given.setdefault("subcommand_metavar", t("COMMAND [ARGUMENTS]…", "命令 [参数]…"))
        given.setdefault("no_args_is_help", False)
        super().__init__(*positional, **given)
        self.makers = makers
        self._made: dict[str, click.Command] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.makers)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._made and cmd_name in self.makers:
            self._made[cmd_name] = self.makers[cmd_name]()
        return self._made.get(cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in self.makers:
            raise UnknownCommand(args[0], list(self.makers), ctx)
        return super().resolve_command(ctx, args)

    def short_help_of(self, ctx: click.Context, name: str) -> str:
        """A line for the group's list; making a command only for it would take long for many."""
        command = self.get_command(ctx, name)
        return "" if command is None else command.short_help or ""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        # Command's, then the list of commands: click's own Group would do both in English.
        Command.format_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, self.short_help_of(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section(t("Commands", "命令")):
            formatter.write_dl(rows)


class UnknownCommand(click.UsageError):
    """There is no such command; `known` are those there are."""

    def __init__(self, name: str, known: Sequence[str], ctx: click.Context) -> None:
        super().__init__(name, ctx)
        self.name = name
        self.known = known


def command(
    callback: Callable[..., Any], name: str, short: str, long: str = "", *, parameters: Any = ()
) -> Command:
    """`callback` gives the exit code, or None for 0. `short` begins the help, `long` goes on."""
    return Command(
        name,
        callback=callback,
        params=list(parameters),
        help=f"{short}\n\n{long}" if long else short,
        short_help=short,
    )
