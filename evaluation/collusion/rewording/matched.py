"""What the first tier already reports between two bidders: it is not reported again."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.collusion.rewording.prose import Prose
from evaluation.collusion.rewording.sentences import Positions
from evaluation.collusion.text.engine import Reuse

Pair = tuple[int, int]
_COVERED = 0.3


@dataclass(frozen=True, slots=True)
class Ranges:
    """Ranges of characters in order, overlapping ones joined."""

    start: Positions
    end: Positions

    @classmethod
    def of(cls, start: Positions, end: Positions) -> Ranges:
        """The union of any ranges."""
        order = np.argsort(start, kind="stable")
        start, end = start[order], np.maximum.accumulate(end[order])
        fresh = np.concatenate(([True], start[1:] > end[:-1]))
        last = np.concatenate((fresh[1:], [True]))
        return cls(start[fresh], end[last])

    def covered(self, start: Positions, end: Positions) -> Positions:
        """How many characters of each of these ranges are in ours."""
        return self._up_to(end) - self._up_to(start)

    def _up_to(self, at: Positions) -> Positions:
        whole = np.concatenate(([0], np.cumsum(self.end - self.start)))
        index = np.searchsorted(self.start, at, side="right")
        before = np.maximum(index - 1, 0)
        over = np.where(index > 0, np.maximum(self.end[before] - at, 0), 0)
        counted: Positions = whole[index] - over
        return counted

    def before(self, at: Positions) -> Positions:
        """How many of our ranges have their middle before each position: what they divide gets different numbers."""
        found: Positions = np.searchsorted((self.start + self.end) // 2, at)
        return found

    def trim(self, start: int, end: int) -> tuple[int, int]:
        """The longest part of a range that is left between ours; empty when none is."""
        first, last = (
            np.searchsorted(self.end, start, side="right"),
            np.searchsorted(self.start, end, side="left"),
        )
        begins = [start, *self.end[first:last].tolist()]
        ends = [*self.start[first:last].tolist(), end]
        return max(zip(begins, ends, strict=True), key=lambda part: part[1] - part[0])


def matched(reuse: Reuse, prose: Prose) -> dict[Pair, tuple[Ranges, Ranges]]:
    """For each pair of bidders, by index, what of either's text their common passages cover."""
    if not reuse.passages:
        return {}
    at = prose.stream_positions(reuse.stream)
    by_pair: dict[Pair, list[int]] = defaultdict(list)
    for index, passage in enumerate(reuse.passages):
        by_pair[reuse.owner(passage.a0), reuse.owner(passage.b0)].append(index)
    ends = np.array([(p.a0, p.a1 - 1, p.b0, p.b1 - 1) for p in reuse.passages], np.int64)
    a0, a1, b0, b1 = at[ends].T
    return {pair: (Ranges.of(a0[i], a1[i] + 1), Ranges.of(b0[i], b1[i] + 1)) for pair, i in by_pair.items()}


def told(ranges: Ranges, prose: Prose, sentences: Positions) -> npt.NDArray[np.bool_]:
    """Which of these sentences are in a good part covered already."""
    start, end = prose.start[sentences], prose.end[sentences]
    share: npt.NDArray[np.bool_] = ranges.covered(start, end) > _COVERED * (end - start)
    return share


def quoted_sentences(reuse: Reuse, prose: Prose, share: float) -> npt.NDArray[np.bool_]:
    """Which sentences of the bids say, in more than this share of their characters, what the tender says."""
    at = prose.stream_positions(reuse.stream)
    total = np.concatenate(([0], np.cumsum(reuse.quoted)))
    low, high = np.searchsorted(at, prose.start), np.searchsorted(at, prose.end)
    said: npt.NDArray[np.bool_] = total[high] - total[low] > share * (high - low)
    return said
