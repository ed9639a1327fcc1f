"""``highest-discount`` 优惠率、下浮率报价: discount ÷ highest discount."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from evaluation.scoring.draws import Draws
from evaluation.scoring.numbers import plain
from evaluation.scoring.price import Benchmark, PriceField, PriceFormula, money
from procurement.message import Message, msg
from procurement.tenders.rule_types import register_price_formula


@register_price_formula("highest-discount")
class HighestDiscount(PriceFormula):
    """The bidders quote how much they take off; the highest discount earns the maximum, another its share of it.

    Basis: the tender document; 87号令 Art. 55 turned round for tenders that ask for a discount rate.
    Excluded: policy deductions, the ceiling, the review of abnormally low prices and the check of words against
    figures are about amounts of money and are not applied to a rate.
    """

    HIGHER_IS_BETTER: ClassVar[bool] = True

    formula: Literal["highest-discount"] = "highest-discount"

    def benchmark(self, offered: PriceField, draws: Draws) -> Benchmark:
        highest = Fraction(max(offered.prices.values()))
        return Benchmark(highest, {"benchmark": money(highest)})

    def share(self, price: Decimal, benchmark: Fraction) -> Fraction:
        return Fraction(price) / benchmark

    def explain(self, price: Decimal, benchmark: Fraction, share: Fraction, places: int) -> Message:
        return msg(
            "discount %(discount)s ÷ highest discount %(highest)s",
            discount=plain(price),
            highest=money(benchmark),
        )
