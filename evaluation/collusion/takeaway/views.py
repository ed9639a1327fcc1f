"""Alerts and rings to take away; each starts from what the reader may see."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from evaluation.collusion import alert_page, group_page, queries
from evaluation.collusion.charts import queries as charts
from evaluation.collusion.group_page import Sign
from evaluation.collusion.models import Alert, Decision
from evaluation.collusion.takeaway import tables
from procurement.people.access import person
from procurement.people.templatetags.gongping import message
from procurement.people.visibility import tenders_with_alerts_for
from procurement.spreadsheet import xlsx_response


@require_GET
@login_required
def alert(request: HttpRequest, reference: str, number: int, form: str) -> HttpResponse:
    """One sign as XLSX, CSV or JSON."""
    user = person(request)
    tender = get_object_or_404(tenders_with_alerts_for(user), reference=reference)
    row = get_object_or_404(queries.alerts_for(user, tender), number=number)
    names = queries.names_of(tender)
    decisions = list(queries.history(tender, row.fingerprint))
    name = f"{reference}-{_('alert')}-{number}"
    if form == "xlsx":
        return xlsx_response(name, tables.of_sign(row, names, decisions))
    if form == "csv":
        return _file(
            tables.as_csv(tables.of_sign(row, names, decisions)),
            "text/csv",
            f"{reference}-alert-{number}.csv",
        )
    if form == "json":
        data = _alert_json(row, decisions, names) | {"tender": reference, "names": _named(row.bidders, names)}
        return _file(_json(data), "application/json", f"{reference}-alert-{number}.json")
    raise Http404


@require_GET
@login_required
def group(request: HttpRequest, reference: str, number: int, form: str) -> HttpResponse:
    """A suspected ring as XLSX, CSV or JSON."""
    user = person(request)
    tender = get_object_or_404(tenders_with_alerts_for(user), reference=reference)
    row = get_object_or_404(queries.groups_for(user, tender), number=number)
    names = queries.names_of(tender)
    found = queries.alerts_for(user, tender).filter(groups=row)
    signs = group_page.signs(found, tender)
    if form == "json":
        data = {
            "tender": reference,
            "bidders": row.bidders,
            "names": _named(row.bidders, names),
            "level": row.level,
            "bits": row.bits,
            "derivation": [alert_page.said(step, names) for step in row.derivation],
            "alerts": [_alert_json(sign.alert, _decisions(sign), names) for sign in signs],
        }
        return _file(_json(data), "application/json", f"{reference}-ring-{number}.json")
    sheets = tables.of_ring(
        row, signs, charts.heat(tender, found, row.bidders), charts.times(tender, row.bidders), names
    )
    if form == "xlsx":
        return xlsx_response(f"{reference}-{_('ring')}-{number}", sheets)
    if form == "csv":
        return _file(tables.as_csv(sheets), "text/csv", f"{reference}-ring-{number}.csv")
    raise Http404


def _decisions(sign: Sign) -> list[Decision]:
    return [] if sign.decision is None else [sign.decision]


def _named(bidders: list[str], names: dict[str, str]) -> dict[str, str]:
    return {key: names.get(key, key) for key in bidders}


def _alert_json(row: Alert, decisions: list[Decision], names: dict[str, str]) -> dict[str, Any]:
    """The form of the contract (an ALERT), with the words of the articles and what was decided.

    Fields hold bidders by key, as everywhere in the contract; sentences, which people read, call them by name.
    """
    return {
        "id": row.number,
        "detector": row.detector,
        "bidders": row.bidders,
        "level": row.level,
        "bits": row.bits,
        "summary": alert_page.said(row.summary, names),
        "basis": row.basis,
        "evidence": row.evidence,
        "derivation": [alert_page.said(step, names) for step in row.derivation],
        "limits": message(row.limits) or None,
        "detail": row.detail,
        "on_request": row.inquiry_id is not None,
        "articles": [{"citation": law.citation, "words": law.words} for law in alert_page.provisions(row)],
        "decisions": [
            {
                "verdict": decision.verdict,
                "invalidates": decision.invalidates,
                "reason": decision.reason,
                "by": str(decision.decided_by),
                "at": decision.decided_at.isoformat(),
            }
            for decision in decisions
        ],
    }


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)


def _file(content: str, media_type: str, name: str) -> HttpResponse:
    mark = "\ufeff" if media_type == "text/csv" else ""  # so that office programs read it as UTF-8
    response = HttpResponse(mark + content, content_type=f"{media_type}; charset=utf-8")
    plain = name.encode("ascii", "replace").decode().replace("?", "-").replace('"', "-")
    response["Content-Disposition"] = f'attachment; filename="{plain}"'
    response["Cache-Control"] = "private, no-store"
    return response
