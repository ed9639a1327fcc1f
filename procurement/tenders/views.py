"""The list of tenders, and a tender's page: the same page for every role, showing what that role may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from procurement.bids.queries import bids_table
from procurement.ledger.models import Entry
from procurement.people.access import person, tender_or_404
from procurement.people.models import User
from procurement.people.visibility import bids_for, may_run, may_see_scores
from procurement.spreadsheet import Sheet, xlsx_response
from procurement.tenders import queries
from procurement.tenders.forms import AssignForm, OpenForm, UnassignForm
from procurement.tenders.models import Stage, Tender
from procurement.tenders.page import doors_for, notes_for

PER_PAGE = 25


def _found(request: HttpRequest) -> tuple[Any, dict[str, str]]:
    asked = {
        "q": request.GET.get("q", "").strip()[:200],
        "stage": request.GET.get("stage", ""),
        "sort": request.GET.get("sort", "-loaded"),
    }
    found = queries.tender_list(person(request), text=asked["q"], stage=asked["stage"], sort=asked["sort"])
    return found, asked


@login_required
@require_safe
def tender_list(request: HttpRequest) -> HttpResponse:
    """The tenders this person may know of."""
    found, asked = _found(request)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "asked": asked, "stages": Stage.choices, "may_load": person(request).is_officer}
    return render(request, "tenders/list.html", context)


@login_required
@require_safe
def tender_list_xlsx(request: HttpRequest) -> HttpResponse:
    """The same list, with the same filters, as a spreadsheet."""
    found, _asked = _found(request)
    head = [_("Reference"), _("Title"), _("Buyer"), _("Budget"), _("Bid deadline"), _("Bids"), _("Stage")]
    rows = [
        [t.reference, t.title, t.buyer, t.budget, t.bid_deadline, t.bid_count, t.get_stage_display()]
        for t in found
    ]
    return xlsx_response(_("tenders"), [Sheet(_("Tenders"), head, rows)])


@dataclass(frozen=True, slots=True)
class StageStep:
    """One stop on the line of stages."""

    value: str
    label: str
    state: str  # done | current | ahead
    at: datetime | None


def stage_line(tender: Tender) -> list[StageStep]:
    """The stages of a tender, and when each was reached as the ledger has it."""
    reached: dict[str, datetime] = {Stage.LOADED: tender.loaded_at}
    for at, after in Entry.objects.filter(tender=tender, verb="tender.stage").values_list("at", "after"):
        reached[(after or {}).get("stage", "")] = at
    opening = getattr(tender, "opening", None)
    if opening is not None:
        reached[Stage.OPENED] = opening.opened_at
    position = Stage.values.index(tender.stage)
    line = []
    for index, (value, label) in enumerate(Stage.choices):
        state = "done" if index < position else "current" if index == position else "ahead"
        line.append(StageStep(value, str(label), state, reached.get(value) if index <= position else None))
    return line


@login_required
@require_safe
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """A tender: how far it is, what may be done now, its people, documents and bids."""
    tender = tender_or_404(request, reference)
    return render(request, "tenders/detail.html", page_context(person(request), tender))


def page_context(user: User, tender: Tender) -> dict[str, Any]:
    """Everything on a tender's page; a refused act shows the page again with the reason."""
    runs = may_run(user, tender)
    sealed = tender.stage == Stage.LOADED
    running, failed = queries.jobs_of(tender)
    before_deadline = timezone.now() < tender.bid_deadline
    return {
        "tender": tender,
        "spec": tender.spec,
        "line": stage_line(tender),
        "runs": runs,
        "sealed": sealed,
        "committee": queries.committee_of(tender),
        "notes": notes_for(user, tender),
        "doors": doors_for(user, tender),
        "running": running if runs else [],
        "failed": failed if runs else None,
        "bid_count": tender.bids.count(),
        "table": None if sealed else bids_table(user, tender),
        "reads_bids": bids_for(user).filter(tender=tender).exists(),
        "sees_scores": may_see_scores(user, tender),
        "documents": tender.documents.select_related("file"),
        "open_form": OpenForm(needs_reason=before_deadline) if runs and sealed else None,
        "before_deadline": before_deadline,
        "may_evaluate": runs and not sealed and tender.stage != Stage.REPORTED and not running,
        "assign_form": AssignForm(tender=tender) if runs and not tender.has_reached(Stage.SCORED) else None,
        "unassign_form": UnassignForm(),
        "sees_history": runs or user.is_supervisor or user.is_administrator,
    }


@login_required
@require_safe
def document(request: HttpRequest, reference: str) -> FileResponse:
    """A tender document as it was handed in; tender documents are public to whoever may know of the tender."""
    tender = tender_or_404(request, reference)
    row = get_object_or_404(tender.documents.select_related("file"), name=request.GET.get("name", ""))
    response = FileResponse(
        row.file.path.open("rb"),
        as_attachment=True,
        filename=row.name.rsplit("/", 1)[-1],
        content_type=row.file.media_type,
    )
    response["Cache-Control"] = "private, no-store"
    return response
