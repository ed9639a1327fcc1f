"""The drawings as files of their own: SVG with its colours inside, as a report or a slide takes it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

from evaluation.collusion import group_page, queries
from evaluation.collusion.charts import queries as charts
from procurement.people.access import person
from procurement.people.visibility import tenders_with_alerts_for


def _svg(request: HttpRequest, name: str, context: dict[str, Any], filename: str) -> HttpResponse:
    drawn = render_to_string(f"collusion/charts/_{name}.html", context | {"standalone": True}, request)
    response = HttpResponse(drawn.strip(), content_type="image/svg+xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}.svg"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_GET
@login_required
def of_group(request: HttpRequest, reference: str, number: int, name: str) -> HttpResponse:
    """The network or the timeline of a suspected ring."""
    user = person(request)
    tender = get_object_or_404(tenders_with_alerts_for(user), reference=reference)
    row = get_object_or_404(queries.groups_for(user, tender), number=number)
    names = queries.names_of(tender)
    context: dict[str, Any] = {"names": names}
    if name == "network":
        signs = group_page.signs(queries.alerts_for(user, tender).filter(groups=row), tender)
        context["network"] = group_page.ring(row.bidders, signs, names, tender)
    elif name == "timeline":
        context["times"] = charts.times(tender, row.bidders)
    else:
        raise Http404
    return _svg(request, name, context, f"{reference}-ring-{number}-{name}")


@require_GET
@login_required
def of_alert(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """The item prices of an alert."""
    user = person(request)
    tender = get_object_or_404(tenders_with_alerts_for(user), reference=reference)
    row = get_object_or_404(queries.alerts_for(user, tender), number=number)
    drawn = charts.prices(row)
    if drawn is None:
        raise Http404
    names = queries.names_of(tender)
    a, b = (names.get(key, key) for key in row.bidders)
    context = {"scatter": drawn, "a": a, "b": b}
    return _svg(request, "scatter", context, f"{reference}-alert-{number}-prices")
