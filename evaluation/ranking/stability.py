"""Rank reversal: does the order of two bids hang on a third?

Relative price formulas measure every bid against the others.  Each valid bid is left out in turn, prices are
scored anew among the rest by the same formula and the same recorded draws, and the order is compared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from evaluation.calibration.rows import ExpertScore
from evaluation.ranking.rank import RankingResult, rank
from evaluation.reading.document import Document
from evaluation.scoring.adjustment import evaluated_prices
from evaluation.scoring.engine import price_scores
from evaluation.scoring.result import BidOutcome
from procurement.bids.schema import BidSpec
from procurement.tenders.schema import TenderSpec


@dataclass(frozen=True, slots=True)
class LeaveOneOut:
    """The ranking without one bid: its winners, and the pairs whose order turned round (better one before first)."""

    left_out: str
    winners: tuple[str, ...]
    reversals: tuple[tuple[str, str], ...]
    winner_changed: bool


def leave_one_out(
    tender: TenderSpec,
    outcomes: Mapping[str, BidOutcome],
    bids: Mapping[str, BidSpec],
    scores: Sequence[ExpertScore] = (),
    *,
    experts: Sequence[str] | None = None,
) -> tuple[LeaveOneOut, ...]:
    """One entry for each valid bid; empty while the ranking is incomplete."""
    whole = rank(tender, outcomes, bids, scores, experts=experts)
    if not whole.complete:
        return ()
    valid = [bidder for bidder, outcome in outcomes.items() if outcome.valid]
    found: list[LeaveOneOut] = []
    for absent in valid:
        rest = [bidder for bidder in valid if bidder != absent]
        if not rest:
            continue
        without = rank(tender, _repriced(tender, outcomes, bids, rest), bids, scores, experts=experts)
        if without.complete:
            found.append(_compare(absent, rest, whole, without))
    return tuple(found)


def _repriced(
    tender: TenderSpec, outcomes: Mapping[str, BidOutcome], bids: Mapping[str, BidSpec], rest: Sequence[str]
) -> dict[str, BidOutcome]:
    """The outcomes of the remaining bids with their prices scored among themselves."""
    competing = {bidder: bids[bidder] for bidder in rest}
    prices = evaluated_prices(tender, competing)
    nothing: Mapping[str, Sequence[Document]] = {}
    scored = price_scores(tender, competing, nothing, prices=prices)
    return {
        bidder: replace(
            outcomes[bidder],
            evaluated_price=prices[bidder].price,
            scores=tuple(scored.get(s.criterion, {}).get(bidder, s) for s in outcomes[bidder].scores),
        )
        for bidder in rest
    }


def _compare(absent: str, rest: Sequence[str], whole: RankingResult, without: RankingResult) -> LeaveOneOut:
    before = {bidder: whole.row(bidder).rank or 0 for bidder in rest}
    after = {bidder: without.row(bidder).rank or 0 for bidder in rest}
    reversals = tuple(
        (first, second)
        for first in rest
        for second in rest
        if before[first] < before[second] and after[first] > after[second]
    )
    first_before = {bidder for bidder in rest if before[bidder] == min(before.values())}
    winners = tuple(bidder for bidder in rest if after[bidder] == 1)
    return LeaveOneOut(absent, winners, reversals, set(winners) != first_before)
