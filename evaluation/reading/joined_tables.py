"""Tables that run over pages, joined to one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple

import numpy as np

from evaluation.reading.document import Box, Cell, Document, Page, Table

_NEAR = 6.0  # points: edges nearer than this are the same
_LOOSE = 0.05  # of the width: columns without rules end with their longest text
_MOST_HEADINGS = 3
Row = tuple[str | None, ...]


class CellPlace(NamedTuple):
    """Where a cell stands: page from 1, the ranges of the page's text in it, its box in points."""

    page: int
    spans: tuple[tuple[int, int], ...]
    box: Box

    @property
    def start(self) -> int:
        """Where its text begins in the page's text; -1 when it is empty."""
        return self.spans[0][0] if self.spans else -1

    @property
    def end(self) -> int:
        """Where the first stretch of its text ends; -1 when it is empty."""
        return self.spans[0][1] if self.spans else -1


@dataclass(frozen=True, slots=True)
class JoinedRow:
    """A row: its texts (``None``: covered by a merged neighbour), its page from 1, and for each field the cell there.

    ``cells`` holds ``None`` where the file's reader gives no addresses.
    """

    texts: Row
    page: int
    cells: tuple[CellPlace | None, ...]

    @property
    def box(self) -> Box | None:
        """The rectangle round the row's own cells, merged ones above it left out where there are others."""
        boxes = [c.box for c in self.cells if c is not None]
        if not boxes:
            return None
        low = max(box.y0 for box in boxes)
        high = min(box.y1 for box in boxes)
        return Box(min(b.x0 for b in boxes), low, max(b.x1 for b in boxes), max(high, low))


@dataclass(frozen=True, slots=True)
class JoinedTable:
    """A table over one page or several: its rows, a heading that pages repeat only once, and its place on each."""

    lines: tuple[JoinedRow, ...]
    places: tuple[tuple[int, Box], ...]
    """(page number, box) of every part, in order."""

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows' texts."""
        return tuple(line.texts for line in self.lines)


def joined_tables(document: Document) -> list[JoinedTable]:
    """All tables of a document in order, parts on following pages joined.

    A table runs on when nothing but running headers, footers and page numbers stands between its last row and the
    first table of the next page, which has as many columns and the same outer edges.  Of columns without rules the right
    edge is where the longest text ends, so it may differ a little.  A caption or any other line
    between them makes two tables.  A row that the page's end tears is one row: what begins the next page without a
    first cell and without figures is the rest of the row before.
    """
    found: list[_Growing] = []
    open_page = 0  # the page on which the last of ``found`` runs to the end
    for page in document.pages:
        tables = sorted((t for t in page.tables if t.rows), key=lambda t: (t.bbox.y0, t.bbox.x0))
        for index, table in enumerate(tables):
            last = found[-1] if found else None
            runs_on = last is not None and index == 0 and open_page == page.number - 1
            lines = list(_lines(page.number, table))
            if runs_on and last is not None and _same_columns(last, table) and _free(page, 0, table.bbox.y0):
                last.go_on(lines, page.number, table.bbox)
            else:
                found.append(_Growing(lines, [(page.number, table.bbox)]))
        if tables and _free(page, max(t.bbox.y1 for t in tables), page.height):
            open_page = page.number
    return [JoinedTable(tuple(t.lines), tuple(t.places)) for t in found]


@dataclass(slots=True)
class _Growing:
    lines: list[JoinedRow]
    places: list[tuple[int, Box]]

    def go_on(self, lines: Sequence[JoinedRow], page: int, box: Box) -> None:
        """Adds the part on the next page without the heading it repeats."""
        pairs = zip(self.lines[:_MOST_HEADINGS], lines, strict=False)
        repeated = len(list(takewhile(lambda pair: _plain(pair[0].texts) == _plain(pair[1].texts), pairs)))
        rest = list(lines[repeated:])
        if rest and _torn(self.lines, rest[0]):
            self.lines[-1] = _mended(self.lines[-1], rest.pop(0))
        self.lines += rest
        self.places.append((page, box))


def _lines(page: int, table: Table) -> Iterator[JoinedRow]:
    owner: dict[tuple[int, int], CellPlace] = {}
    for cell in table.cells:
        place = CellPlace(page, cell.spans, cell.box)
        for field in _fields(cell):
            owner[field] = place
    for index, row in enumerate(table.rows):
        yield JoinedRow(row, page, tuple(owner.get((index, column)) for column in range(len(row))))


def _fields(cell: Cell) -> Iterator[tuple[int, int]]:
    for row in range(cell.row, cell.row + cell.down):
        for column in range(cell.column, cell.column + cell.across):
            yield row, column


def _plain(row: Row) -> list[str]:
    return ["".join((cell or "").split()) for cell in row]


def _torn(above: Sequence[JoinedRow], row: JoinedRow) -> bool:
    """Whether a row is the rest of the one before: no first cell, where all others have one, and no figures."""
    held = [cell for cell in row.texts if cell and cell.strip()]
    if not held or row.texts[0] or 2 * len(held) > len(row.texts) or len(above) < 2:
        return False
    if any(not line.texts[0] for line in above[1:]) or any(
        not above[-1].texts[i] for i, c in enumerate(row.texts) if c
    ):
        return False
    return not any("".join(cell.split()).replace(",", "").replace(".", "").isdecimal() for cell in held)


def _mended(row: JoinedRow, rest: JoinedRow) -> JoinedRow:
    texts = tuple(
        f"{above}\n{below}" if above and below else above
        for above, below in zip(row.texts, rest.texts, strict=True)
    )
    return JoinedRow(texts, row.page, row.cells)


def _same_columns(last: _Growing, table: Table) -> bool:
    _, box = last.places[-1]
    reach = _NEAR + _LOOSE * (box.x1 - box.x0)
    alike = abs(box.x0 - table.bbox.x0) <= _NEAR and abs(box.x1 - table.bbox.x1) <= reach
    return alike and len(last.lines[0].texts) == len(table.rows[0])


def _free(page: Page, top: float, bottom: float) -> bool:
    """Whether nothing but furniture is printed between two heights."""
    held = bytearray(len(page.text))
    for start, end in page.furniture:
        held[start:end] = b"\1" * (end - start)
    middles = (page.boxes[:, 1] + page.boxes[:, 3]) / 2
    with np.errstate(invalid="ignore"):
        between = np.flatnonzero((top < middles) & (middles < bottom)).tolist()
    return all(held[at] or page.text[at].isspace() for at in between)
