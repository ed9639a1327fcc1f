"""Unbroken equal stretches of two texts: their ends are exact, wherever sentences begin."""

from __future__ import annotations

import numpy as np

from evaluation.collusion.rewording.sentences import Sentences
from evaluation.collusion.text.grams import gram_hashes

_SIZE = 32
_PLACES = 4

Stretch = tuple[int, int, int, int]


def equal_stretches(a: Sentences, b: Sentences, least: int) -> list[Stretch]:
    """Equal stretches a0…a1, b0…b1 of folded characters, at least this many letters long, longest first.

    A stretch that overlaps a longer one on either side is left out, so that nothing is counted twice.
    """
    x, y = gram_hashes(a.folded.codes, _SIZE), gram_hashes(b.folded.codes, _SIZE)
    if not len(x) or not len(y):
        return []
    order = np.argsort(y, kind="stable")
    low = np.searchsorted(y[order], x, "left")
    many = np.minimum(np.searchsorted(y[order], x, "right") - low, _PLACES)
    at = np.repeat(np.arange(len(x)), many)
    if not len(at):
        return []
    within = np.arange(len(at)) - np.repeat(np.cumsum(many) - many, many)
    to = order[np.repeat(low, many) + within]
    by = np.lexsort((at, to - at))
    at, to = at[by], to[by]
    breaks = np.flatnonzero((np.diff(to - at) != 0) | (np.diff(at) != 1)) + 1
    begin, end = np.concatenate(([0], breaks)), np.concatenate((breaks, [len(at)])) - 1
    stretches = [
        (i, j + _SIZE, k, m + _SIZE)
        for i, j, k, m in zip(
            at[begin].tolist(), at[end].tolist(), to[begin].tolist(), to[end].tolist(), strict=True
        )
    ]
    kept: list[Stretch] = []
    for stretch in sorted(stretches, key=lambda s: (s[0] - s[1], s[0] + s[2], abs(s[0] - s[2]), s[0])):
        if letters(a, stretch[0], stretch[1]) < least:
            continue
        if all(
            (stretch[1] <= o[0] or o[1] <= stretch[0]) and (stretch[3] <= o[2] or o[3] <= stretch[2])
            for o in kept
        ):
            kept.append(stretch)
    return kept


def letters(text: Sentences, begin: int, end: int) -> int:
    """The length of a range of folded characters: what it spans in the text, a Hanzi counting as three letters."""
    spanned = int(text.folded.offsets[end - 1] - text.folded.offsets[begin]) + 1
    hanzi = int(np.count_nonzero(text.folded.codes[begin:end] >= 0x2E80))
    return spanned + 2 * hanzi
