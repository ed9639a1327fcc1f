"""Two texts, whatever they are: every passage of the one that the other says in other, or in the same, words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from evaluation.collusion.rewording.chains import Chain, chains, without_overlap
from evaluation.collusion.rewording.seeds import Seeds, all_pairs
from evaluation.collusion.rewording.sentences import Sentences, read_sentences
from evaluation.collusion.rewording.settings import DEFAULT, Settings
from evaluation.collusion.rewording.vectors import vectors
from evaluation.collusion.rewording.verbatim import Stretch, equal_stretches

Kind = Literal["verbatim", "reworded", "condensed"]


@dataclass(frozen=True, slots=True)
class Match:
    """Code points a0…a1 of one text say what b0…b1 of the other say; ``similarity`` is the cosine of their terms."""

    a0: int
    a1: int
    b0: int
    b1: int
    similarity: float
    kind: Kind


def compare(a: str, b: str, *, settings: Settings = DEFAULT) -> tuple[Match, ...]:
    """The passages that two texts share, in the order of the first; no two of them overlap on both sides.

    Swapping the texts swaps the sides of the result.
    """
    one, other = read_sentences(a), read_sentences(b)
    if not len(one) or not len(other):
        return ()
    both = vectors([one, other])
    left, right = both.slice(0, len(one)), both.slice(len(one), len(one) + len(other))
    seeds = all_pairs(left, right, settings)
    stretches = equal_stretches(one, other, settings.verbatim)
    found = [_exact(one, other, stretch) for stretch in stretches]
    seeds = _outside(seeds, one, other, stretches)
    narrow = list(
        chains(seeds, left, right, gap=settings.gap, least_gap=settings.least_gap, whole=settings.whole)
    )
    rest = _long(without_overlap(narrow), one, other, "reworded", settings)
    if settings.wide_gap and not stretches:
        wide = chains(
            seeds, left, right, gap=settings.wide_gap, least_gap=settings.least_gap, whole=settings.whole_wide
        )
        whole = _long(without_overlap(list(wide)), one, other, "condensed", settings)
        if _one_sided(whole, settings.condensed):
            rest = whole
    rest = [match for match in rest if not any(_overlap(match, exact) for exact in found)]
    return tuple(sorted(found + rest, key=lambda m: (m.a0, m.b0)))


def _overlap(x: Match, y: Match) -> bool:
    """On both sides: a chain with gaps may reach over a stretch that is told already."""
    return x.a0 < y.a1 and y.a0 < x.a1 and x.b0 < y.b1 and y.b0 < x.b1


def _outside(seeds: Seeds, a: Sentences, b: Sentences, stretches: list[Stretch]) -> Seeds:
    """Seeds whose sentences no equal stretch has a part of."""
    free_a, free_b = np.ones(len(a), bool), np.ones(len(b), bool)
    for a0, a1, b0, b1 in stretches:
        free_a &= ~_meets(a, a0, a1)
        free_b &= ~_meets(b, b0, b1)
    return seeds.where(free_a[seeds.a] & free_b[seeds.b])


def _meets(text: Sentences, begin: int, end: int) -> np.ndarray:
    first, last = int(text.folded.offsets[begin]), int(text.folded.offsets[end - 1]) + 1
    return (text.start < last) & (text.end > first)


def _exact(a: Sentences, b: Sentences, stretch: Stretch) -> Match:
    a0, a1 = a.folded.span(stretch[0], stretch[1])
    b0, b1 = b.folded.span(stretch[2], stretch[3])
    return Match(a0, a1, b0, b1, 1.0, "verbatim")


def _long(found: list[Chain], a: Sentences, b: Sentences, kind: Kind, settings: Settings) -> list[Match]:
    """The chains as matches, those too short on either side left out."""
    return [
        Match(
            int(a.start[c.a0]), int(a.end[c.a1 - 1]), int(b.start[c.b0]), int(b.end[c.b1 - 1]), c.alike, kind
        )
        for c in found
        if min(_letters(a, c.a0, c.a1), _letters(b, c.b0, c.b1)) >= settings.least_length
    ]


def _letters(text: Sentences, begin: int, end: int) -> int:
    return int(text.end[end - 1] - text.start[begin]) + 2 * int(text.hanzi[begin:end].sum())


def _one_sided(found: list[Match], times: float) -> bool:
    """Whether the one text has in few words what the other has in many."""
    a, b = sum(m.a1 - m.a0 for m in found), sum(m.b1 - m.b0 for m in found)
    return bool(found) and max(a, b) >= times * min(a, b)
