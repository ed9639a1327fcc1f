"""Who may have a sign in hand, and who has."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from evaluation.collusion import listing, queries
from evaluation.collusion.models import Alert, Handling
from procurement.people.models import Role, User


def supervisors() -> QuerySet[User]:
    """Those a sign can be given to."""
    return User.objects.filter(role=Role.SUPERVISOR, is_active=True).order_by("display_name", "username")


def chosen(user: User, numbers: Iterable[str]) -> list[Alert]:
    """The alerts of these database ids that this person may see; what is no number or not visible is left out."""
    wanted = {int(number) for number in numbers if number.isdecimal() and len(number) < 19}
    found = queries.alerts_for(user).filter(pk__in=wanted).order_by("-weight", "-bits", "pk")
    return list(listing.with_bids(found))


def holder(alert: Alert) -> User | None:
    """Who has this sign in hand."""
    same = Handling.objects.filter(tender=alert.evaluation.tender, fingerprint=alert.fingerprint)
    last = same.select_related("person").order_by("-pk").first()
    return last.person if last else None
