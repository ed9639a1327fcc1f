"""The library's page: administrators keep it, supervisors read it, for alerts rest on it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from evaluation.collusion.rarity.background import shipped
from evaluation.library import services
from evaluation.library.forms import RemoveForm, TextForm
from evaluation.library.models import ModelText, TrainedScreens
from procurement.people.access import only, person
from procurement.people.models import Role


@only(Role.ADMINISTRATOR, Role.SUPERVISOR)
@require_http_methods(["GET", "HEAD", "POST"])
def library(request: HttpRequest) -> HttpResponse:
    """Model texts, the shipped background, and trained screens with their figures."""
    keeps = person(request).role == Role.ADMINISTRATOR
    form = TextForm(request.POST or None, request.FILES or None) if keeps else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied(_("Only an administrator keeps the library."))
        if form.is_valid() and _added(request, form):
            return redirect("library:library")
    return render(request, "library/library.html", {
        "form": form, "texts": ModelText.objects.select_related("added_by"), "screens": TrainedScreens.objects.all(),
        "background": shipped(),
    }, status=400 if request.method == "POST" else 200)  # fmt: skip


def _added(request: HttpRequest, form: TextForm) -> bool:
    file = form.cleaned_data["file"]
    try:
        text = services.add_text(
            by=person(request), name=file.name, data=file.read(), media_type=file.content_type or ""
        )
    except ValidationError as error:
        form.add_error("file", error)
        return False
    messages.success(request, _("%(name)s is in the library.") % {"name": text.name})
    return True


@only(Role.ADMINISTRATOR)
@require_POST
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Takes a model text out, with the reason."""
    text = get_object_or_404(ModelText, pk=number)
    form = RemoveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say why."))
        return redirect("library:library")
    services.remove_text(by=person(request), text=text, reason=form.cleaned_data["reason"])
    messages.success(request, _("%(name)s was taken out of the library.") % {"name": text.name})
    return redirect("library:library")
