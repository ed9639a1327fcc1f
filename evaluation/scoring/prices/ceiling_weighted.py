"""``ceiling-weighted`` 加权基准价法: a benchmark between the lowered ceiling and the mean."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from evaluation.scoring.draws import Draws
from evaluation.scoring.numbers import plain
from evaluation.scoring.price import (
    Benchmark,
    DeviationFormula,
    Positive,
    PriceField,
    ShareBelowOne,
    mean_price,
    money,
)
from procurement.tenders.rule_types import register_price_formula
from procurement.tenders.schema import Share


@register_price_formula("ceiling-weighted")
class CeilingWeighted(DeviationFormula):
    """B = (L·w + mean·(1 − w))·k with L = ceiling·(1 − δ); one w, k and δ of the lists is drawn.

    The ceiling is the tender's 最高限价, the budget where it sets none.  The draws come from the tender's seed.
    Basis: the tender document, in the tendering regime (招标投标法 Art. 40).
    Excluded: government procurement (87号令 Art. 55).
    """

    formula: Literal["ceiling-weighted"] = "ceiling-weighted"
    weights: Annotated[tuple[Share, ...], Field(min_length=1)]
    factors: Annotated[tuple[Positive, ...], Field(min_length=1)]
    deltas: Annotated[tuple[ShareBelowOne, ...], Field(min_length=1)]

    def benchmark(self, offered: PriceField, draws: Draws) -> Benchmark:
        weight, factor = draws.one("weight", self.weights), draws.one("factor", self.factors)
        delta = draws.one("delta", self.deltas)
        lowered = Fraction(offered.limit) * (1 - Fraction(delta))
        average = mean_price(offered.prices)
        price = (lowered * Fraction(weight) + average * (1 - Fraction(weight))) * Fraction(factor)
        inputs = {
            "benchmark": money(price),
            "mean": money(average),
            "ceiling": money(offered.limit),
            "lowered ceiling": money(lowered),
            "drawn weight": plain(weight),
            "drawn factor": plain(factor),
            "drawn delta": plain(delta),
        }
        return Benchmark(price, inputs)
