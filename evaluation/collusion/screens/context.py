"""Screens beside an alert about prices: context that a person reads, never a sign by itself.

Which way a ring moves them depends on how prices are scored: under the lowest price it squeezes the spread, under a
benchmark made from the mean its supporting bids widen it, so that a narrow spread says nothing there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from evaluation.collusion.screens.features import Screens, screens
from evaluation.scoring.price import PriceFormula
from procurement.message import Message, msg

LOWEST = frozenset({"lowest-price-ratio", "linear"})
"""Formulas that score against the lowest price."""

_LOWEST_SCREENS = ("bids", "cv", "spread", "diffp", "rd", "skew")
_MEAN_SCREENS = ("bids", "cv", "spread", "skew", "kurtosis", "ks")


def context(
    formula: PriceFormula | None, prices: Mapping[str, Decimal], group: Collection[str] = ()
) -> tuple[dict[str, Any], tuple[Message, ...]]:
    """The screens that this way of scoring asks for, of all prices and of those without a group, and what they mean."""
    everybody = screens(prices.values())
    others = screens(price for bidder, price in prices.items() if bidder not in group) if group else None
    if formula is not None and formula.HIGHER_IS_BETTER:
        return {}, ()
    lowest = formula is None or formula.formula in LOWEST
    names = _LOWEST_SCREENS if lowest else _MEAN_SCREENS
    found: dict[str, Any] = {
        "scored against": "lowest" if lowest else "mean",
        "all": _chosen(everybody, names),
    }
    if others is not None and others.bids > 1:
        found["without"] = _chosen(others, names)
    if everybody.cv is None or others is None or others.cv is None:
        return found, ()
    numbers = {"all": f"{100 * everybody.cv:.2f}", "without": f"{100 * others.cv:.2f}"}
    text = (
        msg("Context, not weighed: the prices vary by %(all)s %% (%(without)s %% without these bids); scored against the "
            "lowest price, a ring squeezes this", **numbers)
        if lowest
        else msg("Context, not weighed: the prices vary by %(all)s %% (%(without)s %% without these bids); scored against "
                 "a mean, supporting bids widen this, and little variation is no sign", **numbers)
    )  # fmt: skip
    return found, (text,)


def _chosen(found: Screens, names: tuple[str, ...]) -> dict[str, float]:
    return {
        name: round(value, 4) for name, value in asdict(found).items() if name in names and value is not None
    }
