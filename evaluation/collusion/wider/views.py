"""Asking for more: what to look at, why, how far the work is, and what it gave."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from evaluation.collusion import listing
from evaluation.collusion import queries as alerts
from evaluation.collusion.forms import WiderForm
from evaluation.collusion.wider import queries, services
from procurement.people.access import person
from procurement.people.visibility import may_decide_alerts, tenders_with_alerts_for


@login_required
def ask(request: HttpRequest, reference: str) -> HttpResponse:
    """The form, the inquiries so far with what they found; supervisors only."""
    user = person(request)
    tender = get_object_or_404(tenders_with_alerts_for(user), reference=reference)
    if not user.is_supervisor:
        raise Http404
    names = alerts.names_of(tender)
    asked = [key for key in request.GET.getlist("bidder") if key in names]
    form = WiderForm(
        request.POST or None, bidders=sorted(names.items()), initial={"bidders": asked or list(names)}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.ask(
                tender=tender,
                bidders=data["bidders"],
                two_by_two=data["two_by_two"],
                two_hops=data["two_hops"],
                other_tenders=data["other_tenders"],
                reason=data["reason"],
                by=user,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The wider comparison is queued; you may leave this page."))
            return redirect("collusion:wider", reference=tender.reference)
    visible = alerts.alerts_for(user, tender)
    inquiries = [
        (
            inquiry,
            [names.get(key, key) for key in inquiry.bidders],
            listing.lines(listing.with_bids(visible.filter(inquiry=inquiry).order_by("-bits", "number"))),
        )
        for inquiry in queries.inquiries_for(user, tender)
    ]
    running = queries.running(tender)
    context = {
        "tender": tender,
        "form": form if may_decide_alerts(user, tender) and running is None else None,
        "running": running,
        "mine": running is not None and running.job is not None and running.job.created_by_id == user.pk,
        "inquiries": inquiries,
    }
    return render(
        request, "collusion/wider.html", context, status=422 if form.is_bound and form.errors else 200
    )
