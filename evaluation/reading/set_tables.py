"""Tables set on the grid of a file without pages (``flow.py``), with the address of every cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from evaluation.reading.document import Box, Cell, Table


class SetRow(NamedTuple):
    """A row as set: its cells' texts (``None`` where a neighbour covers), its reach, where each text begins."""

    texts: Sequence[str | None]
    top: float
    bottom: float
    starts: Sequence[int | None]


def set_table(bbox: Box, rows: Sequence[SetRow], edges: Sequence[float]) -> Table:
    """The table of these rows; ``edges`` are those of its columns.

    A covered field belongs to the cell on its left, as it is set; at the row's left end, to the cell above.
    """
    cells: list[Cell] = []
    above: dict[int, int] = {}  # column -> index of the cell that may go on below
    for index, row in enumerate(rows):
        last = -1
        for column, (text, start) in enumerate(zip(row.texts, row.starts, strict=True)):
            if text is None or start is None:
                if last >= 0:
                    held = cells[last]
                    box = held.box._replace(x1=edges[column + 1])
                    cells[last] = held._replace(across=column - held.column + 1, box=box)
                elif column in above:
                    held = cells[above[column]]
                    if held.column == column:
                        box = held.box._replace(y1=row.bottom)
                        cells[above[column]] = held._replace(down=index - held.row + 1, box=box)
                continue
            spans = ((start, start + len(text)),) if text else ()
            last = len(cells)
            cells.append(
                Cell(index, column, 1, 1, Box(edges[column], row.top, edges[column + 1], row.bottom), spans)
            )
        above = {
            c: i
            for i, cell in enumerate(cells)
            if cell.row + cell.down == index + 1
            for c in range(cell.column, cell.column + cell.across)
        }
    return Table(bbox, tuple(tuple(row.texts) for row in rows), tuple(sorted(cells)))
