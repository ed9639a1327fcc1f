"""The queue's bar: chosen signs change hands.  Deciding is done sign by sign, on the sign's or its ring's page."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from evaluation.collusion.handling import queries, services
from procurement.people.access import person
from procurement.people.models import User


@require_POST
@login_required
def handle(request: HttpRequest) -> HttpResponse:
    """Hands the chosen signs to a supervisor, or lays them down."""
    user = person(request)
    found = queries.chosen(user, request.POST.getlist("chosen"))
    try:
        count = services.assign(alerts=found, person=_person(request.POST.get("person", "")), by=user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        words = ngettext("%(n)d alert changed hands.", "%(n)d alerts changed hands.", count)
        messages.success(request, words % {"n": count})
    return redirect(_back(request))


def _person(name: str) -> User | None:
    """The supervisor of this user name, nobody for an empty one."""
    if not name:
        return None
    found = queries.supervisors().filter(username=name).first()
    if found is None:
        raise ValidationError(_("Alerts are given to supervisors only."))
    return found


def _back(request: HttpRequest) -> str:
    """The list the bar stood under."""
    asked = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}):
        return asked
    return reverse("collusion:queue")
