"""The panel as those who run or watch a tender see it: who has submitted; scores and flags only without the seal."""

from __future__ import annotations

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from evaluation.panel import queries
from evaluation.panel.models import ScoreSheet
from evaluation.panel.question import mean_text
from evaluation.panel.seal import seal_is_off, sheets_for
from evaluation.panel.wording import kind_name, to_watchers
from procurement.people.access import only, person, tender_or_404
from procurement.people.models import Role
from procurement.spreadsheet import MEDIA_TYPE, Sheet, Value, workbook
from procurement.tenders.models import Tender


@only(Role.OFFICER, Role.SUPERVISOR)
@require_safe
def watch(request: HttpRequest, reference: str) -> HttpResponse:
    """Who has submitted, and with the seal off every sheet, the flags and the answers."""
    tender = tender_or_404(request, reference)
    unsealed = seal_is_off(tender)
    members = queries.members(tender)
    context = {
        "tender": tender,
        "members": members,
        "submitted": sum(member.submitted for member in members),
        "unsealed": unsealed,
        "flags": [(flag, to_watchers(flag)) for flag in queries.flags_of(tender)] if unsealed else [],
    }
    if unsealed:
        context |= {"matrix": _matrix(request, tender), "experts": [m.expert for m in members]}
    return render(request, "panel/watch.html", context)


def _matrix(request: HttpRequest, tender: Tender) -> list[tuple[str, str, str, list[Decimal | None], str]]:
    """One line per item: bid, criterion, highest, each expert's score, mean."""
    task = queries.task_of(tender)
    sheets = {sheet.expert_id: sheet for sheet in _sheets(request, tender)}
    given = queries.scores_by_sheet(sheets.values())
    own = (sheets.get(expert.pk) for expert in queries.experts_of(tender))
    columns = [given[sheet.pk] if sheet else {} for sheet in own]
    lines = []
    for bid, criterion in task.items:
        scores = [row.score if (row := column.get((bid.pk, criterion.pk))) else None for column in columns]
        mean = mean_text([score for score in scores if score is not None])
        lines.append(
            (bid.supplier.name, f"{criterion.code} {criterion.title}", str(criterion.max_score), scores, mean)
        )
    return lines


def _sheets(request: HttpRequest, tender: Tender) -> list[ScoreSheet]:
    return list(sheets_for(person(request), tender))


@only(Role.OFFICER, Role.SUPERVISOR)
@require_safe
def export(request: HttpRequest, reference: str) -> HttpResponse:
    """The same as a workbook; before the seal is off it holds no score."""
    tender = tender_or_404(request, reference)
    members = queries.members(tender)
    sheets = [
        Sheet(
            _("Experts"),
            [_("Expert"), _("Submitted")],
            [[str(member.expert), _("yes") if member.submitted else _("no")] for member in members],
        )
    ]
    if seal_is_off(tender):
        header = [_("Bidder"), _("Criterion"), _("Highest"), *(str(m.expert) for m in members), _("Mean")]
        rows: list[list[Value]] = [
            [bidder, criterion, Decimal(highest), *scores, Decimal(mean) if mean else None]
            for bidder, criterion, highest, scores, mean in _matrix(request, tender)
        ]
        sheets.append(Sheet(_("Scores"), header, rows))
        sheets.append(
            Sheet(
                _("Flags"),
                [_("Kind"), _("Expert"), _("What stood out"), _("Answer"), _("Reason")],
                _flag_rows(tender),
            )
        )
    response = HttpResponse(workbook(sheets), content_type=MEDIA_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="panel-{tender.pk}.xlsx"'
    return response


def _flag_rows(tender: Tender) -> list[list[Value]]:
    return [
        [
            kind_name(flag.kind),
            str(answer.sheet.expert),
            to_watchers(flag).render(_),
            str(answer.get_answer_display()),
            answer.reason,
        ]
        for flag in queries.flags_of(tender)
        for answer in flag.answers.all()
    ]
