"""Totals in a regular pattern 投标报价呈规律性差异: arithmetic or geometric series, equal totals.

Method: among the sorted totals, the longest series with a constant difference or a constant ratio (exact to the unit
the totals are rounded to), of at least four bids; two totals always make a series and three often do.  Equal totals
are reported from two bids on.

Weight: each total beyond the two that fix the series falls on it by chance with probability n × unit × 2 ÷ range of
the totals, for each of the n(n − 1) starts that were tried.

Basis: 实施条例 Art. 40(4); 87号令 Art. 37(4).

Exclusions: totals equal to the ceiling or budget; a coefficient of variation alone is no sign (AUC 0.56–0.67 measured
on one Swiss set), it is given as context.  Settings: ``price.most``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import log2

from evaluation.collusion.alert import Case
from evaluation.collusion.finding import Context, Finding
from evaluation.collusion.price_items import total_of
from evaluation.collusion.registry import detector
from evaluation.collusion.screens.context import context as screens_context
from evaluation.scoring.price import price_formula
from procurement.message import Message, msg

_LEAST_SERIES = 4
_EQUAL_MOST = 14.0
_UNITS = tuple(Decimal(u) for u in ("10000", "1000", "100", "10", "1", "0.1", "0.01"))


@detector("price-pattern", family="price")
def price_pattern(case: Case, context: Context) -> Iterator[Finding]:
    """One finding per series, one per set of equal totals."""
    totals = {b.bidder: t for b in case.bidders if (t := total_of(b)) is not None}
    if len(totals) < 2:
        return
    values = list(totals.values())
    unit = next((u for u in _UNITS if all(v % u == 0 for v in values)), Decimal("0.01"))
    span = max(max(values) - min(values), max(values) / 10)
    limits = _limits(case)
    equal: dict[Decimal, list[str]] = defaultdict(list)
    for bidder, total in totals.items():
        equal[total].append(bidder)
    for total, bidders in equal.items():
        if len(bidders) > 1 and total not in limits:
            chance = min(1.0, len(totals) * (len(totals) - 1) / 2 * float(unit / span))
            bits = min(max(0.0, -log2(chance)) * (len(bidders) - 1), _EQUAL_MOST)
            yield _finding(case, bidders, totals, bits, msg("Equal totals: %(total)s", total=total), unit)
    distinct = sorted(equal)
    for ratio in (False, True):
        series = _longest(distinct, unit, ratio=ratio)
        if len(series) >= _LEAST_SERIES:
            count = len(distinct)
            chance = min(0.5, count * 2 * float(unit / span))
            bits = max(0.0, -(len(series) - 2) * log2(chance) - log2(count * (count - 1)))
            text = (
                msg(
                    "%(count)s totals form a geometric series with ratio %(step)s",
                    count=len(series),
                    step=f"{series[1] / series[0]:.5f}",
                )
                if ratio
                else msg(
                    "%(count)s totals form an arithmetic series with difference %(step)s",
                    count=len(series),
                    step=series[1] - series[0],
                )
            )
            bidders = [bidder for total in series for bidder in equal[total]]
            yield _finding(case, bidders, totals, min(bits, context.policy.most("price.most")), text, unit)
            return


def _limits(case: Case) -> set[Decimal]:
    if case.tender is None:
        return set()
    return {case.tender.budget, case.tender.price_limit}


def _longest(totals: Sequence[Decimal], unit: Decimal, *, ratio: bool) -> list[Decimal]:
    """The longest series in sorted, distinct totals, found by following every pair of a first and second term."""
    best: list[Decimal] = []
    for i, first in enumerate(totals):
        for second in totals[i + 1 :]:
            series = [first, second]
            while True:
                step = series[1] / series[0] if ratio else series[1] - series[0]
                wanted = series[-1] * step if ratio else series[-1] + step
                # Rounding of the first two terms grows with every step of a geometric series.
                slack = unit * len(series) if ratio else unit / 1000
                found = [t for t in totals if t > series[-1] and abs(t - wanted) <= slack]
                if not found:
                    break
                series.append(min(found, key=lambda t: abs(t - wanted)))
            if len(series) > len(best):
                best = series
    return best


def _finding(
    case: Case, bidders: Sequence[str], totals: dict[str, Decimal], bits: float, text: Message, unit: Decimal
) -> Finding:
    order = tuple(b for b in totals if b in bidders)
    formula = price_formula(case.tender) if case.tender is not None else None
    numbers, said = screens_context(formula, totals, order)
    return Finding(
        order,
        bits,
        text,
        ({"field": "total", "values": {bidder: str(totals[bidder]) for bidder in order}},),
        (
            msg(
                "%(bids)s totals rounded to %(unit)s; the chance of this by accident gives %(bits)s bits",
                bids=len(totals),
                unit=unit,
                bits=f"{bits:.1f}",
            ),
            *said,
        ),
        msg(
            "Totals that follow a tariff, or that are rounded to large units, may fall into a series by themselves"
        ),
        {"screens": numbers},
    )
