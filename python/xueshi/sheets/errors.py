"""What is raised for a file that can't be taken as a sheet at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xueshi.outcome import Bilingual

if TYPE_CHECKING:
    from xueshi.sheets.report import ImportReport

__all__ = ["HostileFile", "Interrupted", "MissingExtra", "SheetInvalid"]


class SheetInvalid(ValueError):
    """A file isn't the sheet that it should be: nothing was read from it, nothing was done.

    `code` is one of the fixed codes ("sheet.headings"), `message` tells it in Chinese and
    English.
    """

    def __init__(self, code: str, message: Bilingual) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return f"{self.message.en} ({self.code})"


class HostileFile(SheetInvalid):
    """A file is made, or broken, in a way that no spreadsheet program writes.

    It was refused before anything was unpacked beyond what its own list of contents admits.
    """


class MissingExtra(ImportError):
    """A library for spreadsheets isn't installed: `pip install xueshi[excel]`."""


class Interrupted(Exception):
    """An import ended in the middle; `report` tells which rows are stored. The cause is chained.

    Import the same file again: what is stored isn't done twice.
    """

    def __init__(self, report: ImportReport) -> None:
        super().__init__(report)
        self.report = report

    def __str__(self) -> str:
        return str(self.report)
