"""Search over all that a person may see."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from evaluation.search.queries import LONG_ENOUGH, LONGEST, find
from procurement.people.access import person


@login_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Tenders, bidders and pages that say the words; without words the empty page."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    found = find(person(request), words)
    context = {"words": words, "found": found, "least": LONG_ENOUGH}
    return render(request, "search/search.html", context)
