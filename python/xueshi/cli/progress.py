"""Bars and wheels on standard error for what takes long; silent where no terminal is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.progress import Progress as Bars

from xueshi.cli.output import console


class Progress:
    """A line for each phase, with a bar where its length is known."""

    def __init__(self, bars: Bars) -> None:
        self._bars = bars
        self._task: TaskID | None = None

    def begin(self, text: str, total: int | None = None) -> None:
        """A new phase; the one before is done."""
        self.end()
        self._task = self._bars.add_task(text, total=total)

    def advance(self, steps: int = 1) -> None:
        """So many more are done."""
        if self._task is not None:
            self._bars.advance(self._task, steps)

    def reach(self, done: int, total: int | None = None) -> None:
        """So many are done in all."""
        if self._task is not None:
            self._bars.update(self._task, completed=done, total=total)

    def end(self) -> None:
        """The phase is done."""
        if self._task is not None:
            done = self._bars.tasks[-1]
            self._bars.update(self._task, total=done.completed or 1, completed=done.completed or 1)
            self._task = None


@contextmanager
def progress(text: str = "", total: int | None = None) -> Iterator[Progress]:
    """Shows what goes on meanwhile, and leaves nothing behind."""
    shown = console(sys.stderr)
    bars = Bars(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=shown,
        transient=True,
        disable=not shown.is_terminal,
    )
    with bars if shown.is_terminal else nullcontext():
        made = Progress(bars)
        if text:
            made.begin(text, total)
        yield made
