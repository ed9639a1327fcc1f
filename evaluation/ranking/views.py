"""The result of a tender: ranking, totals, what separates the bids, which are invalid, what is missing."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from evaluation.collusion.queries import renewal
from evaluation.decisions import is_outdated
from evaluation.panel.models import FlagAnswer
from evaluation.panel.queries import members
from evaluation.ranking.table import ResultTable, result_table
from procurement.bids.templatetags.bids import ground
from procurement.people.access import person, tender_or_404
from procurement.people.models import User
from procurement.people.templatetags.gongping import message
from procurement.people.visibility import may_see_scores
from procurement.spreadsheet import Sheet, xlsx_response
from procurement.tenders.models import Tender


def _tender(request: HttpRequest, reference: str) -> tuple[User, Tender]:
    user = person(request)
    tender = tender_or_404(request, reference)
    if not may_see_scores(user, tender):
        raise PermissionDenied(
            _(
                "Results are shown to the officers of a tender and to supervisors, once the bids have been evaluated."
            )
        )
    return user, tender


@login_required
@require_safe
def results(request: HttpRequest, reference: str) -> HttpResponse:
    """The ranking with a bar per bid, or what it still waits for."""
    user, tender = _tender(request, reference)
    table = result_table(user, tender)
    waiting = [] if table.complete else _waiting(tender, table)
    renewing = is_outdated(tender) or renewal(tender) is not None
    context = {
        "tender": tender,
        "table": table,
        "waiting": waiting,
        "scale": _scale(table),
        "renewing": renewing,
    }
    return render(request, "ranking/results.html", context)


def _waiting(tender: Tender, table: ResultTable) -> list[str]:
    """What keeps the ranking from being complete, without a word about anybody's scores."""
    rows = members(tender)
    found = [_("%(name)s has not submitted yet") % {"name": row.expert} for row in rows if not row.submitted]
    if not rows and tender.criteria.filter(kind="subjective").exists():
        found.append(_("no expert is on the committee yet"))
    asked = FlagAnswer.objects.filter(flag__tender=tender, answer="").count()
    if asked:
        found.append(_("questions about scores not answered yet: %(count)s") % {"count": asked})
    found += [
        _("%(bidder)s: the committee is to decide %(code)s %(title)s")
        % {"bidder": row.bid.supplier.name, "code": part.criterion.code, "title": part.criterion.title}
        for row in table.rows
        for part in row.parts
        if part.points is None and part.criterion.kind == "objective"
    ]
    return found


def _scale(table: ResultTable) -> list[dict[str, Any]]:
    """Marks below the bars: five steps to the full score."""
    return (
        [{"x": table.full * step / 5, "label": table.full * step / 5} for step in range(6)]
        if table.full
        else []
    )


@login_required
@require_safe
def results_xlsx(request: HttpRequest, reference: str) -> HttpResponse:
    """The result as a spreadsheet: ranking and invalid bids."""
    user, tender = _tender(request, reference)
    table = result_table(user, tender)
    head = [_("Rank"), _("Bidder"), _("Bidder name"), _("Quoted price"), _("Evaluated price")]
    head += [f"{c.code} {c.title}" for c in table.criteria]
    head += [_("Total"), _("Candidate"), _("In words")]
    rows = [
        [row.rank, row.bid.key, row.bid.supplier.name, row.bid.price, row.evaluated_price]
        + [part.points for part in row.parts]
        + [row.total, _("yes") if row.candidate else "", message(row.explanation)]
        for row in table.rows
    ]
    invalid = [
        [row.bid.key, row.bid.supplier.name, ground(item["code"]), message(item["reason"]), item["basis"]]
        for row in table.invalid
        for item in row.judgement.rejections
    ]
    invalid_head = [_("Bidder"), _("Bidder name"), _("Code"), _("Reason"), _("Basis")]
    sheets = [Sheet(_("Ranking"), head, rows), Sheet(_("Invalid bids"), invalid_head, invalid)]
    return xlsx_response(f"{tender.reference} {_('results')}", sheets)
