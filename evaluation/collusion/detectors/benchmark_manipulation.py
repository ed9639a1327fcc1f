"""A suspected group's prices move the benchmark 操纵评标基准价 (Conley & Decarolis 2016, "Detecting Bidders Groups").

Method: only where the tender scores prices against a benchmark that the bids themselves make.  For each group that
other signs suggest, the tender's own formula is computed with and without the group's bids over all its random
coefficients and drawn bids (all combinations where there are at most 600, a seeded sample otherwise); reported are how
far the benchmark moves, in what share of draws another price is best, how often the group has the best price with and
without its bids, and how many random groups of the same size move the benchmark as far.

Basis: 实施条例 Art. 39(1); 政府采购法实施条例 Art. 74(3).

Exclusions: formulas whose benchmark is the lowest price or a highest discount (there, collusion squeezes prices and
does not pull a mean); fewer than five bids within the limit; groups of more than half of the bids.  Under a mean-based
benchmark a low spread is no sign, and a high one is what a ring makes: screens stand beside the alert as context.
Settings: ``benchmark.shift`` of the policy.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import log2

from evaluation.collusion.alert import Case
from evaluation.collusion.counterfactual.leave_out import as_far, effect
from evaluation.collusion.finding import Context, Finding
from evaluation.collusion.price_items import total_of
from evaluation.collusion.registry import detector
from evaluation.collusion.screens.context import LOWEST
from evaluation.collusion.screens.context import context as screens_context
from evaluation.scoring.adjustment import evaluated_prices
from evaluation.scoring.price import price_formula
from procurement.message import msg

_LEAST_BIDS = 5
_MOST_P = 0.1


@detector("benchmark-manipulation", family="price", after=True)
def benchmark_manipulation(case: Case, context: Context) -> Iterator[Finding]:
    """One finding per suspected group that moves the benchmark more than random groups of its size do."""
    formula = price_formula(case.tender) if case.tender is not None else None
    if case.tender is None or formula is None or formula.HIGHER_IS_BETTER or formula.formula in LOWEST:
        return
    prices = _competing(case)
    if len(prices) < _LEAST_BIDS:
        return
    limit, seed = case.tender.price_limit, case.tender.seed
    for group in context.suspects:
        members = [bidder for bidder in group if bidder in prices]
        if len(members) < 2 or 2 * len(members) > len(prices):
            continue
        found = effect(formula, prices, members, limit, seed)
        if found is None or not found.flips:
            continue
        others, tried = as_far(formula, prices, members, limit, seed)
        p = max(others, 1) / max(tried, 1)
        if p > _MOST_P:
            continue
        bits = min(
            context.bits("benchmark.shift") * (0.5 + found.flips / 2),
            -log2(p),
            context.policy.most("benchmark.shift"),
        )
        numbers, said = screens_context(formula, prices, members)
        draws = (
            msg("All %(draws)s draws of the formula were computed", draws=found.draws)
            if found.exhaustive
            else msg(
                "%(draws)s draws of the formula from seed %(seed)s were computed",
                draws=found.draws,
                seed=seed,
            )
        )
        yield Finding(
            tuple(bidder for bidder in prices if bidder in members),
            bits,
            msg("Without these bids the benchmark moves by %(moved)s %% and the best price changes in %(flips)s %% of draws",
                moved=f"{100 * found.moved:+.2f}", flips=f"{100 * found.flips:.0f}"),
            tuple({"field": "total", "bidder": bidder, "value": str(prices[bidder])} for bidder in members),
            (
                draws,
                msg("One of them has the best price in %(with)s %% of draws, and would in %(without)s %% under the "
                    "benchmark of the others",
                    without=f"{100 * found.wins_without:.0f}", **{"with": f"{100 * found.wins_with:.0f}"}),
                msg("%(as_far)s of %(all)s groups of %(size)s bids move the benchmark as far: %(bits)s bits",
                    as_far=others, all=tried, size=len(members), bits=f"{bits:.1f}"),
                *said,
            ),
            msg("An honest outlier moves a mean as well; the sign counts only with others that tie the group together"),
            {
                "moved": round(found.moved, 6), "flips": round(found.flips, 4), "p": round(p, 4),
                "wins_with": round(found.wins_with, 4), "wins_without": round(found.wins_without, 4),
                "exhaustive": found.exhaustive, "screens": numbers,
            },
        )  # fmt: skip


def _competing(case: Case) -> dict[str, Decimal]:
    """The prices that the formula sees: after policy deductions, of the bids whose quoted price is within the limit."""
    if case.tender is None:
        return {}
    quoted = {
        b.bidder: t for b in case.bidders if (t := total_of(b)) is not None and t <= case.tender.price_limit
    }
    stated = {b.bidder: b.spec for b in case.bidders if b.spec is not None and b.bidder in quoted}
    adjusted = evaluated_prices(case.tender, stated)
    return {
        bidder: adjusted[bidder].price if bidder in adjusted else total for bidder, total in quoted.items()
    }
