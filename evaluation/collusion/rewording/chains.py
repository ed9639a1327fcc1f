"""From seeds to passages: seeds near each other on both sides, with gaps, that are alike as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from evaluation.collusion.rewording.seeds import Seeds
from evaluation.collusion.rewording.sentences import Positions
from evaluation.collusion.rewording.vectors import Vectors, fragment_cosine


@dataclass(frozen=True, slots=True)
class Chain:
    """Sentences a0…a1 and b0…b1 (ends exclusive), how alike they are as wholes, and the seeds between them."""

    a0: int
    a1: int
    b0: int
    b1: int
    alike: float
    seeds: Seeds

    def touches(self, other: Chain) -> bool:
        """Whether the two share sentences on both sides: one finding told twice."""
        return self.a0 < other.a1 and other.a0 < self.a1 and self.b0 < other.b1 and other.b0 < self.b1


def clusters(seeds: Seeds, gap: int) -> Iterator[Seeds]:
    """The coarsest division of the seeds in which no two neighbours are more than ``gap`` sentences apart.

    Neighbours on either side; what is divided on one side may have to be divided on the other again, until nothing is
    left to divide.  The division is the same from whichever side one begins.
    """
    waiting = [(seeds, True, False)]
    while waiting:
        part, first, once = waiting.pop()
        order, cuts = _gaps(part.a if first else part.b, gap)
        if not len(cuts):
            if once:
                yield part
            else:
                waiting.append((part, not first, True))
            continue
        waiting.extend((part.where(piece), not first, False) for piece in np.split(order, cuts))


def _gaps(values: Positions, gap: int) -> tuple[Positions, Positions]:
    order = np.argsort(values, kind="stable")
    return order, np.flatnonzero(np.diff(values[order]) > gap + 1) + 1


def chains(
    seeds: Seeds, a: Vectors, b: Vectors, *, gap: int, least_gap: int, whole: float
) -> Iterator[Chain]:
    """Clusters whose two sides are alike as wholes; others are divided at narrower gaps, or given up."""
    if not len(seeds):
        return
    for part in clusters(seeds, gap):
        a0, a1, b0, b1 = int(part.a.min()), int(part.a.max()) + 1, int(part.b.min()), int(part.b.max()) + 1
        alike = fragment_cosine(a, a0, a1, b, b0, b1)
        if alike >= whole:
            yield Chain(a0, a1, b0, b1, alike, part)
        elif gap > least_gap:
            yield from chains(part, a, b, gap=gap - 1, least_gap=least_gap, whole=whole)


def without_overlap(found: list[Chain]) -> list[Chain]:
    """Of chains that tell one finding twice the one most alike, in the order of the text."""
    kept: list[Chain] = []
    for chain in sorted(found, key=lambda c: (-round(c.alike, 6), c.a0 + c.b0, abs(c.a0 - c.b0), c.a0)):
        if not any(chain.touches(other) for other in kept):
            kept.append(chain)
    return sorted(kept, key=lambda c: (c.a0, c.b0))
