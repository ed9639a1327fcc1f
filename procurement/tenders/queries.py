"""What can be asked about tenders.  Everything shown starts from the person's own query set."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce

from procurement.bids.models import Bid
from procurement.jobs.models import Job, JobState
from procurement.message import Message
from procurement.people import committee
from procurement.people.models import Assignment, Role, User
from procurement.people.visibility import bids_for, tenders_for
from procurement.tenders.models import Stage, Tender

SORTS = {
    "reference": "reference",
    "title": "title",
    "buyer": "buyer",
    "budget": "budget",
    "deadline": "bid_deadline",
    "loaded": "loaded_at",
}
OPEN = (JobState.QUEUED, JobState.RUNNING)


def tender_list(user: User, *, text: str = "", stage: str = "", sort: str = "-loaded") -> QuerySet[Tender]:
    """The tenders this person may know of, found by reference, title, buyer or the name of an unsealed bidder."""
    bids = (
        Bid.objects.filter(tender=OuterRef("pk"))
        .order_by()
        .values("tender")
        .annotate(n=Count("pk"))
        .values("n")
    )
    tenders = tenders_for(user).annotate(bid_count=Coalesce(Subquery(bids), 0))
    for word in text.split():
        named = bids_for(user).filter(supplier__name__icontains=word).values("tender")
        tenders = tenders.filter(
            Q(reference__icontains=word)
            | Q(title__icontains=word)
            | Q(buyer__icontains=word)
            | Q(pk__in=named)
        )
    if stage in Stage.values:
        tenders = tenders.filter(stage=stage)
    field = SORTS.get(sort.removeprefix("-"), "loaded_at")
    return tenders.order_by(f"-{field}" if sort.startswith("-") else field, "-pk")


@dataclass(frozen=True, slots=True)
class Committee:
    """The people of a tender, and what the committee lacks by its numbers."""

    officers: tuple[Assignment, ...]
    experts: tuple[Assignment, ...]
    lacks: tuple[Message, ...]


def committee_of(tender: Tender) -> Committee:
    """Who works on this tender."""
    prefetch_related_objects([tender], "assignments__user")
    rows = list(tender.assignments.all())
    experts = tuple(row for row in rows if row.user.role == Role.EXPERT)
    representatives = sum(row.buyer_representative for row in experts)
    lacks = committee.problems(
        experts=len(experts) - representatives, representatives=representatives, budget=tender.budget
    )
    return Committee(tuple(row for row in rows if row.user.role == Role.OFFICER), experts, tuple(lacks))


def experts_free_for(tender: Tender) -> QuerySet[User]:
    """Active experts who are not on this tender yet."""
    return User.objects.filter(role=Role.EXPERT, is_active=True).exclude(assignments__tender=tender)


def jobs_of(tender: Tender) -> tuple[list[Job], Job | None]:
    """The jobs that wait or run, and the newest one if it failed."""
    jobs = list(Job.objects.filter(tender=tender).order_by("-created_at")[:10])
    running = [job for job in jobs if job.state in OPEN]
    failed = jobs[0] if jobs and jobs[0].state == JobState.FAILED else None
    return running, failed
