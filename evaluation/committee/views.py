"""Questions to bidders: the list, one question with its answers, and the officer's acts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluation.committee import course, queries, services
from evaluation.committee.corrections import Correction
from evaluation.committee.forms import AskForm, JudgeForm, ReplyForm
from evaluation.committee.models import Clarification, Ground, Reply
from procurement.bids.models import Bid
from procurement.bids.templatetags.bids import reader_url
from procurement.people.access import person, refuse_taking
from procurement.people.visibility import bids_for, may_run, tenders_with_clarifications_for
from procurement.tenders.models import Stage, Tender


def _tender(request: HttpRequest, reference: str) -> Tender:
    return get_object_or_404(tenders_with_clarifications_for(person(request)), reference=reference)


def _may_act(request: HttpRequest, tender: Tender) -> bool:
    return may_run(person(request), tender) and tender.stage != Stage.REPORTED


@login_required
@require_safe
def clarifications(request: HttpRequest, reference: str) -> HttpResponse:
    """All questions of a tender with how far each is; for the officer also what is to be confirmed and whom to ask."""
    tender = _tender(request, reference)
    rows = queries.courses(queries.clarifications_for(person(request), tender))
    acts = _may_act(request, tender)
    sees_prices = not person(request).is_expert
    context = {
        "tender": tender,
        "rows": rows,
        "waiting": sum(row.to_judge for row in rows),
        "acts": acts,
        "to_confirm": queries.to_confirm(tender, rows) if sees_prices else [],
        "bids": bids_for(person(request)).filter(tender=tender).select_related("supplier") if acts else [],
        "article": queries.article("clarification", tender),
    }
    return render(request, "committee/clarifications.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, reference: str) -> HttpResponse:
    """The form of a question to one bidder, or of a price to confirm: ``?bid=…`` and ``&correction=…``."""
    tender = _tender(request, reference)
    if not may_run(person(request), tender):
        raise PermissionDenied(
            _("Only an officer who runs this tender asks bidders on behalf of its committee.")
        )
    if tender.stage == Stage.REPORTED:
        raise PermissionDenied(_("The report of this tender is out; nothing more is asked or judged."))
    bid = get_object_or_404(
        bids_for(person(request)).select_related("tender", "supplier"),
        tender=tender,
        key=request.GET.get("bid", ""),
    )
    correction = _correction(bid, request.GET.get("correction", ""))
    initial = {name: request.GET[name] for name in ("document", "page", "question") if name in request.GET}
    code = request.GET.get("criterion", "")
    initial["criterion"] = tender.criteria.filter(code=code).first() if code else None  # type: ignore[assignment]
    form = AskForm(
        request.POST or None, tender=tender, bid=bid, correction=correction,
        initial={name: value for name, value in initial.items() if value},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = services.ask(
                bid=bid,
                by=person(request),
                ground=Ground.CORRECTION if correction else data["ground"],
                question=data["question"],
                deadline=data["deadline"],
                criterion=data.get("criterion"),
                document=data.get("document", ""),
                page=data.get("page"),
                corrected=form.corrected,
            )
        except ValidationError as refusal:
            form.take(refusal)
        else:
            messages.success(request, _("The question is recorded. Print it and hand it to the bidder."))
            return redirect("committee:clarification", reference, made.number)
    context = {
        "tender": tender,
        "bid": bid,
        "form": form,
        "correction": correction,
        "article": queries.article("clarification", tender),
    }
    return render(request, "committee/ask.html", context, status=422 if form.errors else 200)


def _correction(bid: Bid, number: str) -> Correction | None:
    """The bid's correction of this number, counted from 1; ``None`` where none is asked about."""
    if not number:
        return None
    found = queries.corrections_of(bid)
    if not number.isdecimal() or not 1 <= int(number[:6]) <= len(found):
        raise Http404
    return found[int(number) - 1]


def _row(request: HttpRequest, reference: str, number: int) -> tuple[Tender, Clarification]:
    tender = _tender(request, reference)
    rows = queries.clarifications_for(person(request), tender)
    return tender, get_object_or_404(rows, number=number)


@login_required
@require_safe
def clarification(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """One question: who was asked what, what came, what the committee made of it."""
    tender, row = _row(request, reference, number)
    return _page(request, tender, row, ReplyForm(), None)


def _page(
    request: HttpRequest, tender: Tender, row: Clarification, replying: ReplyForm, judging: JudgeForm | None
) -> HttpResponse:
    (item,) = queries.courses(queries.clarifications_for(person(request), tender).filter(pk=row.pk))
    numbers = list(tender.clarifications.order_by("number").values_list("number", flat=True))
    place = numbers.index(row.number)
    acts = _may_act(request, tender)
    context: dict[str, Any] = {
        "tender": tender,
        "item": item,
        "row": item.row,
        "acts": acts,
        "replying": replying if acts and not item.judgements else None,
        "judging": judging or JudgeForm(ground=row.ground) if acts else None,
        "place_url": reader_url(item.row.bid, {"document": row.document, "page": row.page}),
        "reads_bid": bids_for(person(request)).filter(pk=row.bid_id).exists(),
        "takes_files": not person(request).is_expert,
        "article": queries.article("clarification", tender),
        "previous": numbers[place - 1] if place else None,
        "next": numbers[place + 1] if place + 1 < len(numbers) else None,
        "unconfirmed": row.ground == Ground.CORRECTION and item.state == course.REFUSED,
    }
    failed = bool(replying.errors or (judging and judging.errors))
    return render(request, "committee/clarification.html", context, status=422 if failed else 200)


@login_required
@require_POST
def reply(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Enters an answer."""
    tender, row = _row(request, reference, number)
    form = ReplyForm(request.POST, request.FILES)
    if form.is_valid():
        data = form.cleaned_data
        try:
            services.reply(
                clarification=row, by=person(request), received_at=data["received_at"], text=data["text"],
                paper=data["paper"],
            )  # fmt: skip
        except ValidationError as refusal:
            form.take(refusal)
        else:
            messages.success(request, _("The answer is recorded."))
            return redirect("committee:clarification", reference, number)
    return _page(request, tender, row, form, None)


@login_required
@require_POST
def judge(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Records the committee's verdict."""
    tender, row = _row(request, reference, number)
    form = JudgeForm(request.POST, ground=row.ground)
    if form.is_valid():
        try:
            services.judge(
                clarification=row, by=person(request), verdict=form.cleaned_data["verdict"],
                reason=form.cleaned_data["reason"],
            )  # fmt: skip
        except ValidationError as refusal:
            form.take(refusal)
        else:
            messages.success(request, _("The committee's finding is recorded."))
            return redirect("committee:clarification", reference, number)
    return _page(request, tender, row, ReplyForm(), form)


@login_required
@require_safe
def file(request: HttpRequest, reference: str, number: int, pk: int) -> FileResponse:
    """The signed paper as it was handed in; experts read its words and take no file away."""
    _tender_row, row = _row(request, reference, number)
    refuse_taking(request)
    found = get_object_or_404(
        Reply.objects.select_related("file"), clarification=row, pk=pk, file__isnull=False
    )
    assert found.file is not None
    response = FileResponse(
        found.file.path.open("rb"),
        as_attachment=True,
        filename=found.file_name,
        content_type=found.file.media_type,
    )
    response["Cache-Control"] = "private, no-store"
    return response
