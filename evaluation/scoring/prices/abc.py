"""``abc`` ABC 合成法: a benchmark from the lowered ceiling, a drawn bid and the lowest serious bid."""

from __future__ import annotations

from decimal import Decimal
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
from procurement.message import Message, msg
from procurement.strict import Strict
from procurement.tenders.rule_types import register_price_formula
from procurement.tenders.schema import Share


class Mix(Strict):
    """The weights of A, B and C, which add up to 1."""

    a: Share = Decimal("0.5")
    b: Share = Decimal("0.3")
    c: Share = Decimal("0.2")


@register_price_formula("abc")
class Abc(DeviationFormula):
    """Benchmark = (A·50 % + B·30 % + C·20 %)·K; Δ and K are drawn from ``deltas`` and ``factors``.

    A = ceiling·(1 − Δ).  C = the lowest price not below (70 % mean + 30 % ceiling)·0.75.  B is drawn from the bids
    whose price lies strictly between C and 0.95·A; where none does, B is C.  Where every price lies below the
    bound of C, there is no benchmark and the committee decides.
    Basis: the tender document, in the tendering regime (招标投标法 Art. 40).
    Excluded: government procurement (87号令 Art. 55).
    """

    formula: Literal["abc"] = "abc"
    deltas: Annotated[tuple[ShareBelowOne, ...], Field(min_length=1)]
    factors: Annotated[tuple[Positive, ...], Field(min_length=1)]
    mix: Mix = Mix()
    mean_share: Share = Decimal("0.7")
    floor: Share = Decimal("0.75")
    top: Positive = Decimal("0.95")

    def problems(self, kind: str, max_score: Decimal | None) -> list[tuple[str, Message]]:
        problems = super().problems(kind, max_score)
        if self.mix.a + self.mix.b + self.mix.c != 1:
            problems.append(("mix", msg("weights a, b and c that add up to 1")))
        return problems

    def benchmark(self, offered: PriceField, draws: Draws) -> Benchmark:
        delta, factor = draws.one("delta", self.deltas), draws.one("factor", self.factors)
        a = Fraction(offered.limit) * (1 - Fraction(delta))
        average, kept = mean_price(offered.prices), Fraction(self.mean_share)
        bound = (average * kept + Fraction(offered.limit) * (1 - kept)) * Fraction(self.floor)
        inputs = {
            "mean": money(average),
            "ceiling": money(offered.limit),
            "drawn delta": plain(delta),
            "drawn factor": plain(factor),
            "A": money(a),
            "bound of C": money(bound),
        }
        serious = [Fraction(price) for price in offered.prices.values() if price >= bound]
        if not serious:
            reason = msg("every price is below %(bound)s, so the formula finds no C", bound=money(bound))
            return Benchmark(None, inputs, reason)
        c = min(serious)
        between = sorted(name for name, price in offered.prices.items() if c < price < Fraction(self.top) * a)
        chosen = draws.one("B", between) if between else ""
        b = Fraction(offered.prices[chosen]) if chosen else c
        price = (a * Fraction(self.mix.a) + b * Fraction(self.mix.b) + c * Fraction(self.mix.c)) * Fraction(
            factor
        )
        inputs |= {"drawn bid": chosen or "—", "B": money(b), "C": money(c), "benchmark": money(price)}
        return Benchmark(price, inputs)
