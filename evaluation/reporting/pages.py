"""The door from a tender's page to its report."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from evaluation.collusion.queries import renewal
from evaluation.reporting.queries import tenders_with_reports_for
from procurement.people.models import User
from procurement.tenders.models import Stage, Tender
from procurement.tenders.page import Door, tender_doors


@tender_doors
def door(user: User, tender: Tender) -> Iterator[Door]:
    """For whoever may see the report; the next step once everything is decided."""
    if tender.has_reached(Stage.EVALUATED) and tenders_with_reports_for(user).filter(pk=tender.pk).exists():
        url = reverse("reporting:tender", args=[tender.reference])
        ready = tender.has_reached(Stage.DECIDED) and renewal(tender) is None
        yield Door(_("Report"), url, main=ready, weight=28)
