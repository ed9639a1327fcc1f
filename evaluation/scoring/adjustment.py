"""Policy price deductions 价格扣除: the price that is evaluated, not the price that is paid.

Each deduction is taken on the quoted price, and they add up: ``evaluated = P − P·r_domestic − P·r_sme``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from evaluation.scoring.law import CONSORTIUM_SHARE
from evaluation.scoring.numbers import half_up
from evaluation.scoring.price import quotes_discounts
from procurement.bids.schema import BidSpec
from procurement.tenders.schema import TenderSpec


@dataclass(frozen=True, slots=True)
class EvaluatedPrice:
    """The price a bid is evaluated at, and the deductions by name as shares of the quoted price."""

    quoted: Decimal
    price: Decimal
    deductions: Mapping[str, Decimal]


def evaluated_prices(tender: TenderSpec, bids: Mapping[str, BidSpec]) -> dict[str, EvaluatedPrice]:
    """The evaluated price of each competing bid, rounded half up to the tender's places.

    ``bids`` are the valid ones: whether domestic and other products compete is asked among them.  A discount rate
    is not a price: it is evaluated as quoted.
    """
    if quotes_discounts(tender):
        return {bidder: EvaluatedPrice(bid.price.total, bid.price.total, {}) for bidder, bid in bids.items()}
    mixed = len({bid.domestic for bid in bids.values()}) == 2
    return {bidder: _evaluated(tender, bid, mixed=mixed) for bidder, bid in bids.items()}


def _evaluated(tender: TenderSpec, bid: BidSpec, *, mixed: bool) -> EvaluatedPrice:
    deductions = _sme(tender, bid)
    rate = tender.adjustments.domestic
    if rate and bid.domestic and mixed:
        deductions["domestic"] = rate
    quoted = bid.price.total
    exact = Fraction(quoted) * (1 - sum(map(Fraction, deductions.values()), Fraction(0)))
    return EvaluatedPrice(quoted, half_up(exact, tender.rounding.places), deductions)


def _sme(tender: TenderSpec, bid: BidSpec) -> dict[str, Decimal]:
    """The deduction for small firms: the larger one for a small or micro bidder, else that of a consortium.

    A small firm that also forms a consortium gets its own deduction only: the second one is for large and medium
    firms that share the contract with small ones (财库〔2020〕46号 Art. 9).
    """
    granted = tender.adjustments
    if tender.reserved_for_sme:
        return {}
    if bid.sme in {"micro", "small"} and granted.small_micro:
        return {"small_micro": granted.small_micro}
    share = bid.consortium_sme_share
    if granted.consortium_sme and share is not None and share >= CONSORTIUM_SHARE:
        return {"consortium_sme": granted.consortium_sme}
    return {}
