"""The screens of one tender: how its prices are spread.

Sorted prices b₁ ≤ b₂ ≤ … ≤ bₙ.  The screens are those of Imhof & Wallimann (2021), "Detecting bid-rigging coalitions
in different countries and auction formats", and the literature they take together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from math import sqrt


@dataclass(frozen=True, slots=True)
class Screens:
    """Each ``None`` where there are too few prices for it, or where they do not differ.

    ``cv`` sd ÷ mean; ``spread`` (max − min) ÷ min; ``diffp`` (b₂ − b₁) ÷ b₁; ``rd`` (b₂ − b₁) ÷ sd of the losers;
    ``skew`` and ``kurtosis`` (excess) without bias; ``ks`` distance to the uniform distribution on [b₁, bₙ].
    """

    bids: int
    cv: float | None = None
    spread: float | None = None
    diffp: float | None = None
    rd: float | None = None
    skew: float | None = None
    kurtosis: float | None = None
    ks: float | None = None


NAMES = tuple(field.name for field in fields(Screens))


def screens(prices: Iterable[Decimal]) -> Screens:
    """The screens of at least one price above 0; discounts are no prices."""
    found = sorted(float(price) for price in prices)
    n = len(found)
    if n < 2 or found[0] <= 0:
        return Screens(n)
    low, second, high = found[0], found[1], found[-1]
    mean, sd = sum(found) / n, _sd(found)
    losers = _sd(found[1:]) if n > 2 else 0.0
    return Screens(
        bids=n,
        cv=sd / mean,
        spread=(high - low) / low,
        diffp=(second - low) / low,
        rd=(second - low) / losers if losers else None,
        skew=_skew(found, mean, sd) if n > 2 and sd else None,
        kurtosis=_kurtosis(found, mean, sd) if n > 3 and sd else None,
        ks=_ks(found) if n > 2 and high > low else None,
    )


def _sd(values: list[float]) -> float:
    mean = sum(values) / len(values)
    return sqrt(sum((v - mean) ** 2 for v in values) / (len(values) - 1)) if len(values) > 1 else 0.0


def _skew(values: list[float], mean: float, sd: float) -> float:
    n = len(values)
    return n / ((n - 1) * (n - 2)) * sum(((v - mean) / sd) ** 3 for v in values)


def _kurtosis(values: list[float], mean: float, sd: float) -> float:
    n = len(values)
    fourth = sum(((v - mean) / sd) ** 4 for v in values)
    return n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) * fourth - 3 * (n - 1) ** 2 / ((n - 2) * (n - 3))


def _ks(values: list[float]) -> float:
    n, low, span = len(values), values[0], values[-1] - values[0]
    return max(max((i + 1) / n - (v - low) / span, (v - low) / span - i / n) for i, v in enumerate(values))
