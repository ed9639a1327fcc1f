"""The report of a tender: open points, a preview from the stored facts, the making, the downloads."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from evaluation.reporting import queries
from evaluation.reporting.facts import digest, facts_of
from evaluation.reporting.parts import report as outline_of
from evaluation.reporting.preview import preview
from procurement.jobs.models import Job, JobState
from procurement.jobs.services import enqueue
from procurement.people.access import person
from procurement.people.visibility import may_run
from procurement.tenders.models import Tender

FORMS = ("docx", "pdf", "xlsx")


def _tender(request: HttpRequest, reference: str) -> Tender:
    return get_object_or_404(queries.tenders_with_reports_for(person(request)), reference=reference)


@require_GET
@login_required
def report(request: HttpRequest, reference: str) -> HttpResponse:
    """What the report says or would say, what stands before it, and the reports there are."""
    tender = _tender(request, reference)
    reports = list(queries.reports_for(person(request), tender))
    newest = reports[0] if reports else None
    facts = newest.facts if newest else facts_of(tender)
    made_at = newest.created_at.isoformat() if newest else ""
    outline = outline_of(facts, number=newest.number if newest else 1, made_at=made_at)
    points = [] if newest else queries.open_points(tender)
    context = {
        "tender": tender,
        "reports": reports,
        "newest": newest,
        "points": points,
        "blocked": any(point.blocks for point in points),
        "outline": outline,
        "blocks": preview(outline),
        "digest": newest.digest if newest else digest(facts),
        "may_make": may_run(person(request), tender) and newest is None,
        "job": _job(tender),
        "forms": FORMS,
    }
    return render(request, "reporting/report.html", context)


def _job(tender: Tender) -> Job | None:
    """The making that runs now, or the last one when it failed."""
    job = Job.objects.filter(tender=tender, kind="report").order_by("-created_at").first()
    return job if job is not None and job.state != JobState.SUCCEEDED else None


@require_POST
@login_required
def make(request: HttpRequest, reference: str) -> HttpResponse:
    """Queues the making of the report."""
    tender = _tender(request, reference)
    if not may_run(person(request), tender):
        raise PermissionDenied(_("Only an officer who runs this tender makes its report."))
    if not queries.blocking(tender):
        enqueue(kind="report", by=person(request), tender=tender)
    return redirect("reporting:tender", reference=reference)


@require_GET
@login_required
def download(request: HttpRequest, reference: str, number: int, form: str) -> HttpResponse:
    """One form of one report, for those who may see the tender's reports."""
    tender = _tender(request, reference)
    if form not in FORMS:
        raise Http404
    found = get_object_or_404(queries.reports_for(person(request), tender), number=number)
    file = getattr(found, form)
    response = HttpResponse(file.read(), content_type=file.media_type)
    name = f"评标报告-{tender.reference}-R{number}.{form}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["Cache-Control"] = "private, no-store"
    return response
