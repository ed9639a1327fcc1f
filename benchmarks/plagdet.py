"""How well text reuse was found: plagdet and its parts.

Potthast, Stein, Barrón-Cedeño & Rosso, "An evaluation framework for plagiarism detection" (COLING 2010), in its
macro-averaged form: every case and every detection counts the same, however long it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log2

Reuse = tuple[int, int, int, int]
"""Characters a0…a1 of the one text and b0…b1 of the other."""


@dataclass(frozen=True, slots=True)
class Score:
    """The four figures, and how many cases and detections they are from."""

    recall: float
    precision: float
    granularity: float
    cases: int
    detections: int

    @property
    def plagdet(self) -> float:
        """The harmonic mean of recall and precision ÷ log2(1 + granularity)."""
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both / log2(1 + self.granularity) if both else 0.0


def score(pairs: Iterable[tuple[Sequence[Reuse], Sequence[Reuse]]]) -> Score:
    """The score over pairs of texts, each given as (true cases, detections).

    A detection counts for a case when it overlaps it in both texts.  Recall of a case, and precision of a detection,
    is the share of its characters in both texts together that its counterparts cover; granularity is the mean number
    of detections of the cases that were detected at all.
    """
    recall: list[float] = []
    precision: list[float] = []
    parts: list[int] = []
    for cases, detections in pairs:
        for case in cases:
            hits = [d for d in detections if _meet(case, d)]
            recall.append(_covered(case, hits))
            if hits:
                parts.append(len(hits))
        precision.extend(_covered(d, [case for case in cases if _meet(case, d)]) for d in detections)
    return Score(_mean(recall, 0), _mean(precision, 0), _mean(parts, 1), len(recall), len(precision))


def _mean(values: Sequence[float], empty: float) -> float:
    return sum(values) / len(values) if values else empty


def _meet(one: Reuse, other: Reuse) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


def _covered(one: Reuse, by: Sequence[Reuse]) -> float:
    """The share of the characters of one, on both sides, that stand in any of the others."""
    a = _union((max(one[0], o[0]), min(one[1], o[1])) for o in by)
    b = _union((max(one[2], o[2]), min(one[3], o[3])) for o in by)
    return (a + b) / (one[1] - one[0] + one[3] - one[2])


def _union(ranges: Iterable[tuple[int, int]]) -> int:
    total, reached = 0, 0
    for begin, end in sorted(ranges):
        total += max(0, end - max(begin, reached))
        reached = max(reached, end)
    return total
