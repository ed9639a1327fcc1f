"""``random-subset`` 随机抽取法: the mean of drawn bids, reduced."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from evaluation.scoring.draws import Draws
from evaluation.scoring.numbers import half_up, mean, plain
from evaluation.scoring.price import Benchmark, DeviationFormula, PriceField, ShareBelowOne, money
from procurement.message import Message, msg
from procurement.strict import Strict
from procurement.tenders.rule_types import register_price_formula
from procurement.tenders.schema import Share


class Sample(Strict):
    """From this number of bids on, draw this share of them, at least so many."""

    bids_at_least: Annotated[int, Field(ge=1, strict=True)]
    share: Share
    draw_at_least: Annotated[int, Field(ge=1, strict=True)]


SAMPLES = (
    Sample(bids_at_least=1, share=Decimal("0.5"), draw_at_least=3),
    Sample(bids_at_least=11, share=Decimal("0.4"), draw_at_least=6),
    Sample(bids_at_least=21, share=Decimal("0.3"), draw_at_least=9),
)


@register_price_formula("random-subset")
class RandomSubset(DeviationFormula):
    """B = mean of the drawn bids × (1 − k); k is drawn from ``reductions``.

    Of up to 10 bids 50 % are drawn (at least 3), of 11 to 20 40 % (at least 6), beyond 30 % (at least 9); a part of
    a bid rounds half up; of fewer bids than that all are taken.  ``samples`` sets other steps.
    Basis: the tender document, in the tendering regime (招标投标法 Art. 40).
    Excluded: government procurement (87号令 Art. 55).
    """

    formula: Literal["random-subset"] = "random-subset"
    reductions: Annotated[tuple[ShareBelowOne, ...], Field(min_length=1)]
    samples: Annotated[tuple[Sample, ...], Field(min_length=1)] = SAMPLES

    def problems(self, kind: str, max_score: Decimal | None) -> list[tuple[str, Message]]:
        problems = super().problems(kind, max_score)
        for number, sample in enumerate(self.samples):
            if number and sample.bids_at_least <= self.samples[number - 1].bids_at_least:
                problems.append((f"samples[{number}].bids_at_least", msg("more than in the entry before")))
        return problems

    def benchmark(self, offered: PriceField, draws: Draws) -> Benchmark:
        names = sorted(offered.prices)
        drawn = draws.some("subset", names, self.count(len(names)))
        reduction = draws.one("reduction", self.reductions)
        average = mean(offered.prices[name] for name in drawn)
        price = average * (1 - Fraction(reduction))
        inputs = {
            "benchmark": money(price),
            "mean": money(average),
            "drawn bids": "、".join(drawn),
            "drawn reduction": plain(reduction),
        }
        return Benchmark(price, inputs)

    def count(self, bids: int) -> int:
        """How many of so many bids are drawn."""
        reached = [sample for sample in self.samples if bids >= sample.bids_at_least] or [self.samples[0]]
        wanted = max(int(half_up(bids * Fraction(reached[-1].share), 0)), reached[-1].draw_at_least)
        return min(wanted, bids)
