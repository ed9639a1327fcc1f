"""What of a binary workbook nobody sees: hidden rows and columns, letters in the colour of their cell, tiny letters.

``calamine`` gives values only, so the records of the workbook stream are walked once more.  Only BIFF8 (Excel 97 and
later, WPS) is looked at; older workbooks are read all the same.  Source: [MS-XLS].
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from openpyxl.styles.colors import COLOR_INDEX

from evaluation.reading.evasion.colours import BLACK, WHITE, Colour, alike, from_hex
from evaluation.reading.sheets import MAX_CELLS, Look
from procurement.compound import Compound

_BOF, _EOF, _SHEET, _FONT, _FORMAT, _XF, _PALETTE = 0x0809, 0x000A, 0x0085, 0x0031, 0x041E, 0x00E0, 0x0092
_ROW, _COLUMN, _MULRK, _EXTENT = 0x0208, 0x007D, 0x00BD, 0x0200
_BLANK = 0x0201
_CELLS = {_BLANK, 0x0203, 0x0204, 0x0205, 0x0006, 0x00D6, 0x00FD, 0x027E}
_MOST_RECORDS = 4_000_000
_BIFF8 = 0x0600
_WHOLE_SHEET = 65_536 * 256  # many a sheet says that it is used as far as it goes
_TINY = 2.0


class _Sheet(NamedTuple):
    title: str
    start: int


@dataclass(slots=True)
class _Globals:
    """What the whole workbook shares."""

    sheets: list[_Sheet] = field(default_factory=list)
    fonts: list[tuple[float, int]] = field(default_factory=list)
    formats: list[tuple[int, int, int | None]] = field(default_factory=list)
    palette: dict[int, Colour] = field(default_factory=dict)
    blank: set[int] = field(default_factory=set)


def cell_looks(data: bytes) -> dict[str, dict[tuple[int, int], Look]]:
    """Title of the sheet → its unusual cells by (row, column) from 0; empty where that cannot be told."""
    try:
        book = Compound(data).stream("Workbook") or b""
        if len(book) < 8 or struct.unpack_from("<HHH", book)[::2] != (_BOF, _BIFF8):
            return {}
        known = _globals(book)
        styles = _styles(known)
        return {sheet.title: _sheet_looks(book, sheet.start, styles) for sheet in known.sheets}
    except (ValueError, struct.error, IndexError):
        return {}


def is_too_large(data: bytes) -> bool:
    """Whether any sheet says that it reaches further than is read, which ``calamine`` would set memory aside for."""
    try:
        file = Compound(data)
        book = file.stream("Workbook") or file.stream("Book") or b""
        starts = [body for kind, body in _plain_records(book, 0) if kind == _SHEET and len(body) >= 4]
        return any(_reaches_too_far(book, struct.unpack_from("<I", body)[0]) for body in starts)
    except (ValueError, struct.error):
        return False


def _reaches_too_far(book: bytes, start: int) -> bool:
    """Whether a sheet is larger than sheets can be by what it says of itself, or than is read by its cells."""
    stated = rows = columns = 0
    for kind, body in _plain_records(book, start):
        if kind == _EXTENT and len(body) >= 10:
            top, bottom, left, right = struct.unpack_from("<IIHH" if len(body) >= 12 else "<HHHH", body)
            stated = max(stated, abs(bottom - top + 1) * abs(right - left + 1))
        elif (kind in _CELLS or kind == _MULRK) and kind != _BLANK and len(body) >= 6:
            row, column = struct.unpack_from("<HH", body)
            last = struct.unpack_from("<H", body, len(body) - 2)[0] if kind == _MULRK else column
            rows, columns = max(rows, row + 1), max(columns, column + 1, last + 1)
    return stated > _WHOLE_SHEET or rows * columns > MAX_CELLS


def _plain_records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Records up to the first end, charts inside not set apart: what a reader without care for them goes through."""
    for _ in range(_MOST_RECORDS):
        if at + 4 > len(book):
            return
        kind, size = struct.unpack_from("<HH", book, at)
        if kind == _EOF:
            return
        yield kind, book[at + 4 : at + 4 + size]
        at += 4 + size


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of one part of the workbook, without those of charts inside it."""
    depth = 0
    for _ in range(_MOST_RECORDS):
        if at + 4 > len(book):
            return
        kind, size = struct.unpack_from("<HH", book, at)
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, book[at + 4 : at + 4 + size]
        at += 4 + size


def _globals(book: bytes) -> _Globals:
    found = _Globals()
    for kind, body in _records(book, 0):
        if kind == _SHEET:
            found.sheets.append(_Sheet(_text(body[6], body[7:]), struct.unpack_from("<I", body)[0]))
        elif kind == _FONT:
            height, _, colour = struct.unpack_from("<HHH", body)
            found.fonts.append((height / 20, colour))
        elif kind == _FORMAT:
            number, length = struct.unpack_from("<HH", body)
            if re.fullmatch(r";;;?;?", _text(length, body[4:])):
                found.blank.add(number)
        elif kind == _XF and len(body) >= 20:
            font, number = struct.unpack_from("<HH", body)
            pattern = struct.unpack_from("<I", body, 14)[0] >> 26
            ground = struct.unpack_from("<H", body, 18)[0] & 0x7F
            found.formats.append((font, number, {0: 65, 1: ground}.get(pattern)))
        elif kind == _PALETTE:
            for index in range(min(struct.unpack_from("<H", body)[0], 56)):
                red, green, blue = body[2 + 4 * index : 5 + 4 * index]
                found.palette[8 + index] = (red, green, blue)
    return found


def _text(length: int, body: bytes) -> str:
    """A string behind its length: a byte that says how wide its characters are, then these."""
    wide = body[0] & 1
    return body[1 : 1 + length * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")


def _styles(known: _Globals) -> dict[int, Look]:
    found: dict[int, Look] = {}
    for index, (font, number, ground) in enumerate(known.formats):
        place = font - 1 if font > 4 else font  # no font has the number 4
        size, colour = known.fonts[place] if place < len(known.fonts) else (0.0, 64)
        ink = _colour(colour, known.palette)
        paper = _colour(ground, known.palette) if ground is not None else None
        pale = ink is not None and paper is not None and alike(ink, paper)
        tiny = 0 < size < _TINY
        if pale or tiny or number in known.blank:
            found[index] = Look(unpainted=number in known.blank, pale=pale, size=size if tiny else 0.0)
    return found


def _colour(index: int, palette: Mapping[int, Colour]) -> Colour | None:
    if index in palette:
        return palette[index]
    if index in (64, 0x7FFF):
        return BLACK
    if index == 65:
        return WHITE
    return from_hex(COLOR_INDEX[index][2:]) if index < 64 else None


def _sheet_looks(book: bytes, start: int, styles: Mapping[int, Look]) -> dict[tuple[int, int], Look]:
    rows: set[int] = set()
    columns: set[int] = set()
    cells: list[tuple[int, int, int]] = []
    for kind, body in _records(book, start):
        if kind == _ROW and len(body) >= 16 and body[12] & 0x20:
            rows.add(struct.unpack_from("<H", body)[0])
        elif kind == _COLUMN and len(body) >= 10:
            first, last, width, _, flags = struct.unpack_from("<HHHHH", body)
            if flags & 1 or width == 0:
                columns.update(range(first, min(last, 255) + 1))
        elif kind in _CELLS:
            row, column, style = struct.unpack_from("<HHH", body)
            cells.append((row, column, style))
        elif kind == _MULRK:
            row, first = struct.unpack_from("<HH", body)
            cells += [
                (row, first + index, struct.unpack_from("<H", body, 4 + 6 * index)[0])
                for index in range((len(body) - 6) // 6)
            ]
    looks: dict[tuple[int, int], Look] = {}
    for row, column, style in cells:
        tucked = row in rows or column in columns
        if tucked or style in styles:
            looks[row, column] = styles.get(style, Look())._replace(tucked=tucked)
    return looks
