"""Growing chains over edits: alignment of the text before and after them, for all chains in one batch.

A banded X-drop alignment (Zhang et al. 2000, "A greedy algorithm for aligning DNA sequences", gives the idea) that
walks antidiagonals, so that every step is one array operation over all chains that are still growing.  On an
antidiagonal every second cell of the band is one that an alignment can reach; only those are kept, a row of the array
for each cell and a column for each chain, so that a step reads the texts as slices.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from evaluation.collusion.text.fold import Codes
from evaluation.collusion.text.stream import Positions

MATCH, EDIT, DROP = 2, -3, 20
_HALF = 3  # the band reaches 2 × 3 characters to either side
_EVEN, _ODD = 2 * _HALF + 1, 2 * _HALF  # cells of an antidiagonal of even and of odd number
_LOW = -(1 << 13)
_WINDOW = 32  # characters on either side that are fetched at once
_ONLY_LEFT, _ONLY_RIGHT = 0xFFFFFFFE, 0xFFFFFFFF  # no character, and not each other
MOST_STEPS = 1200
"""Characters of both texts together that a chain grows by in one direction at most."""

Cells = npt.NDArray[np.int16]
Windows = tuple[Codes, Cells, Codes, Cells]


def extend(
    left: Codes, right: Codes, a: Positions, b: Positions, direction: int, room: Positions
) -> tuple[Positions, Positions, npt.NDArray[np.float64]]:
    """How far texts agree from positions (a, b) on: characters taken on either side, and matches net of edits.

    ``direction`` is +1 (a, b are the first characters after the chain) or −1 (the last ones before it).  A code of 0
    ends the text.  ``room`` is how many characters of both texts together to look at, at most: what lies beyond has been
    found already.  The third array is in characters: one match adds 1, one edit takes 1.5.
    """
    number = len(a)
    took_a, took_b = np.zeros(number, np.int64), np.zeros(number, np.int64)
    gained = np.zeros(number, np.int16)
    alive, score = np.arange(number), gained
    before, last = np.full((_ODD, number), _LOW, np.int16), np.full((_EVEN, number), _LOW, np.int16)
    last[_HALF] = 0
    grew = np.ones(number, bool)
    growing = grew
    for s in range(1, MOST_STEPS):
        half, cells = s // 2, _ODD if s % 2 else _EVEN
        if s % (2 * _WINDOW) == 1:  # the texts read so far are used up
            gained[alive] = score
            alive, score, room = alive[growing], score[growing], room[growing]
            before, last, grew = before[:, growing], last[:, growing], grew[growing]
            if not len(alive):
                break
            first = half - _HALF - 1  # of the characters that are fetched, counted from where the chain ends
            windows = (
                *_fetched(left, a[alive], direction, first, _ONLY_LEFT),
                *_fetched(right, b[alive], direction, first, _ONLY_RIGHT),
            )
        low = half - _HALF - (s % 2 == 0) - first
        now = _antidiagonal(s, before, last, windows, slice(low, low + cells))
        best = now.max(axis=0)
        better = np.flatnonzero(best > score)
        if len(better):
            which = now[:, better].argmax(axis=0)
            score[better] = best[better]
            rows, taken = alive[better], low + first + 1
            took_a[rows], took_b[rows] = taken + which, taken + cells - 1 - which
        floor = score - np.int16(DROP)
        now[now < floor] = _LOW
        grows = best >= floor
        growing = (grows | grew) & (s < room)
        now[:, ~growing] = _LOW
        last[:, ~growing] = _LOW
        before, last, grew = last, now, grows & growing
        if 4 * np.count_nonzero(growing) < 3 * len(alive):
            gained[alive] = score
            alive, score, room = alive[growing], score[growing], room[growing]
            before, last, grew = before[:, growing], last[:, growing], grew[growing]
            text_a, end_a, text_b, end_b = windows
            windows = (text_a[:, growing], end_a[:, growing], text_b[:, growing], end_b[:, growing])
            growing = np.ones(len(alive), bool)
            if not len(alive):
                break
    gained[alive] = score
    return took_a, took_b, gained / MATCH


def _antidiagonal(s: int, before: Cells, last: Cells, windows: Windows, here: slice) -> Cells:
    """The best scores on antidiagonal ``s`` by those on the two before it; ``here`` are its places in the windows."""
    text_a, end_a, text_b, end_b = windows
    now: Cells = (text_a[here] == text_b[here][::-1]).astype(np.int16)
    now *= MATCH - EDIT
    now += before + np.int16(EDIT)
    beside = last + np.int16(EDIT)
    inner = now if s % 2 else now[1:-1]
    np.maximum(inner, np.maximum(beside[:-1], beside[1:]), out=inner)
    if s % 2 == 0:
        np.maximum(now[0], beside[0], out=now[0])
        np.maximum(now[-1], beside[-1], out=now[-1])
    # Nothing is skipped over a zero either: it ends a document, or begins a long quotation.
    now += end_a[here]
    now += end_b[here][::-1]
    outside = (len(now) - 1 - s) // 2  # cells in which less than nothing of one text would be taken
    if outside > 0:
        now[:outside], now[-outside:] = _LOW, _LOW
    return now


def _fetched(codes: Codes, at: Positions, direction: int, first: int, only: int) -> tuple[Codes, Cells]:
    """A window of the text beside each chain, a column for each, and what stepping on each of its places costs.

    Where the text has ended there is ``only``, which no other text has, at a cost that nothing can win back.
    """
    steps = np.arange(first, first + _WINDOW + 2 * _HALF + 1)
    places = at + direction * steps[:, None]
    text = codes.take(places, mode="clip")
    if len(places) and (places.min() < 0 or places.max() >= len(codes)):
        text[(places < 0) | (places >= len(codes))] = 0
    text[steps < 0] = only  # inside the chain; nothing is taken there
    ended = text == 0
    text[ended] = only
    return text, ended * np.int16(_LOW)
