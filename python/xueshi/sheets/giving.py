"""Giving converted rows to the engine: first explained, all of them, then done."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from xueshi._functions import OPTIONS
from xueshi.engine import Engine
from xueshi.errors import Refused
from xueshi.outcome import Bilingual, Refusal
from xueshi.sheets.converting import Chunk
from xueshi.sheets.errors import Interrupted
from xueshi.sheets.kinds import Sheet
from xueshi.sheets.report import Fault, ImportReport
from xueshi.sheets.values import shown

__all__ = ["Giver"]


def slow_digest(content: bytes) -> bytes:
    """About a tenth of a second and 32 MiB for each content that somebody tries."""
    return hashlib.scrypt(content, salt=b"xueshi.sheets", n=1 << 15, r=8, p=1, maxmem=64 << 20)


@dataclass(slots=True)
class _Piece:
    """A chunk as one request, and what was explained about it."""

    chunk: Chunk
    request_id: str
    again: bool
    """the same request was done before"""
    good: int
    refusals: Sequence[Refusal]

    @property
    def stretch(self) -> tuple[int, int]:
        return self.chunk.rows[0], self.chunk.rows[-1]


class Giver:
    """Gives chunks as commands with request ids that follow from their content."""

    def __init__(
        self,
        engine: Engine,
        actor: object,
        sheet: Sheet,
        fields: Mapping[str, Any],
        partial: bool,
        advance: Callable[[int], None],
    ) -> None:
        self._core = engine._core
        self._actor = actor
        self._sheet = sheet
        self._fields = fields
        self._partial = partial
        self._advance = advance
        self._made = b""
        self._next: int | None = None
        """the log's number that the next command would have had when we first asked"""

    def give(self, chunks: Sequence[Chunk], faults: list[Fault], dry_run: bool) -> ImportReport:
        """Raises `Interrupted`, and `Refused` where it isn't for any row's sake."""
        rows = len({fault.row for fault in faults}) + sum(len(chunk.items) for chunk in chunks)
        pieces: list[_Piece] = []
        for number, chunk in enumerate(chunks):
            if chunk.items:
                pieces += self._explained(chunk, self._secret(chunks), str(number))
            faults += self._doubted(chunk)
            self._advance(len(chunk.items))
        told = faults + [fault for piece in pieces for fault in self._faults(piece)]
        count = _Count(self._sheet.kind, rows, sorted(told, key=lambda fault: fault.row))
        count.unchanged = sum(piece.good for piece in pieces if piece.again)
        count.stored = [piece.stretch for piece in pieces if piece.again]
        fresh = [piece for piece in pieces if piece.good and not piece.again]
        if dry_run or (told and not self._partial):
            count.accepted = sum(
                len(piece.chunk.items) - len(set(map(self._place, piece.refusals)))
                for piece in pieces
                if not piece.again
            )
            return count.report(applied=False)
        self._do(fresh, count)
        return count.report(applied=bool(fresh and count.accepted))

    def _do(self, pieces: Sequence[_Piece], count: _Count) -> None:
        for number, piece in enumerate(pieces):
            try:
                receipt, refusals = self._call("execute", piece.chunk, piece.request_id)
            except Exception as error:
                if count.stored:
                    count.kept_back(pieces[number:])
                    raise Interrupted(count.report(applied=count.accepted > 0)) from error
                raise
            if receipt is None:  # somebody was quicker since it was explained
                piece.refusals = refusals
                count.faults += self._faults(piece)
                if not self._partial:
                    count.kept_back(pieces[number + 1 :])
                    return
                continue
            known = {(one.item, one.code) for one in piece.refusals}
            piece.refusals = [one for one in refusals if (one.item, one.code) not in known]
            count.faults += self._faults(piece)
            count.accepted += receipt.done
            count.stored.append(piece.stretch)
            try:
                self._advance(len(piece.chunk.items))
            except Exception as error:
                count.kept_back(pieces[number + 1 :])
                raise Interrupted(count.report(applied=True)) from error

    def _explained(self, chunk: Chunk, secret: bytes, name: str) -> Iterator[_Piece]:
        """The chunk as a request. Where it was done before in part, the rest of it as another."""
        request_id = self._request_id(chunk, secret, name)
        if self._next is None:
            plain, _ = self._call("explain", chunk, None)
            if plain is not None:
                self._next = plain.number
        receipt, refusals = self._call("explain", chunk, request_id)
        self._raise_for_all(refusals)
        # Asked again the log gives an entry from before; or it is refused without the id only.
        again = receipt is not None and (self._next is None or receipt.number < self._next)
        good = 0 if receipt is None else receipt.done
        yield _Piece(chunk, request_id, again, good, () if again else refusals)
        if again and refusals:
            rest = _only(chunk, sorted({one.item for one in refusals if one.item is not None}))
            yield from self._explained(rest, secret, f"{name}.")

    def _doubted(self, chunk: Chunk) -> list[Fault]:
        """What the engine has to say about rows that have faults already."""
        doubtful = chunk.doubtful
        if doubtful is None:
            return []
        both = replace(doubtful, items=chunk.items + doubtful.items)
        _, refusals = self._call("explain", both, None)
        first = len(chunk.items)
        return [
            self._fault(doubtful, place - first, refusal)
            for refusal in refusals
            if (place := self._place(refusal)) is not None and place >= first
        ]

    def _call(
        self, how: str, chunk: Chunk, request_id: str | None
    ) -> tuple[Any, tuple[Refusal, ...]]:
        fields = tuple(
            chunk.items if field.name == self._sheet.items else self._fields[field.python_name]
            for field in self._sheet.word.fields
        )
        given = {"request_id": request_id, "partial": self._partial}
        options = tuple(given.get(name, default) for name, _, default, _ in OPTIONS)
        call = getattr(self._core, how)
        answered: tuple[Any, tuple[Refusal, ...]] = call(
            self._sheet.number, self._actor, fields, options
        )
        return answered

    def _secret(self, chunks: Sequence[Chunk]) -> bytes:
        """What the ids are made with. They stand in the log for good: whoever reads one there
        mustn't find an identity number by trying them all, so each try takes long."""
        if not self._made:
            content = hashlib.sha256(repr(self._told()).encode("utf-8", "surrogatepass"))
            for chunk in chunks:
                content.update(chunk.digest.encode())
            self._made = content.digest()
            if any(field.personal for field in self._sheet.item.fields):
                self._made = slow_digest(self._made)
        return self._made

    def _told(self) -> list[object]:
        return [self._sheet.kind, self._partial, *sorted(self._fields.items())]

    def _request_id(self, chunk: Chunk, secret: bytes, name: str) -> str:
        made = hashlib.sha256(secret + f"{name} {chunk.digest}".encode()).hexdigest()
        return f"sheet:{self._sheet.kind}:{made[:40]}"

    def _raise_for_all(self, refusals: Sequence[Refusal]) -> None:
        """A role that may not, a field for all rows that doesn't fit: no row is to blame."""
        others = tuple(one for one in refusals if self._place(one) is None)
        if others:
            raise Refused(others)

    def _place(self, refusal: Refusal) -> int | None:
        if refusal.item is not None:
            return refusal.item
        pointer = refusal.facts.get("pointer")
        found = re.match(rf"/{self._sheet.items}/([0-9]+)", str(pointer))
        return int(found[1]) if found else None

    def _faults(self, piece: _Piece) -> Iterator[Fault]:
        for refusal in piece.refusals:
            place = self._place(refusal)
            assert place is not None
            yield self._fault(piece.chunk, place, refusal)

    def _fault(self, chunk: Chunk, place: int, refusal: Refusal) -> Fault:
        at = self._column(chunk, place, refusal)
        value = chunk.cells[at][place]
        return Fault(
            chunk.rows[place],
            chunk.columns[at].heading,
            "" if value is None else shown(value),
            refusal.code,
            Bilingual(
                f"{refusal.message.zh}{refusal.remedy.zh}",
                f"{refusal.message.en} {refusal.remedy.en}",
            ),
        )

    def _column(self, chunk: Chunk, place: int, refusal: Refusal) -> int:
        """The cell that the refusal's facts speak of, else the item's code."""
        key = chunk.columns.index(self._sheet.key)
        told = {fact for fact in refusal.facts.values() if isinstance(fact, str)}
        pointer = str(refusal.facts.get("pointer", ""))
        for at, column in enumerate(chunk.columns):
            value = chunk.cells[at][place]
            if column.field and (
                pointer.endswith(f"/{column.field}")
                or refusal.facts.get(column.field, None) == value is not None
            ):
                return at
            if at != key and value in told and self._sheet.is_identifier(column):
                return at
        return key


class _Count:
    """A report in the making."""

    def __init__(self, kind: str, rows: int, faults: list[Fault]) -> None:
        self.kind = kind
        self.rows = rows
        self.accepted = 0
        self.unchanged = 0
        self.faults = faults
        self.stored: list[tuple[int, int]] = []

    def kept_back(self, pieces: Sequence[_Piece]) -> None:
        """Names the rows that were not done because of what came before them."""
        for piece in pieces:
            first, last = piece.stretch
            reason = Bilingual(
                f"第 {first} 至 {last} 行未写入，因为前面的内容未能写入。再次导入同一文件即可继续。",
                f"Rows {first} to {last} were not stored, because something before them wasn't. "
                "Import the same file again to go on.",
            )
            self.faults.append(Fault(first, "", "", "sheet.not_stored", reason))

    def report(self, applied: bool) -> ImportReport:
        faults = tuple(sorted(self.faults, key=lambda fault: fault.row))
        return ImportReport(
            self.kind,
            self.rows,
            self.accepted,
            self.unchanged,
            faults,
            applied,
            tuple(sorted(self.stored)),
        )


def _only(chunk: Chunk, places: Sequence[int]) -> Chunk:
    return Chunk(
        [chunk.rows[place] for place in places],
        [chunk.items[place] for place in places],
        [[one[place] for place in places] for one in chunk.cells],
        chunk.columns,
        hashlib.sha256(f"{chunk.digest} {places}".encode()).hexdigest(),
    )
