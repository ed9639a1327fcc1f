"""A group left out: how far the benchmark moves, and in what share of draws another bid is best.

After Conley & Decarolis (2016), "Detecting Bidders Groups in Collusive Auctions": where the benchmark is made from the
bids' mean, a ring's supporting bids are placed to move it, and random groups of the same size do not move it as far.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from math import comb

import numpy as np

from evaluation.collusion.counterfactual.worlds import Coefficients, World, worlds
from evaluation.scoring.draws import Draws
from evaluation.scoring.price import PriceField, PriceFormula

MOST_WORLDS = 600
MOST_GROUPS = 400
_EACH, _EVALUATIONS = 40, 10_000
"""Draws for each random group, and benchmarks computed for all of them, at most."""

Prices = Mapping[str, Decimal]
Outcome = tuple[float, str]
"""The benchmark, and the bidder whose price is best against it."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What the group's bids do.

    ``moved``: the mean relative move of the benchmark when they are left out.  ``flips``: the least share of draws in
    which another price is best (total variation between the best bidders with and without, for each drawing of the
    coefficients).  ``wins_with`` and ``wins_without``: the share of draws in which one of the group is best.
    ``exhaustive``: whether all draws were computed, not a sample.
    """

    moved: float
    flips: float
    wins_with: float
    wins_without: float
    draws: int
    exhaustive: bool


def effect(
    formula: PriceFormula,
    prices: Prices,
    group: Collection[str],
    limit: Decimal,
    seed: int,
    most: int = MOST_WORLDS,
) -> Effect | None:
    """The effect of a group's bids; ``None`` where the formula finds no benchmark with or without them.

    The group's own bids stay candidates: asked is which price is best under the benchmark that the others make.
    """
    left = {bidder: price for bidder, price in prices.items() if bidder not in group}
    if not left:
        return None
    full, all_full = worlds(lambda d: _outcome(formula, prices, prices, limit, d), most=most, seed=seed)
    without, all_without = worlds(lambda d: _outcome(formula, prices, left, limit, d), most=most, seed=seed)
    before, after = _by_coefficients(full), _by_coefficients(without)
    moved = flips = total = wins_with = wins_without = 0.0
    for coefficients in before.keys() & after.keys():
        one, other = before[coefficients], after[coefficients]
        chance = sum(w for w, _ in one)
        total += chance
        moved += chance * (_mean(other) / _mean(one) - 1)
        best, best_without = _winners(one), _winners(other)
        flips += chance * sum(abs(best[b] - best_without[b]) for b in {*best, *best_without}) / 2
        wins_with += chance * sum(best[b] for b in group)
        wins_without += chance * sum(best_without[b] for b in group)
    if not total:
        return None
    return Effect(
        moved / total,
        flips / total,
        wins_with / total,
        wins_without / total,
        len(full),
        all_full and all_without,
    )


def groups(bidders: Iterable[str], size: int, seed: int, most: int = MOST_GROUPS) -> list[tuple[str, ...]]:
    """All groups of this size, or a seeded sample of them, each once."""
    names = sorted(bidders)
    if comb(len(names), size) <= most:
        return list(combinations(names, size))
    random = np.random.default_rng(seed)
    found: dict[tuple[str, ...], None] = {}
    while len(found) < most:
        found[tuple(sorted(random.choice(names, size, replace=False).tolist()))] = None
    return list(found)


def as_far(
    formula: PriceFormula, prices: Prices, group: Collection[str], limit: Decimal, seed: int
) -> tuple[int, int]:
    """How many groups of the same size move the benchmark at least as far, and how many were tried.

    All are measured by the same draws, the group itself too.
    """
    full = _benchmarks(formula, prices, limit, seed)

    def moved(left_out: Collection[str]) -> float | None:
        left = _benchmarks(formula, {b: p for b, p in prices.items() if b not in left_out}, limit, seed)
        both = [c for c in full if c in left]
        weight = sum(full[c][0] for c in both)
        return sum(full[c][0] * (left[c][1] / full[c][1] - 1) for c in both) / weight if both else None

    own = moved(group)
    tried = groups(prices, len(group), seed, min(MOST_GROUPS, _EVALUATIONS // _EACH))
    moves = [found for other in tried if (found := moved(other)) is not None]
    return sum(own is None or abs(found) >= abs(own) - 1e-12 for found in moves), len(moves)


def _benchmarks(
    formula: PriceFormula, present: Prices, limit: Decimal, seed: int
) -> dict[Coefficients, tuple[float, float]]:
    """For each drawing of the coefficients its chance, and the mean benchmark."""
    found, _ = worlds(lambda d: formula.benchmark(PriceField(present, limit), d).price, most=_EACH, seed=seed)
    by: dict[Coefficients, list[tuple[float, float]]] = defaultdict(list)
    for world in found:
        if world.outcome:
            by[world.coefficients].append((world.chance, float(world.outcome)))
    chances = {c: sum(chance for chance, _ in rows) for c, rows in by.items()}
    return {c: (chances[c], sum(w * b for w, b in rows) / chances[c]) for c, rows in by.items()}


def _outcome(
    formula: PriceFormula, prices: Prices, present: Prices, limit: Decimal, draws: Draws
) -> Outcome | None:
    benchmark = formula.benchmark(PriceField(present, limit), draws).price
    return None if not benchmark else (float(benchmark), _best(formula, prices, benchmark))


def _best(formula: PriceFormula, prices: Prices, benchmark: Fraction) -> str:
    return max(prices, key=lambda b: (formula.share(prices[b], benchmark), -prices[b], b))


def _by_coefficients(
    found: Iterable[World[Outcome | None]],
) -> dict[Coefficients, list[tuple[float, Outcome]]]:
    by: dict[Coefficients, list[tuple[float, Outcome]]] = defaultdict(list)
    for world in found:
        if world.outcome is not None:
            by[world.coefficients].append((world.chance, world.outcome))
    return by


def _mean(outcomes: list[tuple[float, Outcome]]) -> float:
    return sum(chance * benchmark for chance, (benchmark, _) in outcomes) / sum(
        chance for chance, _ in outcomes
    )


def _winners(outcomes: list[tuple[float, Outcome]]) -> dict[str, float]:
    total = sum(chance for chance, _ in outcomes)
    share: dict[str, float] = defaultdict(float)
    for chance, (_, best) in outcomes:
        share[best] += chance / total
    return share
