"""The committee's papers, asked for: questions to bidders, corrections to confirm, who has signed.

Who may read them: questions and answers, whoever runs or watches the tender, and its experts until the report.  An
expert reads the others' opinions once the own one is given, not before: nobody is to lean on them (87号令 Art. 62(3)).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from evaluation.committee import binding, course
from evaluation.committee.corrections import Correction, corrections
from evaluation.committee.models import Clarification, Ground, Judgement, Opinion, Reply
from evaluation.committee.result import Result
from evaluation.scoring import law
from evaluation.scoring import queries as scoring
from evaluation.scoring.models import BidResult
from procurement.bids.models import Bid
from procurement.people.models import Assignment, Role, User
from procurement.people.visibility import tenders_for, tenders_with_clarifications_for
from procurement.tenders.models import Tender


@dataclass(frozen=True, slots=True)
class Course:
    """A question with all that came of it, and how far it is."""

    row: Clarification
    replies: tuple[Reply, ...]
    judgements: tuple[Judgement, ...]
    state: str
    basis: str

    @property
    def is_open(self) -> bool:
        return self.state in course.OPEN

    @property
    def to_judge(self) -> bool:
        return self.state in course.TO_JUDGE

    @property
    def judgement(self) -> Judgement | None:
        """The one that counts."""
        return self.judgements[-1] if self.judgements else None


def article(ground: str, tender: Tender) -> law.Article | None:
    """The law behind an act of the committee; ``None`` where the tender's regime or day has no article for it."""
    try:
        return law.article(ground, tender.regime, law.tender_day(tender.spec))
    except KeyError:
        return None


def clarifications_for(user: User, tender: Tender) -> QuerySet[Clarification]:
    """The questions to bidders of a tender that this person may read."""
    return _rows(
        Clarification.objects.filter(tender=tender, tender__in=tenders_with_clarifications_for(user))
    )


def _rows(rows: QuerySet[Clarification]) -> QuerySet[Clarification]:
    return (
        rows.select_related("tender", "bid__supplier", "bid__tender", "criterion", "asked_by")
        .prefetch_related("replies__file", "replies__entered_by", "judgements__recorded_by")
        .order_by("number")
    )


def courses(rows: QuerySet[Clarification], *, now: datetime | None = None) -> list[Course]:
    """The questions with how far each is at ``now``."""
    moment = now or timezone.now()
    return [_course(row, moment) for row in rows]


def _course(row: Clarification, now: datetime) -> Course:
    replies, judgements = tuple(row.replies.all()), tuple(row.judgements.all())
    state = course.state(
        deadline=row.deadline,
        received=min((reply.received_at for reply in replies), default=None),
        verdict=judgements[-1].verdict if judgements else "",
        now=now,
    )
    basis = law.basis(binding.ARTICLES.get(Ground(row.ground), "clarification"), row.tender.spec)
    return Course(row, replies, judgements, state, basis)


def all_of(tender: Tender) -> list[Course]:
    """Every question of a tender, for the report and its open points."""
    return courses(_rows(Clarification.objects.filter(tender=tender)))


def to_judge(user: User) -> dict[Tender, int]:
    """The tenders this person runs in which answers, or missed deadlines, wait for the committee; how many each."""
    waiting = Q(deadline__lt=timezone.now()) | Q(replies__isnull=False)
    rows = (
        Clarification.objects.filter(
            waiting, judgements=None, tender__in=tenders_with_clarifications_for(user)
        )
        .exclude(tender__stage="reported")
        .values("tender")
        .annotate(n=Count("pk", distinct=True))
    )
    counts = {row["tender"]: row["n"] for row in rows.order_by("tender")}
    return {tender: counts[tender.pk] for tender in Tender.objects.filter(pk__in=counts)}


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """A correction that scoring found in a valid bid, the ``number``-th of it, and the question about it, if one was put."""

    bid: Bid
    number: int
    correction: Correction
    asked: Course | None

    @property
    def state(self) -> str:
        """``unasked``, or how far the question is."""
        return self.asked.state if self.asked else "unasked"


def corrections_of(bid: Bid) -> tuple[Correction, ...]:
    """The corrections found in one bid by the evaluation that counts."""
    result = BidResult.objects.filter(evaluation=scoring.current(bid.tender), bid=bid).first()
    return corrections(result.warnings) if result else ()


def to_confirm(tender: Tender, known: list[Course]) -> list[ToConfirm]:
    """The corrections of the valid bids; of several questions about one the last that was not withdrawn counts."""
    asked: dict[tuple[int, Decimal], Course] = {}
    for item in known:
        if item.row.corrected is not None and item.state != course.WITHDRAWN:
            asked[item.row.bid_id, item.row.corrected] = item
    results = BidResult.objects.filter(evaluation=scoring.current(tender), valid=True)
    results = results.select_related("bid__supplier", "bid__tender").order_by("bid__key")
    lines = [
        ToConfirm(result.bid, number, found, asked.get((result.bid_id, found.corrected)))
        for result in results
        for number, found in enumerate(corrections(result.warnings), 1)
    ]
    told = {(line.bid.pk, line.correction.corrected) for line in lines}
    bids = {result.bid_id: result.bid for result in results}
    settled = [
        ToConfirm(bids[bid], 0, Correction(item.row.quoted or corrected, corrected, {}, item.basis), item)
        for (bid, corrected), item in asked.items()
        if item.state == course.ACCEPTED and bid in bids and (bid, corrected) not in told
    ]  # evaluated with its confirmed price, a bid no longer shows what was corrected
    return sorted([*lines, *settled], key=lambda line: (line.bid.key, line.number))


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the committee and the opinion on the result as it stands; ``absent`` has no account to sign with."""

    user: User
    buyer_representative: bool
    absent: bool
    opinion: Opinion | None


def members_of(tender: Tender, result: Result | None) -> list[Member]:
    """All members, with the opinions on this result; opinions on earlier results do not count."""
    given = {
        row.expert_id: row
        for row in Opinion.objects.filter(tender=tender, result=result.digest if result else "")
    }
    rows = Assignment.objects.filter(tender=tender, user__role=Role.EXPERT).select_related("user")
    return [
        Member(row.user, row.buyer_representative, not row.user.is_active, given.get(row.user_id))
        for row in rows.order_by("buyer_representative", "pk")
    ]


def lapsed(tender: Tender, result: Result | None) -> int:
    """How many opinions were given on earlier results."""
    return Opinion.objects.filter(tender=tender).exclude(result=result.digest if result else "").count()


def opinions_for(user: User, tender: Tender) -> QuerySet[Opinion]:
    """The opinions this person may read: all, for who runs or watches the tender; an expert's own, and the others' on
    a result on which the own opinion is given.
    """
    opinions = Opinion.objects.filter(tender=tender, tender__in=tenders_for(user)).select_related("expert")
    if user.role in {Role.OFFICER, Role.SUPERVISOR}:
        return opinions
    if user.role != Role.EXPERT:
        return opinions.none()
    own = Opinion.objects.filter(tender=tender, expert=user)
    return opinions.filter(result__in=own.values("result"))
