"""The evidence sheet of a suspected ring as a page to print."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from evaluation.collusion import queries
from evaluation.collusion.alert_page import Party
from evaluation.collusion.sheet.page import findings
from procurement.people.access import person
from procurement.people.visibility import tenders_with_alerts_for


@require_GET
@login_required
def sheet(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """All signs of a ring with articles, places, decisions; only those the reader may see."""
    user = person(request)
    tender = get_object_or_404(tenders_with_alerts_for(user), reference=reference)
    row = get_object_or_404(queries.groups_for(user, tender), number=number)
    names = queries.names_of(tender)
    context = {
        "tender": tender,
        "group": row,
        "names": names,
        "parties": [Party(key, names.get(key, key)) for key in row.bidders],
        "findings": findings(queries.alerts_for(user, tender).filter(groups=row), tender),
        "printed_at": timezone.localtime(),
        "printed_by": user,
    }
    return render(request, "collusion/sheet.html", context)
