"""Loading a new tender in the browser: the package goes up, a job checks and keeps it, problems are told by place."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from procurement.jobs.models import Job
from procurement.jobs.services import enqueue
from procurement.people.access import only, person
from procurement.people.models import Role
from procurement.tenders import spool
from procurement.tenders.forms import MAX_PACKAGE_BYTES, PackageForm
from procurement.tenders.package.archive import LIMITS

GIB = 1024**3


@only(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Takes a package and queues its loading."""
    form = PackageForm(request.POST, request.FILES) if request.method == "POST" else PackageForm()
    if request.method == "POST" and form.is_valid():
        package = form.cleaned_data["package"]
        name = spool.keep(package.chunks())
        try:
            job = enqueue(
                kind="load", by=person(request), payload={"spool": name, "name": package.name[:200]}
            )
        except BaseException:
            spool.drop(name)
            raise
        url = reverse("tenders:loading", args=[job.pk])
        if request.headers.get("HX-Request"):
            response = render(request, "tenders/_loading.html", {"job": job})
            response["HX-Push-Url"] = url
            return response
        return redirect(url)
    context = {
        "form": form,
        "limits": [
            _("at most %(size)s GB as .zip, %(unpacked)s GB unpacked") % {
                "size": MAX_PACKAGE_BYTES // GIB, "unpacked": LIMITS.total // GIB,
            },
            _("at most %(count)s files") % {"count": LIMITS.members},
            _("documents as PDF, DOCX, XLSX, PNG, JPG, TIF or TXT, without a password"),
        ],
    }  # fmt: skip
    template = "tenders/_upload.html" if request.headers.get("HX-Request") else "tenders/new.html"
    return render(request, template, context)


@only(Role.OFFICER)
@require_safe
def loading(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """How far the loading of a package is, and what came of it; one's own packages only."""
    job = get_object_or_404(
        Job.objects.select_related("tender"), pk=job_id, kind="load", created_by=person(request)
    )
    return render(request, "tenders/loading.html", {"job": job})
