"""What the user sees: results on standard output, everything else on standard error."""

from __future__ import annotations

import io
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TextIO

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from xueshi.cli.language import of, t
from xueshi.outcome import Bilingual

SHOWN_REFUSALS = 20
# Wide enough that nothing is broken where no terminal is: programs and files get whole lines.
NEVER_BROKEN = 100_000
CUT = 160
# Columns that may be broken where a table is wider than the terminal.
MOST_BROKEN = 6
BETWEEN = 3
LONGEST_WHOLE = 28
_BREAKS = re.compile("\\s+|(?=[\u1100-\uffff])|(?<=[\u1100-\uffff])")


def _unbroken(text: str) -> int:
    """How wide its longest part is that should stay whole; Chinese may be broken anywhere."""
    return max((cell_len(part) for part in _BREAKS.split(text)), default=0)


def clean(text: str) -> str:
    """Characters that steer a terminal are shown, not obeyed."""
    if text.isprintable():
        return text
    return "".join(
        one if one.isprintable() or one == "\n" else f"\\u{ord(one):04x}" for one in text
    )


def dumps(value: Any) -> str:
    """JSON for this output: characters that it can't carry are escaped."""
    utf = (getattr(sys.stdout, "encoding", None) or "").lower().startswith("utf")
    return json.dumps(value, ensure_ascii=not utf)


def console(stream: TextIO) -> Console:
    """Colours and the terminal's width on a terminal; plain whole lines elsewhere."""
    made = Console(file=stream, highlight=False, markup=False, emoji=False, soft_wrap=False)
    if not made.is_terminal:
        made = Console(
            file=stream,
            highlight=False,
            markup=False,
            emoji=False,
            width=NEVER_BROKEN,
            color_system=None,
        )
    return made


def tolerant(stream: Any) -> None:
    """A character that the terminal's encoding lacks is escaped, not an error."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")


@dataclass(slots=True)
class Columns:
    """A table whose cells are clean already."""

    headings: list[str]
    rows: list[list[str]]
    right: set[int]
    headed: bool

    def for_terminal(self, width: int) -> Table:
        """With colours, and broken to the terminal's width."""
        made = Table(
            box=box.SIMPLE_HEAD,
            pad_edge=False,
            header_style="bold cyan",
            show_edge=False,
            show_header=self.headed,
        )
        widths = self._broken_to(width)
        for place, heading in enumerate(self.headings):
            side: Literal["left", "right"] = "right" if place in self.right else "left"
            made.add_column(Text(heading), justify=side, overflow="fold", width=widths[place])
        for row in self.rows:
            made.add_row(*map(Text, row))
        return made

    def _columns(self) -> Iterator[tuple[str, ...]]:
        rows = [self.headings, *self.rows] if self.headed else self.rows
        return zip(*rows, strict=True)

    def _widths(self) -> list[int]:
        return [max(map(cell_len, column)) for column in self._columns()]

    def _least(self) -> list[int]:
        """Narrower a column would break its codes and words."""
        return [min(max(map(_unbroken, column)), LONGEST_WHOLE) for column in self._columns()]

    def _broken_to(self, width: int) -> list[int]:
        """The widest columns give way, as far as they can."""
        widths, least = self._widths(), self._least()
        for _ in range(sum(widths) + BETWEEN * (len(widths) - 1) - width):
            wider = [place for place, one in enumerate(widths) if one > least[place]]
            if wider:
                widths[max(wider, key=widths.__getitem__)] -= 1
        return widths

    def is_too_wide(self, width: int) -> bool:
        """Whether so many columns would have to be broken, or codes within them, that it can't be
        read any more."""
        widths = self._widths()
        between = BETWEEN * (len(widths) - 1)
        many = len(widths) > MOST_BROKEN and sum(widths) + between > width
        return many or sum(self._least()) + between > width

    def one_below_the_other(self) -> Text:
        """Each row as a block of headings and cells."""
        room = max(map(cell_len, self.headings)) + 2
        made = Text()
        for number, row in enumerate(self.rows):
            made.append("\n" if number else "")
            for heading, cell in zip(self.headings, row, strict=True):
                if cell:
                    made.append(heading, "bold cyan")
                    made.append(" " * (room - cell_len(heading)) + cell + "\n")
        made.rstrip()
        return made

    def lines(self) -> Iterator[str]:
        """Whole lines, filled up with blanks; rich would take twenty times as long for many."""
        rows = [self.headings, *self.rows] if self.headed else self.rows
        widths = self._widths()
        for row in rows:
            cells = []
            for place, cell in enumerate(row):
                room = " " * (widths[place] - cell_len(cell))
                cells.append(room + cell if place in self.right else cell + room)
            yield "  ".join(cells).rstrip()


@dataclass(slots=True)
class Output:
    """`json`: one document alone on standard output."""

    json: bool = False
    besides: dict[str, Any] = field(default_factory=dict)
    """what the document tells where it failed in the middle: what was done by then"""

    def document(self, value: Any) -> None:
        """The one JSON document, ended by a line end."""
        self.raw(dumps(value) + "\n")

    def raw(self, text: str) -> None:
        """A part of the document as it is."""
        sys.stdout.write(text)

    def line(self, text: str, style: str = "") -> None:
        """A line of the result."""
        console(sys.stdout).print(Text(clean(text), style=style), soft_wrap=True)

    def show(self, shown: Columns) -> None:
        """A table of the result."""
        terminal = console(sys.stdout)
        if terminal.is_terminal and shown.is_too_wide(terminal.width):
            terminal.print(shown.one_below_the_other(), soft_wrap=True)
        elif terminal.is_terminal:
            terminal.print(shown.for_terminal(terminal.width))
        else:
            self.raw("".join(f"{line}\n" for line in shown.lines()))

    def note(self, text: str, style: str = "") -> None:
        """A message beside the result."""
        sys.stdout.flush()  # so that both stand in their order where they go to one place
        console(sys.stderr).print(Text(clean(text), style=style), soft_wrap=True)

    def complain(self, text: str) -> None:
        """The same, of what went wrong."""
        self.note(f"xueshi: {text}", "bold red")


def table(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    right: set[int],
    *,
    headed: bool = True,
) -> Columns:
    """Columns in `right` hold numbers."""
    return Columns(
        [cut(one) for one in headings], [[*map(cut, row)] for row in rows], right, headed
    )


def cut(text: str) -> str:
    """One line of bounded length; --json has all of it."""
    told = clean(text).replace("\n", " ")
    return told if len(told) <= CUT else told[: CUT - 1] + "…"


def refusal_lines(refusals: Sequence[dict[str, Any]]) -> Iterable[tuple[str, str]]:
    """Lines and styles that tell refusals, as the protocol writes them."""
    for refusal in refusals[:SHOWN_REFUSALS]:
        about = refusal.get("subject", "")
        if "item" in refusal:
            place = t(f"item {refusal['item'] + 1}", f"第 {refusal['item'] + 1} 项")
            about = f"{about} ({place})" if about else place
        message = of(Bilingual(**refusal["message"]))
        yield (f"{about}: {message}" if about else message), "bold red"
        remedy = of(Bilingual(**refusal["remedy"]))
        if remedy:
            yield f"  {remedy}", ""
        yield f"  {refusal['rule']} {refusal['code']} — {refusal['source']}", "dim"
    rest = len(refusals) - SHOWN_REFUSALS
    if rest > 0:
        yield t(f"… and {rest} more; --json tells all", f"……另有 {rest} 条；--json 可列出全部"), ""


def silence() -> None:
    """Nobody reads any more: what is still in the buffer goes nowhere."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError, io.UnsupportedOperation):
        pass
