"""The door from a tender's page to its result."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from procurement.people.models import User
from procurement.people.visibility import may_see_scores
from procurement.tenders.models import Stage, Tender
from procurement.tenders.page import Door, tender_doors


@tender_doors
def door(user: User, tender: Tender) -> Iterator[Door]:
    """For whoever may see the scores."""
    if may_see_scores(user, tender):
        yield Door(_("Results"), reverse("ranking:results", args=[tender.reference]), weight=20,
                   main=user.is_officer and tender.stage == Stage.SCORED)  # fmt: skip
