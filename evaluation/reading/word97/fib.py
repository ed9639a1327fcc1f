"""Where things stand in a Word file: its information block, its stories, and the pieces its text is made of."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

_WORD = 0xA5EC
_WORD97 = 0x00C1
_TABLE_1 = 0x0200
_STORIES, _PAIRS = 0x4C, 0x9A
_CLX, CHARACTERS, PARAGRAPHS = 33, 12, 13  # places in the list of (offset, length)
_COMPRESSED = 0x4000_0000
_MOST_LETTERS = 8_000_000


class Piece(NamedTuple):
    """Characters ``start`` to ``end`` of the file's text, which lie at byte ``at``, one or two bytes each."""

    start: int
    end: int
    at: int
    wide: bool


class Stories(NamedTuple):
    """How many characters each part of the text has, in the order in which they stand."""

    body: int
    footnotes: int
    headers: int
    macros: int
    comments: int
    endnotes: int
    boxes: int
    header_boxes: int


class DamagedError(ValueError):
    """The file does not hold what it says."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The main stream and the table stream, and where the text stands in them."""

    main: bytes
    table: bytes
    pieces: tuple[Piece, ...]
    stories: Stories

    def text(self) -> str:
        """All characters, one for each 16-bit unit: halves of rare characters are still apart."""
        parts = []
        for piece in self.pieces:
            size = (piece.end - piece.start) * (2 if piece.wide else 1)
            raw = self.main[piece.at : piece.at + size]
            if piece.wide:
                parts.append("".join(map(chr, struct.unpack(f"<{len(raw) // 2}H", raw[: len(raw) // 2 * 2]))))
            else:
                parts.append(raw.decode("cp1252", "replace"))
            parts.append("\ufffd" * (piece.end - piece.start - len(parts[-1])))
        return "".join(parts)

    def block(self, index: int) -> bytes:
        """A block of the table stream by its place in the list of offsets."""
        return _block(self.main, self.table, index)


def layout(main: bytes, tables: tuple[bytes | None, bytes | None]) -> Layout:
    """The layout of a file, given its main stream and its table streams 0 and 1; :class:`DamagedError`."""
    try:
        magic, version = struct.unpack_from("<HH", main)
        if magic != _WORD or version < _WORD97:
            raise DamagedError(f"version {version}")
        table = tables[1 if struct.unpack_from("<H", main, 0x0A)[0] & _TABLE_1 else 0]
        if table is None:
            raise DamagedError("no table stream")
        stories = Stories(*(max(n, 0) for n in struct.unpack_from("<8i", main, _STORIES)))
        pieces = _pieces(_block(main, table, _CLX), len(main))
    except struct.error as error:
        raise DamagedError(str(error)) from error
    if not pieces:
        raise DamagedError("no text")
    return Layout(main, table, pieces, stories)


def _block(main: bytes, table: bytes, index: int) -> bytes:
    start, size = struct.unpack_from("<II", main, _PAIRS + 8 * index)
    return table[start : start + size] if start + size <= len(table) else b""


def _pieces(clx: bytes, length: int) -> tuple[Piece, ...]:
    at = 0
    while at < len(clx) and clx[at] == 1:  # properties that the pieces refer to
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if at >= len(clx) or clx[at] != 2:
        raise DamagedError("no piece table")
    size = struct.unpack_from("<I", clx, at + 1)[0]
    plc = clx[at + 5 : at + 5 + size]
    count = (len(plc) - 4) // 12
    if count < 1:
        raise DamagedError("an empty piece table")
    places = struct.unpack_from(f"<{count + 1}I", plc)
    found: list[Piece] = []
    for index, (start, end) in enumerate(pairwise(places)):
        where = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * index + 2)[0]
        wide = not where & _COMPRESSED
        byte = where & 0x3FFF_FFFF if wide else (where & 0x3FFF_FFFF) // 2
        if start != (found[-1].end if found else 0) or end < start or end > _MOST_LETTERS:
            raise DamagedError("pieces out of order")
        if byte + (end - start) * (2 if wide else 1) > length:
            raise DamagedError("a piece beyond the end")
        found.append(Piece(start, end, byte, wide))
    return tuple(found)
