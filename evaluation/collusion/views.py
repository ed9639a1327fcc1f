"""Supervision: the queue, the alerts of a tender, a suspected ring, one alert, and the decision."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from evaluation.collusion import alert_page, group_page, listing, queries, services
from evaluation.collusion.charts import queries as charts
from evaluation.collusion.filters import Filter
from evaluation.collusion.forms import DecisionForm, GroupForm, ReopenForm
from evaluation.collusion.handling.queries import holder, supervisors
from evaluation.collusion.models import Alert, Verdict
from evaluation.collusion.notes.queries import notes_for
from evaluation.collusion.subtraction import left_out
from procurement.people.access import person
from procurement.people.models import User
from procurement.people.visibility import bids_for, may_decide_alerts, tenders_with_alerts_for
from procurement.spreadsheet import xlsx_response
from procurement.tenders.models import Tender

PER_PAGE = 50


def _tender(request: HttpRequest, reference: str) -> Tender:
    return get_object_or_404(tenders_with_alerts_for(person(request)), reference=reference)


def _alert(request: HttpRequest, tender: Tender, number: int) -> Alert:
    return get_object_or_404(queries.alerts_for(person(request), tender), number=number)


def _watches(user: User) -> bool:
    return user.is_supervisor or user.is_officer


def _not_for_you(request: HttpRequest) -> HttpResponse:
    return render(request, "collusion/not_for_you.html", status=403)


@require_GET
@login_required
def queue(request: HttpRequest) -> HttpResponse:
    """What is waiting: suspected rings first, then single alerts."""
    user = person(request)
    if not _watches(user):
        return _not_for_you(request)
    chosen = Filter.of(request.GET)
    visible = queries.alerts_for(user)
    found = chosen.apply(visible)
    alone = found if chosen.narrowed or chosen.state != "open" else found.exclude(groups__isnull=False)
    listed, weak = chosen.fold(alone)
    page = Paginator(listing.with_bids(listed), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": chosen,
        "groups": listing.groups_of(queries.groups_for(user), found, visible),
        "page": page,
        "rows": listing.lines(page.object_list),
        "chips": listing.chips(chosen, listing.counts(visible)),
        "choices": listing.choices(visible),
        "total": page.paginator.count,
        "link": chosen.link(),
        "folding": listing.folding(chosen, weak),
        **_bar(user),
    }
    return render(request, "collusion/queue.html", context)


def _bar(user: User) -> dict[str, Any]:
    """What the bar under a list needs: whether signs can be chosen, and whom they can be given to."""
    return {"chooses": user.is_supervisor, "supervisors": supervisors() if user.is_supervisor else ()}


@require_GET
@login_required
def export(request: HttpRequest) -> HttpResponse:
    """The filtered queue as a workbook."""
    user = person(request)
    if not _watches(user):
        return _not_for_you(request)
    found = Filter.of(request.GET).apply(queries.alerts_for(user))
    return xlsx_response(_("alerts"), [listing.sheet(listing.with_bids(found))])


@require_GET
@login_required
def tender_alerts(request: HttpRequest, reference: str) -> HttpResponse:
    """All alerts of one tender, its suspected rings, and what is still to be decided."""
    user, tender = person(request), _tender(request, reference)
    chosen = Filter.of(request.GET, state="all")
    visible = queries.alerts_for(user, tender)
    found, weak = chosen.fold(chosen.apply(visible))
    page = Paginator(listing.with_bids(found), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "tender": tender,
        "filter": chosen,
        "groups": listing.groups_of(queries.groups_for(user, tender), visible, visible),
        "page": page,
        "rows": listing.lines(page.object_list),
        "chips": listing.chips(chosen, listing.counts(visible)),
        "choices": listing.choices(visible),
        "total": page.paginator.count,
        "folding": listing.folding(chosen, weak),
        "waiting": queries.open_alerts(tender).count(),
        "renewing": queries.renewal(tender),
        "aside": listing.set_aside(visible),
        "orphans": listing.orphans(user, tender),
        "invalidated": listing.invalidated(tender),
        "link": chosen.link(),
        "heat": charts.heat(tender, visible),
        "names": queries.names_of(tender),
        **_bar(user),
    }
    return render(request, "collusion/tender.html", context)


@require_GET
@login_required
def alert(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """One alert: the evidence side by side, the law, the weight, the limits, and the decision."""
    tender = _tender(request, reference)
    row = _alert(request, tender, number)
    return _show_alert(request, tender, row)


def _show_alert(
    request: HttpRequest,
    tender: Tender,
    row: Alert,
    form: DecisionForm | None = None,
    reopening: ReopenForm | None = None,
) -> HttpResponse:
    names = queries.names_of(tender)
    found = alert_page.passages(row)
    wanted = request.GET.get("passage", "1")
    number = int(wanted) if wanted.isdecimal() and len(wanted) < 7 else 1
    opened = alert_page.passage_view(row, found, number, names, bids_for(person(request))) if found else None
    context: dict[str, Any] = {"tender": tender, "alert": row, "opened": opened, "passages": found}
    if request.headers.get("HX-Request") and request.headers.get("HX-Target") == "passage":
        return render(request, "collusion/_passage.html", context)
    user = person(request)
    open_now = alert_page.is_open(row)
    decides = may_decide_alerts(user, tender)
    context |= {
        "names": names,
        "parties": alert_page.parties(row, names),
        "left_out": left_out(row, names),
        "scatter": charts.prices(row),
        "holder": holder(row) if user.is_supervisor else None,
        "supervisors": supervisors() if decides else (),
        "title": alert_page.title(row),
        "rows": alert_page.rows(row),
        "provisions": alert_page.provisions(row),
        "history": queries.history(tender, row.fingerprint),
        "groups": row.groups.all(),
        "takes_notes": user.is_supervisor,
        "notes": notes_for(user, row),
        "open": open_now,
        "form": form or (DecisionForm() if decides and open_now else None),
        "reopening": reopening or (ReopenForm() if decides and not open_now else None),
        "refusal": "" if decides else _refusal(user),
        "neighbours": listing.neighbours(queries.alerts_for(user, tender), row),
        "article": "87号令 37" if tender.regime == "government-procurement" else "实施条例 40、51(7)",
    }
    return render(request, "collusion/alert.html", context, status=422 if form or reopening else 200)


def _refusal(user: User) -> str:
    if user.is_supervisor:
        return _("The report is out, so decisions are closed.")
    return _("Supervisors decide; you see what they see.")


@require_POST
@login_required
def decide(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Confirms or dismisses one alert."""
    tender = _tender(request, reference)
    row = _alert(request, tender, number)
    form = DecisionForm(request.POST)
    if form.is_valid() and _still_the_same(request, row):
        data = form.cleaned_data
        try:
            services.decide(
                tender=tender,
                choices=[(row, data["verdict"])],
                reason=data["reason"],
                invalidates=data["invalidates"],
                by=person(request),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Alert %(number)d is decided.") % {"number": number})
            return _go_on(request, tender, row)
    elif form.is_valid():
        form.add_error(None, _("The tender was evaluated anew meanwhile; please look at the alert again."))
    return _show_alert(request, tender, row, form=form)


def _still_the_same(request: HttpRequest, row: Alert) -> bool:
    """An evaluation that ran meanwhile may have given the number to another sign."""
    return request.POST.get("fingerprint", row.fingerprint) == row.fingerprint


def _go_on(request: HttpRequest, tender: Tender, row: Alert) -> HttpResponse:
    """After a decision: the next open alert of the tender if that was asked for, else the same page."""
    if "and_next" in request.POST:
        following = queries.alerts_for(person(request), tender).exclude(verdict__in=queries.DECIDED_VERDICTS)
        nearest = following.order_by("-weight", "-bits").first()
        if nearest is not None:
            return redirect("collusion:alert", reference=tender.reference, number=nearest.number)
        return redirect("collusion:tender", reference=tender.reference)
    return redirect("collusion:alert", reference=tender.reference, number=row.number)


@require_POST
@login_required
def reopen(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Takes a decision back."""
    tender = _tender(request, reference)
    row = _alert(request, tender, number)
    form = ReopenForm(request.POST)
    if form.is_valid():
        choices = [(row, Verdict.REOPENED.value)]
        try:
            services.decide(
                tender=tender, choices=choices, reason=form.cleaned_data["reason"], by=person(request)
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Alert %(number)d is open again.") % {"number": number})
            return redirect("collusion:alert", reference=tender.reference, number=number)
    return _show_alert(request, tender, row, reopening=form)


@login_required
def group(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """A suspected ring: who shares what, each sign with its article and limits, and one form to decide them."""
    user, tender = person(request), _tender(request, reference)
    row = get_object_or_404(queries.groups_for(user, tender), number=number)
    signs = group_page.signs(queries.alerts_for(user, tender).filter(groups=row), tender)
    undecided = [sign for sign in signs if sign.open]
    form = GroupForm(request.POST or None, signs=undecided)
    late = [sign.alert.number for sign in signs if not sign.open and form.decides(sign)]
    if late:  # another window or another supervisor was first; nothing of this form is recorded
        messages.error(
            request,
            _("Alert %(number)d has been decided meanwhile; reopen it first.") % {"number": late[0]},
        )
    elif request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.decide(
                tender=tender,
                choices=form.choices(),
                reason=data["reason"],
                invalidates=data["invalidates"],
                by=user,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%(count)d alerts are decided.") % {"count": len(form.choices())})
            return redirect("collusion:group", reference=tender.reference, number=number)
    decides = may_decide_alerts(user, tender)
    names = queries.names_of(tender)
    context = {
        "tender": tender,
        "group": row,
        "signs": signs,
        "told": [sign for sign in signs if not sign.weak],
        "weak": [sign for sign in signs if sign.weak],
        "undecided": undecided,
        "matrix": group_page.matrix(row.bidders, signs, names),
        "network": group_page.ring(row.bidders, signs, names, tender),
        "heat": charts.heat(tender, (sign.alert for sign in signs), row.bidders),
        "times": charts.times(tender, row.bidders),
        "shared": [(label, who, sign) for sign in signs for label, who in group_page.shared_things(sign)],
        "names": names,
        "parties": [alert_page.Party(key, names.get(key, key)) for key in row.bidders],
        "form": form if decides and undecided else None,
        "refusal": "" if decides else _refusal(user),
        "timeline": group_page.timeline(tender, signs),
        "article": "87号令 37" if tender.regime == "government-procurement" else "实施条例 40、51(7)",
    }
    return render(
        request,
        "collusion/group.html",
        context,
        status=422 if form.is_bound and (late or form.errors) else 200,
    )
