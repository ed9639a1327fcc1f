"""What a price formula is: from the prices of all valid bids to a benchmark, from a price to a share of the points.

A formula is exact: prices come in as decimals, shares go out as fractions, and the score is rounded once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from evaluation.scoring.draws import Draws
from evaluation.scoring.numbers import half_up, mean, plain
from evaluation.scoring.rule import needs_points
from procurement.message import Message, msg
from procurement.strict import ExactDecimal, Strict
from procurement.tenders.rule_types import RuleParameters
from procurement.tenders.schema import TenderSpec

Positive = Annotated[ExactDecimal, Field(gt=0)]
NotNegative = Annotated[ExactDecimal, Field(ge=0)]
ShareBelowOne = Annotated[ExactDecimal, Field(ge=0, lt=1)]
Prices = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class PriceField:
    """The prices that compete, by bidder, and the ceiling 最高限价 (the budget where there is none)."""

    prices: Prices
    limit: Decimal


@dataclass(frozen=True, slots=True)
class Benchmark:
    """The benchmark price 评标基准价 with the numbers it came from; ``price`` is ``None`` when ``reason`` says why."""

    price: Fraction | None
    inputs: Mapping[str, str] = field(default_factory=dict)
    reason: Message | None = None


class PriceFormula(RuleParameters):
    """A formula: ``benchmark`` looks at all prices, ``share`` at one; a share is not yet held within 0 and 1."""

    HIGHER_IS_BETTER: ClassVar[bool] = False
    """Whether the bidders quote discounts, of which the highest wins, instead of prices."""

    type: Literal["price"] = "price"
    formula: str

    def problems(self, kind: str, max_score: Decimal | None) -> list[tuple[str, Message]]:
        return needs_points(kind)

    def benchmark(self, offered: PriceField, draws: Draws) -> Benchmark:
        """The benchmark of at least one price."""
        raise NotImplementedError

    def share(self, price: Decimal, benchmark: Fraction) -> Fraction:
        """The share of the maximum that a price earns against the benchmark."""
        raise NotImplementedError

    def explain(self, price: Decimal, benchmark: Fraction, share: Fraction, places: int) -> Message:
        """How the share came about, in numbers that a reader can follow."""
        raise NotImplementedError


class DeviationFormula(PriceFormula):
    """The family that scores the distance from a benchmark: d = (P − B) ÷ B.

    1 − above·d for d > 0, 1 + below·d otherwise (d is then negative or 0).
    """

    above: NotNegative
    below: NotNegative

    def share(self, price: Decimal, benchmark: Fraction) -> Fraction:
        distance = (Fraction(price) - benchmark) / benchmark
        return 1 - Fraction(self.above) * distance if distance > 0 else 1 + Fraction(self.below) * distance

    def explain(self, price: Decimal, benchmark: Fraction, share: Fraction, places: int) -> Message:
        distance = (Fraction(price) - benchmark) / benchmark
        return msg(
            "price %(price)s is %(percent)s %% from benchmark %(benchmark)s; × %(factor)s: %(share)s %% of the points",
            price=f"{price:,f}",
            percent=f"{half_up(distance * 100, 4):+f}",
            benchmark=f"{half_up(benchmark, places):,f}",
            factor=plain(self.above if distance > 0 else self.below),
            share=percent(share),
        )


def price_formula(tender: TenderSpec) -> PriceFormula | None:
    """The tender's first price formula; ``None`` when the price is not scored."""
    return next((c.rule for c in tender.criteria if isinstance(c.rule, PriceFormula)), None)


def quotes_discounts(tender: TenderSpec) -> bool:
    """Whether the bidders quote discount rates, so that checks on amounts of money do not apply."""
    formula = price_formula(tender)
    return formula is not None and formula.HIGHER_IS_BETTER


class Trim(Strict):
    """From this number of bids on, drop so many of the highest and of the lowest prices before the mean."""

    bids_at_least: Annotated[int, Field(ge=1, strict=True)]
    high: Annotated[int, Field(ge=0, strict=True)] = 0
    low: Annotated[int, Field(ge=0, strict=True)] = 0


def trim_problems(trims: Sequence[Trim]) -> list[tuple[str, Message]]:
    """A trim must leave a price, and the entries must rise in ``bids_at_least``."""
    problems: list[tuple[str, Message]] = []
    for number, trim in enumerate(trims):
        if trim.high + trim.low >= trim.bids_at_least:
            problems.append((f"trim[{number}]", msg("fewer dropped prices than bids_at_least")))
        if number and trim.bids_at_least <= trims[number - 1].bids_at_least:
            problems.append((f"trim[{number}].bids_at_least", msg("more than in the entry before")))
    return problems


def trimmed(prices: Prices, trims: Sequence[Trim]) -> tuple[list[Decimal], Trim | None]:
    """The prices, ascending, after the last trim that their number reaches, and that trim."""
    ordered = sorted(prices.values())
    reached = [trim for trim in trims if len(ordered) >= trim.bids_at_least]
    if not reached:
        return ordered, None
    trim = reached[-1]
    return ordered[trim.low : len(ordered) - trim.high], trim


def mean_price(prices: Prices) -> Fraction:
    """The exact mean of all prices."""
    return mean(prices.values())


def money(number: Fraction | Decimal) -> str:
    """A price as an input of a score: to six places, without trailing zeros."""
    return plain(half_up(number, 6))


def percent(share: Fraction) -> str:
    """A share in percent with two decimals, held within 0 and 100 as the score is."""
    return f"{half_up(max(Fraction(0), min(Fraction(1), share)) * 100, 2):f}"
