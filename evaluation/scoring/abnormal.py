"""Abnormally low prices 异常低价: which bids must explain themselves; the trigger alone rejects nobody.

A review starts when the *quoted* price is strictly below a share of the mean of the conforming bids, of the second
lowest of them, or of the ceiling (财库〔2026〕2号, from 2026-02-01).  A tender may set its own shares.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from evaluation.scoring import law
from evaluation.scoring.numbers import half_up, mean, plain
from evaluation.scoring.price import quotes_discounts
from evaluation.scoring.result import BidWarning
from procurement.bids.schema import BidSpec
from procurement.message import Message, msg
from procurement.tenders.schema import AbnormallyLow, TenderSpec


def review_ratios(tender: TenderSpec) -> AbnormallyLow:
    """The shares that count: the tender's own, else those the law sets for its regime and date, else none."""
    own, legal = tender.abnormally_low, law.low_price_ratios(tender)
    return AbnormallyLow(
        of_mean=own.of_mean if own.of_mean is not None else legal and legal.of_mean,
        of_second_lowest=own.of_second_lowest
        if own.of_second_lowest is not None
        else legal and legal.of_second_lowest,
        of_ceiling=own.of_ceiling if own.of_ceiling is not None else legal and legal.of_ceiling,
    )


def low_price_warnings(tender: TenderSpec, conforming: Mapping[str, BidSpec]) -> dict[str, list[BidWarning]]:
    """The warnings, by bidder, for the conforming bids; one for each comparison that a price falls below.

    The mean includes the bid that is judged.  With one conforming bid there is no second lowest and no other price
    to compare with, so only the ceiling counts.  Discount rates are not prices and are left alone.
    """
    if quotes_discounts(tender):
        return {}
    ratios, basis = review_ratios(tender), law.basis("abnormally-low", tender)
    prices = {bidder: bid.price.total for bidder, bid in conforming.items()}
    ordered = sorted(prices.values())
    found: dict[str, list[BidWarning]] = {}
    for bidder, price in prices.items():
        details = []
        if len(ordered) > 1:
            details += _below(price, ratios.of_mean, mean(ordered), _OF_MEAN)
            details += _below(price, ratios.of_second_lowest, Fraction(ordered[1]), _OF_SECOND)
        limit = _OF_CEILING if tender.ceiling is not None else _OF_BUDGET
        details += _below(price, ratios.of_ceiling, Fraction(tender.price_limit), limit)
        if details:
            found[bidder] = [BidWarning("abnormally-low", basis, detail) for detail in details]
    return found


# The figures come later; written as messages so that the catalogue finds the sentences.
_OF_MEAN = msg(
    "the quoted price %(price)s is below %(share)s %% of the mean of the conforming bids, %(reference)s",
    price="",
    share="",
    reference="",
).template
_OF_SECOND = msg(
    "the quoted price %(price)s is below %(share)s %% of the second lowest conforming bid, %(reference)s",
    price="",
    share="",
    reference="",
).template
_OF_CEILING = msg(
    "the quoted price %(price)s is below %(share)s %% of the ceiling, %(reference)s",
    price="",
    share="",
    reference="",
).template
_OF_BUDGET = msg(
    "the quoted price %(price)s is below %(share)s %% of the budget, %(reference)s",
    price="",
    share="",
    reference="",
).template


def _below(price: Decimal, ratio: Decimal | None, reference: Fraction, template: str) -> list[Message]:
    if ratio is None or not price < Fraction(ratio) * reference:
        return []
    return [
        Message(
            template,
            {
                "price": f"{price:,f}",
                "share": plain(ratio * 100),
                "reference": f"{half_up(reference, 2):,f}",
            },
        )
    ]
