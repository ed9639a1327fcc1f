"""Pages for files that have none: text laid out on a fixed grid, the same on every machine.

A DOCX or a sheet is paginated by whatever opens it.  So that its text can be addressed and shown, it is set here
on A4 with one type size: a Hanzi is one em wide, a Latin letter half of one, a line sixteen points high.  The page
picture is later drawn at exactly these boxes (``render.py``), and a highlight lies where the letters are.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from evaluation.reading.document import Box, Boxes, Image, Page, PageSource, Table
from evaluation.reading.set_tables import SetRow, set_table

WIDTH, HEIGHT = 595.0, 842.0
MARGIN = 56.0
EM = 10.5
LINE = 16.0
_TOP_OF_TEXT = 2.5  # from the top of a line to the top of its letters
_CELL_PADDING = 3.0
_MAX_COLUMNS = 64


@lru_cache(maxsize=65_536)
def advance(character: str) -> float:
    """The width of one character on the grid, in points; combining and invisible ones have none."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc"):
        return EM * 2 if character == "\t" else 0.0
    return EM if unicodedata.east_asian_width(character) in "WFA" else EM / 2


def set_lines(text: str, left: float, width: float) -> tuple[Boxes, int]:
    """Boxes of ``text`` set from (left, 0) in lines of ``width`` points, and how many lines it takes.

    A line feed ends a line and has no box.
    """
    rows: Boxes = np.full((len(text), 4), np.nan, np.float32)
    x, line = 0.0, 0
    for i, character in enumerate(text):
        if character == "\n":
            x, line = 0.0, line + 1
            continue
        if character == "\r":
            continue
        step = advance(character)
        if x + step > width + 0.01 and x > 0:
            x, line = 0.0, line + 1
        top = line * LINE + _TOP_OF_TEXT
        rows[i] = (left + x, top, left + x + step, top + EM)
        x += step
    return rows, line + 1


class Flow:
    """Collects text and tables and hands out pages.  Add in reading order, then call :meth:`pages` once."""

    def __init__(self, source: PageSource = "flow") -> None:
        self._source: PageSource = source
        self._pages: list[Page] = []
        self._start_page()

    def _start_page(self) -> None:
        self._texts: list[str] = []
        self._boxes: list[npt.NDArray[np.float32]] = []
        self._tables: list[Table] = []
        self._images: list[Image] = []
        self._length = 0
        self._y = MARGIN

    @property
    def full(self) -> float:
        """The lowest y that text may reach."""
        return HEIGHT - MARGIN

    @property
    def page_number(self) -> int:
        """The number of the page being filled."""
        return len(self._pages) + 1

    def _append(self, text: str, boxes: Boxes) -> int:
        """Puts a text below what there is; where it begins in the page's text."""
        if self._texts:
            self._texts.append("\n")
            self._boxes.append(np.full((1, 4), np.nan, np.float32))
            self._length += 1
        self._texts.append(text)
        self._boxes.append(boxes)
        self._length += len(text)
        return self._length - len(text)

    def page_break(self) -> None:
        """Ends the page if anything stands on it."""
        if not self._texts and not self._images:
            return
        boxes = np.concatenate(self._boxes) if self._boxes else np.zeros((0, 4), np.float32)
        self._pages.append(
            Page(
                self.page_number,
                WIDTH,
                HEIGHT,
                "".join(self._texts),
                boxes,
                self._source,
                tuple(self._tables),
                tuple(self._images),
            )
        )
        self._start_page()

    def make_room(self, lines: int = 1) -> None:
        """Starts a page unless so many lines still fit on this one."""
        if self._y + lines * LINE > self.full + 0.01:
            self.page_break()

    def add_image(self, image: Image, page: int | None = None) -> None:
        """A picture that stands on a page set so far (the one being filled), without a place of its own in the grid."""
        if page is None or page > len(self._pages):
            self._images.append(image)
        else:
            held = self._pages[page - 1]
            self._pages[page - 1] = replace(held, images=(*held.images, image))

    def add_text(self, text: str) -> None:
        """A paragraph; one that does not fit goes on over the page, split between two lines."""
        boxes, lines = set_lines(text, MARGIN, WIDTH - 2 * MARGIN)
        while True:
            room = int((self.full - self._y + 0.01) // LINE)
            if lines <= room:
                boxes[:, 1::2] += self._y
                self._append(text, boxes)
                self._y += lines * LINE
                return
            if room > 0:
                last = np.floor(np.nan_to_num(boxes[:, 1], nan=-1.0) / LINE)
                cut = int(np.argmax(last >= room)) if (last >= room).any() else len(text)
                if 0 < cut < len(text):
                    head = boxes[:cut].copy()
                    head[:, 1::2] += self._y
                    self._append(text[:cut], head)
                    text, boxes = text[cut:], boxes[cut:]
                    boxes[:, 1::2] -= room * LINE
                    lines -= room
            if not self._texts and room <= 0:
                raise ValueError("a page must hold a line")
            self.page_break()
            if lines <= 0 or not text:
                return

    def add_table(self, rows: list[list[str | None]]) -> list[int]:
        """A table, its rows one below the other, cells side by side; a cell's text is unbroken in the page's text.

        Comes back with the number of the page that each row ends on.

        ``None`` is a cell covered by a merged neighbour.  Cells are parted by a tab, rows by a line end; a row
        too high for a page is set as running text.
        """
        columns = max((len(r) for r in rows), default=0)
        if columns == 0:
            return []
        placed: list[int] = []
        if columns > _MAX_COLUMNS:
            for row in rows:
                self.add_text("\t".join(c or "" for c in row))
                placed.append(self.page_number)
            return placed
        lefts, widths = _columns(rows, columns)
        edges = [*lefts, lefts[-1] + widths[-1]]
        set_rows: list[SetRow] = []
        for row in rows:
            text, boxes, lines, starts = _set_row(row, lefts, widths)
            if lines * LINE > self.full - MARGIN:
                self._close_table(set_rows, edges)
                self.add_text("\t".join(c or "" for c in row))
                placed.append(self.page_number)
                continue
            if self._y + lines * LINE > self.full + 0.01:
                self._close_table(set_rows, edges)
                self.page_break()
            boxes[:, 1::2] += self._y
            at = self._append(text, boxes)
            top, self._y = self._y, self._y + lines * LINE
            placed.append(self.page_number)
            set_rows.append(SetRow(row, top, self._y, [s if s is None else s + at for s in starts]))
        self._close_table(set_rows, edges)
        return placed

    def _close_table(self, rows: list[SetRow], edges: list[float]) -> None:
        if rows:
            self._tables.append(
                set_table(Box(MARGIN, rows[0].top, WIDTH - MARGIN, rows[-1].bottom), rows, edges)
            )
            rows.clear()

    def pages(self) -> tuple[Page, ...]:
        """The pages; a file without any text still has one."""
        self.page_break()
        if not self._pages:
            self._pages.append(Page(1, WIDTH, HEIGHT, "", np.zeros((0, 4), np.float32), self._source))
        return tuple(self._pages)


def _columns(rows: list[list[str | None]], columns: int) -> tuple[list[float], list[float]]:
    """Left edges and widths: by the square root of the longest text, so that long columns do not starve short ones."""
    need = [2.0] * columns
    for row in rows[:400]:
        for i, cell in enumerate(row):
            if cell:
                need[i] = max(need[i], min(len(cell), 400) ** 0.5)
    scale = (WIDTH - 2 * MARGIN) / sum(need)
    widths = [n * scale // 0.25 * 0.25 for n in need]  # boxes are kept to 1/32 point
    lefts = [MARGIN + sum(widths[:i]) for i in range(columns)]
    return lefts, widths


def _set_row(
    row: list[str | None], lefts: list[float], widths: list[float]
) -> tuple[str, Boxes, int, list[int | None]]:
    """The row's text, its boxes, how many lines it takes, and where in it each cell begins."""
    parts: list[Boxes] = []
    starts: list[int | None] = []
    at = 0
    texts: list[str] = []
    height = 1
    for i, cell in enumerate(row):
        span = 1
        while i + span < len(row) and row[i + span] is None and cell is not None:
            span += 1
        if i:
            texts.append("\t")
            parts.append(np.full((1, 4), np.nan, np.float32))
            at += 1
        starts.append(None if cell is None else at)
        if cell is None:
            continue
        room = max(sum(widths[i : i + span]) - 2 * _CELL_PADDING, EM)
        boxes, lines = set_lines(cell, lefts[i] + _CELL_PADDING, room)
        texts.append(cell)
        parts.append(boxes)
        at += len(cell)
        height = max(height, lines)
    together = np.concatenate(parts) if parts else np.zeros((0, 4), np.float32)
    return "".join(texts), together, height, starts
