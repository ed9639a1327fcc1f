"""``piecewise`` 分段偏离法: the distance from 95 % of a trimmed mean, steeper above than below."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from evaluation.scoring.price import NotNegative, Positive, Trim
from evaluation.scoring.prices.benchmark_deviation import BenchmarkDeviation
from procurement.tenders.rule_types import register_price_formula


@register_price_formula("piecewise")
class Piecewise(BenchmarkDeviation):
    """``benchmark-deviation`` with the usual numbers, each of which the tender may set.

    Up to 5 bids nothing is dropped, of 6 the highest, from 7 on the highest and the lowest; B = mean × 0.95; a
    price above B loses 1.2 times its distance, one below 0.8 times.
    Basis: the tender document, in the tendering regime; excluded as there.
    """

    formula: Literal["piecewise"] = "piecewise"  # type: ignore[assignment]  # a formula is known by its own name
    trim: tuple[Trim, ...] = (Trim(bids_at_least=6, high=1, low=0), Trim(bids_at_least=7, high=1, low=1))
    multiplier: Positive = Decimal("0.95")
    above: NotNegative = Decimal("1.2")
    below: NotNegative = Decimal("0.8")
