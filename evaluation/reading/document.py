"""The one form every file takes once it is read: pages of text in which every character knows its place.

Coordinates are PDF points (1/72 inch) with the origin in the page's upper left corner, x to the right, y down.
Offsets are code points into ``Page.text``; ``Page.boxes`` has one row (x0, y0, x1, y1) for each code point, NaN
for characters that have no place of their own, such as line breaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import isnan
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from procurement.message import Message

Boxes = npt.NDArray[np.float32]
PageSource = Literal["digital", "scanned", "ocr", "flow"]
Severity = Literal["low", "medium", "high"]


class Box(NamedTuple):
    """A rectangle on a page, in points."""

    x0: float
    y0: float
    x1: float
    y1: float


class Cell(NamedTuple):
    """A cell of a table, as an address into its page.

    ``row`` and ``column`` count from 0 and name the upper left field it covers, ``down`` and ``across`` how many it
    covers (merged cells more than one).  ``spans`` are the ranges of ``Page.text`` that stand in it, in order.
    """

    row: int
    column: int
    down: int
    across: int
    box: Box
    spans: tuple[tuple[int, int], ...]

    def text(self, page_text: str) -> str:
        """What stands in it on a page with this text, one line per range."""
        return "\n".join(page_text[start:end] for start, end in self.spans)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows of cell texts, and where it stands.  ``None`` is a field covered by a merged neighbour.

    ``cells`` are the addresses of the texts, row by row; empty where they are not known.
    """

    bbox: Box
    rows: tuple[tuple[str | None, ...], ...]
    cells: tuple[Cell, ...] = ()

    @classmethod
    def of_cells(cls, bbox: Box, shape: tuple[int, int], cells: Iterable[Cell], text: str) -> Table:
        """The table of so many rows and columns that these cells make on a page with this text."""
        placed = tuple(sorted(cells))
        rows: list[list[str | None]] = [[None] * shape[1] for _ in range(shape[0])]
        for cell in placed:
            rows[cell.row][cell.column] = cell.text(text)
        return cls(bbox, tuple(map(tuple, rows)), placed)

    def after(self, offset: int) -> Table:
        """The same table on a page whose text has so many characters before it."""
        cells = (c._replace(spans=tuple((a + offset, b + offset) for a, b in c.spans)) for c in self.cells)
        return Table(self.bbox, self.rows, tuple(cells))


@dataclass(frozen=True, slots=True)
class Seal:
    """A print of a seal 印章, and what stands round it as far as it could be read.

    ``box`` is in points of the page, or, for a seal in a picture, in parts of the picture's width and height (0 to 1).
    ``mark`` is its ring unrolled (``evaluation.reading.seals.mark``); ``sure`` is how sure recognition is of ``text``.
    """

    box: Box
    mark: str
    text: str = ""
    sure: float = 0.0


@dataclass(frozen=True, slots=True)
class Image:
    """A picture placed on a page: its place, size in pixels, exact and perceptual hash (64-bit dHash, hex).

    ``look`` is what cropping leaves of it (``evaluation.reading.looks``); empty where there is nothing to go by.
    """

    bbox: Box | None
    width: int
    height: int
    sha256: str
    dhash: str = ""
    look: str = ""
    seals: tuple[Seal, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    ``source`` says where the text is from: a PDF's text layer (digital), nowhere because the page is a picture
    (scanned), optical recognition (ocr), or a file without pages of its own that was laid out on a grid (flow).
    """

    number: int
    width: float
    height: float
    text: str
    boxes: Boxes
    source: PageSource = "digital"
    tables: tuple[Table, ...] = ()
    images: tuple[Image, ...] = ()
    furniture: tuple[tuple[int, int], ...] = ()
    """Offset ranges (start, end) of running headers, footers and page numbers."""
    ocr_confidence: float | None = None
    """How sure recognition is of the text, 0 to 1, averaged over characters; ``None`` where nothing was recognised."""
    ocr_lines: tuple[tuple[int, int, float], ...] = ()
    """Each recognised line as (start, end, confidence); text that is not in one was in the file."""
    picture_on: int | None = None
    """Where this page shows a picture out of an office file: the number of the page on which that stands."""
    seals: tuple[Seal, ...] = ()
    """Seals that the page itself draws; those in its pictures are with the pictures."""

    def boxes_between(self, start: int, end: int) -> list[Box]:
        """One box per line of text between two offsets: what a highlight draws."""
        lines: list[Box] = []
        for x0, y0, x1, y1 in self.boxes[start:end].tolist():
            if isnan(x0):  # no place of its own
                continue
            if (
                lines
                and min(lines[-1].y1, y1) - max(lines[-1].y0, y0) > 0.4 * (y1 - y0)
                and x0 >= lines[-1].x0
            ):
                last = lines[-1]
                lines[-1] = Box(last.x0, min(last.y0, y0), max(last.x1, x1), max(last.y1, y1))
            else:
                lines.append(Box(x0, y0, x1, y1))
        return lines

    def box_between(self, start: int, end: int) -> Box | None:
        """The rectangle round the text between two offsets; ``None`` when none of it has a place."""
        part = self.boxes[start:end]
        part = part[~np.isnan(part[:, 0])] if len(part) else part
        if not len(part):
            return None
        low, high = part.min(axis=0), part.max(axis=0)
        return Box(float(low[0]), float(low[1]), float(high[2]), float(high[3]))


class Heading(NamedTuple):
    """A heading that the file itself declares (bookmark, heading style): level from 1, title, page from 1."""

    level: int
    title: str
    page: int


class Member(NamedTuple):
    """One file of an archive: its label, what it is, and the pages it takes in the archive's document."""

    name: str
    media_type: str
    sha256: str
    first_page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Origin:
    """Marks of origin: what a file says about who made it, where and when.  Empty text means not stated."""

    author: str = ""
    last_editor: str = ""
    creator: str = ""
    producer: str = ""
    company: str = ""
    template: str = ""
    title: str = ""
    created: str = ""
    modified: str = ""
    edit_minutes: int | None = None
    ids: tuple[str, ...] = ()
    fonts: tuple[str, ...] = ()
    rsids: tuple[str, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evasion:
    """Something that makes a text look one way and compare another 规避查重: what, where and how grave.

    ``kind`` names the trick as its file in ``evasion/tricks/`` does.  ``start`` and ``end`` are offsets into the text
    of ``page``, equal where the trick is not in the text; ``count`` is how often it occurs there.
    """

    kind: str
    severity: Severity
    page: int
    start: int
    end: int
    box: Box | None
    message: Message
    count: int = 1


@dataclass(frozen=True, slots=True)
class Document:
    """A file that has been read.  ``name`` is its path within the bid or tender, as evidence names it."""

    name: str
    sha256: str
    media_type: str
    pages: tuple[Page, ...]
    origin: Origin = Origin()
    notes: tuple[str, ...] = ()
    outline: tuple[Heading, ...] = ()
    members: tuple[Member, ...] = ()
    aside: tuple[str, ...] = ()
    """Text that is in the file but not in its running text: headers, footers, notes, comments (office files)."""
    evasion: tuple[Evasion, ...] = ()
    compared: tuple[int, ...] = ()
    """Numbers of the pages whose text layer was compared with what is printed on them."""

    def page(self, number: int) -> Page:
        """The page of this number, from 1; ``IndexError`` when there is none."""
        if not 1 <= number <= len(self.pages):
            raise IndexError(f"{self.name} has {len(self.pages)} pages, page {number} was asked for")
        return self.pages[number - 1]
