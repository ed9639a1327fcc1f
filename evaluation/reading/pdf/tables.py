"""Ruled tables of a page: strokes to a grid, the grid to cells, the page's own characters into the cells.

pdfplumber does this too, at a fiftieth of the speed of reading; PDFium has parsed the strokes anyway.  Strokes in
one line are joined, crossing ones make a grid; where no stroke parts two fields of the grid they are one merged cell.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from evaluation.reading.document import Box, Boxes, Table
from evaluation.reading.pdf.strokes import THIN, Rects

_SNAP = 2.0  # strokes nearer than this are one
_GAP = 3.5  # dots and dashes nearer than this run on
_SHORT = 6.0  # a joined stroke shorter than this rules nothing
_MAX_LINES = 1_500
MIN_STROKES = 4
Spans = list[tuple[float, float, float]]
"""(where, from, to): a stroke's fixed coordinate and its reach along the other."""


def ruled_tables(strokes: Rects, text: str, boxes: Boxes) -> tuple[Table, ...]:
    """The tables that these strokes rule on a page with this text, from the top down."""
    if len(strokes) < MIN_STROKES:
        return ()
    across, down = strokes[:, 2] - strokes[:, 0], strokes[:, 3] - strokes[:, 1]
    flat, tall = strokes[(down <= THIN) & (across > down)], strokes[(across <= THIN) & (down >= across)]
    rows = joined((flat[:, 1] + flat[:, 3]) / 2, flat[:, 0], flat[:, 2])
    columns = joined((tall[:, 0] + tall[:, 2]) / 2, tall[:, 1], tall[:, 3])
    if len(rows) < 2 or len(columns) < 2 or len(rows) + len(columns) > _MAX_LINES:
        return ()
    tables = []
    for ys, xs in grids(rows, columns):
        table = _table(ys, xs, text, boxes)
        if table is not None:
            tables.append(table)
    return tuple(sorted(tables, key=lambda t: (t.bbox.y0, t.bbox.x0)))


def joined(
    where: npt.NDArray[np.floating[Any]],
    start: npt.NDArray[np.floating[Any]],
    end: npt.NDArray[np.floating[Any]],
) -> Spans:
    """Strokes on one line, made one where they touch or nearly do."""
    order = np.argsort(where, kind="stable")
    lines: list[list[tuple[float, float, float]]] = []
    for w, a, b in zip(where[order].tolist(), start[order].tolist(), end[order].tolist(), strict=True):
        if not lines or w - lines[-1][0][0] > _SNAP:
            lines.append([])
        lines[-1].append((w, a, b))
    joined: Spans = []
    for line in lines:
        middle = sum(w for w, _, _ in line) / len(line)
        reach: list[list[float]] = []
        for _, a, b in sorted(line, key=lambda s: s[1]):
            if reach and a <= reach[-1][1] + _GAP:
                reach[-1][1] = max(reach[-1][1], b)
            else:
                reach.append([a, b])
        joined += [(middle, a, b) for a, b in reach if b - a >= _SHORT]
    return joined


def grids(rows: Spans, columns: Spans) -> list[tuple[Spans, Spans]]:
    """Groups of strokes that cross one another, directly or through others."""
    y, y_from, y_to = np.array(rows).T
    x, x_from, x_to = np.array(columns).T
    meet = (
        (y_from[:, None] - _GAP <= x)
        & (x <= y_to[:, None] + _GAP)
        & (x_from - _GAP <= y[:, None])
        & (y[:, None] <= x_to + _GAP)
    )
    left = set(range(len(rows)))
    groups = []
    while left:
        members: set[int] = set()
        others: set[int] = set()
        fresh = {left.pop()}
        while fresh:
            members |= fresh
            new = set(np.flatnonzero(meet[sorted(fresh)].any(axis=0)).tolist()) - others
            others |= new
            fresh = set(np.flatnonzero(meet[:, sorted(new)].any(axis=1)).tolist()) - members if new else set()
        left -= members
        if len(members) >= 2 and len(others) >= 2:
            groups.append(([rows[i] for i in sorted(members)], [columns[i] for i in sorted(others)]))
    return groups


def _table(rows: Spans, columns: Spans, text: str, boxes: Boxes) -> Table | None:
    ys, xs = _distinct([r[0] for r in rows]), _distinct([c[0] for c in columns])
    if len(ys) < 2 or len(xs) < 3:  # one column is a frame
        return None
    height, width = len(ys) - 1, len(xs) - 1
    owner = np.arange(height * width).reshape(height, width)
    for i in range(height):
        for j in range(width):
            if j and not _ruled(columns, xs[j], ys[i], ys[i + 1]):
                owner[owner == owner[i, j]] = owner[i, j - 1]
            if i and not _ruled(rows, ys[i], xs[j], xs[j + 1]):
                owner[owner == owner[i, j]] = owner[i - 1, j]
    texts = cell_texts(ys, xs, owner, text, boxes)
    seen: set[int] = set()
    cells: list[tuple[str | None, ...]] = []
    for i in range(height):
        row: list[str | None] = []
        for j in range(width):
            name = int(owner[i, j])
            row.append(None if name in seen else texts.get(name, ""))
            seen.add(name)
        cells.append(tuple(row))
    if not any(sum(bool(c) for c in row) >= 2 for row in cells):
        return None  # frames round lines of text
    return Table(Box(xs[0], ys[0], xs[-1], ys[-1]), tuple(cells))


def _distinct(values: list[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _SNAP:
            found.append(value)
    return found


def _ruled(lines: Spans, where: float, start: float, end: float) -> bool:
    """Whether a stroke at ``where`` covers the middle of the stretch from ``start`` to ``end``."""
    middle = (start + end) / 2
    return any(abs(w - where) <= _SNAP and a <= middle <= b for w, a, b in lines)


def cell_texts(
    ys: list[float], xs: list[float], owner: npt.NDArray[np.int64], text: str, boxes: Boxes
) -> dict[int, str]:
    """The text of each cell, in the page's order; a line end wherever the page's text has one between."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    with np.errstate(invalid="ignore"):
        inside = np.flatnonzero((x > xs[0]) & (x < xs[-1]) & (y > ys[0]) & (y < ys[-1]))
    if not len(inside):
        return {}
    names = owner[
        np.clip(np.searchsorted(ys, y[inside]) - 1, 0, len(ys) - 2),
        np.clip(np.searchsorted(xs, x[inside]) - 1, 0, len(xs) - 2),
    ]
    changes = np.flatnonzero((np.diff(names) != 0) | (np.diff(inside) != 1)) + 1
    bounds = [0, *changes.tolist(), len(inside)]
    texts: dict[int, str] = {}
    for a, b in pairwise(bounds):
        piece = text[int(inside[a]) : int(inside[b - 1]) + 1].strip()
        if piece:
            name = int(names[a])
            texts[name] = f"{texts[name]}\n{piece}" if name in texts else piece
    return texts
