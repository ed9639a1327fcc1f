"""What can be asked about inquiries, and what they look at."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from evaluation.collusion import queries
from evaluation.collusion.models import Inquiry
from evaluation.collusion.wider.fresh import Standing
from evaluation.collusion.wider.hops import Link, links_of
from evaluation.scoring.models import Evaluation
from procurement.people.models import Role, User
from procurement.people.visibility import bids_for
from procurement.tenders.models import Tender


def inquiries_for(user: User, tender: Tender) -> QuerySet[Inquiry]:
    """The inquiries into a tender: supervisors see them; what they found of other tenders is not for officers."""
    if user.role != Role.SUPERVISOR:
        return Inquiry.objects.none()
    return Inquiry.objects.filter(tender=tender).select_related("asked_by", "job").order_by("-number")


def running(tender: Tender) -> Inquiry | None:
    """The inquiry that is still at work."""
    for inquiry in Inquiry.objects.filter(tender=tender, found=None).select_related("job"):
        if inquiry.job is not None and not inquiry.job.is_over:
            return inquiry
    return None


def newest(tender: Tender) -> Evaluation | None:
    """The evaluation that counts."""
    return Evaluation.objects.filter(tender=tender).order_by("-number").first()


def standing(evaluation: Evaluation) -> list[Standing]:
    """The alerts that are there already."""
    return [
        Standing(alert.detector, tuple(alert.bidders), alert.evidence)
        for alert in queries.alerts_of(evaluation).order_by("number")
    ]


def links(user: User) -> Iterator[Link]:
    """The relations stated in all bids this person may read: nothing of a sealed one."""
    for bid in bids_for(user).select_related("tender", "supplier").iterator():
        yield from links_of(bid.spec.supplier, bid.tender.reference)
