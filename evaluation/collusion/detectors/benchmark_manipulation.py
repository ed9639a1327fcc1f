"""A suspected group's prices move the benchmark 操纵评标基准价 (Conley & Decarolis 2016, "Detecting Bidders Groups").

Method: only where the tender scores prices against a benchmark that the bids themselves make.  For each group that
other signs suggest, the tender's own formula is computed with and without the group's bids over many random draws of
its parameters; reported are how far the benchmark moves, in what share of draws the best-scored price changes hands,
and how often a random group of the same size moves it as far.

Basis: 实施条例 Art. 39(1); 政府采购法实施条例 Art. 74(3).

Exclusions: formulas whose benchmark is the lowest price or a highest discount (there, collusion squeezes prices and
does not pull a mean); fewer than five bids; groups of more than half of the bids.  Under a mean-based benchmark a low
spread is no sign, and a high one is what a ring makes.  Settings: ``benchmark.shift`` of the policy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from math import comb, log2

import numpy as np

from evaluation.collusion.alert import Case
from evaluation.collusion.finding import Context, Finding
from evaluation.collusion.price_items import total_of
from evaluation.collusion.registry import detector
from evaluation.scoring.draws import SeededDraws
from evaluation.scoring.price import PriceField, PriceFormula, price_formula
from procurement.message import msg

_LEAST_BIDS = 5
_DRAWS = 60
_GROUPS = 400
_NOT_MOVED_BY_A_MEAN = frozenset({"lowest-price-ratio", "linear", "highest-discount"})

Prices = dict[str, Decimal]


@detector("benchmark-manipulation", family="price", after=True)
def benchmark_manipulation(case: Case, context: Context) -> Iterator[Finding]:
    """One finding per suspected group that moves the benchmark more than random groups of its size do."""
    formula = price_formula(case.tender) if case.tender is not None else None
    prices = {b.bidder: t for b in case.bidders if (t := total_of(b)) is not None}
    if case.tender is None or formula is None or formula.formula in _NOT_MOVED_BY_A_MEAN or len(prices) < _LEAST_BIDS:
        return
    limit, seed = case.tender.price_limit, case.tender.seed
    for group in context.suspects:
        members = [b for b in group if b in prices]
        if len(members) < 2 or 2 * len(members) > len(prices):
            continue
        moved, flips = _effect(formula, prices, members, limit, seed)
        others = [_effect(formula, prices, g, limit, seed)[0] for g in _groups(list(prices), len(members), seed)]
        as_far = sum(abs(o) >= abs(moved) for o in others)
        p = max(as_far, 1) / max(len(others), 1)
        if p > 0.1 or flips == 0:
            continue
        bits = min(context.bits("benchmark.shift") * (0.5 + flips / 2), -log2(p), context.policy.most("benchmark.shift"))
        yield Finding(
            tuple(b for b in prices if b in members),
            bits,
            msg("Without these bids the benchmark moves by %(moved)s %% and the best price changes in %(flips)s %% of draws",
                moved=f"{100 * moved:+.2f}", flips=f"{100 * flips:.0f}"),
            tuple({"field": "total", "bidder": b, "value": str(prices[b])} for b in members),
            (
                msg("%(as_far)s of %(all)s groups of %(size)s bids move the benchmark as far",
                    as_far=as_far, all=len(others), size=len(members)),
                msg("%(draws)s draws from seed %(seed)s: %(bits)s bits", draws=_DRAWS, seed=seed, bits=f"{bits:.1f}"),
            ),
            msg("An honest outlier moves a mean as well; the sign counts only with others that tie the group together"),
            {"moved": round(moved, 6), "flips": round(flips, 4), "p": round(p, 4)},
        )  # fmt: skip


def _groups(bidders: list[str], size: int, seed: int) -> Iterable[tuple[str, ...]]:
    """All groups of this size, or a seeded sample of them."""
    if comb(len(bidders), size) <= _GROUPS:
        return combinations(bidders, size)
    random = np.random.default_rng(seed)
    return [tuple(random.choice(bidders, size, replace=False).tolist()) for _ in range(_GROUPS)]


def _effect(
    formula: PriceFormula, prices: Prices, group: Iterable[str], limit: Decimal, seed: int
) -> tuple[float, float]:
    """Mean relative move of the benchmark when the group is left out, and the share of draws with another winner.

    The group's own bids stay candidates: asked is who wins under the benchmark that the others make.
    """
    left = {b: p for b, p in prices.items() if b not in set(group)}
    moves, flips, count = 0.0, 0, 0
    for draw in range(_DRAWS):
        draws = SeededDraws(seed + draw, "what-if")
        full = formula.benchmark(PriceField(prices, limit), draws).price
        without = formula.benchmark(PriceField(left, limit), draws).price
        if full is None or without is None or not full:
            continue
        count += 1
        moves += float((without - full) / full)
        flips += _best(formula, prices, full) != _best(formula, prices, without)
    return (moves / count, flips / count) if count else (0.0, 0.0)


def _best(formula: PriceFormula, prices: Prices, benchmark: Fraction) -> str:
    return max(prices, key=lambda b: (formula.share(prices[b], benchmark), -prices[b], b))
