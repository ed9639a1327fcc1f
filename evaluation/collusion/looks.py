"""Whether two pictures are one, though cut, scaled, recompressed, without colour or slightly turned.

Points with nearly the same description vote for pairs of pictures; a pair with votes is laid over each other by the
one turn, scale and shift that most of its points agree on, and then the miniatures must agree where they overlap.
The second look keeps apart what only shares a detail: a logo, a watermark, a frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, degrees, hypot

import cv2
import numpy as np
import numpy.typing as npt

from evaluation.reading.looks import MINIATURE, Look

Pixels = npt.NDArray[np.float32]
_Votes = npt.NDArray[np.int64]

_WIDTH = 400.0  # in which places are compared
_OFF = 4.0
_ALIKE = 64  # of 256 bits of a description
_LEAST = 12
_TURN, _SCALE = 15.0, 3.0
_PART, _COMMON, _VOTES = 10, 32, 20
_BLOCK, _STEP = 8, 4
_FLAT, _SOME, _AGREE, _MOST_BAD, _LEAST_BLOCKS = 3.0, 6.0, 0.6, 0.25, 12
_OVERLAP = 0.6


def candidates(looks: Sequence[Look], owners: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs of pictures of different owners, by index, with enough pairs of points that are described alike.

    Takes time with the number of points, not of pairs of pictures: 24 bits of two descriptions must be equal.  What many
    pictures have in common does not count.
    """
    if len(looks) < 2:
        return []
    described = np.concatenate([one.described for one in looks])
    holder = np.repeat(np.arange(len(looks)), [len(one.described) for one in looks])
    owner = np.asarray(owners)[holder]
    parts = described[:, : 3 * _PART].reshape(-1, _PART, 3).astype(np.uint32)
    keys = (parts[:, :, 0] << 16) | (parts[:, :, 1] << 8) | parts[:, :, 2]
    keys |= np.arange(_PART, dtype=np.uint32) << 24
    flat, point = keys.ravel(), np.repeat(np.arange(len(described)), _PART)
    order = np.argsort(flat, kind="stable")
    flat, point = flat[order], point[order]
    begin = np.flatnonzero(np.concatenate(([True], flat[1:] != flat[:-1], [True])))
    count = np.diff(begin)
    votes: list[_Votes] = []
    for number in range(2, _COMMON + 1):
        rows = point[begin[:-1][count == number][:, None] + np.arange(number)]
        first, second = np.triu_indices(number, 1)
        a, b = rows[:, first].ravel(), rows[:, second].ravel()
        other = owner[a] != owner[b]
        votes.append(a[other] * len(described) + b[other])
    one, two = np.divmod(np.unique(np.concatenate(votes)), len(described))
    pairs, times = np.unique(holder[one] * len(looks) + holder[two], return_counts=True)
    return [divmod(int(pair), len(looks)) for pair in pairs[times >= _VOTES]]


def same_picture(one: Look, other: Look) -> bool:
    """Whether the two show the same picture, or more than half of the same one."""
    laid = _laid_over(one, other)
    return laid is not None and _agree(one, other, laid)


def _laid_over(one: Look, other: Look) -> npt.NDArray[np.float64] | None:
    """The 2×3 matrix that takes places of the one to places of the other."""
    if min(len(one.points), len(other.points)) < _LEAST:
        return None
    apart = np.bitwise_count(one.described[:, None] ^ other.described[None]).sum(axis=2, dtype=np.int64)
    nearest = apart.argmin(axis=1)
    here = np.arange(len(nearest))
    kept = (apart.argmin(axis=0)[nearest] == here) & (apart[here, nearest] <= _ALIKE)
    if kept.sum() < _LEAST:
        return None
    start, end = one.points[kept] * np.float32(_WIDTH), other.points[nearest[kept]] * np.float32(_WIDTH)
    matrix, agreeing = cv2.estimateAffinePartial2D(start, end, ransacReprojThreshold=_OFF, maxIters=500)
    if matrix is None or agreeing.sum() < _LEAST:
        return None
    scale, turn = hypot(matrix[0, 0], matrix[1, 0]), degrees(atan2(matrix[1, 0], matrix[0, 0]))
    if not 1 / _SCALE <= scale <= _SCALE or abs(turn) > _TURN:
        return None
    return np.asarray(matrix, np.float64)


def _agree(one: Look, other: Look, matrix: npt.NDArray[np.float64]) -> bool:
    """Whether the miniatures are alike, block by block, where they overlap."""
    left, right = one.miniature.astype(np.float32), other.miniature.astype(np.float32)
    down, across = np.indices(right.shape)
    unit = _WIDTH / MINIATURE
    places = np.stack(((across.ravel() + 0.5) * unit, (down.ravel() + 0.5) * unit), axis=1)
    back = (places - matrix[:, 2]) @ np.linalg.inv(matrix[:, :2]).T / unit - 0.5
    x, y = back[:, 0].reshape(right.shape), back[:, 1].reshape(right.shape)
    inside = (x >= 0) & (x <= left.shape[1] - 1) & (y >= 0) & (y <= left.shape[0] - 1)
    scale = hypot(matrix[0, 0], matrix[1, 0])
    if inside.sum() < _OVERLAP * min(right.size, left.size * scale**2):
        return False
    moved = cv2.remap(left, x.astype(np.float32), y.astype(np.float32), cv2.INTER_LINEAR)
    likeness = []
    for top in range(0, right.shape[0] - _BLOCK + 1, _STEP):
        for start in range(0, right.shape[1] - _BLOCK + 1, _STEP):
            block = slice(top, top + _BLOCK), slice(start, start + _BLOCK)
            a, b = moved[block], right[block]
            if inside[block].all() and (min(a.std(), b.std()) >= _FLAT or max(a.std(), b.std()) >= _SOME):
                likeness.append(_correlation(np.asarray(a), b))
    bad = sum(value < _AGREE for value in likeness)
    return len(likeness) >= _LEAST_BLOCKS and bad <= _MOST_BAD * len(likeness)


def _correlation(a: Pixels, b: Pixels) -> float:
    return float(((a - a.mean()) * (b - b.mean())).mean() / max(float(a.std() * b.std()), _FLAT**2))
