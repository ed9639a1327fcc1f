"""What an officer does with a tender: open the bids, have them evaluated, name the committee.

The services decide whether an act is allowed; a refusal comes back as words on the tender's page.
"""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from procurement.bids import services as bids
from procurement.jobs.services import enqueue
from procurement.people import services as people
from procurement.people.access import person, tender_or_404
from procurement.people.visibility import may_run
from procurement.tenders.forms import AssignForm, OpenForm, UnassignForm
from procurement.tenders.models import Stage, Tender


def _runs_or_refused(request: HttpRequest, tender: Tender) -> None:
    if not may_run(person(request), tender):
        raise PermissionDenied(
            _("Only an officer who runs this tender may do this. The tender's page names them.")
        )


def _say(request: HttpRequest, act: Callable[[], str]) -> None:
    """Carries out an act and tells what came of it."""
    try:
        messages.success(request, act())
    except ValidationError as refusal:
        for text in refusal.messages:
            messages.error(request, text)


def _told(request: HttpRequest, form: forms.Form) -> None:
    for errors in form.errors.values():
        for error in errors:
            messages.error(request, str(error))


@login_required
@require_POST
def open_bids(request: HttpRequest, reference: str) -> HttpResponse:
    """Opens the bids 开标."""
    tender = tender_or_404(request, reference)
    _runs_or_refused(request, tender)
    form = OpenForm(
        request.POST, needs_reason=tender.stage == Stage.LOADED and timezone.now() < tender.bid_deadline
    )
    if form.is_valid():

        def act() -> str:
            bids.open_bids(
                tender=tender, by=person(request), early_reason=form.cleaned_data.get("early_reason", "")
            )
            return _("The bids are open. Next: have them evaluated.")

        _say(request, act)
    else:
        messages.error(
            request, _("The bids stay sealed: opening them before the deadline needs a written reason.")
        )
    return redirect("tenders:detail", reference=reference)


@login_required
@require_POST
def evaluate(request: HttpRequest, reference: str) -> HttpResponse:
    """Queues the evaluation of everything that needs no expert."""
    tender = tender_or_404(request, reference)
    _runs_or_refused(request, tender)
    if tender.stage == Stage.LOADED:
        messages.error(request, _("The bids are sealed; open them first."))
    elif tender.stage == Stage.REPORTED:
        messages.error(request, _("The report of this tender is out; its evaluation stands as reported."))
    else:
        enqueue(kind="evaluate", by=person(request), tender=tender)
    return redirect("tenders:detail", reference=reference)


@login_required
@require_POST
def assign(request: HttpRequest, reference: str) -> HttpResponse:
    """Puts an expert on the committee."""
    tender = tender_or_404(request, reference)
    _runs_or_refused(request, tender)
    form = AssignForm(request.POST, tender=tender)
    if form.is_valid():

        def act() -> str:
            chosen = form.cleaned_data["user"]
            people.assign(
                tender=tender, user=chosen, by=person(request),
                buyer_representative=form.cleaned_data["buyer_representative"],
            )  # fmt: skip
            return _("%(name)s is on the committee.") % {"name": chosen}

        _say(request, act)
    else:
        _told(request, form)
    return redirect("tenders:detail", reference=reference)


@login_required
@require_POST
def unassign(request: HttpRequest, reference: str) -> HttpResponse:
    """Takes a person off the tender, with a reason."""
    tender = tender_or_404(request, reference)
    _runs_or_refused(request, tender)
    form = UnassignForm(request.POST)
    if form.is_valid():

        def act() -> str:
            chosen = form.cleaned_data["user"]
            people.unassign(
                tender=tender, user=chosen, by=person(request), reason=form.cleaned_data["reason"]
            )
            return _("%(name)s is no longer on this tender.") % {"name": chosen}

        _say(request, act)
    else:
        _told(request, form)
    return redirect("tenders:detail", reference=reference)
