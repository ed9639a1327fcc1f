"""From looked-up fingerprints to the earlier bids that are worth reading again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evaluation.collusion.across.prints import Prints

FEW = 4
"""Other firms that may have a fingerprint before it counts as common: boilerplate of the trade."""

LEAST = 3.0
MOST_CANDIDATES = 6
_RARITY = {1: 1.0, 2: 0.6, 3: 0.4, 4: 0.25}


@dataclass(frozen=True, slots=True)
class Hit:
    """One fingerprint of the new bid: the stored bids of other firms that have it too, and how many firms they are.

    ``bids`` is empty and ``firms`` over :data:`FEW` when the fingerprint is common or stands in a tender document.
    """

    print: int
    firms: int
    bids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An earlier bid (by its number in the store) with its rare fingerprints in common and their weight."""

    bid: int
    weight: float
    prints: int


def rarity(firms: int) -> float:
    """What a fingerprint counts that this many other firms have: 1 for one, nothing beyond :data:`FEW`."""
    return _RARITY.get(firms, 0.0)


def candidates(
    hits: Iterable[Hit], *, least: float = LEAST, most: int = MOST_CANDIDATES
) -> tuple[Candidate, ...]:
    """The earlier bids that share enough rare fingerprints (``least``), heaviest first, at most ``most``."""
    weight: dict[int, float] = defaultdict(float)
    count: dict[int, int] = defaultdict(int)
    for hit in hits:
        for bid in hit.bids:
            weight[bid] += rarity(hit.firms)
            count[bid] += 1
    found = [Candidate(bid, w, count[bid]) for bid, w in weight.items() if w >= least]
    return tuple(sorted(found, key=lambda c: (-c.weight, c.bid))[:most])


def share_rare(prints: Prints, common: Sequence[int] | frozenset[int]) -> float:
    """The share of a passage's fingerprints that are not common; a passage that left none counts as the average one.

    One fingerprint is added on the side of the rare, so that a single common one does not settle it.
    """
    of_all = len(prints)
    rare = sum(value not in common for value in prints.tolist())
    return (rare + 1) / (of_all + 1)
