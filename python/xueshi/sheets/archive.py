"""The outer form of a workbook: a ZIP archive, read from its own list before anything is unpacked.

It must be as plain as spreadsheet programs write it: entry after entry without gap or overlap, the
list at the end, each entry's own header saying the same. What is ambiguous could be read in one
way here and in another by the library that reads the cells.
"""

from __future__ import annotations

import re
import stat
import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from xueshi.outcome import Bilingual
from xueshi.sheets import limits
from xueshi.sheets.errors import HostileFile

__all__ = ["Archive", "Entry", "hostile"]

_END = struct.Struct("<4s4H2LH")
_LISTED = struct.Struct("<4s6H3L5H2L")
_HEADER = struct.Struct("<4s5H3L2H")
_DESCRIPTOR_MOST = 24
_ENCRYPTED = 1 | 1 << 6 | 1 << 13
_DESCRIBED_LATER = 1 << 3
_STORED, _DEFLATED = 0, 8
_IS_64 = 0xFFFFFFFF
_PIECE = 1 << 16
_UNPACKED_PIECE = 1 << 20

_SAVE_AGAIN = Bilingual(
    "请用 Excel、WPS 或 LibreOffice 另存为 .xlsx 后重试。",
    "Save it again as .xlsx with Excel, WPS or LibreOffice.",
)


def hostile(code: str, zh: str, en: str, save_again: bool = True) -> HostileFile:
    """The exception to raise."""
    if save_again:
        zh, en = f"{zh}{_SAVE_AGAIN.zh}", f"{en} {_SAVE_AGAIN.en}"
    return HostileFile(code, Bilingual(zh, en))


def _ambiguous(what_zh: str, what_en: str) -> HostileFile:
    return hostile(
        "sheet.archive",
        f"文件结构异常（{what_zh}），不是表格软件保存的样子。",
        f"The file is not built as spreadsheet programs build it: {what_en}.",
    )


def _damaged(what: str = "") -> HostileFile:
    about = f" ({what})" if what else ""
    return hostile(
        "sheet.damaged",
        f"文件已损坏或不完整{about}。",
        f"The file is damaged or incomplete{about}.",
    )


class Entry(NamedTuple):
    """One part of a workbook, as the list at the end tells it."""

    name: str
    method: int
    checksum: int
    packed: int
    size: int
    header: int
    """where its own header begins"""
    flags: int


class Archive:
    """A workbook's list of parts, checked whole; parts are unpacked piece by piece."""

    def __init__(self, data: bytes) -> None:
        """Raises `HostileFile`. Nothing is unpacked yet."""
        self._data = data
        listed = self._listed()
        self.entries: dict[str, Entry] = {entry.name: entry for entry in listed}
        self._begins: dict[str, int] = {}
        self._check_names(listed)
        self._check_sizes(listed)
        self._check_places(listed)

    def unpack(self, name: str) -> Iterator[bytes]:
        """A part in pieces of at most a MiB: never more than its list entry admits."""
        entry = self.entries[name]
        begin = self._begins[name]
        packed = memoryview(self._data)[begin : begin + entry.packed]
        pieces = _inflated(packed, name) if entry.method == _DEFLATED else _sliced(packed)
        size, checksum = 0, 0
        for piece in pieces:
            size += len(piece)
            if size > entry.size:
                raise hostile(
                    "sheet.bomb",
                    f"部件 {name} 解压后比文件目录所列的更大。",
                    f"The part {name} unpacks to more than the file's list says.",
                )
            checksum = zlib.crc32(piece, checksum)
            yield piece
        if size != entry.size or checksum != entry.checksum:
            raise _damaged(name)

    def read(self, name: str) -> bytes:
        """A small part as a whole."""
        if self.entries[name].size > limits.PLAIN_PART_BYTES:
            raise too_large(name, limits.PLAIN_PART_BYTES)
        return b"".join(self.unpack(name))

    def _listed(self) -> list[Entry]:
        data = self._data
        if len(data) < _END.size or data[-_END.size : -_END.size + 4] != b"PK\5\6":
            if data.rfind(b"PK\5\6") >= 0:
                raise _ambiguous("末尾有多余内容", "something follows its end")
            raise _damaged()
        _, disk, list_disk, here, count, size, begin, comment = _END.unpack(data[-_END.size :])
        if count > limits.PARTS or here != count:
            raise hostile(
                "sheet.parts",
                f"工作簿含 {count} 个部件，最多允许 {limits.PARTS} 个。",
                f"The workbook has {count} parts; at most {limits.PARTS} are taken.",
            )
        if disk or list_disk or comment or begin + size != len(data) - _END.size:
            raise _ambiguous("目录位置不符", "its list is not where it should be")
        entries = []
        at = begin
        for _ in range(count):
            entry, at = self._entry(at)
            entries.append(entry)
        if at != begin + size:
            raise _ambiguous("目录长度不符", "its list has another length than it says")
        self._list = begin
        return entries

    def _entry(self, at: int) -> tuple[Entry, int]:
        data = self._data
        if data[at : at + 4] != b"PK\1\2" or at + _LISTED.size > len(data):
            raise _damaged()
        (_, _, _, flags, method, _, _, checksum, packed, size, names, extra, comment, _, _, about,
         header) = _LISTED.unpack_from(data, at)  # fmt: skip
        end = at + _LISTED.size
        raw = data[end : end + names]
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            raise _bad_name(repr(raw[:60])) from None
        if flags & _ENCRYPTED:
            raise hostile(
                "sheet.encrypted", "文件已加密，无法读取。", "The file is encrypted.", False
            )
        if method not in (_STORED, _DEFLATED):
            raise _ambiguous("压缩方式罕见", "it is compressed in an unusual way")
        if stat.S_IFMT(about >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise _ambiguous(f"{name[:60]} 是链接", f"{name[:60]} is a link")
        if _IS_64 in (packed, size, header):
            raise _ambiguous("ZIP64 格式", "it is in the ZIP64 format")
        return (
            Entry(name, method, checksum, packed, size, header, flags),
            end + names + extra + comment,
        )

    def _check_names(self, listed: list[Entry]) -> None:
        seen = set()
        for entry in listed:
            folded = entry.name.casefold()
            if folded in seen:
                raise _ambiguous(f"部件 {entry.name} 重复", f"it has {entry.name} twice")
            seen.add(folded)
            if not _GOOD_NAME.fullmatch(entry.name) or ".." in entry.name.split("/"):
                raise _bad_name(repr(entry.name[:60]))

    def _check_sizes(self, listed: list[Entry]) -> None:
        if sum(entry.size for entry in listed) > limits.UNPACKED_BYTES:
            raise too_large("", limits.UNPACKED_BYTES)
        for entry in listed:
            many = entry.size > max(1 << 20, entry.packed * limits.RATIO)
            if many or (entry.method == _STORED and entry.size != entry.packed):
                raise hostile(
                    "sheet.bomb",
                    f"部件 {entry.name} 压缩得过于厉害（压缩炸弹）。",
                    f"The part {entry.name} is compressed beyond what sheets are (a ZIP bomb).",
                )

    def _check_places(self, listed: list[Entry]) -> None:
        """Each entry begins where the one before it ends, the first at the very beginning."""
        at, slack = 0, 0
        for entry in sorted(listed, key=lambda entry: entry.header):
            if not at <= entry.header <= at + slack:
                raise _ambiguous("部件重叠或有空隙", "its parts overlap or leave gaps")
            begin = self._begin(entry)
            self._begins[entry.name] = begin
            at = begin + entry.packed
            slack = _DESCRIPTOR_MOST if entry.flags & _DESCRIBED_LATER else 0
        if not at <= self._list <= at + slack:
            raise _ambiguous("部件重叠或有空隙", "its parts overlap or leave gaps")

    def _begin(self, entry: Entry) -> int:
        """Where the packed bytes begin, behind a header that says what the list says."""
        data = self._data
        if entry.header + _HEADER.size > self._list:
            raise _damaged(entry.name)
        (mark, _, flags, method, _, _, checksum, packed, size, names, extra) = _HEADER.unpack_from(
            data, entry.header
        )
        begin: int = entry.header + _HEADER.size
        same = (
            mark == b"PK\3\4"
            and method == entry.method
            and not (flags ^ entry.flags) & (_ENCRYPTED | _DESCRIBED_LATER)
            and data[begin : begin + names] == entry.name.encode()
        )
        told = (checksum, packed, size)
        unknown = ((0, 0, 0), (0, _IS_64, _IS_64))  # the latter by who writes ZIP64 in case
        later = bool(flags & _DESCRIBED_LATER) and told in unknown
        if not same or not (later or told == (entry.checksum, entry.packed, entry.size)):
            raise _ambiguous(f"部件 {entry.name} 前后不一", f"it tells {entry.name} in two ways")
        return begin + int(names) + int(extra)


_GOOD_NAME = re.compile(r"(?!/)[^\x00-\x1f\x7f\\:*?\"<>|]{1,200}")


def too_large(name: str, limit: int) -> HostileFile:
    """Of a part, or of all."""
    mebibytes = limit >> 20
    about_zh, about_en = (f"部件 {name} ", f"The part {name}") if name else ("文件", "The file")
    return hostile(
        "sheet.too_large",
        f"{about_zh}解压后过大，上限为 {mebibytes} MiB。请把名单拆成几个文件。",
        f"{about_en} is too large when unpacked, at most {mebibytes} MiB are taken. "
        "Split the list into several files.",
        False,
    )


def _bad_name(shown: str) -> HostileFile:
    return hostile(
        "sheet.names",
        f"工作簿内含不允许的部件名 {shown}。",
        f"The workbook has a part with a name that none should have: {shown}.",
    )


def _sliced(packed: memoryview) -> Iterator[bytes]:
    for at in range(0, len(packed), _UNPACKED_PIECE):
        yield bytes(packed[at : at + _UNPACKED_PIECE])


def _inflated(packed: memoryview, name: str) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for at in range(0, len(packed), _PIECE):
            given: bytes | memoryview = packed[at : at + _PIECE]
            while given and not inflater.eof:
                piece = inflater.decompress(given, _UNPACKED_PIECE)
                if piece:
                    yield piece
                given = inflater.unconsumed_tail
            if inflater.eof and (inflater.unused_data or at + _PIECE < len(packed)):
                raise _damaged(name)
        while not inflater.eof:  # what it still held back
            piece = inflater.decompress(b"", _UNPACKED_PIECE)
            if not piece:
                raise _damaged(name)
            yield piece
    except zlib.error:
        raise _damaged(name) from None
