"""What can be asked about bids.  Everything shown starts from the person's own query set, which is empty when sealed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from procurement.bids.judgement import JudgedScore, Judgement, Reading, judgements, readings
from procurement.bids.models import Bid, BidDocument
from procurement.people.models import User
from procurement.people.visibility import bids_for, may_see_scores
from procurement.tenders.models import Criterion, Tender


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A bid document and how it was read; ``None`` while it was not."""

    document: BidDocument
    reading: Reading | None


@dataclass(frozen=True, slots=True)
class BidRow:
    """A bid as the table shows it.  ``judgement`` is absent before the evaluation and for whoever may not see it."""

    bid: Bid
    judgement: Judgement | None
    documents: tuple[DocumentRow, ...]

    @property
    def pages(self) -> int:
        """Pages read so far."""
        return sum(row.reading.pages for row in self.documents if row.reading)

    @property
    def read(self) -> int:
        """Documents that were read or found unreadable."""
        return sum(row.reading is not None for row in self.documents)

    @property
    def unreadable(self) -> int:
        """Documents that cannot be read."""
        return sum(bool(row.reading and row.reading.problem) for row in self.documents)


@dataclass(frozen=True, slots=True)
class ScoreCell:
    """A cell of the table: a criterion and what it was given."""

    criterion: Criterion
    judged: JudgedScore | None


@dataclass(frozen=True, slots=True)
class BidsTable:
    """All bids of an opened tender; criteria are those the system scores."""

    criteria: tuple[Criterion, ...]
    rows: tuple[BidRow, ...]
    judged: bool

    @property
    def lines(self) -> list[tuple[BidRow, list[ScoreCell]]]:
        """Each bid with its cells in the order of the criteria."""
        return [(row, cells(row.judgement, self.criteria)) for row in self.rows]


def cells(judgement: Judgement | None, criteria: tuple[Criterion, ...]) -> list[ScoreCell]:
    """The scores in the order of the criteria."""
    scores: Mapping[str, JudgedScore] = judgement.scores if judgement else {}
    return [ScoreCell(criterion, scores.get(criterion.code)) for criterion in criteria]


def bids_table(user: User, tender: Tender) -> BidsTable:
    """The bids this person may read, with what was judged if they may see that too."""
    bids = list(
        bids_for(user)
        .filter(tender=tender)
        .select_related("supplier", "tender")
        .prefetch_related("documents__file")
        .order_by("key")
    )
    judged = judgements(tender) if may_see_scores(user, tender) else {}
    read = readings(row.file for bid in bids for row in bid.documents.all())
    return BidsTable(
        criteria=tuple(c for c in tender.criteria.all() if c.kind == "objective"),
        rows=tuple(bid_row(bid, judged.get(bid.pk), read) for bid in bids),
        judged=bool(judged),
    )


def bid_row(bid: Bid, judgement: Judgement | None, read: Mapping[str, Reading]) -> BidRow:
    """One bid with its documents and their reading."""
    documents = tuple(DocumentRow(row, read.get(row.file_id)) for row in bid.documents.all())
    return BidRow(bid, judgement, documents)
