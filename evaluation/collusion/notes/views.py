"""Writing a note on an alert."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from evaluation.collusion import queries
from evaluation.collusion.notes import services
from procurement.people.access import person
from procurement.people.visibility import tenders_with_alerts_for


@require_POST
@login_required
def add(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Keeps the note and shows the alert again."""
    user = person(request)
    tender = get_object_or_404(tenders_with_alerts_for(user), reference=reference)
    alert = get_object_or_404(queries.alerts_for(user, tender), number=number)
    try:
        services.add(alert=alert, text=request.POST.get("text", ""), by=user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The note is kept with the sign."))
    return redirect("collusion:alert", reference=tender.reference, number=number)
