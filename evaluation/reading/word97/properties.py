"""How characters and paragraphs of a Word file are drawn: the few properties that decide what is read and seen.

Only what a run or a paragraph says of itself is taken; its styles are not followed, but for headings, whose styles
have fixed numbers.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from evaluation.reading.evasion.colours import WHITE, alike
from evaluation.reading.word97.fib import CHARACTERS, PARAGRAPHS, Layout

_PAGE = 512
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_DELETED, _VANISH, _SIZE, _INK, _INK_INDEX = 0x0800, 0x083C, 0x4A43, 0x6870, 0x2A42
_SHADES = (0xCA71, 0x4866, 0x2A0C)  # of the run, in a newer and an older form, and its highlight
_IN_TABLE, _ROW_END, _DEPTH, _LEVEL, _PAGE_BEFORE = 0x2416, 0x2417, 0x6649, 0x2640, 0x2407
_TABLE_DEFINITION, _TABS = 0xD608, 0xC615
_WHITE_INDEX = 8
_ON = (1, 0x81)  # yes, and the opposite of what the style says
_NO_LEVEL = 9


class Character(NamedTuple):
    """How a run is drawn."""

    hidden: bool = False
    deleted: bool = False
    pale: bool = False
    size: float = 0.0


class Paragraph(NamedTuple):
    """How a paragraph stands: in a table, at the end of a row, on a new page, at an outline level from 0."""

    in_table: bool = False
    row_end: bool = False
    page_before: bool = False
    level: int | None = None


class Properties:
    """Looks up properties by the number of a character."""

    def __init__(self, layout: Layout) -> None:
        self._starts = [piece.start for piece in layout.pieces]
        self._pieces = layout.pieces
        self._runs = _runs(layout, CHARACTERS)
        self._paragraphs = _runs(layout, PARAGRAPHS)
        self._run_starts = [start for start, _, _ in self._runs]
        self._paragraph_starts = [start for start, _, _ in self._paragraphs]

    def paragraph(self, place: int) -> Paragraph:
        """The properties of the paragraph that ends with the character ``place``."""
        found = _at(self._paragraphs, self._paragraph_starts, self._byte(place))
        return found if isinstance(found, Paragraph) else Paragraph()

    def unusual(self) -> list[tuple[int, int, Character]]:
        """The runs that are not simply there to be read, as ranges of characters in their order."""
        found = []
        for piece in self._pieces:
            step = 2 if piece.wide else 1
            last = piece.at + (piece.end - piece.start) * step
            index = max(bisect_right(self._run_starts, piece.at) - 1, 0)
            for start, end, how in self._runs[index:]:
                if start >= last:
                    break
                if end > piece.at and isinstance(how, Character):
                    first = piece.start + max(start - piece.at, 0) // step
                    found.append((first, piece.start + (min(end, last) - piece.at) // step, how))
        return found

    def _byte(self, place: int) -> int:
        piece = self._pieces[max(bisect_right(self._starts, place) - 1, 0)]
        return piece.at + (place - piece.start) * (2 if piece.wide else 1)


_Run = tuple[int, int, "Character | Paragraph"]


def _at(runs: list[_Run], starts: list[int], byte: int) -> Character | Paragraph | None:
    index = bisect_right(starts, byte) - 1
    return runs[index][2] if index >= 0 and byte < runs[index][1] else None


def _runs(layout: Layout, which: int) -> list[_Run]:
    """The runs of the pages of properties, by the bytes they hold of; those without anything to say are left out."""
    block = layout.block(which)
    count = (len(block) - 4) // 8
    found: list[_Run] = []
    if count < 1:
        return found
    for number in struct.unpack_from(f"<{count}I", block, 4 * (count + 1)):
        start = (number & 0x3F_FFFF) * _PAGE
        page = layout.main[start : start + _PAGE]
        if len(page) == _PAGE:
            found += _paragraphs_of(page) if which == PARAGRAPHS else _characters_of(page)
    found.sort(key=lambda run: run[:2])
    return found


def _characters_of(page: bytes) -> Iterator[_Run]:
    count = page[-1]
    if 4 * (count + 1) + count > _PAGE - 1:
        return
    places = struct.unpack_from(f"<{count + 1}I", page)
    for index, (start, end) in enumerate(pairwise(places)):
        at = 2 * page[4 * (count + 1) + index]
        if at:
            how = _character(page[at + 1 : at + 1 + page[at]])
            if how != Character():
                yield start, end, how


def _paragraphs_of(page: bytes) -> Iterator[_Run]:
    count = page[-1]
    if 4 * (count + 1) + 13 * count > _PAGE - 1:
        return
    places = struct.unpack_from(f"<{count + 1}I", page)
    for index, (start, end) in enumerate(pairwise(places)):
        at = 2 * page[4 * (count + 1) + 13 * index]
        if not at or at + 2 > _PAGE:
            continue
        size = 2 * page[at] - 1 if page[at] else 2 * page[at + 1]
        first = at + 1 if page[at] else at + 2
        body = page[first : first + size]
        if len(body) >= 2:
            yield start, end, _paragraph(body)


def _changes(body: bytes) -> Iterator[tuple[int, bytes]]:
    """The properties in a list of changes: (code, operand)."""
    at = 0
    while at + 3 <= len(body):
        code = struct.unpack_from("<H", body, at)[0]
        at += 2
        kind = code >> 13
        if kind != 6:
            size = _SIZES[kind]
        elif code == _TABLE_DEFINITION and at + 2 <= len(body):
            size = struct.unpack_from("<H", body, at)[0] + 1
        elif code == _TABS and body[at] == 255:
            return
        else:
            size = body[at] + 1
        yield code, body[at : at + size]
        at += size


def _character(body: bytes) -> Character:
    hidden = deleted = shaded = pale = False
    size = 0.0
    for code, value in _changes(body):
        if not value:
            break
        if code == _VANISH:
            hidden = value[0] in _ON
        elif code == _DELETED:
            deleted = value[0] in _ON
        elif code == _SIZE and len(value) == 2:
            size = struct.unpack("<H", value)[0] / 2
        elif code == _INK_INDEX:
            pale = value[0] == _WHITE_INDEX
        elif code == _INK and len(value) == 4:
            pale = value[3] == 0 and alike((value[0], value[1], value[2]), WHITE)
        elif code in _SHADES:
            shaded = shaded or _shades(code, value)
    return Character(hidden, deleted, pale and not shaded, size if 0 < size < 2 else 0.0)


def _shades(code: int, value: bytes) -> bool:
    if code == _SHADES[0]:  # colours of pattern and ground, each with a byte for "automatic", and the pattern
        return len(value) >= 11 and (value[8] != 0xFF or any(value[9:11]))
    return any(value)


def _paragraph(body: bytes) -> Paragraph:
    style = struct.unpack_from("<H", body)[0]
    level = style - 1 if 1 <= style <= 9 else None
    in_table = row_end = page_before = False
    for code, value in _changes(body[2:]):
        if not value:
            break
        if code == _IN_TABLE:
            in_table = value[0] == 1
        elif code == _ROW_END:
            row_end = value[0] == 1
        elif code == _DEPTH:
            in_table = in_table or any(value)
        elif code == _LEVEL:
            level = value[0] if value[0] < _NO_LEVEL else None
        elif code == _PAGE_BEFORE:
            page_before = value[0] == 1
    return Paragraph(in_table, row_end, page_before, level)
