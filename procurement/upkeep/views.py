"""The state of the house on one page."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from procurement.jobs.models import Job, JobState
from procurement.people.access import only, person
from procurement.people.models import Role
from procurement.upkeep import queries, services

PER_PAGE = 25


@only(Role.ADMINISTRATOR)
@require_safe
@never_cache
def state(request: HttpRequest) -> HttpResponse:
    """The parts, and the work of late: what it was and how it ended, never what is in it."""
    asked = request.GET.get("state", "")
    jobs = Job.objects.select_related("tender", "created_by").order_by("-created_at")
    if asked in JobState.values:
        jobs = jobs.filter(state=asked)
    context = {
        "parts": queries.parts(),
        "stuck": queries.stuck_jobs(),
        "page": Paginator(jobs, PER_PAGE).get_page(request.GET.get("page")),
        "asked": asked,
        "states": JobState.choices,
    }
    return render(request, "upkeep/state.html", context)


@only(Role.ADMINISTRATOR)
@require_POST
def hand_out_again(request: HttpRequest) -> HttpResponse:
    """Sends again what no worker holds."""
    count = services.hand_out_again(by=person(request))
    messages.success(
        request,
        ngettext("%(n)s job was handed out again.", "%(n)s jobs were handed out again.", count)
        % {"n": count},
    )
    return redirect("upkeep:state")
