"""Growing chains over edits: alignment of the text before and after them, for all chains in one batch.

A banded X-drop alignment (Zhang et al. 2000, "A greedy algorithm for aligning DNA sequences", gives the idea) that
walks antidiagonals, so that every step is one array operation over all chains that are still growing.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from evaluation.collusion.text.fold import Codes
from evaluation.collusion.text.stream import Positions

MATCH, EDIT, DROP = 2, -3, 20
_BAND = 6
_LOW = -(1 << 20)
MOST_STEPS = 1200
"""Characters of both texts together that a chain grows by in one direction at most."""


def extend(
    left: Codes, right: Codes, a: Positions, b: Positions, direction: int, room: Positions
) -> tuple[Positions, Positions, npt.NDArray[np.float64]]:
    """How far texts agree from positions (a, b) on: characters taken on either side, and matches net of edits.

    ``direction`` is +1 (a, b are the first characters after the chain) or −1 (the last ones before it).  A code of 0
    ends the text.  ``room`` is how many characters of both texts together to look at, at most: what lies beyond has been
    found already.  The third array is in characters: one match adds 1, one edit takes 1.5.
    """
    number, width = len(a), 2 * _BAND + 1
    took_a, took_b = np.zeros(number, np.int64), np.zeros(number, np.int64)
    gained = np.zeros(number, np.int32)
    alive = np.arange(number)
    shifts = np.arange(-_BAND, _BAND + 1)
    before = np.full((number, width + 2), _LOW, np.int32)  # antidiagonal s − 2, with a rim on both sides
    last = before.copy()  # antidiagonal s − 1
    last[:, _BAND + 1] = 0
    size_left, size_right = len(left), len(right)
    for s in range(1, MOST_STEPS):
        if not len(alive):
            break
        taken_a, taken_b = (s + shifts) // 2, (s - shifts) // 2
        fits = ((s + shifts) % 2 == 0) & (taken_a >= 0) & (taken_b >= 0)
        at_a = a[alive, None] + direction * (taken_a - 1)
        at_b = b[alive, None] + direction * (taken_b - 1)
        inside = (at_a >= 0) & (at_a < size_left) & (at_b >= 0) & (at_b < size_right) & fits
        code_a, code_b = left[np.where(inside, at_a, 0)], right[np.where(inside, at_b, 0)]
        # Nothing is skipped over a zero either: it ends a document, or begins a long quotation.
        inside &= ((code_a != 0) | (taken_a == 0)) & ((code_b != 0) | (taken_b == 0))
        same = inside & (code_a == code_b) & (taken_a > 0) & (taken_b > 0)
        now = np.maximum(
            before[:, 1:-1] + np.where(same, MATCH, EDIT), np.maximum(last[:, :-2], last[:, 2:]) + EDIT
        )
        now[~inside] = _LOW
        best = now.max(axis=1)
        better = best > gained[alive]
        if better.any():
            which = now[better].argmax(axis=1)
            rows = alive[better]
            gained[rows], took_a[rows], took_b[rows] = best[better], taken_a[which], taken_b[which]
        now[now < gained[alive, None] - DROP] = _LOW
        before, last = last, np.full_like(last, _LOW)
        last[:, 1:-1] = now
        growing = s < room[alive]
        growing &= (last.max(axis=1) > _LOW) | (before.max(axis=1) > _LOW)
        if not growing.all():
            alive, before, last = alive[growing], before[growing], last[growing]
    return took_a, took_b, gained / MATCH
