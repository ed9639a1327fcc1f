"""Corrections of a price 报价修正 that bind only once the bidder has confirmed them in writing.

87号令 Art. 59: words prevail over figures, the sum of unit prices over the total; several at once are corrected in that
order.  The corrected price binds when the bidder confirms it under Art. 51(2); a bid whose bidder does not is invalid.
Scoring finds both as warnings of kind ``arithmetic`` and goes on with the price as quoted; here they are read back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

_FIGURES = (("figures", "spoken"), ("total", "sum"))
"""What was quoted and what prevails, by the parameters of the warnings, in the order of Art. 59."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A price in yuan as quoted, the price that prevails, the warning that says why, and its article."""

    quoted: Decimal
    corrected: Decimal
    detail: Mapping[str, Any]
    basis: str


def corrections(warnings: Iterable[Mapping[str, Any]]) -> tuple[Correction, ...]:
    """The corrections among a bid's stored warnings, in the order of Art. 59; one for each corrected amount."""
    found: dict[Decimal, tuple[int, Correction]] = {}
    for warning in warnings:
        params = warning["detail"].get("params", {})
        for order, (quoted, corrected) in enumerate(_FIGURES):
            if warning["kind"] == "arithmetic" and {quoted, corrected} <= set(params):
                made = Correction(
                    _amount(params[quoted]),
                    _amount(params[corrected]),
                    warning["detail"],
                    warning.get("basis", ""),
                )
                found.setdefault(made.corrected, (order, made))
    return tuple(made for _, made in sorted(found.values(), key=lambda pair: pair[0]))


def _amount(text: Any) -> Decimal:
    return Decimal(str(text).replace(",", ""))
