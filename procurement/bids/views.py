"""One bid as a page, its files, and the bids table as a spreadsheet."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from procurement.bids.judgement import judgements, parts_state, readings
from procurement.bids.models import Bid
from procurement.bids.queries import bid_row, bids_table, cells
from procurement.people.access import person, refuse_taking, tender_or_404
from procurement.people.templatetags.gongping import message
from procurement.people.visibility import bid_documents_for, bids_for, may_run, may_see_scores, may_take_files
from procurement.spreadsheet import Sheet, xlsx_response
from procurement.tenders.models import Stage


def _bid_or_404(request: HttpRequest, reference: str, key: str) -> Bid:
    mine = bids_for(person(request)).select_related("supplier", "tender").prefetch_related("documents__file")
    return get_object_or_404(mine, tender__reference=reference, key=key)


@login_required
@require_safe
def detail(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """A bid: every criterion with its score, the reason, the inputs and the page; rejections and warnings."""
    user = person(request)
    bid = _bid_or_404(request, reference, key)
    tender = bid.tender
    sees = may_see_scores(user, tender)
    row = bid_row(
        bid, judgements(tender).get(bid.pk) if sees else None, readings(d.file for d in bid.documents.all())
    )
    keys = list(bids_for(user).filter(tender=tender).order_by("key").values_list("key", flat=True))
    place = keys.index(bid.key)
    criteria = tuple(tender.criteria.all())
    context = {
        "tender": tender,
        "bid": bid,
        "spec": bid.spec,
        "row": row,
        "judgement": row.judgement,
        "sees_scores": sees,
        "parts": parts_state(bid),
        "takes_files": may_take_files(user),
        "decides": may_run(user, tender) and tender.stage != Stage.REPORTED,
        "kinds": [(kind, label, cells(row.judgement, tuple(c for c in criteria if c.kind == kind))) for kind, label in _kinds()],
        "previous": keys[place - 1] if place else None,
        "next": keys[place + 1] if place + 1 < len(keys) else None,
        "place": place + 1,
        "count": len(keys),
    }  # fmt: skip
    return render(request, "bids/detail.html", context)


def _kinds() -> list[tuple[str, str]]:
    return [
        ("qualification", _("Qualification")),
        ("objective", _("Objective criteria, scored by the system")),
        ("subjective", _("Subjective criteria, scored by the experts")),
    ]


@login_required
@require_safe
def file(request: HttpRequest, reference: str, key: str) -> FileResponse:
    """A bid document as it was handed in, to whoever may read the bid; experts read its pages and take nothing away."""
    bid = _bid_or_404(request, reference, key)
    refuse_taking(request)
    mine = bid_documents_for(person(request)).select_related("file")
    row = get_object_or_404(mine, bid=bid, name=request.GET.get("name", ""))
    response = FileResponse(
        row.file.path.open("rb"),
        as_attachment=True,
        filename=row.name.rsplit("/", 1)[-1],
        content_type=row.file.media_type,
    )
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_safe
def table_xlsx(request: HttpRequest, reference: str) -> HttpResponse:
    """The bids table as a spreadsheet: what the page shows, and the reason of every score on a second sheet."""
    tender = tender_or_404(request, reference)
    table = bids_table(person(request), tender)
    head: list[Any] = [_("Bidder"), _("Bidder name"), _("Documents"), _("Pages read")]
    if table.judged:
        head += [
            _("Quoted price"),
            _("Valid"),
            _("Evaluated price"),
            *(f"{c.code} {c.title}" for c in table.criteria),
        ]
        head += [_("Objective points")]
    rows, reasons = [], []
    for row, scores in table.lines:
        line: list[Any] = [row.bid.key, row.bid.supplier.name, len(row.documents), row.pages]
        if table.judged:
            judged = row.judgement
            line += [row.bid.price]
            line += [
                _("valid") if judged and judged.valid else _("invalid"),
                judged.evaluated_price if judged else None,
            ]
            line += [cell.judged.score if cell.judged else None for cell in scores]
            line += [judged.objective_total if judged else None]
            reasons += [
                [
                    row.bid.key,
                    cell.criterion.code,
                    cell.criterion.title,
                    cell.judged.score,
                    message(cell.judged.explanation),
                ]
                for cell in scores
                if cell.judged
            ]
        rows.append(line)
    sheets = [Sheet(_("Bids"), head, rows)]
    if reasons:
        head = [_("Bidder"), _("Code"), _("Criterion"), _("Score"), _("Reason")]
        sheets.append(Sheet(_("Reasons"), head, reasons))
    return xlsx_response(f"{tender.reference} {_('bids')}", sheets)
