"""Totals, order, ties and candidates 汇总、排序、并列、中标候选人.

The total of a bid is its objective points plus the mean of the experts' totals of subjective points: each expert
judges alone and the committee gathers (87号令 Art. 55).  The mean is exact and rounded half up once, so the points
shown per criterion, each rounded by itself, may differ from the total in the last digit.

Comprehensive scoring orders by total, then by quoted price 投标报价, then ties (Art. 57).  Art. 57 speaks of the
price that was bid, so the tie is broken by the quoted one; Art. 55 lets the adjusted price count in the price score
only.  Lowest price orders by the policy-adjusted price (Art. 54, 56).  The tendering regime leaves the order to the
tender document; the same one is used there, and at most three candidates are named (实施条例 Art. 53).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from evaluation.calibration.rows import ExpertScore
from evaluation.scoring import law
from evaluation.scoring.numbers import half_up, plain
from evaluation.scoring.price import quotes_discounts
from evaluation.scoring.result import BidOutcome
from procurement.bids.schema import BidSpec
from procurement.message import Message, msg
from procurement.tenders.schema import TenderSpec

LOWEST_PRICE = "lowest-evaluated-price"


@dataclass(frozen=True, slots=True)
class RankedRow:
    """One bid's place.  ``rank`` and ``total`` are ``None`` for a rejected bid and while scores are missing.

    ``parts`` are the points per criterion, a subjective one as the experts' mean; ``explanation`` says in words
    what separates the bid from the next, or why it has no place.
    """

    bidder: str
    rank: int | None
    total: Decimal | None
    parts: Mapping[str, Decimal]
    explanation: Message
    candidate: bool = False


@dataclass(frozen=True, slots=True)
class RankingResult:
    """All bids, ranked ones first in order; ``complete`` when every score is in.  ``basis`` is the article."""

    rows: tuple[RankedRow, ...]
    complete: bool
    basis: str
    notes: tuple[Message, ...] = ()

    def row(self, bidder: str) -> RankedRow:
        """The row of a bidder; ``KeyError`` when there is none."""
        for row in self.rows:
            if row.bidder == bidder:
                return row
        raise KeyError(bidder)


@dataclass(slots=True)
class _Standing:
    """A valid bid on its way to a place."""

    bidder: str
    quoted: Decimal
    evaluated: Decimal
    parts: dict[str, Decimal] = field(default_factory=dict)
    exact: Fraction = Fraction(0)
    missing: list[Message] = field(default_factory=list)


def rank(
    tender: TenderSpec,
    outcomes: Mapping[str, BidOutcome],
    bids: Mapping[str, BidSpec],
    scores: Sequence[ExpertScore] = (),
    *,
    experts: Sequence[str] | None = None,
) -> RankingResult:
    """The ranking of all bids.

    ``experts`` are the members whose scores must be in (all that appear in ``scores`` when left out).  A score that
    is missing, or an objective one that a person has yet to decide, leaves the ranking incomplete and without
    places.  Scores of objective criteria in ``scores`` are passed over: the system's count.
    """
    members = sorted({score.expert for score in scores}) if experts is None else list(experts)
    by_item = {(s.expert, s.bidder, s.criterion): s.score for s in scores if s.expert in set(members)}
    standings = [
        _standing(tender, outcome, bids[bidder].price.total, members, by_item)
        for bidder, outcome in outcomes.items()
        if outcome.valid
    ]
    rejected = tuple(
        RankedRow(bidder, None, None, {}, msg("rejected, so it has no place"))
        for bidder, outcome in outcomes.items()
        if not outcome.valid
    )
    lowest_price = tender.method == LOWEST_PRICE
    basis = law.basis("ranking-price" if lowest_price else "ranking-score", tender)
    missing = [reason for standing in standings for reason in standing.missing]
    if missing:
        waiting = tuple(
            RankedRow(
                s.bidder, None, None, s.parts, s.missing[0] if s.missing else msg("other scores are missing")
            )
            for s in standings
        )
        return RankingResult((*waiting, *rejected), complete=False, basis=basis, notes=tuple(missing))
    rows = _ranked(tender, standings)
    return RankingResult((*rows, *rejected), complete=True, basis=basis, notes=_notes(tender, members, rows))


def _standing(
    tender: TenderSpec,
    outcome: BidOutcome,
    quoted: Decimal,
    members: Sequence[str],
    by_item: Mapping[tuple[str, str, str], Decimal],
) -> _Standing:
    """Adds up a valid bid; under the lowest-price method points do not count."""
    evaluated = quoted if outcome.evaluated_price is None else outcome.evaluated_price
    standing = _Standing(outcome.bidder, quoted, evaluated)
    if tender.method == LOWEST_PRICE:
        return standing
    for score in outcome.scores:
        if score.kind != "objective":
            continue
        if score.score is None:
            standing.missing.append(
                msg(
                    "%(bidder)s: %(code)s is to be decided by a person",
                    bidder=outcome.bidder,
                    code=score.criterion,
                )
            )
            continue
        standing.parts[score.criterion] = score.score
        standing.exact += Fraction(score.score)
    for criterion in tender.criteria:
        if criterion.kind == "subjective":
            _add_mean(standing, criterion.code, members, by_item, tender.rounding.places)
    return standing


def _add_mean(
    standing: _Standing,
    code: str,
    members: Sequence[str],
    by_item: Mapping[tuple[str, str, str], Decimal],
    places: int,
) -> None:
    given = [by_item[key] for member in members if (key := (member, standing.bidder, code)) in by_item]
    absent = len(members) - len(given)
    if absent or not members:
        standing.missing.append(
            msg(
                "%(bidder)s: %(code)s lacks the scores of %(absent)s experts",
                bidder=standing.bidder,
                code=code,
                absent=absent,
            )
            if members
            else msg("%(bidder)s: %(code)s has no expert scores yet", bidder=standing.bidder, code=code)
        )
        return
    exact = sum(map(Fraction, given), Fraction(0)) / len(given)
    standing.parts[code] = half_up(exact, places)
    standing.exact += exact


def _ranked(tender: TenderSpec, standings: Sequence[_Standing]) -> list[RankedRow]:
    """Places by the tender's method; equal bids share one, and the next place is left free (1, 1, 3)."""
    lowest_price, discounts = tender.method == LOWEST_PRICE, quotes_discounts(tender)
    totals = {s.bidder: None if lowest_price else half_up(s.exact, tender.rounding.places) for s in standings}

    def key(standing: _Standing) -> tuple[Decimal, Decimal]:
        price = -standing.quoted if discounts else standing.quoted
        total = totals[standing.bidder]
        if total is None:
            return (-standing.evaluated if discounts else standing.evaluated, Decimal(0))
        return -total, price

    ordered = sorted(standings, key=lambda s: (*key(s), s.bidder))
    keys = [key(s) for s in ordered]
    candidates = _candidates(keys)
    return [
        RankedRow(
            standing.bidder,
            keys.index(keys[place]) + 1,
            totals[standing.bidder],
            standing.parts,
            _margin(place, ordered, keys, totals),
            candidate=place < candidates,
        )
        for place, standing in enumerate(ordered)
    ]


def _candidates(keys: Sequence[tuple[Decimal, Decimal]]) -> int:
    """How many bids are candidates: at most three; a tie across the third place is left for the committee."""
    count = min(law.MOST_CANDIDATES, len(keys))
    if len(keys) > count and keys[count - 1] == keys[count]:
        count = keys.index(keys[count])
    return count


def _margin(
    place: int,
    ordered: Sequence[_Standing],
    keys: Sequence[tuple[Decimal, Decimal]],
    totals: Mapping[str, Decimal | None],
) -> Message:
    """What separates a bid from the next one."""
    tied = [
        s.bidder for s, k in zip(ordered, keys, strict=True) if k == keys[place] and s is not ordered[place]
    ]
    if tied:
        return msg("tied with %(others)s in every figure that decides", others="、".join(tied))
    if place + 1 == len(ordered):
        return msg("last of %(count)s", count=len(ordered))
    here, following = ordered[place], ordered[place + 1]
    mine, theirs = totals[here.bidder], totals[following.bidder]
    if mine is None or theirs is None:
        return msg(
            "%(difference)s cheaper than %(next)s",
            difference=f"{abs(following.evaluated - here.evaluated):,f}",
            next=following.bidder,
        )
    if mine == theirs:
        return msg(
            "as many points as %(next)s; the quoted price decides: %(price)s against %(other)s",
            next=following.bidder,
            price=f"{here.quoted:,f}",
            other=f"{following.quoted:,f}",
        )
    return msg("%(points)s points ahead of %(next)s", points=plain(mine - theirs), next=following.bidder)


def _notes(tender: TenderSpec, members: Sequence[str], rows: Sequence[RankedRow]) -> tuple[Message, ...]:
    notes: list[Message] = []
    if tender.method != LOWEST_PRICE and any(c.kind == "subjective" for c in tender.criteria):
        notes.append(
            msg(
                "subjective points are the mean of %(count)s experts, rounded half up once",
                count=len(members),
            )
        )
    winners = [row.bidder for row in rows if row.rank == 1]
    if len(winners) > 1:
        notes.append(msg("tied for first place: %(bidders)s", bidders="、".join(winners)))
    return tuple(notes)
