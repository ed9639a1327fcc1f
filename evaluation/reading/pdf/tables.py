"""Ruled tables of a page: pdfplumber makes the strokes to cells, the page's own characters become their text.

pdfplumber parses a page again before it looks for tables, which takes about fifty times as long as reading it.  What
makes its tables are functions over edges, and PDFium has parsed the strokes anyway: only those functions are used.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from evaluation.reading.document import Boxes, Table
from evaluation.reading.pdf.cells import filled, owners
from evaluation.reading.pdf.strokes import THIN, Rects

_SNAP = 2.0  # strokes nearer than this are one
_GAP = 3.5  # dots and dashes nearer than this run on
_SHORT = 6.0  # a joined stroke shorter than this rules nothing
_MAX_EDGES, _MAX_CROSSINGS = 1_500, 2_500  # pdfplumber's work grows with the square
_LEAST_LABELS, _LABEL = 3, 30  # of a form without entries: how many, and the letters of the longest
MIN_STROKES = 4
Edge = dict[str, Any]
"""A stroke as pdfplumber knows it: ``orientation`` h or v, ``x0``, ``x1``, ``top``, ``bottom``, in points."""
Corners = tuple[float, float, float, float]


def ruled_tables(strokes: Rects, text: str, boxes: Boxes) -> tuple[Table, ...]:
    """The tables that these strokes rule on a page with this text, from the top down."""
    if len(strokes) < MIN_STROKES:
        return ()
    tables = (_table(cells, text, boxes) for cells in grids(closed(edges(strokes))))
    return tuple(sorted((t for t in tables if t is not None), key=lambda t: (t.bbox.y0, t.bbox.x0)))


def edges(strokes: Rects) -> list[Edge]:
    """Thin strokes as pdfplumber's edges, made one where they touch or nearly do."""
    found: list[Edge] = []
    for x0, y0, x1, y1 in strokes.tolist():
        across, down = x1 - x0, y1 - y0
        if down <= THIN and across > down:
            found.append(_level(x0, x1, (y0 + y1) / 2))
        elif across <= THIN and down >= across:
            x = (x0 + x1) / 2
            found.append(
                {"orientation": "v", "x0": x, "x1": x, "top": y0, "bottom": y1, "width": 0.0, "height": down}
            )
    return [e for e in _merged(found) if max(e["width"], e["height"]) >= _SHORT]


def _merged(found: list[Edge]) -> list[Edge]:
    return list(merge_edges(found, _SNAP, _SNAP, _GAP, _GAP))


def level(found: list[Edge]) -> list[Edge]:
    """The edges that run across."""
    return [e for e in found if e["orientation"] == "h"]


def upright(found: list[Edge]) -> list[Edge]:
    """The edges that run down."""
    return [e for e in found if e["orientation"] == "v"]


def grids(found: list[Edge]) -> list[list[Corners]]:
    """The cells (x0, y0, x1, y1) of every table that these edges rule, from the top down."""
    across, down = level(found), upright(found)
    if len(across) < 2 or len(down) < 2 or len(found) > _MAX_EDGES:
        return []
    points = edges_to_intersections(found, _GAP, _GAP)
    if len(points) > _MAX_CROSSINGS:
        return []
    return cells_to_tables(intersections_to_cells(points))


def closed(found: list[Edge]) -> list[Edge]:
    """The edges, and a rule where two columns of one table begin or end together without one.

    A row that goes on over the page has no rule where the page parts it, and no corners pdfplumber could find.
    """
    across, down = level(found), upright(found)
    if len(across) + len(down) > _MAX_EDGES:
        return found
    added: list[Edge] = []
    for end in ("top", "bottom"):
        ordered = sorted(down, key=lambda e: (round(e[end] / _SNAP), e["x0"]))
        for a, b in pairwise(ordered):
            if abs(a[end] - b[end]) > _SNAP or not b["x0"] - a["x0"] > _SHORT:
                continue
            left, right, y = a["x0"], b["x0"], a[end]
            if any(_runs(e, left, right) and abs(e["top"] - y) <= _GAP for e in across):
                continue
            low, high = max(a["top"], b["top"]), min(a["bottom"], b["bottom"])
            if any(_runs(e, left, right) and low - _GAP <= e["top"] <= high + _GAP for e in across):
                added.append(_level(left, right, y))
    return _merged([*found, *added]) if added else found


def _runs(edge: Edge, left: float, right: float) -> bool:
    return bool(edge["x0"] <= left + _GAP and edge["x1"] >= right - _GAP)


def _level(left: float, right: float, y: float) -> Edge:
    return {
        "orientation": "h",
        "x0": left,
        "x1": right,
        "top": y,
        "bottom": y,
        "width": right - left,
        "height": 0.0,
    }


def _table(cells: list[Corners], text: str, boxes: Boxes) -> Table | None:
    ys = sorted({y for cell in cells for y in (cell[1], cell[3])})
    xs = sorted({x for cell in cells for x in (cell[0], cell[2])})
    if len(xs) < 3:  # one column is a frame
        return None
    table = filled(ys, xs, owners(ys, xs, cells), text, boxes)
    if any(sum(bool(c) for c in row) >= 2 for row in table.rows) or _blank_form(table):
        return table
    return None  # frames round lines of text


def _blank_form(table: Table) -> bool:
    """Whether these are labels beside fields that nobody has filled in yet."""
    labels = [row[0] for row in table.rows if row[0]]
    first_only = not any(any(row[1:]) for row in table.rows)
    return first_only and len(labels) >= _LEAST_LABELS and all(len(label) <= _LABEL for label in labels)
