"""What an import came to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from xueshi.outcome import Bilingual

__all__ = ["Fault", "ImportReport"]

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of one row."""

    row: int
    """as the spreadsheet program shows it, from 1; of a CSV file the record, counted alike"""
    column: str
    """the heading; empty where the whole row is meant"""
    value: str
    """what stands in the cell"""
    code: str
    """a refusal's code ("teacher.elsewhere"), or one of the sheet's own ("sheet.number_stored")"""
    reason: Bilingual

    def __str__(self) -> str:
        return self.as_text("en")

    def as_text(self, language: Literal["zh", "en"]) -> str:
        """One line in Chinese or English."""
        shown = f" {self.value!r}" if self.value else ""
        column = f" {self.column}" if self.column else ""
        if language == "zh":
            return f"第 {self.row} 行{column}{shown}：{self.reason.zh}（{self.code}）"
        return f"row {self.row}{column}{shown}: {self.reason.en} ({self.code})"

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "code": self.code,
            "reason": {"zh": self.reason.zh, "en": self.reason.en},
        }


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import came to, or with `dry_run` would come to."""

    kind: str
    rows: int
    """rows with content below the headings"""
    accepted: int
    """rows that are stored now; of a dry run, and where nothing is applied, rows without fault"""
    unchanged: int
    """rows that the same import had stored before: they were not done again"""
    faults: tuple[Fault, ...]
    """every fault of every row, in the order of the rows"""
    applied: bool
    """whether something is stored: false for a dry run, and where a fault kept all rows back"""
    stored: tuple[tuple[int, int], ...] = ()
    """the first and last row of each stretch that is stored, now or before; with `partial` the
    rows in between that `faults` names are not"""

    def __bool__(self) -> bool:
        """Whether there was no fault."""
        return not self.faults

    def __str__(self) -> str:
        return self.as_text("en")

    def as_text(self, language: Literal["zh", "en"]) -> str:
        """A summary, then the first faults, in Chinese or English."""
        lines = [self._summary_zh() if language == "zh" else self._summary_en()]
        lines += (fault.as_text(language) for fault in self.faults[:_SHOWN])
        more = len(self.faults) - _SHOWN
        if more > 0:
            lines.append(f"……另有 {more} 处错误" if language == "zh" else f"… and {more} more")
        return "\n".join(lines)

    def _summary_zh(self) -> str:
        told = f"共 {self.rows} 行，可接受 {self.accepted} 行，"
        if self.applied:
            told = f"共 {self.rows} 行，已写入 {self.accepted} 行，"
        told += f"此前已导入 {self.unchanged} 行，错误 {len(self.faults)} 处。"
        return told if self.applied or self.unchanged else told + "未写入任何数据。"

    def _summary_en(self) -> str:
        word = "stored" if self.applied else "acceptable"
        told = f"{self.rows} rows: {self.accepted} {word}, {self.unchanged} unchanged, "
        told += f"{len(self.faults)} faults."
        return told if self.applied or self.unchanged else f"{told} Nothing was stored."

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "kind": self.kind,
            "rows": self.rows,
            "accepted": self.accepted,
            "unchanged": self.unchanged,
            "applied": self.applied,
            "stored": [list(stretch) for stretch in self.stored],
            "faults": [fault.as_dict() for fault in self.faults],
        }
