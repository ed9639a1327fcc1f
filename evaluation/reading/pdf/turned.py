"""Pages whose lines do not run to the right: turned sheets, tables set sideways, vertical writing 直排.

Reading order is worked out for lines that run to the right.  A page on which most letters follow one another in
another direction is turned until they do, put in order, and turned back, so that its boxes stay where they are
printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt

from evaluation.reading.document import Boxes

Direction = Literal["left", "down", "up"]
_SPACE = 32
_LEAST = 6  # steps from letter to letter on a page: fewer tell nothing
_MOST = 0.6  # of the steps


def directions(
    codes: npt.NDArray[np.uint32], boxes: Boxes, owner: npt.NDArray[np.intp], pages: int
) -> dict[int, Direction]:
    """The pages, by index, on which most letters are followed by one that stands left of, below or above them.

    Only steps inside a line count; ``owner`` is the page of each code point.
    """
    printed = codes > _SPACE
    step = printed[1:] & printed[:-1]
    middle = boxes[:, :2] + boxes[:, 2:]
    right, down = (middle[1:] - middle[:-1]).T
    with np.errstate(invalid="ignore"):
        onward = step & (right >= np.abs(down))
        all_steps = np.bincount(owner[1:][step], minlength=pages)
        odd_steps = all_steps - np.bincount(owner[1:][onward], minlength=pages)
        found: dict[int, Direction] = {}
        for page in np.flatnonzero((all_steps >= _LEAST) & (odd_steps > _MOST * all_steps)).tolist():
            here = step & (owner[1:] == page)
            across, along = right[here], down[here]
            votes: list[tuple[int, Direction]] = [
                (int((-across > np.abs(along)).sum()), "left"),
                (int((along > np.abs(across)).sum()), "down"),
                (int((-along > np.abs(across)).sum()), "up"),
            ]
            most, direction = max(votes)
            if most > _MOST * int(all_steps[page]):
                found[page] = direction
    return found


def turned(boxes: Boxes, direction: Direction, size: tuple[float, float]) -> Boxes:
    """The boxes of a page of this (width, height) on the page turned so that the direction runs to the right."""
    width, height = size
    x0, y0, x1, y1 = boxes.T
    columns: Sequence[npt.NDArray[np.float32]]
    if direction == "down":
        columns = (y0, width - x1, y1, width - x0)
    elif direction == "up":
        columns = (height - y1, x0, height - y0, x1)
    else:
        columns = (width - x1, height - y1, width - x0, height - y0)
    return np.stack(columns, axis=1).astype(np.float32)


def turned_back(boxes: Boxes, direction: Direction, size: tuple[float, float]) -> Boxes:
    """What :func:`turned` was given, ``size`` still being that of the page as it is."""
    if direction == "left":
        return turned(boxes, "left", size)
    # turning down and turning up undo one another; the page between them lies on its side
    return turned(boxes, "up" if direction == "down" else "down", (size[1], size[0]))
