"""Price scores of made-up bids, by the whole engine."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, TypeVar

from evaluation.scoring.engine import price_scores
from evaluation.scoring.result import CriterionScore
from tests.evaluation.scoring.make import bid, tender

_T = TypeVar("_T")


class Fixed:
    """Draws that are not drawn: the first options, or those named by purpose."""

    def __init__(self, **chosen: Any) -> None:
        self._chosen = chosen

    def one(self, purpose: str, options: Sequence[_T]) -> _T:
        return next((o for o in options if str(o) == str(self._chosen.get(purpose))), options[0])

    def some(self, purpose: str, options: Sequence[_T], count: int) -> tuple[_T, ...]:
        return tuple(options[:count])


def score(
    raw: dict[str, Any], *prices: str, max_score: str = "100", draws: Fixed | None = None, **changes: Any
) -> list[CriterionScore]:
    """The price scores of bids at these prices, in order."""
    criterion = {"code": "P1", "kind": "objective", "max_score": max_score, "rule": {"type": "price", **raw}}
    offered = {f"b{number:02}": bid(price) for number, price in enumerate(prices)}
    made = tender([criterion], **{"regime": "tendering", "object": "works", **changes})
    found = price_scores(made, offered, {}, draws=draws)["P1"]
    return [found[name] for name in offered]


def points(raw: dict[str, Any], *prices: str, **options: Any) -> list[Decimal | None]:
    """The points alone."""
    return [found.score for found in score(raw, *prices, **options)]


def decimals(*numbers: str) -> list[Decimal]:
    """Expected points."""
    return [Decimal(number) for number in numbers]
