"""What a bid merely quotes: characters that the tender documents (or another known text) say too.

Quoting the tender at length is honest and expected 响应招标文件.  A character is quoted when it belongs to an n-gram
of the known texts; short gaps between quoted stretches, such as an edited word or an inserted 「响应：」, are closed.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from evaluation.collusion.text.fold import Codes
from evaluation.collusion.text.grams import Hashes, gram_hashes

Mask = npt.NDArray[np.bool_]
SIZE = 8
LONG = 20
"""Characters from which a quotation ends a passage; a shorter one, a common phrase, may stand at its end."""
_AT_ONCE = 1 << 15


class Known:
    """The n-grams of texts that a bid may quote."""

    def __init__(self, codes: Codes, size: int = SIZE) -> None:
        self.size = size
        hashes = gram_hashes(codes, size)
        self._sorted = np.unique(hashes)
        # A table of buckets sorts out most of a bid before anything is looked up exactly.
        bits = min(max(len(hashes).bit_length() + 5, 12), 26)
        self._shift = np.uint64(64 - bits)
        self._bucket = np.zeros(1 << bits, bool)
        buckets = (self._sorted >> self._shift).astype(np.int64)
        self._bucket[buckets] = True
        # Hashes of one bucket lie side by side in the sorted array: where they begin, and how many there are at most.
        self._first = np.zeros(1 << bits, np.int32)
        begin = np.flatnonzero(np.concatenate(([True], np.diff(buckets) > 0))) if len(buckets) else buckets
        self._first[buckets[begin]] = begin
        self._longest = int(np.diff(np.append(begin, len(buckets))).max()) if len(buckets) else 0

    def __len__(self) -> int:
        return len(self._sorted)

    def has(self, hashes: Hashes) -> Mask:
        """True for each hash that is among the known n-grams."""
        if not len(self._sorted):
            return np.zeros(len(hashes), bool)
        found = np.empty(len(hashes), bool)
        for start in range(0, len(hashes), _AT_ONCE):
            found[start : start + _AT_ONCE] = self._bucket.take(
                (hashes[start : start + _AT_ONCE] >> self._shift).view(np.int64)
            )
        maybe = np.flatnonzero(found)
        wanted = hashes[maybe]
        at = self._first[(wanted >> self._shift).view(np.int64)]
        hit = np.zeros(len(maybe), bool)
        for step in range(self._longest):
            hit |= self._sorted[np.minimum(at + step, len(self._sorted) - 1)] == wanted
        found[maybe] = hit
        return found


def quoted(length: int, starts: Mask, size: int = SIZE) -> Mask:
    """Characters covered by known n-grams (``starts``: where one begins), small gaps between them closed."""
    places = np.flatnonzero(starts)
    if not len(places):
        return np.zeros(length, bool)
    first = np.concatenate(([True], np.diff(places) > size))
    begin = places[first]
    end = np.concatenate((places[:-1][first[1:]], places[-1:])) + size
    # Join runs over a gap that is short beside what stands on both sides of it.
    gap, left, right = begin[1:] - end[:-1], (end - begin)[:-1], (end - begin)[1:]
    beside = np.minimum(left, right)
    close: Mask = (gap <= 4) | ((gap <= 12) & (beside >= 12)) | ((gap <= 24) & (beside >= 30))
    begin, end = begin[np.concatenate(([True], ~close))], end[np.concatenate((~close, [True]))]
    return filled(length, begin, end)


def covered(length: int, starts: Mask, size: int = SIZE) -> Mask:
    """Characters covered by known n-grams, gaps left open."""
    places = np.flatnonzero(starts)
    if not len(places):
        return np.zeros(length, bool)
    first = np.concatenate(([True], np.diff(places) > size))
    end = np.concatenate((places[:-1][first[1:]], places[-1:])) + size
    return filled(length, places[first], end)


def without_long(codes: Codes, quoted: Mask) -> Codes:
    """The codes with a border, 0, in place of every character of a long quotation."""
    begin, end = runs(quoted)
    long = np.flatnonzero(end - begin >= LONG)
    if not len(long):
        return codes
    opened = codes.copy()
    for start, stop in zip(begin[long].tolist(), end[long].tolist(), strict=True):
        opened[start:stop] = 0
    return opened


def filled(length: int, begin: npt.NDArray[np.int64], end: npt.NDArray[np.int64]) -> Mask:
    """True inside ranges that are in order and do not overlap."""
    inside = np.zeros(length, bool)
    for start, stop in zip(begin.tolist(), end.tolist(), strict=True):
        inside[start:stop] = True
    return inside


def runs(mask: Mask) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Begin and end of each stretch of true values."""
    framed = np.concatenate(([False], mask, [False]))
    change = np.flatnonzero(framed[1:] != framed[:-1])
    return change[::2], change[1::2]
