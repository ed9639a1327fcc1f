"""Edits that leave no language: what a scanner misreads, or a hand scrambles, in a copy.

Two writers who say nearly the same differ in words, and both of them still write the language.  Where a copy was
damaged, the one side reads well and the other has two characters beside each other that hardly ever meet.  So an
alignment whose edits are mostly of that kind is a copy, even when it is too short, or has too many edits, for its
agreeing characters alone to say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from evaluation.collusion.text.align import align
from evaluation.collusion.text.fold import Codes
from evaluation.collusion.text.stream import Positions

Ranges = tuple[int, int, int, int]

LEAST_TEXT = 300_000
"""Characters in which it can be told that two of them hardly ever meet."""

DAMAGED, SOUND = 5.0, 2.5
"""What an edit counts for and against a copy, in agreeing characters.

In passages planted with random edits 68 of 100 were of this kind, in what two statutes say in similar words 16:
log-likelihood ratios of 1.4 and −1.0, in units of the 0.27 that one character counts (``engine.thresholds``); of the
second only part, since a damaged copy may have been edited as well.
"""

_LONGEST = 2  # characters of one edit; what is longer is another word, or a name
_FIRST_HAN = 0x2E80
_SELDOM = 0.1
_AT_ONCE = 1 << 15
_BITS = 18
_SPREAD, _SPREAD_TOO = np.uint32(0x9E3779B1), np.uint32(0x85EBCA77)


def evidence(codes: Codes, ranges: Sequence[Ranges], wanted: Sequence[float] = ()) -> npt.NDArray[np.float64]:
    """For each two ranges (a0, a1, b0, b1) how many agreeing characters their damaged edits are worth; at least 0.

    Nothing where there is too little text to tell, nor, with ``wanted``, where all edits together could not be worth
    that much: counting takes time with the pairs that are counted.
    """
    counted = np.zeros(len(ranges))
    edits = [
        (index, *edit) for index, one in enumerate(ranges) for edit in _edits(codes, *one)
    ] if len(codes) >= LEAST_TEXT else []  # fmt: skip
    if not edits:
        return counted
    table = np.array(edits, np.int64)
    if len(wanted):
        most = np.bincount(table[:, 0], table[:, 1] * DAMAGED, len(ranges))
        table = table[(most >= wanted)[table[:, 0]]]
        if not len(table):
            return counted
    which, short, a, size_a, b, size_b = table.T
    rare = _leaves_none(codes, np.concatenate((a, b)), np.concatenate((size_a, size_b)) + 1)
    damaged = (short > 0) & (rare[: len(a)] != rare[len(a) :])
    np.add.at(counted, which, np.where(damaged, DAMAGED, -SOUND))
    return np.maximum(counted, 0)


def _edits(codes: Codes, a0: int, a1: int, b0: int, b1: int) -> Iterator[tuple[int, int, int, int, int]]:
    """Whether each edit is short and in Hanzi, and on both sides where it begins and its length."""
    for edit in align(codes[a0:a1], codes[b0:b1]):
        if edit.equal:
            continue
        a, size_a = a0 + edit.a0, edit.a1 - edit.a0
        b, size_b = b0 + edit.b0, edit.b1 - edit.b0
        changed = np.concatenate((codes[a : a + size_a], codes[b : b + size_b]))
        short = edit.edits <= _LONGEST and bool((changed >= _FIRST_HAN).all())
        yield short, a, size_a, b, size_b


def _leaves_none(codes: Codes, begin: Positions, number: Positions) -> npt.NDArray[np.bool_]:
    """True where one of the ``number`` pairs of neighbours from the one that ends at ``begin`` is no language.

    Such a pair stands nowhere else, or far less often than its two characters would meet by chance.
    """
    first = np.cumsum(number) - number
    second = np.repeat(begin - first, number) + np.arange(int(number.sum()))
    one, other = codes[second - 1], codes[second]
    times = _times(codes, _pairs(one, other)) - 1
    alone = _alone(codes)
    by_chance = alone[one] / len(codes) * alone[other]
    none: npt.NDArray[np.bool_] = np.logical_or.reduceat(times <= _SELDOM * by_chance, first)
    return none


def _alone(codes: Codes) -> Positions:
    """How often each character stands in all the text."""
    times = np.zeros(int(codes.max()) + 1, np.int64)
    for start in range(0, len(codes), _AT_ONCE):
        part = np.bincount(codes[start : start + _AT_ONCE])
        times[: len(part)] += part
    return times


def _pairs(first: Codes, second: Codes) -> npt.NDArray[np.uint64]:
    return (first.astype(np.uint64) << np.uint64(32)) | second


def _times(codes: Codes, wanted: npt.NDArray[np.uint64]) -> Positions:
    """How often each of some pairs of neighbouring characters stands in all the text."""
    known, place = np.unique(wanted, return_inverse=True)
    # A table small enough for the processor's cache sorts out most of the text before anything is looked up exactly.
    row, bucket = (
        np.full(1 << _BITS, -1, np.int32),
        _buckets((known >> 32).astype(np.uint32), known.astype(np.uint32)),
    )
    row[bucket] = np.arange(len(known))
    held = row >= 0
    second = np.flatnonzero(row[bucket] != np.arange(len(known)))  # pairs whose bucket another pair has
    times = np.zeros(len(known), np.int64)
    for start in range(0, len(codes) - 1, _AT_ONCE):
        part = codes[start : start + _AT_ONCE + 1]
        bucket = _buckets(part[:-1], part[1:])
        maybe = np.flatnonzero(held.take(bucket))
        pairs, at = _pairs(part[maybe], part[maybe + 1]), row[bucket[maybe]]
        same = known[at] == pairs
        times += np.bincount(at[same], minlength=len(known))
        if len(second):
            others = pairs[~same]
            found = np.minimum(np.searchsorted(known[second], others), len(second) - 1)
            found = second[found[known[second][found] == others]]
            times += np.bincount(found, minlength=len(known))
    return times[place]


def _buckets(first: Codes, second: Codes) -> Positions:
    mixed = first * _SPREAD
    mixed += second * _SPREAD_TOO
    mixed >>= np.uint32(32 - _BITS)
    return mixed.astype(np.intp)
