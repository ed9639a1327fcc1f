"""Reading order: lines as a reader's eye takes them, without tearing table cells or columns apart.

A PDF draws its text in any order it likes.  Most writers draw it as it is read, and then their order knows more
than geometry can: the lines of one table cell, of one column, stay together.  So the drawn order is kept wherever
it runs forward, and only where it jumps back up the page are the forward runs put in order, as whole blocks: cut
the page at the widest empty band across it, else at an empty band down it, and read the parts in turn (a recursive
XY cut, Nagy & Seth 1984).
"""

from __future__ import annotations

from itertools import pairwise
from math import inf

import numpy as np
import numpy.typing as npt

from evaluation.reading.document import Boxes

NEWLINE = 10
_NO_CUTS = np.zeros(0, np.intp)
Shapes = list[list[float]]
_MAX_DEPTH = 40
_MAX_OPENED = 60  # blocks: a page cut into more is no running text
_SLACK, _MAX_SLACK_HEIGHT = 0.35, 12.0  # of a line's height, by which lines set tight may overlap


def reading_orders(
    text: str, codes: npt.NDArray[np.uint32], boxes: Boxes, owner: npt.NDArray[np.intp], pages: int
) -> list[tuple[str, Boxes]]:
    """Text and boxes of each page with its lines in reading order; line ends lose their boxes.

    ``owner`` tells each code point's page; a line feed stands between pages.
    """
    breaks = codes == NEWLINE
    boxes[breaks] = np.nan
    starts, ends = _runs(breaks)
    bounds = np.searchsorted(owner, np.arange(pages + 1))
    parts = [(int(a), max(int(b) - (p < pages - 1), int(a))) for p, (a, b) in enumerate(pairwise(bounds))]
    if len(starts) < 2:
        return [(text[a:b], boxes[a:b].copy()) for a, b in parts]
    rects = _line_rects(boxes, starts, ends)
    first = np.searchsorted(starts, bounds).tolist()
    jumps = _jumps(rects)
    found: list[tuple[str, Boxes]] = []
    for page, (a, b) in enumerate(parts):
        low, high = first[page], first[page + 1]
        cuts = np.flatnonzero(jumps[low : high - 1]) + 1 if high - low > 1 else _NO_CUTS
        order = _ordered(rects[low:high], cuts) if len(cuts) else None
        if order is None:
            found.append((text[a:b], boxes[a:b].copy()))
            continue
        pieces = [(int(starts[low + i]), int(ends[low + i])) for i in order]
        rows = np.full((sum(e - s for s, e in pieces) + len(pieces) - 1, 4), np.nan, np.float32)
        at = 0
        for start, end in pieces:
            rows[at : at + end - start] = boxes[start:end]
            at += end - start + 1
        found.append(("\n".join(text[s:e] for s, e in pieces), rows))
    return found


def _runs(breaks: npt.NDArray[np.bool_]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Starts and ends of the lines that hold anything."""
    at = np.flatnonzero(breaks)
    starts = np.concatenate(([0], at + 1))
    ends = np.concatenate((at, [len(breaks)]))
    full = ends > starts
    return starts[full], ends[full]


def _line_rects(
    boxes: Boxes, starts: npt.NDArray[np.intp], ends: npt.NDArray[np.intp]
) -> npt.NDArray[np.float32]:
    """The rectangle of each line; NaN where no character of it has a place."""
    edges = np.stack((starts, ends), axis=1).ravel()
    if edges[-1] >= len(boxes):
        edges = edges[:-1]
    low = np.fmin.reduceat(boxes[:, :2], edges, axis=0)[::2]
    high = np.fmax.reduceat(boxes[:, 2:], edges, axis=0)[::2]
    return np.concatenate((low, high), axis=1)


def order_lines(rects: npt.NDArray[np.float32]) -> list[int] | None:
    """The order in which to read lines given in drawn order, or ``None`` when the drawn order already is it."""
    cuts = np.flatnonzero(_jumps(rects)) + 1
    return _ordered(rects, cuts) if len(cuts) else None


def _jumps(rects: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
    """Whether each line but the first jumps back from the one before it."""
    left, top, right, bottom = rects.T
    mid = (top + bottom) / 2
    height = np.maximum(bottom - top, 1.0)
    smaller = np.minimum(height[1:], height[:-1])
    step = mid[1:] - mid[:-1]
    # Up and to the right is the next cell or the next column; up and not to the right opens a new block.
    up = (step < -0.6 * smaller) & (left[1:] < right[:-1] - 1)
    back = (np.abs(step) <= 0.3 * smaller) & (right[1:] <= left[:-1] + 1)
    jumps: npt.NDArray[np.bool_] = up | back
    return jumps


def _ordered(rects: npt.NDArray[np.float32], cuts: npt.NDArray[np.intp]) -> list[int] | None:
    """The forward runs between the cuts, put in order as blocks."""
    bounds = [0, *cuts.tolist(), len(rects)]
    shapes = _shapes(rects, bounds).tolist()
    sequence = _stacked(shapes)
    if sequence is None:
        bounds = _opened(rects, bounds)
        shapes = _shapes(rects, bounds).tolist()
        sequence = []
        _cut(shapes, list(range(len(shapes))), sequence, 0)
    order = [line for block in sequence for line in range(bounds[block], bounds[block + 1])]
    return None if order == sorted(order) else order


def _stacked(shapes: Shapes) -> list[int] | None:
    """Blocks that lie clear of one another down the page, from the top: a footer drawn before its page, mostly."""
    order = sorted(range(len(shapes)), key=lambda m: shapes[m][1])
    clear = all(shapes[low][1] >= shapes[high][3] for high, low in pairwise(order))
    return order if clear else None


def _shapes(rects: npt.NDArray[np.float32], bounds: list[int]) -> npt.NDArray[np.float32]:
    low = np.fmin.reduceat(rects[:, :2], bounds[:-1], axis=0)
    high = np.fmax.reduceat(rects[:, 2:], bounds[:-1], axis=0)
    return np.concatenate((low, high), axis=1)


def _opened(rects: npt.NDArray[np.float32], bounds: list[int]) -> list[int]:
    """The bounds, with more where a block has room between two of its lines for a line of another in its column."""
    if len(bounds) > _MAX_OPENED:
        return bounds
    more = set(bounds)
    left, top, right, bottom = rects.T
    slack = _SLACK * np.minimum(bottom - top, _MAX_SLACK_HEIGHT)
    outside = np.ones(len(rects), bool)
    for a, b in pairwise(bounds):
        if b - a < 2:
            continue
        under = np.fmax.accumulate(bottom[a:b])[:-1, None]
        over = np.fmin.accumulate(top[a:b][::-1])[::-1][1:, None]
        outside[a:b] = False
        column = outside & (left < np.fmax.reduce(right[a:b])) & (right > np.fmin.reduce(left[a:b]))
        room = (under <= (top + slack)[column]) & (over >= (bottom - slack)[column])
        more |= {a + 1 + k for k in np.flatnonzero(room.any(axis=1)).tolist()}
        outside[a:b] = True
    return sorted(more)


def _cut(shapes: Shapes, members: list[int], out: list[int], depth: int) -> None:
    """Reads ``members`` by recursive cuts; what no cut separates stays as it was drawn."""
    if len(members) == 1 or depth > _MAX_DEPTH:
        out.extend(members)
        return
    for axis in (1, 0):
        parts = _split(shapes, members, axis)
        if len(parts) > 1:
            for part in parts:
                _cut(shapes, part, out, depth + 1)
            return
    out.extend(members)


def _split(shapes: Shapes, members: list[int], axis: int) -> list[list[int]]:
    """Groups of members that an empty band across this axis keeps apart, in order along it."""
    ordered = sorted(members, key=lambda m: shapes[m][axis])
    parts: list[list[int]] = []
    reach = -inf
    for member in ordered:
        low, high = shapes[member][axis], shapes[member][axis + 2]
        slack = _SLACK * min(high - low, _MAX_SLACK_HEIGHT)  # lines set tight overlap by their ascenders
        if not parts or low >= reach - slack:
            parts.append([])
        parts[-1].append(member)
        reach = max(reach, high)
    return [sorted(part) for part in parts]
