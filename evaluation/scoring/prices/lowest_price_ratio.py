"""``lowest-price-ratio`` 低价优先法: lowest price ÷ price."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Literal

from evaluation.scoring.draws import Draws
from evaluation.scoring.numbers import half_up
from evaluation.scoring.price import Benchmark, PriceField, PriceFormula, money
from procurement.message import Message, msg
from procurement.tenders.rule_types import register_price_formula


@register_price_formula("lowest-price-ratio")
class LowestPriceRatio(PriceFormula):
    """The lowest policy-adjusted price of the valid bids earns the maximum, another lowest ÷ price of it.

    Basis: 87号令 Art. 55, the one formula for comprehensive scoring in government procurement; the highest and the
    lowest price are never dropped; adjusted prices count on both sides of the division.
    Excluded: bids that are invalid do not set the lowest price.
    """

    formula: Literal["lowest-price-ratio"] = "lowest-price-ratio"

    def benchmark(self, offered: PriceField, draws: Draws) -> Benchmark:
        lowest = Fraction(min(offered.prices.values()))
        return Benchmark(lowest, {"benchmark": money(lowest)})

    def share(self, price: Decimal, benchmark: Fraction) -> Fraction:
        return benchmark / Fraction(price)

    def explain(self, price: Decimal, benchmark: Fraction, share: Fraction, places: int) -> Message:
        return msg(
            "lowest price %(lowest)s ÷ price %(price)s",
            lowest=f"{half_up(benchmark, places):,f}",
            price=f"{price:,f}",
        )
