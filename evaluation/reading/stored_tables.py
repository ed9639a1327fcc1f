"""Tables in their stored form: where each cell's text stands in the page, not the text once more.

A table is [bbox, columns' edges, rows' edges, fields]: for each field, row by row, ``null`` where a merged cell covers
it, else a list of numbers, two for each range of text: how far it begins after the end of the range before (whichever
cell that was in), and its length.  A merged cell has [rows, columns] before them.  A table whose cells do not lie on a
grid, or have no address, is [bbox, rows of texts, cells] instead.
"""

from __future__ import annotations

from typing import Any

from evaluation.reading.document import Box, Cell, Table


def to_json(table: Table, text: str) -> list[Any]:
    """A JSON-ready form of a table on a page with this text."""
    edges = _edges(table)
    shape = (len(table.rows), len(table.rows[0]) if table.rows else 0)
    if edges is None or Table.of_cells(table.bbox, shape, table.cells, text) != table:
        return [list(table.bbox), table.rows, table.cells]
    fields: list[list[Any] | None] = [None] * (shape[0] * shape[1])
    at = 0
    for cell in table.cells:
        field: list[Any] = [] if (cell.down, cell.across) == (1, 1) else [[cell.down, cell.across]]
        for start, end in cell.spans:
            field += (start - at, end - start)
            at = end
        fields[cell.row * shape[1] + cell.column] = field
    return [list(table.bbox), *edges, fields]


def from_json(data: list[Any], text: str) -> Table:
    """The table that :func:`to_json` wrote."""
    bbox = Box(*data[0])
    if len(data) == 3:
        cells = tuple(
            Cell(row, column, down, across, Box(*box), tuple((a, b) for a, b in spans))
            for row, column, down, across, box, spans in data[2]
        )
        return Table(bbox, tuple(map(tuple, data[1])), cells)
    _, xs, ys, fields = data
    return _unpacked(bbox, xs, ys, fields, text)


def _unpacked(bbox: Box, xs: list[float], ys: list[float], fields: list[Any], text: str) -> Table:
    """As :meth:`Table.of_cells` would make it; by hand, because a file's every cell passes here when it is opened."""
    width = len(xs) - 1
    texts: list[str | None] = [None] * len(fields)
    cells = []
    at = 0
    for index, field in enumerate(fields):
        if field is None:
            continue
        row, column = divmod(index, width)
        merged = len(field) % 2
        down, across = field[0] if merged else (1, 1)
        spans = []
        for i in range(merged, len(field), 2):
            start = at + field[i]
            at = start + field[i + 1]
            spans.append((start, at))
        texts[index] = text[start:at] if len(spans) == 1 else "\n".join(text[a:b] for a, b in spans)
        box = Box(xs[column], ys[row], xs[column + across], ys[row + down])
        cells.append(Cell(row, column, down, across, box, tuple(spans)))
    rows = tuple(tuple(texts[first : first + width]) for first in range(0, len(fields), width))
    return Table(bbox, rows, tuple(cells))


def _edges(table: Table) -> tuple[list[float], list[float]] | None:
    """The edges of columns and rows; ``None`` where the cells do not lie on one grid that they fill."""
    if not table.cells or len({len(row) for row in table.rows}) != 1:
        return None
    width, height = len(table.rows[0]) + 1, len(table.rows) + 1
    seen: dict[tuple[str, int], float] = {}
    for cell in table.cells:
        right, bottom = cell.column + cell.across, cell.row + cell.down
        if right >= width or bottom >= height:
            return None
        for key, value in (
            (("x", cell.column), cell.box.x0), (("x", right), cell.box.x1),
            (("y", cell.row), cell.box.y0), (("y", bottom), cell.box.y1),
        ):  # fmt: skip
            if seen.setdefault(key, value) != value:
                return None
    return _line("x", width, seen), _line("y", height, seen)


def _line(axis: str, count: int, seen: dict[tuple[str, int], float]) -> list[float]:
    """All edges along an axis; one inside merged cells, which is nobody's, lies on the one before it."""
    found: list[float] = []
    for index in range(count):
        found.append(seen.get((axis, index), found[-1] if found else 0.0))
    return found
