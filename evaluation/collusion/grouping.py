"""From alerts to suspected rings: which bidders hang together, and how much all signs weigh together.

Two bidders are joined when all signs between them, weighed together (``weighing``), reach a level; bidders joined at
``high`` form a ring first, what is left is grouped at ``medium``.  A ring's weight is that of the strongest tree of
pairs that holds it together, each alert counted once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from evaluation.collusion.alert import Alert, Group
from evaluation.collusion.policy import Policy
from evaluation.collusion.weighing import Pair, between_pairs, explain, weigh
from procurement.message import Message


def group(
    alerts: Sequence[Alert], policy: Policy, speaking: frozenset[str] = frozenset()
) -> tuple[Group, ...]:
    """The suspected rings, heaviest first; ``speaking`` are the families of signs that there was material for."""
    between = between_pairs(alerts)
    bits = {pair: weigh(found, speaking, policy).rank for pair, found in between.items()}
    high = {pair: b for pair, b in bits.items() if b >= policy.high}
    rings = _components(high)
    home = {bidder: i for i, ring in enumerate(rings) for bidder in ring}
    left = {
        pair: b
        for pair, b in bits.items()
        if policy.medium <= b < policy.high and not (pair[0] in home and home[pair[0]] == home.get(pair[1]))
    }
    groups = [_group(ring, high, between, policy, speaking) for ring in rings]
    groups += [_group(ring, left, between, policy, speaking) for ring in _components(left)]
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


def tree(ring: Sequence[str], bits: dict[Pair, float]) -> list[Pair]:
    """The strongest pairs that hold a ring together, without a circle."""
    joined: list[Pair] = []
    pairs = [pair for pair in combinations(ring, 2) if pair in bits]
    for pair in sorted(pairs, key=lambda p: (-bits[p], p)):
        if not any(set(pair) <= set(part) for part in _components(joined)):
            joined.append(pair)
    return joined


def _group(
    ring: tuple[str, ...],
    bits: dict[Pair, float],
    between: dict[Pair, list[Alert]],
    policy: Policy,
    speaking: frozenset[str],
) -> Group:
    joined = tree(ring, bits)
    counted: set[int] = set()
    total = 0.0
    steps: list[Message] = []
    for pair in joined:
        fresh = [alert for alert in between[pair] if alert.id not in counted]
        counted |= {alert.id for alert in fresh}
        if fresh:
            whole = len(fresh) == len(between[pair])
            weight = weigh(fresh, speaking if whole else frozenset(), policy)
            total += weight.bits
            steps += explain(pair, weight, whole=whole)
    inside = [pair for pair in combinations(ring, 2) if pair in between]
    ids = sorted({alert.id for pair in inside for alert in between[pair]})
    return Group(
        ring, policy.level(max(bits[pair] for pair in joined)), round(total, 1), tuple(ids), tuple(steps)
    )
