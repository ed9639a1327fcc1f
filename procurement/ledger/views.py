"""The ledger and a tender's history: who, when, what, before and after, in words."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from procurement.ledger import queries
from procurement.ledger.models import Entry
from procurement.ledger.services import first_bent_entry
from procurement.people.access import only, person, tender_or_404
from procurement.people.models import Role
from procurement.spreadsheet import xlsx_response
from procurement.tenders.models import Tender

PER_PAGE = 100


@only(Role.SUPERVISOR, Role.ADMINISTRATOR)
@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """The whole ledger, for supervisors and administrators."""
    return _page(request, None)


@login_required
@require_safe
def history(request: HttpRequest, reference: str) -> HttpResponse:
    """What happened to a tender; an expert sees only the own acts."""
    return _page(request, tender_or_404(request, reference))


def _page(request: HttpRequest, tender: Tender | None) -> HttpResponse:
    user = person(request)
    visible = queries.entries_for(user, tender)
    wanted = queries.Wanted.of(request.GET)
    found = wanted.apply(visible, user)
    if request.GET.get("format") == "xlsx":
        return xlsx_response(_("ledger"), [queries.sheet(found, user)])
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "tender": tender,
        "wanted": wanted,
        "page": page,
        "lines": queries.lines(page.object_list, user),
        "choices": queries.choices(visible),
        "link": wanted.link(),
        "own_only": user.role == Role.EXPERT,
        "checks": tender is None,
    }
    return render(request, "ledger/ledger.html", context)


@only(Role.SUPERVISOR, Role.ADMINISTRATOR)
@require_safe
@never_cache
def check(request: HttpRequest) -> HttpResponse:
    """Recomputes every hash of the chain and says where it is bent, as a fragment."""
    last = Entry.objects.order_by("-pk").first()
    context = {"bent": first_bent_entry(), "count": Entry.objects.count(), "last": last}
    return render(request, "ledger/_check.html", context)
