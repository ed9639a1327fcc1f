"""The panel's work, asked for: what is to be scored, how far a sheet is, who is asked what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from evaluation.panel.models import Flag, FlagAnswer, ScoreSheet, SheetScore
from evaluation.panel.points import Line, canonical
from evaluation.panel.seal import seal_is_off
from evaluation.scoring import queries as scoring
from procurement.bids.models import Bid
from procurement.people.models import Assignment, Role, User
from procurement.tenders.models import Criterion, Tender

Item = tuple[int, int]
"""A bid and a criterion, by primary key."""


@dataclass(frozen=True, slots=True)
class Task:
    """What the experts of a tender score: the subjective criteria of the bids that stayed in the evaluation."""

    bids: tuple[Bid, ...]
    criteria: tuple[Criterion, ...]

    @property
    def items(self) -> list[tuple[Bid, Criterion]]:
        return [(bid, criterion) for bid in self.bids for criterion in self.criteria]

    def bid(self, key: str) -> Bid | None:
        return next((bid for bid in self.bids if bid.key == key), None)

    def criterion(self, code: str) -> Criterion | None:
        return next((criterion for criterion in self.criteria if criterion.code == code), None)


def task_of(tender: Tender) -> Task:
    """The scoring task; empty before the first evaluation."""
    evaluation = scoring.current(tender)
    if evaluation is None:
        return Task((), ())
    bids = Bid.objects.filter(results__evaluation=evaluation, results__valid=True).select_related("supplier")
    return Task(tuple(bids.order_by("key")), tuple(tender.criteria.filter(kind="subjective")))


def scores_of(sheet: ScoreSheet | None) -> dict[Item, SheetScore]:
    """A sheet's scores by item."""
    if sheet is None:
        return {}
    return {(row.bid_id, row.criterion_id): row for row in sheet.scores.select_related("bid", "criterion")}


def scores_by_sheet(sheets: Iterable[ScoreSheet]) -> dict[int, dict[Item, SheetScore]]:
    """The scores of several sheets by item, in one query; a sheet without scores has none."""
    found: dict[int, dict[Item, SheetScore]] = {sheet.pk: {} for sheet in sheets}
    for row in SheetScore.objects.filter(sheet__in=found):
        found[row.sheet_id][row.bid_id, row.criterion_id] = row
    return found


def gaps(task: Task, scores: dict[Item, SheetScore]) -> list[tuple[Bid, Criterion]]:
    """The items that have no score yet."""
    found = []
    for bid, criterion in task.items:
        row = scores.get((bid.pk, criterion.pk))
        if row is None or row.score is None:
            found.append((bid, criterion))
    return found


def canonical_sheet(sheet: ScoreSheet, task: Task) -> str:
    """The sheet as the text whose hash is its receipt; bids out of the evaluation are not part of it."""
    scores = scores_of(sheet)
    lines = []
    for bid, criterion in task.items:
        row = scores.get((bid.pk, criterion.pk))
        lines.append(Line(bid.key, criterion.code, row.score if row else None, row.note if row else ""))
    return canonical(sheet.tender.reference, sheet.expert.username, lines)


def experts_of(tender: Tender) -> list[User]:
    """The experts assigned to a tender."""
    rows = Assignment.objects.filter(tender=tender, user__role=Role.EXPERT).select_related("user")
    return [row.user for row in rows]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an expert's own work on a tender is: for the expert's worklist, and for nobody else."""

    tender: Tender
    total: int
    scored: int
    submitted: bool
    open_flags: int

    @property
    def left(self) -> int:
        return self.total - self.scored


def standing(tender: Tender, expert: User) -> Standing:
    """One expert's own standing in one tender."""
    task = task_of(tender)
    sheet = ScoreSheet.objects.filter(tender=tender, expert=expert).first()
    open_flags = open_answers(expert).filter(flag__tender=tender).count()
    scored = len(task.items) - len(gaps(task, scores_of(sheet)))
    return Standing(tender, len(task.items), scored, bool(sheet and sheet.is_submitted), open_flags)


def open_answers(expert: User) -> QuerySet[FlagAnswer]:
    """The questions this expert has not answered yet."""
    return FlagAnswer.objects.filter(sheet__expert=expert, answer="").select_related(
        "flag__tender", "flag__bid"
    )


def answers_of(expert: User, tender: Tender) -> QuerySet[FlagAnswer]:
    """All questions this expert, and nobody else, was asked in a tender."""
    rows = FlagAnswer.objects.filter(sheet__expert=expert, flag__tender=tender)
    return rows.select_related("flag__tender", "flag__bid__supplier", "flag__criterion", "sheet__expert")


def unanswered(tender: Tender) -> QuerySet[FlagAnswer]:
    """The questions that still wait for someone who can answer: imported and replaced experts cannot."""
    experts = Assignment.objects.filter(tender=tender).values("user")
    rows = FlagAnswer.objects.filter(flag__tender=tender, answer="", sheet__imported=False)
    return rows.filter(sheet__expert__in=experts)


def flagged_items(flag: Flag, task: Task) -> list[tuple[Bid, Criterion]]:
    """The items a flag is about: one, all of one bid, all of one criterion, or the whole sheet."""
    return [
        (bid, criterion)
        for bid, criterion in task.items
        if flag.bid_id in (None, bid.pk) and flag.criterion_id in (None, criterion.pk)
    ]


def flags_of(tender: Tender) -> QuerySet[Flag]:
    """All flags of a tender with their answers; for those who may see them, never for an expert's page."""
    answers = FlagAnswer.objects.select_related("sheet__expert")
    rows = Flag.objects.filter(tender=tender).select_related("bid__supplier", "criterion", "tender")
    return rows.prefetch_related(Prefetch("answers", answers))


@dataclass(frozen=True, slots=True)
class Member:
    """An expert as those who run or watch the tender see them: whether in, and with the seal off, what."""

    expert: User
    submitted: bool
    sheet: ScoreSheet | None


def members(tender: Tender) -> list[Member]:
    """Who has submitted.  No score and no count of scores is in it before all have."""
    unsealed = seal_is_off(tender)
    sheets = {
        sheet.expert_id: sheet for sheet in ScoreSheet.objects.filter(tender=tender).select_related("expert")
    }
    found = []
    for expert in experts_of(tender):
        sheet = sheets.get(expert.pk)
        found.append(Member(expert, bool(sheet and sheet.is_submitted), sheet if unsealed else None))
    return found


def expert_key(user: User, tender: Tender) -> str:
    """What an expert is called in machine output: the key of the package for an imported one, else the account."""
    return user.username.removesuffix(f"@{tender.reference}")


def mean_of(values: Sequence[Decimal]) -> Decimal | None:
    """The exact mean; ``None`` of nothing."""
    return sum(values, Decimal(0)) / len(values) if values else None
