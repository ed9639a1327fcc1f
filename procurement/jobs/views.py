"""How far a job is, as a fragment that asks again every second until the job is over."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from procurement.jobs.queries import jobs_for
from procurement.people.access import person


@login_required
@require_safe
@never_cache
def status(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The fragment; when the job is over the page is told by the event ``job-over``, so that it shows the outcome."""
    job = get_object_or_404(jobs_for(person(request)), pk=job_id)
    response = render(request, "jobs/_status.html", {"job": job})
    if job.is_over:
        response["HX-Trigger-After-Settle"] = "job-over"
    return response
