"""``benchmark-deviation`` 基准价偏离法: the distance from a trimmed mean."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Literal

from evaluation.scoring.draws import Draws
from evaluation.scoring.numbers import mean, plain
from evaluation.scoring.price import (
    Benchmark,
    DeviationFormula,
    Positive,
    PriceField,
    Trim,
    money,
    trim_problems,
    trimmed,
)
from procurement.message import Message
from procurement.tenders.rule_types import register_price_formula


@register_price_formula("benchmark-deviation")
class BenchmarkDeviation(DeviationFormula):
    """B = mean of the prices left after the last ``trim`` entry reached × ``multiplier``; then the distance from B.

    Basis: the tender document, in the tendering regime (招标投标法 Art. 40, 41(1)).
    Excluded: in government procurement the highest and lowest price may not be dropped (87号令 Art. 55).
    """

    formula: Literal["benchmark-deviation"] = "benchmark-deviation"
    trim: tuple[Trim, ...] = ()
    multiplier: Positive = Decimal(1)

    def problems(self, kind: str, max_score: Decimal | None) -> list[tuple[str, Message]]:
        return [*super().problems(kind, max_score), *trim_problems(self.trim)]

    def benchmark(self, offered: PriceField, draws: Draws) -> Benchmark:
        return trimmed_mean(offered, self.trim, self.multiplier)


def trimmed_mean(offered: PriceField, trims: tuple[Trim, ...], multiplier: Decimal) -> Benchmark:
    """The benchmark of this formula and of those that only set other defaults."""
    left, trim = trimmed(offered.prices, trims)
    price = mean(left) * Fraction(multiplier)
    inputs = {
        "benchmark": money(price),
        "mean": money(mean(left)),
        "bids": str(len(offered.prices)),
        "dropped high": str(trim.high if trim else 0),
        "dropped low": str(trim.low if trim else 0),
        "multiplier": plain(multiplier),
    }
    return Benchmark(price, inputs)
