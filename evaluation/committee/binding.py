"""What of the committee's findings binds the evaluation: prices that bidders confirmed, and bids it holds invalid.

87号令 Art. 59: 修正后的报价…经投标人确认后产生约束力，投标人不确认的，其投标无效; Art. 60: a bidder who cannot show that a low
price is reasonable is invalid.  Neither happens by itself: the officer records what the committee found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from evaluation.committee.models import Clarification, Ground, Judgement, Verdict
from evaluation.scoring import law
from evaluation.scoring.result import Rejection
from procurement.bids.schema import BidSpec
from procurement.message import msg
from procurement.numbers import plain
from procurement.tenders.models import Tender

ARTICLES = {Ground.CORRECTION: "price-correction", Ground.LOW_PRICE: "abnormally-low"}
"""The grounds on which a bid may be held invalid, and the article of each."""


def _counting(tender: Tender) -> Iterator[tuple[Clarification, Judgement]]:
    """Each question with the finding that counts, in the order they were put, where it binds the evaluation."""
    rows = Judgement.objects.filter(clarification__tender=tender).select_related("clarification__bid")
    newest = {row.clarification_id: row for row in rows.order_by("pk")}
    for row in sorted(newest.values(), key=lambda row: row.clarification.number):
        asked = row.clarification
        confirms = asked.ground == Ground.CORRECTION and row.verdict == Verdict.ACCEPTED
        if confirms or row.verdict == Verdict.INVALID:
            yield asked, row


def identity(tender: Tender) -> list[int]:
    """The findings that bind, by their ids: an evaluation made with others no longer stands."""
    return [row.pk for _, row in _counting(tender)]


def confirmed(tender: Tender) -> dict[str, Decimal]:
    """The confirmed price by bidder, in yuan, without the noughts of its column; of several the one asked about last."""
    return {
        asked.bid.key: Decimal(plain(asked.corrected) or 0)
        for asked, row in _counting(tender)
        if row.verdict == Verdict.ACCEPTED and asked.corrected is not None
    }


def rejections(tender: Tender) -> dict[str, tuple[Rejection, ...]]:
    """The bids that the committee holds invalid, with its reason."""
    found: dict[str, tuple[Rejection, ...]] = {}
    for asked, row in _counting(tender):
        if row.verdict == Verdict.INVALID:
            ground = ARTICLES[Ground(asked.ground)]
            reason = msg("decided by the committee: %(reason)s", reason=row.reason)
            made = Rejection(ground, reason, law.basis(ground, tender.spec))
            found[asked.bid.key] = (*found.get(asked.bid.key, ()), made)
    return found


def priced(bid: BidSpec, price: Decimal | None) -> BidSpec:
    """The bid with its confirmed price in place of the quoted one; as it is where none was confirmed."""
    if price is None:
        return bid
    return bid.model_copy(update={"price": bid.price.model_copy(update={"total": price})})


def joined(
    one: Mapping[str, tuple[Rejection, ...]], other: Mapping[str, tuple[Rejection, ...]]
) -> dict[str, tuple[Rejection, ...]]:
    """The rejections of both."""
    return {key: (*one.get(key, ()), *other.get(key, ())) for key in {**one, **other}}
