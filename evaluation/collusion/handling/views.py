"""The queue's bulk bar: hand chosen signs out, or go on to decide them one by one under one reason."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from evaluation.collusion import alert_page, listing
from evaluation.collusion.forms import ChosenForm
from evaluation.collusion.handling import queries, services
from procurement.people.access import person
from procurement.people.models import User


@require_POST
@login_required
def handle(request: HttpRequest) -> HttpResponse:
    """What the bulk bar sends: the chosen signs, and whether to hand them out or to decide them."""
    user = person(request)
    found = queries.chosen(user, request.POST.getlist("chosen"))
    if request.POST.get("act") == "decide" and found:
        asked = urlencode([("chosen", alert.pk) for alert in found])
        return redirect(f"{reverse('collusion:decide_chosen')}?{asked}")
    try:
        count = services.assign(alerts=found, person=_person(request.POST.get("person", "")), by=user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        words = ngettext("%(n)d alert changed hands.", "%(n)d alerts changed hands.", count)
        messages.success(request, words % {"n": count})
    return redirect(_back(request))


def _person(name: str) -> User | None:
    """The supervisor of this user name, nobody for an empty one."""
    if not name:
        return None
    found = queries.supervisors().filter(username=name).first()
    if found is None:
        raise ValidationError(_("Alerts are given to supervisors only."))
    return found


def _back(request: HttpRequest) -> str:
    """The list the bar stood under."""
    asked = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}):
        return asked
    return reverse("collusion:queue")


@login_required
def decide_chosen(request: HttpRequest) -> HttpResponse:
    """The chosen signs on one page: a verdict for each, one reason, and the word that each was looked at."""
    user = person(request)
    if not user.is_supervisor:
        raise PermissionDenied(_("Only a supervisor decides alerts, once the tender has been evaluated."))
    asked = request.POST.getlist("chosen") or request.GET.getlist("chosen")
    found = queries.chosen(user, asked)
    undecided = [alert for alert in found if alert_page.is_open(alert)]
    form = ChosenForm(request.POST or None, alerts=undecided)
    if request.method == "POST" and undecided and form.is_valid():
        try:
            made = services.decide(
                choices=form.choices(),
                reason=form.cleaned_data["reason"],
                invalidates=form.cleaned_data["invalidates"],
                by=user,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%(count)d alerts are decided.") % {"count": len(made)})
            return redirect("collusion:queue")
    context = {
        "form": form,
        "lines": zip(listing.lines(undecided), form.verdicts(), strict=True),
        "left_out": len(asked) - len(undecided),
    }
    return render(
        request, "collusion/chosen.html", context, status=422 if form.is_bound and form.errors else 200
    )
