"""Recognised lines to a page: in reading order, table cells whole, every character with its box.

A picture has no drawing order that could be kept.  Lines are rows from the top down; where rules are drawn, the ruled
area is cut at the rules that run right across it, else at those that run right down, again and again, so that the
lines of one cell stay together (a recursive cut along drawn rules instead of empty bands).  Cells are read by the
height at which they begin, so a merged cell comes where its first row is.
"""

from __future__ import annotations

from dataclasses import replace
from math import cos, sin
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from evaluation.reading.document import Box, Boxes, Page, Table
from evaluation.reading.ocr.scan import Scan, ScanLine
from evaluation.reading.pdf.tables import closed, edges, grids, level, ruled_tables, upright
from evaluation.reading.pdf.text import quantised

_ACROSS = 0.9  # of an area's side that a rule must run along to cut it
_INSIDE = 4.0  # points from an area's edge: nearer rules are the edge itself
_MAX_DEPTH = 200
Points = npt.NDArray[np.float64]
Rules = list[tuple[float, float, float]]
"""(where, from, to): a rule's fixed coordinate and its reach along the other."""


class _Placed(NamedTuple):
    """A line with the box it has once the page is level."""

    line: ScanLine
    boxes: Boxes
    level: Box


def recognised_page(page: Page, scan: Scan) -> Page:
    """The page with what was recognised as its text."""
    pivot = (page.width / 2, page.height / 2)
    placed = [_placed(line, scan, page) for line in scan.lines if line.text]
    rules = _level_rects(np.array(scan.rules, np.float64).reshape(-1, 4), scan.tilt, pivot)
    rows = in_order(placed, rules)
    text, boxes, lines = _set(rows)
    level_tables = ruled_tables(rules, text, _level_boxes(boxes, scan.tilt, pivot))
    tables = tuple(_as_it_lies(table, scan.tilt, pivot) for table in level_tables)
    total = sum(len(line.text) for line in scan.lines)
    sure = sum(sum(line.confidences) for line in scan.lines) / total if total else None
    return replace(
        page, text=text, boxes=boxes, source="ocr" if text else "scanned", tables=tables, furniture=(),
        ocr_confidence=None if sure is None else round(sure, 4), ocr_lines=lines,
    )  # fmt: skip


def _placed(line: ScanLine, scan: Scan, page: Page) -> _Placed:
    corners = np.array(line.corners, np.float64).reshape(-1, 4, 2)
    boxes = quantised(np.concatenate((corners.min(axis=1), corners.max(axis=1)), axis=1).astype(np.float32))
    level = _upright(corners, scan.turns, page.width, page.height)
    sides = (page.height, page.width) if scan.turns % 2 else (page.width, page.height)
    level = _turned(level, -scan.tilt, (sides[0] / 2, sides[1] / 2)).reshape(-1, 2)
    low, high = level.min(axis=0), level.max(axis=0)
    return _Placed(line, boxes, Box(float(low[0]), float(low[1]), float(high[0]), float(high[1])))


def _upright(points: Points, turns: int, width: float, height: float) -> Points:
    """Points of the page after so many quarter turns to the left."""
    x, y = points[..., 0], points[..., 1]
    match turns % 4:
        case 1:
            return np.stack((y, width - x), axis=-1)
        case 2:
            return np.stack((width - x, height - y), axis=-1)
        case 3:
            return np.stack((height - y, x), axis=-1)
        case _:
            return points


def _turned(points: Points, angle: float, pivot: tuple[float, float]) -> Points:
    if not angle:
        return points
    centre = np.array(pivot)
    x, y = (points - centre)[..., 0], (points - centre)[..., 1]
    turned = np.stack((x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle)), axis=-1)
    return np.asarray(turned + centre, np.float64)


def _level_rects(rules: Points, tilt: float, pivot: tuple[float, float]) -> npt.NDArray[np.float32]:
    """Rules as they lie once the page is level: turned about the page's middle by their own middle."""
    if not len(rules):
        return np.zeros((0, 4), np.float32)
    middle = (rules[:, :2] + rules[:, 2:]) / 2
    half = (rules[:, 2:] - rules[:, :2]) / 2
    thin = np.minimum(half, np.where(half.argmin(axis=1)[:, None] == np.arange(2), 0.5, np.inf))
    moved = _turned(middle, -tilt, pivot)
    return np.concatenate((moved - thin, moved + thin), axis=1).astype(np.float32)


def _level_boxes(boxes: Boxes, tilt: float, pivot: tuple[float, float]) -> Boxes:
    if not tilt or not len(boxes):
        return boxes
    middle = (boxes[:, :2] + boxes[:, 2:]).astype(np.float64) / 2
    shift = (_turned(middle, -tilt, pivot) - middle).astype(np.float32)
    return boxes + np.tile(shift, 2)


def _as_it_lies(table: Table, tilt: float, pivot: tuple[float, float]) -> Table:
    """A table of the level page, its boxes moved to where they are on the page as it was fed in."""
    if not tilt:
        return table

    def back(box: Box) -> Box:
        middle = np.array([(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2])
        x, y = (_turned(middle, tilt, pivot) - middle).tolist()
        return Box(box.x0 + x, box.y0 + y, box.x1 + x, box.y1 + y)

    cells = tuple(cell._replace(box=back(cell.box)) for cell in table.cells)
    return replace(table, bbox=back(table.bbox), cells=cells)


def in_order(placed: list[_Placed], rules: npt.NDArray[np.float32]) -> list[list[_Placed]]:
    """Rows of lines in reading order: the ruled areas one by one, and what stands between them."""
    ordered: list[list[_Placed]] = []
    left = placed
    for area, ys, xs in _areas(rules):
        inside = [p for p in left if _inside(p, area)]
        above = [p for p in left if p not in inside and _middle(p)[1] < area.y0]
        ordered += _rows(above)
        cells: list[tuple[Box, list[_Placed]]] = []
        _cut(inside, area, ys, xs, cells, 0)
        for _, members in sorted(cells, key=lambda cell: (round(cell[0].y0 / _INSIDE), cell[0].x0)):
            for row in _rows(members):
                if ordered and _level(ordered[-1][-1], row[0]):
                    ordered[-1].extend(row)
                else:
                    ordered.append(row)
        left = [p for p in left if p not in inside and p not in above]
    return ordered + _rows(left)


def _areas(rules: npt.NDArray[np.float32]) -> list[tuple[Box, Rules, Rules]]:
    """The ruled areas from the top down, each with the rules that run across and down in it."""
    drawn = closed(edges(rules))
    found = []
    for cells in grids(drawn):
        corners = np.array(cells)
        low, high = corners[:, :2].min(axis=0), corners[:, 2:].max(axis=0)
        area = Box(float(low[0]), float(low[1]), float(high[0]), float(high[1]))
        ys = [(e["top"], e["x0"], e["x1"]) for e in level(drawn) if area.y0 <= e["top"] <= area.y1]
        xs = [(e["x0"], e["top"], e["bottom"]) for e in upright(drawn) if area.x0 <= e["x0"] <= area.x1]
        found.append((area, ys, xs))
    return sorted(found, key=lambda part: part[0].y0)


def _middle(placed: _Placed) -> tuple[float, float]:
    return (placed.level.x0 + placed.level.x1) / 2, (placed.level.y0 + placed.level.y1) / 2


def _inside(placed: _Placed, area: Box) -> bool:
    x, y = _middle(placed)
    return area.x0 <= x <= area.x1 and area.y0 <= y <= area.y1


def _cut(
    members: list[_Placed], area: Box, ys: Rules, xs: Rules, out: list[tuple[Box, list[_Placed]]], depth: int
) -> None:
    """Collects the cells of an area with their members, by cuts along the rules that run through it."""
    if not members:
        return
    for axis, rules in ((1, ys), (0, xs)):
        where = _through(area, rules, axis) if depth < _MAX_DEPTH else None
        if where is None:
            continue
        first = [p for p in members if _middle(p)[axis] < where]
        rest = [p for p in members if _middle(p)[axis] >= where]
        if axis:
            parts = (area._replace(y1=where), area._replace(y0=where))
        else:
            parts = (area._replace(x1=where), area._replace(x0=where))
        _cut(first, parts[0], ys, xs, out, depth + 1)
        _cut(rest, parts[1], ys, xs, out, depth + 1)
        return
    out.append((area, members))


def _through(area: Box, rules: Rules, axis: int) -> float | None:
    """Where the first rule runs through the area: level ones (axis 1) by their y, upright ones (axis 0) by their x."""
    low, high = area[axis], area[axis + 2]
    start, end = area[1 - axis], area[3 - axis]
    needed = _ACROSS * (end - start)
    found = [
        where
        for where, a, b in rules
        if low + _INSIDE < where < high - _INSIDE and min(b, end) - max(a, start) >= needed
    ]
    return min(found, default=None)


def _rows(placed: list[_Placed]) -> list[list[_Placed]]:
    """Lines side by side make a row, read from the left."""
    rows: list[list[_Placed]] = []
    for line in sorted(placed, key=lambda p: _middle(p)[1]):
        if rows and _beside(rows[-1][-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda p: p.level.x0) for row in rows]


def _beside(one: _Placed, other: _Placed) -> bool:
    """Whether two lines stand at one height."""
    heights = one.level.y1 - one.level.y0, other.level.y1 - other.level.y0
    return abs(_middle(one)[1] - _middle(other)[1]) < 0.5 * min(heights)


def _level(before: _Placed, after: _Placed) -> bool:
    """Whether a line goes on to the right of another, as in the next cell."""
    return _beside(before, after) and after.level.x0 >= before.level.x1 - 1.0


def _set(rows: list[list[_Placed]]) -> tuple[str, Boxes, tuple[tuple[int, int, float], ...]]:
    """Text, boxes and line ranges; a blank stands between lines of one row, a line end between rows."""
    texts: list[str] = []
    boxes: list[Boxes] = []
    ranges: list[tuple[int, int, float]] = []
    at = 0
    for row in rows:
        for index, placed in enumerate(row):
            if texts:
                texts.append(" " if index else "\n")
                boxes.append(np.full((1, 4), np.nan, np.float32))
                at += 1
            text, sure = placed.line.text, placed.line.confidences
            texts.append(text)
            boxes.append(placed.boxes)
            ranges.append((at, at + len(text), round(sum(sure) / len(sure), 4)))
            at += len(text)
    return "".join(texts), np.concatenate(boxes) if boxes else np.zeros((0, 4), np.float32), tuple(ranges)
