"""The result of a tender as a table: places, points per criterion, and what is still missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from evaluation.panel.seal import seal_is_off
from evaluation.ranking.models import RankedBid, Ranking
from evaluation.ranking.queries import current
from procurement.bids.judgement import Judgement, judgements
from procurement.bids.models import Bid
from procurement.bids.naming import with_names
from procurement.message import Message
from procurement.people.models import User
from procurement.people.visibility import bids_for
from procurement.tenders.models import Criterion, Stage, Tender

SHADES = {"objective": 10, "subjective": 5}
"""How many fills the bars have per kind; further criteria begin again."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bid's bar: one criterion, its points, where it begins and how wide it is, in points of the total."""

    criterion: Criterion
    points: Decimal | None
    start: Decimal
    width: Decimal
    shade: int


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A valid bid: its place and total once all scores are in, its parts as far as they may be seen."""

    bid: Bid
    evaluated_price: Decimal | None
    rank: int | None
    total: Decimal | None
    candidate: bool
    parts: tuple[Part, ...]
    explanation: Message | None
    tied: bool

    @property
    def known(self) -> Decimal:
        """The points that are there so far."""
        return sum((part.points for part in self.parts if part.points is not None), Decimal(0))


@dataclass(frozen=True, slots=True)
class InvalidRow:
    """A rejected bid and why."""

    bid: Bid
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class ResultTable:
    """All bids; ``complete`` when places may be shown.  ``full`` is the sum of all full scores."""

    ranking: Ranking | None
    complete: bool
    criteria: tuple[Criterion, ...]
    full: Decimal
    notes: tuple[Message, ...]
    rows: tuple[ResultRow, ...]
    invalid: tuple[InvalidRow, ...]
    by_price: bool


def result_table(user: User, tender: Tender) -> ResultTable:
    """What this person may see of the result.

    Subjective points and places appear once every expert has submitted and answered: a place known early would lean
    on those who are still asked to look again.
    """
    ranking = current(tender)
    open_now = tender.has_reached(Stage.SCORED) and seal_is_off_or_unneeded(tender)
    complete = bool(ranking and ranking.complete and open_now)
    criteria = tuple(c for c in tender.criteria.all() if c.kind != "qualification")
    bids = {
        bid.pk: bid for bid in bids_for(user).filter(tender=tender).select_related("supplier").order_by("key")
    }
    judged = judgements(tender)
    ranked = {row.bid_id: row for row in ranking.rows.all()} if ranking else {}
    places = [row.rank for row in ranked.values() if row.rank is not None]
    names = {bid.key: bid.supplier.name for bid in bids.values()}
    rows = [
        _row(bid, judged[pk], ranked.get(pk), criteria, places, names, complete=complete)
        for pk, bid in bids.items()
        if pk in judged and judged[pk].valid
    ]
    rows.sort(key=lambda row: (row.rank is None, row.rank or 0, -row.known, row.bid.key))
    return ResultTable(
        ranking=ranking,
        complete=complete,
        criteria=criteria,
        full=sum((c.max_score or Decimal(0) for c in criteria), Decimal(0)),
        notes=tuple(with_names(note, names) for note in ranking.notes) if complete and ranking else (),
        rows=tuple(rows),
        invalid=tuple(
            InvalidRow(bid, judged[pk]) for pk, bid in bids.items() if pk in judged and not judged[pk].valid
        ),
        by_price=tender.method == "lowest-evaluated-price",
    )


def seal_is_off_or_unneeded(tender: Tender) -> bool:
    """Whether subjective points may be seen; a tender without subjective criteria has none to hide."""
    return not tender.criteria.filter(kind="subjective").exists() or seal_is_off(tender)


def _row(
    bid: Bid,
    judgement: Judgement,
    place: RankedBid | None,
    criteria: Sequence[Criterion],
    places: Sequence[int],
    names: Mapping[str, str],
    *,
    complete: bool,
) -> ResultRow:
    given: dict[str, Decimal | None] = {}
    for criterion in criteria:
        if criterion.kind == "objective":
            score = judgement.scores.get(criterion.code)
            given[criterion.code] = score.score if score else None
        elif complete and place is not None and criterion.code in place.parts:
            given[criterion.code] = Decimal(place.parts[criterion.code])
        else:
            given[criterion.code] = None
    parts, start = [], Decimal(0)
    seen = dict.fromkeys(SHADES, 0)
    for criterion in criteria:
        points = given[criterion.code]
        width = points or Decimal(0)
        parts.append(Part(criterion, points, start, width, seen[criterion.kind] % SHADES[criterion.kind]))
        seen[criterion.kind] += 1
        start += width
    shown = place if complete else None
    return ResultRow(
        bid=bid,
        evaluated_price=judgement.evaluated_price,
        rank=shown.rank if shown else None,
        total=shown.total if shown else None,
        candidate=bool(shown and shown.candidate),
        parts=tuple(parts),
        explanation=with_names(shown.explanation, names) if shown and shown.explanation else None,
        tied=bool(shown and shown.rank is not None and places.count(shown.rank) > 1),
    )
