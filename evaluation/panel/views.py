"""The expert's pages: score, review, submit, answer a question."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from evaluation.evidence.queries import found_for
from evaluation.panel import moderation, queries, submitting
from evaluation.panel.desk import desk as build_desk
from evaluation.panel.drafting import ConflictError, Entry, save_draft, version_of
from evaluation.panel.models import ScoreSheet, SheetScore
from evaluation.panel.points import receipt
from evaluation.panel.question import question
from evaluation.panel.sheet_table import sheet_table
from evaluation.reading.pane import pane
from evaluation.reading.place import Place
from procurement.numbers import plain
from procurement.people.access import only, person, tender_or_404
from procurement.people.models import Role
from procurement.people.visibility import bids_for, may_score
from procurement.tenders.models import Tender


def _own_sheet(request: HttpRequest, tender: Tender) -> ScoreSheet | None:
    return (
        ScoreSheet.objects.filter(tender=tender, expert=person(request))
        .select_related("tender", "expert")
        .first()
    )


def _has_submitted(request: HttpRequest, tender: Tender) -> bool:
    sheet = _own_sheet(request, tender)
    return sheet is not None and sheet.is_submitted


@only(Role.EXPERT)
@require_safe
def score(request: HttpRequest, reference: str) -> HttpResponse:
    """The scoring page: criteria, the bid at the passage that answers, the score."""
    tender = tender_or_404(request, reference)
    expert = person(request)
    sheet = _own_sheet(request, tender)
    if not may_score(expert, tender) or (sheet and sheet.is_submitted):
        return redirect("panel:review", reference=reference)
    task = queries.task_of(tender)
    desk = build_desk(tender=tender, expert=expert, task=task, sheet=sheet, query=request.GET.dict())
    context: dict[str, object] = {"tender": tender, "desk": desk}
    if desk is not None:
        bid = bids_for(expert).select_related("tender", "supplier").get(pk=desk.bid.pk)
        place = Place.from_query({**request.GET.dict(), "criterion": desk.criterion.code})
        documents = list(bid.documents.select_related("file"))
        for row in documents:
            row.bid = bid
        context |= {"bid": bid, "pane": pane(bid, documents, found_for(bid), place)}
    return render(request, "panel/score.html", context)


@only(Role.EXPERT)
@require_POST
def save(request: HttpRequest, reference: str) -> HttpResponse:
    """Saves one score of the draft: for the page's script as JSON, for a plain form with a redirect."""
    tender = tender_or_404(request, reference)
    form = request.POST
    entry = Entry(
        bid=form.get("bid", ""),
        criterion=form.get("criterion", ""),
        score=form.get("score", ""),
        note=form.get("note", ""),
        seconds=_number(form.get("seconds", "")),
        version=_number(form.get("version", "")),
    )
    if request.headers.get("Accept", "").startswith("application/json"):
        return _save_for_script(request, tender, entry)
    try:
        save_draft(tender=tender, expert=person(request), entry=entry)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return _back(reference, form.get("here", ""))
    except ConflictError:
        messages.error(
            request, _("This score was changed in another window; what you see now is what is saved.")
        )
        return _back(reference, form.get("here", ""))
    following = form.get("next", "")
    return _back(reference, following) if following else redirect("panel:review", reference=reference)


def _save_for_script(request: HttpRequest, tender: Tender, entry: Entry) -> JsonResponse:
    try:
        row = save_draft(tender=tender, expert=person(request), entry=entry)
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages)}, status=422)
    except ConflictError as conflict:
        return JsonResponse({"conflict": _as_json(conflict.row)}, status=409)
    except PermissionDenied as error:
        return JsonResponse({"error": str(error), "closed": True}, status=403)
    now = queries.standing(tender, person(request))
    return JsonResponse({**_as_json(row), "done": now.scored, "total": now.total})


def _as_json(row: SheetScore) -> dict[str, object]:
    saved = timezone.localtime(row.saved_at)
    return {
        "score": plain(row.score) or "",
        "note": row.note,
        "version": str(version_of(row)),
        "saved": f"{saved:%H:%M}",
    }


def _back(reference: str, query: str) -> HttpResponseRedirect:
    """To an item of this tender's scoring page, never to another address."""
    return HttpResponseRedirect(f"{reverse('panel:score', args=[reference])}?{query.lstrip('?/')}")


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= 18 else 0


@only(Role.EXPERT)
@require_safe
def review(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything on one page before it is submitted; afterwards what was submitted, with its receipt."""
    tender = tender_or_404(request, reference)
    sheet = _own_sheet(request, tender)
    task = queries.task_of(tender)
    table = sheet_table(task, queries.scores_of(sheet))
    seen = receipt(queries.canonical_sheet(sheet, task)) if sheet else ""
    submitted = sheet is not None and sheet.is_submitted
    context = {
        "tender": tender,
        "sheet": sheet,
        "table": table,
        "seen": seen,
        "submitted": submitted,
        "revised": submitted and sheet is not None and seen != sheet.receipt,
        "open": may_score(person(request), tender) and not submitted,
    }
    return render(request, "panel/review.html", context)


@only(Role.EXPERT)
@require_POST
def submit(request: HttpRequest, reference: str) -> HttpResponse:
    """Submits for good; what is submitted already is answered with its receipt."""
    tender = tender_or_404(request, reference)
    if _has_submitted(request, tender):
        return redirect("panel:review", reference=reference)
    if not request.POST.get("confirmed"):
        messages.error(request, _("Please confirm that you judged alone and have finished."))
        return redirect("panel:review", reference=reference)
    try:
        submitting.submit(tender=tender, expert=person(request), seen=request.POST.get("seen", ""))
    except PermissionDenied:
        if not _has_submitted(request, tender):  # the same form, sent twice at once
            raise
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request, _("Your scores are submitted. The receipt below is your proof of what you submitted.")
        )
    return redirect("panel:review", reference=reference)


@only(Role.EXPERT)
@require_safe
def sheet(request: HttpRequest, reference: str) -> HttpResponse:
    """One's own sheet as the text whose SHA-256 is the receipt."""
    tender = tender_or_404(request, reference)
    own = get_object_or_404(
        ScoreSheet.objects.select_related("tender", "expert"), tender=tender, expert=person(request)
    )
    text = queries.canonical_sheet(own, queries.task_of(tender))
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="scores-{own.pk}.json"'
    return response


@only(Role.EXPERT)
@require_safe
def flags(request: HttpRequest, reference: str) -> HttpResponse:
    """The questions put to this expert alone."""
    tender = tender_or_404(request, reference)
    task = queries.task_of(tender)
    rows = [question(row, task, tender) for row in queries.answers_of(person(request), tender)]
    return render(
        request, "panel/flags.html", {"tender": tender, "questions": rows, "least": moderation.MIN_REASON}
    )


@only(Role.EXPERT)
@require_POST
def answer(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Keeps or revises, with a reason."""
    tender = tender_or_404(request, reference)
    expert = person(request)
    row = get_object_or_404(queries.answers_of(expert, tender), pk=pk)
    reason = request.POST.get("reason", "")
    task = queries.task_of(tender)
    try:
        if request.POST.get("decision") == "revise":
            typed = {}
            for bid, criterion in queries.flagged_items(row.flag, task):
                value = request.POST.get(f"score-{bid.pk}-{criterion.pk}")
                if value is not None:
                    typed[bid.key, criterion.code] = value
            moderation.revise(answer=row, expert=expert, reason=reason, scores=typed)
            messages.success(request, _("Your revised scores are in, with your reason."))
        else:
            moderation.keep(answer=row, expert=expert, reason=reason)
            messages.success(request, _("Your scores stand, with your reason."))
    except ValidationError as error:
        context = {
            "tender": tender,
            "questions": [
                question(other, task, tender, request.POST if other.pk == pk else None)
                for other in queries.answers_of(expert, tender)
            ],
            "least": moderation.MIN_REASON,
            "refused": pk,
            "error": " ".join(error.messages),
        }
        return render(request, "panel/flags.html", context, status=422)
    if queries.answers_of(expert, tender).filter(answer="").exists():
        return redirect("panel:flags", reference=reference)
    return HttpResponseRedirect(f"{reverse('panel:flags', args=[reference])}?{urlencode({'done': 1})}")
