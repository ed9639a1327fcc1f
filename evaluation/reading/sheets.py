"""Workbooks, whatever file they are from: sheets as pages, cells as tables, and the cells that nobody sees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, NamedTuple

from evaluation.reading.document import Image, Page
from evaluation.reading.errors import UnreadableError
from evaluation.reading.evasion.finder import Finder
from evaluation.reading.evasion.run import Run
from evaluation.reading.flow import Flow
from procurement.message import msg

MAX_CELLS = 2_000_000


class Look(NamedTuple):
    """How a cell is drawn where that is unusual.

    ``tucked``: in a hidden row, column or sheet; ``unpainted``: its number format shows nothing; ``pale``: in the colour
    of its ground; ``size``: of its letters in points, 0 when unknown.
    """

    tucked: bool = False
    unpainted: bool = False
    pale: bool = False
    size: float = 0.0


@dataclass(slots=True)
class Sheet:
    """One sheet: its title, its rows of texts (``None`` is covered by a merged neighbour), and unusual cells.

    ``looks`` are by (row, column) from 0; ``hidden`` is the whole sheet; ``pictures`` stand at a row from 0.
    """

    title: str
    rows: list[list[str | None]] = field(default_factory=list)
    hidden: bool = False
    looks: Mapping[tuple[int, int], Look] = field(default_factory=dict)
    pictures: Sequence[tuple[int, Image]] = ()


def laid_out(sheets: Iterable[Sheet]) -> Flow:
    """The sheets on pages, each from a page of its own."""
    flow = Flow()
    for sheet in sheets:
        flow.page_break()
        flow.add_text(sheet.title)
        pages = flow.add_table(sheet.rows) or [flow.page_number]
        for row, image in sheet.pictures:
            flow.add_image(image, pages[min(row, len(pages) - 1)])
    return flow


def unseen(sheets: Sequence[Sheet], pages: Sequence[Page]) -> list[Run]:
    """The cells that nobody sees, at their places on the laid-out pages."""
    if not any(sheet.hidden or sheet.looks for sheet in sheets):
        return []
    finder = Finder(pages)
    found: list[Run] = []
    for sheet in sheets:
        finder.pass_by(sheet.title)
        for row, cells in enumerate(sheet.rows):
            for column, text in enumerate(cells):
                if not text:
                    continue
                place = finder.find(text)
                look = Look(tucked=True) if sheet.hidden else sheet.looks.get((row, column))
                if look is not None and place is not None and text.strip():
                    found.append(Run(*place, look.unpainted, look.pale, look.size, tucked=look.tucked))
    return found


def trimmed(rows: list[list[str | None]]) -> list[list[str | None]]:
    """The rows without empty ones at the end and empty columns on the right, all of one width."""
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((max((i + 1 for i, c in enumerate(r) if c), default=0) for r in rows), default=0)
    return [r[:width] + [""] * (width - len(r)) for r in rows]


def covered(rows: list[list[str | None]], merges: Iterable[tuple[int, int, int, int]]) -> None:
    """Sets ``None`` where a merged neighbour covers; a range is (first row, first column, last row, last column) from 0."""
    room = MAX_CELLS  # ranges from strangers may overlap without end
    for top, left, bottom, right in merges:
        for row in range(max(top, 0), min(bottom + 1, len(rows))):
            for column in range(max(left, 0), min(right + 1, len(rows[row]))):
                if (row, column) != (top, left) and not rows[row][column]:
                    rows[row][column] = None
                room -= 1
                if room < 0:
                    return


def too_many_cells(name: str) -> UnreadableError:
    """The refusal of a workbook too large to read."""
    return UnreadableError(name, msg("The workbook has more than %(limit)s cells", limit=MAX_CELLS))


def cell_text(value: Any) -> str:
    """A cell's value as a person reads it; a binary number loses the digits its 15-digit form does not show."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
