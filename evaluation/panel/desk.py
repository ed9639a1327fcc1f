"""The scoring desk: one item at a time, its neighbours, and how far the expert is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeVar
from urllib.parse import urlencode

from evaluation.panel.drafting import version_of
from evaluation.panel.models import ScoreSheet, SheetScore
from evaluation.panel.points import level_of, own_order
from evaluation.panel.queries import Item, Task, scores_of
from procurement.bids.models import Bid
from procurement.numbers import plain
from procurement.people.models import User
from procurement.tenders.models import Criterion, Tender

T = TypeVar("T")
Axis = Literal["bid", "criterion"]
"""What stays while one goes on: the bid (its criteria one after another) or the criterion (its bids)."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the left pane, or a neighbour: an item with its present score."""

    bid: Bid
    criterion: Criterion
    score: str | None
    current: bool
    query: str


@dataclass(frozen=True, slots=True)
class Tab:
    """A bid or a criterion in the upper row, with how much of it is scored."""

    label: str
    code: str
    done: int
    total: int
    current: bool
    query: str

    @property
    def complete(self) -> bool:
        return self.done == self.total


@dataclass(frozen=True, slots=True)
class LevelChoice:
    """A grade with its range, as a radio button."""

    number: int
    label: str
    lower: str
    upper: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """All that the scoring page shows besides the bid's pages."""

    axis: Axis
    bid: Bid
    criterion: Criterion
    score: str
    note: str
    seconds: int
    version: int
    final: bool
    levels: tuple[LevelChoice, ...]
    step: str
    steps: tuple[Step, ...]
    tabs: tuple[Tab, ...]
    done: int
    total: int
    keys: dict[str, str]
    next_query: str
    other_axis_query: str

    @property
    def highest(self) -> str:
        return plain(self.criterion.max_score) or "0"


def desk(
    *, tender: Tender, expert: User, task: Task, sheet: ScoreSheet | None, query: dict[str, str]
) -> Desk | None:
    """The desk for the item the query string names, or for the first one without a score; ``None`` without items."""
    if not task.bids or not task.criteria:
        return None
    axis: Axis = "criterion" if query.get("by") == "criterion" else "bid"
    scores = scores_of(sheet)
    order = _Order(tender, expert, task, axis)
    bid, criterion = order.start(query, scores)
    row = scores.get((bid.pk, criterion.pk))
    spec = criterion.spec
    chosen = level_of(row.score if row else None, spec.levels)
    sequence = order.sequence()
    place = sequence.index((bid, criterion))
    following = sequence[place + 1] if place + 1 < len(sequence) else None
    bids = order.bids(criterion)
    keys = {
        "criterion_next": _query(axis, bid, _beside(task.criteria, criterion, 1)),
        "criterion_previous": _query(axis, bid, _beside(task.criteria, criterion, -1)),
        "bid_next": _query(axis, _beside(bids, bid, 1), criterion),
        "bid_previous": _query(axis, _beside(bids, bid, -1), criterion),
    }
    return Desk(
        axis=axis,
        bid=bid,
        criterion=criterion,
        score=(plain(row.score) or "") if row else "",
        note=row.note if row else "",
        seconds=row.seconds if row else 0,
        version=version_of(row),
        final=bool(row and row.final),
        levels=tuple(
            LevelChoice(n + 1, level.label, plain(level.lower) or "0", plain(level.upper) or "0", n == chosen)
            for n, level in enumerate(spec.levels)
        ),
        step=plain(Decimal(1).scaleb(-min(tender.spec.rounding.places, 4))) or "1",
        steps=tuple(
            Step(b, c, _shown(scores.get((b.pk, c.pk))), (b, c) == (bid, criterion), _query(axis, b, c))
            for b, c in (sequence_of_bid(bid, task) if axis == "bid" else [(b, criterion) for b in bids])
        ),
        tabs=_tabs(task, bids, scores, axis, bid, criterion),
        done=sum(1 for item in task.items if _shown(scores.get((item[0].pk, item[1].pk))) is not None),
        total=len(task.items),
        keys=keys,
        next_query=_query(axis, *following) if following else "",
        other_axis_query=_query("bid" if axis == "criterion" else "criterion", bid, criterion),
    )


def sequence_of_bid(bid: Bid, task: Task) -> list[tuple[Bid, Criterion]]:
    """One bid's items in the tender's order."""
    return [(bid, criterion) for criterion in task.criteria]


@dataclass(frozen=True, slots=True)
class _Order:
    """The order in which this expert meets the items."""

    tender: Tender
    expert: User
    task: Task
    axis: Axis

    def bids(self, criterion: Criterion | None) -> list[Bid]:
        code = criterion.code if criterion is not None and self.axis == "criterion" else ""
        by_key = {bid.key: bid for bid in self.task.bids}
        seed = int(self.tender.specification.get("seed", 0))
        return [by_key[key] for key in own_order(by_key, seed=seed, expert=self.expert.pk, criterion=code)]

    def sequence(self) -> list[tuple[Bid, Criterion]]:
        if self.axis == "bid":
            return [item for bid in self.bids(None) for item in sequence_of_bid(bid, self.task)]
        return [(bid, criterion) for criterion in self.task.criteria for bid in self.bids(criterion)]

    def start(self, query: dict[str, str], scores: dict[Item, SheetScore]) -> tuple[Bid, Criterion]:
        bid, criterion = self.task.bid(query.get("bid", "")), self.task.criterion(query.get("criterion", ""))
        if bid is not None and criterion is not None:
            return bid, criterion
        fitting = [
            item
            for item in self.sequence()
            if (bid is None or item[0] == bid) and (criterion is None or item[1] == criterion)
        ]
        return next((i for i in fitting if _shown(scores.get((i[0].pk, i[1].pk))) is None), fitting[0])


def _tabs(
    task: Task, bids: list[Bid], scores: dict[Item, SheetScore], axis: Axis, bid: Bid, criterion: Criterion
) -> tuple[Tab, ...]:
    def count(items: list[tuple[Bid, Criterion]]) -> int:
        return sum(1 for b, c in items if _shown(scores.get((b.pk, c.pk))) is not None)

    if axis == "bid":
        return tuple(
            Tab(
                b.supplier.name,
                b.key,
                count(sequence_of_bid(b, task)),
                len(task.criteria),
                b == bid,
                _query(axis, b, None),
            )
            for b in bids
        )
    return tuple(
        Tab(c.title, c.code, count([(b, c) for b in bids]), len(bids), c == criterion, _query(axis, None, c))
        for c in task.criteria
    )


def _beside(sequence: Sequence[T], item: T, by: int) -> T:
    return sequence[(sequence.index(item) + by) % len(sequence)]


def _shown(row: SheetScore | None) -> str | None:
    return plain(row.score) if row is not None else None


def _query(axis: Axis, bid: Bid | None, criterion: Criterion | None) -> str:
    parts: dict[str, str] = {"by": axis} if axis == "criterion" else {}
    if bid is not None:
        parts["bid"] = bid.key
    if criterion is not None:
        parts["criterion"] = criterion.code
    return urlencode(parts)
