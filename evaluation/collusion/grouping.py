"""From alerts to suspected rings: which bidders hang together, and how much all signs weigh together.

Signs of one family are dependent: the strongest of a family counts in full, each further one half as much as the one
before.  Families are taken as independent of each other, and their bits add.  Two bidders are joined when the bits of
all signs between them reach a level; bidders joined at ``high`` form a ring first, what is left is grouped at
``medium``.  A ring's weight is that of the strongest tree of pairs that holds it together, each alert counted once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from evaluation.collusion.alert import Alert, Group
from evaluation.collusion.finding import damped
from evaluation.collusion.policy import Policy
from evaluation.collusion.registry import family_of

Pair = tuple[str, str]


def together(alerts: Iterable[Alert]) -> float:
    """The bits of several alerts about the same bidders, dependent ones not added twice."""
    families: dict[str, list[float]] = defaultdict(list)
    for alert in alerts:
        families[family_of(alert.detector)].append(alert.bits)
    return sum(damped(bits) for bits in families.values())


def between_pairs(alerts: Iterable[Alert]) -> dict[Pair, list[Alert]]:
    """The alerts that concern each pair of bidders."""
    between: dict[Pair, list[Alert]] = defaultdict(list)
    for alert in alerts:
        for a, b in combinations(sorted(alert.bidders), 2):
            between[a, b].append(alert)
    return between


def group(alerts: Sequence[Alert], policy: Policy) -> tuple[Group, ...]:
    """The suspected rings, heaviest first."""
    between = between_pairs(alerts)
    bits = {pair: together(found) for pair, found in between.items()}
    high = {pair: b for pair, b in bits.items() if b >= policy.high}
    rings = _components(high)
    home = {bidder: i for i, ring in enumerate(rings) for bidder in ring}
    left = {
        pair: b
        for pair, b in bits.items()
        if policy.medium <= b < policy.high and not (pair[0] in home and home[pair[0]] == home.get(pair[1]))
    }
    groups = [_group(ring, high, between, policy) for ring in rings]
    groups += [_group(ring, left, between, policy) for ring in _components(left)]
    return tuple(sorted(groups, key=lambda g: (-g.bits, g.bidders)))


def _components(pairs: Iterable[Pair]) -> list[tuple[str, ...]]:
    root: dict[str, str] = {}

    def find(bidder: str) -> str:
        root.setdefault(bidder, bidder)
        while root[bidder] != bidder:
            bidder = root[bidder]
        return bidder

    for a, b in pairs:
        root[find(a)] = find(b)
    members: dict[str, list[str]] = defaultdict(list)
    for bidder in root:
        members[find(bidder)].append(bidder)
    return [tuple(sorted(ring)) for ring in members.values()]


def _group(
    ring: tuple[str, ...], bits: dict[Pair, float], between: dict[Pair, list[Alert]], policy: Policy
) -> Group:
    inside = [pair for pair in combinations(ring, 2) if pair in between]
    joined: list[Pair] = []
    for pair in sorted((p for p in inside if p in bits), key=lambda p: (-bits[p], p)):
        if not any(set(pair) <= set(part) for part in _components(joined)):
            joined.append(pair)
    counted: set[int] = set()
    total = 0.0
    for pair in joined:
        fresh = [alert for alert in between[pair] if alert.id not in counted]
        counted |= {alert.id for alert in fresh}
        total += together(fresh)
    ids = sorted(
        {alert.id for pair in inside for alert in between[pair] if len(set(alert.bidders) & set(ring)) > 1}
    )
    weight = round(total, 1)
    return Group(ring, policy.level(max(bits[pair] for pair in joined)), weight, tuple(ids))
