"""The edits between two ranges, however long: cut at what stands once in both, then aligned exactly piece by piece.

Exact alignment takes time with the product of both lengths.  Cuts lie inside long equal stretches that stand once on
either side, in order on both (Cohen's "patience diff" has the idea), where an alignment passes through anyway.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Levenshtein

from evaluation.collusion.text.fold import Codes
from evaluation.collusion.text.grams import gram_hashes

_WHOLE = 1500  # characters that are aligned without cutting
_ANCHOR = 16


class Block(NamedTuple):
    """Characters a0…a1 of the one text for b0…b1 of the other; ``equal`` when they are the same."""

    equal: bool
    a0: int
    a1: int
    b0: int
    b1: int

    @property
    def edits(self) -> int:
        """Characters replaced, left out or put in."""
        return 0 if self.equal else max(self.a1 - self.a0, self.b1 - self.b0)


def align(a: Codes, b: Codes) -> list[Block]:
    """The blocks from the beginning to the end of both texts, equal ones and edits."""
    if len(a) == len(b) and bool((a == b).all()):
        return [Block(True, 0, len(a), 0, len(b))] if len(a) else []
    blocks: list[Block] = []
    for (a0, b0), (a1, b1) in pairwise([(0, 0), *_cuts(a, b), (len(a), len(b))]):
        for op in Levenshtein.opcodes(_text(a[a0:a1]), _text(b[b0:b1])):
            block = Block(
                op.tag == "equal", a0 + op.src_start, a0 + op.src_end, b0 + op.dest_start, b0 + op.dest_end
            )
            if blocks and blocks[-1].equal and block.equal:
                last = blocks.pop()
                block = Block(True, last.a0, block.a1, last.b0, block.b1)
            blocks.append(block)
    return blocks


def _text(codes: Codes) -> str:
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


def _cuts(a: Codes, b: Codes) -> Iterator[tuple[int, int]]:
    """Where both texts are cut, a piece's length apart at least."""
    if min(len(a), len(b)) <= _WHOLE:
        return
    at_a, at_b = _once(a, b)
    new = np.flatnonzero(np.concatenate(([True], (np.diff(at_a) != 1) | (np.diff(at_b) != 1)))[: len(at_a)])
    last_a, last_b = 0, 0
    for run in _in_order(at_a[new], at_b[new]):
        begin, end = new[run], (new[run + 1] if run + 1 < len(new) else len(at_a))
        # The middle of an anchor, so that an edit beside it may still be placed the best way.
        step = max(begin, begin + last_a + _WHOLE // 2 - int(at_a[begin]))
        for index in range(step, end, _WHOLE // 2):
            x, y = int(at_a[index]) + _ANCHOR // 2, int(at_b[index]) + _ANCHOR // 2
            if y > last_b:
                yield x, y
                last_a, last_b = x, y


def _once(a: Codes, b: Codes) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The places of n-grams that stand once in either text, in the order of the first."""
    one, first = _unique(a)
    other, second = _unique(b)
    _, left, right = np.intersect1d(one, other, assume_unique=True, return_indices=True)
    at_a, at_b = first[left], second[right]
    order = np.argsort(at_a)
    return at_a[order], at_b[order]


def _unique(codes: Codes) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]:
    values, at, count = np.unique(gram_hashes(codes, _ANCHOR), return_index=True, return_counts=True)
    return values[count == 1], at[count == 1].astype(np.int64)


def _in_order(a: npt.NDArray[np.int64], b: npt.NDArray[np.int64]) -> list[int]:
    """The most anchors that follow each other in both texts: the longest increasing run of ``b``; ``a`` increases."""
    ends: list[int] = []
    values: list[int] = []
    before = [-1] * len(a)
    for index, value in enumerate(b.tolist()):
        place = bisect_left(values, value)
        before[index] = ends[place - 1] if place else -1
        if place == len(ends):
            ends.append(index)
            values.append(value)
        else:
            ends[place], values[place] = index, value
    chosen: list[int] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chosen.append(at)
        at = before[at]
    return chosen[::-1]
