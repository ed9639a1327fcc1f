"""One page: what the committee decides on an item."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from evaluation.scoring import committee, queries
from evaluation.scoring.forms import DecisionForm
from evaluation.scoring.models import CommitteeDecision, Score
from procurement.people.access import person
from procurement.people.visibility import bids_for, may_run


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, reference: str, key: str, code: str) -> HttpResponse:
    """The item as the system judged it, earlier decisions, and the form."""
    user = person(request)
    bid = get_object_or_404(
        bids_for(user).select_related("tender", "supplier"), tender__reference=reference, key=key
    )
    tender = bid.tender
    if not may_run(user, tender):
        raise PermissionDenied(_("Only an officer who runs this tender records what its committee decided."))
    scores = Score.objects.filter(
        result__evaluation=queries.current(tender), result__bid=bid, criterion__code=code
    )
    score = scores.select_related("criterion").first()
    if score is None or not committee.may_be_decided(score):
        raise Http404
    form = DecisionForm(score.criterion, tender.spec.rounding.places, request.POST or None)
    if request.method == "POST" and form.is_valid():
        verdict = form.cleaned_data.get("passed")
        try:
            committee.decide(
                bid=bid,
                criterion=score.criterion,
                by=user,
                reason=form.cleaned_data["reason"],
                score=form.cleaned_data.get("score"),
                passed=None if verdict is None else verdict == "yes",
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The decision is recorded; the tender is being evaluated anew."))
            return redirect("bids:detail", tender.reference, bid.key)
    earlier = CommitteeDecision.objects.filter(bid=bid, criterion=score.criterion).select_related(
        "recorded_by"
    )
    context = {"tender": tender, "bid": bid, "judged": score, "form": form, "earlier": earlier}
    return render(request, "scoring/decide.html", context, status=422 if form.errors else 200)
