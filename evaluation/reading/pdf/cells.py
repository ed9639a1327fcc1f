"""A grid and a page's characters to a table whose every cell says where its text stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from evaluation.reading.document import Box, Boxes, Cell, Table

Owner = npt.NDArray[np.int64]
"""Which cell owns each field of a grid, by number."""
_NEAR = 0.01


def owners(ys: Sequence[float], xs: Sequence[float], boxes: Iterable[Sequence[float]]) -> Owner:
    """The fields of a grid as owned by these boxes (x0, y0, x1, y1); a field that none covers owns itself."""
    height, width = len(ys) - 1, len(xs) - 1
    owner: Owner = np.arange(height * width).reshape(height, width)
    for x0, y0, x1, y1 in boxes:
        top, bottom = bisect_left(ys, y0 - _NEAR), bisect_left(ys, y1 - _NEAR)
        left, right = bisect_left(xs, x0 - _NEAR), bisect_left(xs, x1 - _NEAR)
        if top < bottom and left < right:
            owner[top:bottom, left:right] = top * width + left
    return owner


def filled(ys: Sequence[float], xs: Sequence[float], owner: Owner, text: str, boxes: Boxes) -> Table:
    """The table of this grid with the page's text in it, in the page's order.

    A character belongs to the field its middle is in.  A cell has one range for each stretch of text without a line
    end; blanks round it are left out.
    """
    ranges = _ranges(ys, xs, owner, text, boxes)
    ys, xs = [round(y, 2) for y in ys], [round(x, 2) for x in xs]
    cells = []
    for name, (row, column, down, across) in _places(owner).items():
        box = Box(xs[column], ys[row], xs[column + across], ys[row + down])
        cells.append(Cell(row, column, down, across, box, tuple(ranges.get(name, ()))))
    return Table.of_cells(Box(xs[0], ys[0], xs[-1], ys[-1]), (len(ys) - 1, len(xs) - 1), cells, text)


def _places(owner: Owner) -> dict[int, tuple[int, int, int, int]]:
    """(row, column, rows, columns) of each owner."""
    found: dict[int, tuple[int, int, int, int]] = {}
    for i, names in enumerate(owner.tolist()):
        for j, name in enumerate(names):
            row, column, down, across = found.get(name, (i, j, 1, 1))
            found[name] = (row, column, max(down, i - row + 1), max(across, j - column + 1))
    return found


def _ranges(
    ys: Sequence[float], xs: Sequence[float], owner: Owner, text: str, boxes: Boxes
) -> dict[int, list[tuple[int, int]]]:
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    with np.errstate(invalid="ignore"):
        inside: npt.NDArray[Any] = np.flatnonzero((x > xs[0]) & (x < xs[-1]) & (y > ys[0]) & (y < ys[-1]))
    ranges: dict[int, list[tuple[int, int]]] = {}
    if not len(inside):
        return ranges
    names = owner[
        np.clip(np.searchsorted(ys, y[inside]) - 1, 0, len(ys) - 2),
        np.clip(np.searchsorted(xs, x[inside]) - 1, 0, len(xs) - 2),
    ]
    changes = np.flatnonzero((np.diff(names) != 0) | (np.diff(inside) != 1)) + 1
    for a, b in pairwise([0, *changes.tolist(), len(inside)]):
        start, end = int(inside[a]), int(inside[b - 1]) + 1
        piece = text[start:end]
        bare = piece.strip()
        if bare:
            start += len(piece) - len(piece.lstrip())
            ranges.setdefault(int(names[a]), []).append((start, start + len(bare)))
    return ranges
