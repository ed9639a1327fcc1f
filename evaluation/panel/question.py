"""A flag as the one flagged expert sees it: one sentence, one's own scores, and later where the others lay.

The others' scores are shown only when the panel's work on the tender is over, without names and in no order that
tells who is who: before that they could lean on the answer (87号令 Art. 62: a score is not negotiated).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from evaluation.panel.models import FlagAnswer
from evaluation.panel.queries import Task, flagged_items, mean_of, scores_of
from evaluation.panel.wording import to_expert
from procurement.bids.models import Bid
from procurement.message import Message
from procurement.numbers import plain
from procurement.tenders.models import Criterion, Stage, Tender

WIDTH = 240


@dataclass(frozen=True, slots=True)
class Dot:
    """A score on the line from 0 to the highest, in drawing units."""

    x: str
    own: bool


@dataclass(frozen=True, slots=True)
class QuestionItem:
    """One of the scores the question is about; ``typed`` is what stands in the form."""

    bid: Bid
    criterion: Criterion
    score: str
    highest: str
    note: str
    typed: str
    asked: bool
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question to one expert, open or answered."""

    row: FlagAnswer
    explanation: Message
    items: tuple[QuestionItem, ...]
    changes: tuple[tuple[str, str, str, str], ...]
    reason: str
    decision: str
    step: str

    @property
    def is_open(self) -> bool:
        return not self.row.answer


def question(
    row: FlagAnswer, task: Task, tender: Tender, posted: Mapping[str, str] | None = None
) -> Question:
    """The question as a page shows it; ``posted`` is a refused form, so that nothing typed is lost."""
    scores = scores_of(row.sheet)
    asked = {(bid.pk, criterion.pk) for bid, criterion in flagged_items(row.flag, task)}
    items = []
    for bid, criterion in task.items:
        held = scores.get((bid.pk, criterion.pk))
        shown = plain(held.score) or "" if held else ""
        items.append(
            QuestionItem(
                bid=bid,
                criterion=criterion,
                score=shown,
                highest=plain(criterion.max_score) or "0",
                note=held.note if held else "",
                typed=(posted or {}).get(f"score-{bid.pk}-{criterion.pk}", shown),
                asked=(bid.pk, criterion.pk) in asked,
                dots=_dots(row, tender, bid, criterion),
            )
        )
    return Question(
        row=row,
        explanation=to_expert(row.flag),
        items=tuple(item for item in items if item.asked),
        changes=_changes(row),
        reason=(posted or {}).get("reason", row.reason),
        decision=(posted or {}).get("decision", row.answer),
        step=plain(Decimal(1).scaleb(-min(tender.spec.rounding.places, 4))) or "1",
    )


def _dots(row: FlagAnswer, tender: Tender, bid: Bid, criterion: Criterion) -> tuple[Dot, ...]:
    if not row.answer or not tender.has_reached(Stage.SCORED):
        return ()
    found = bid.sheet_scores.filter(criterion=criterion, sheet__tender=tender, score__isnull=False)
    highest = criterion.max_score or Decimal(1)
    dots = [
        Dot(f"{float(held.score / highest) * WIDTH:.1f}", held.sheet_id == row.sheet_id)
        for held in found.order_by("score")
        if held.score is not None
    ]
    return tuple(dots)


def _changes(row: FlagAnswer) -> tuple[tuple[str, str, str, str], ...]:
    before = (row.before or {}).get("scores", [])
    after = (row.after or {}).get("scores", [])
    return tuple(
        (b["bidder"], b["criterion"], b["score"], a["score"]) for b, a in zip(before, after, strict=False)
    )


def mean_text(values: list[Decimal]) -> str:
    """The mean with two decimals, for a table."""
    mean = mean_of(values)
    return "" if mean is None else str(mean.quantize(Decimal("0.01")))
