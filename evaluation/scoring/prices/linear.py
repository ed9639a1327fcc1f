"""``linear``: points fall evenly with the distance from the lowest price."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Literal

from evaluation.scoring.draws import Draws
from evaluation.scoring.numbers import half_up, plain
from evaluation.scoring.price import Benchmark, NotNegative, PriceField, PriceFormula, money, percent
from procurement.message import Message, msg
from procurement.tenders.rule_types import register_price_formula


@register_price_formula("linear")
class Linear(PriceFormula):
    """1 − slope × (P − lowest) ÷ lowest: with slope 1, a price 10 % above the lowest loses 10 % of the points.

    Basis: the tender document (招标投标法 Art. 40: only the method and standards of the tender count).
    Excluded: in government procurement comprehensive scoring must use ``lowest-price-ratio`` (87号令 Art. 55).
    """

    formula: Literal["linear"] = "linear"
    slope: NotNegative

    def benchmark(self, offered: PriceField, draws: Draws) -> Benchmark:
        lowest = Fraction(min(offered.prices.values()))
        return Benchmark(lowest, {"benchmark": money(lowest), "slope": plain(self.slope)})

    def share(self, price: Decimal, benchmark: Fraction) -> Fraction:
        return 1 - Fraction(self.slope) * (Fraction(price) - benchmark) / benchmark

    def explain(self, price: Decimal, benchmark: Fraction, share: Fraction, places: int) -> Message:
        return msg(
            "1 − %(slope)s × (price %(price)s − lowest %(lowest)s) ÷ lowest: %(share)s %% of the points",
            slope=plain(self.slope),
            price=f"{price:,f}",
            lowest=f"{half_up(benchmark, places):,f}",
            share=percent(share),
        )
