"""The administrator's pages: people and what they may do."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from procurement.people.access import only, person
from procurement.people.accounts import change_person, create_person
from procurement.people.forms import NewPersonForm, PersonForm
from procurement.people.models import Role, User
from procurement.spreadsheet import Sheet, xlsx_response
from procurement.tenders.models import Stage

PER_PAGE = 50


def _found(request: HttpRequest) -> tuple[QuerySet[User], dict[str, str]]:
    asked = {"q": request.GET.get("q", "").strip()[:100], "role": request.GET.get("role", "")}
    people = User.objects.annotate(
        at_work=Count("assignments", filter=~Q(assignments__tender__stage=Stage.REPORTED))
    ).order_by("-is_active", "role", "username")
    for word in asked["q"].split():
        people = people.filter(
            Q(username__icontains=word) | Q(display_name__icontains=word) | Q(organisation__icontains=word)
        )
    if asked["role"] in Role.values:
        people = people.filter(role=asked["role"])
    return people, asked


@only(Role.ADMINISTRATOR)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who has an account."""
    found, asked = _found(request)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "people/people.html", {"page": page, "asked": asked, "roles": Role.choices})


@only(Role.ADMINISTRATOR)
@require_safe
def people_xlsx(request: HttpRequest) -> HttpResponse:
    """The same list as a spreadsheet."""
    found, _asked = _found(request)
    head = [_("User name"), _("Name"), _("Role"), _("Organisation"), _("Active"), _("Tenders at work")]
    rows = [
        [
            p.username,
            p.display_name,
            p.get_role_display(),
            p.organisation,
            _("yes") if p.is_active else _("no"),
            p.at_work,  # type: ignore[attr-defined]
        ]
        for p in found
    ]
    return xlsx_response(_("people"), [Sheet(_("People"), head, rows)])


@only(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def new_person(request: HttpRequest) -> HttpResponse:
    """Makes an account."""
    form = NewPersonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = create_person(by=person(request), **form.cleaned_data)
        except ValidationError as refusal:
            form.take(refusal)
        else:
            messages.success(request, _("%(name)s can sign in now.") % {"name": made})
            return redirect("people:people")
    return render(request, "people/person.html", {"form": form, "someone": None})


@only(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, username: str) -> HttpResponse:
    """Changes an account, or closes it: accounts are never deleted, for the ledger names them."""
    someone = get_object_or_404(User, username=username)
    initial = {name: getattr(someone, name) for name in ("display_name", "role", "organisation", "is_active")}
    form = PersonForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_person(by=person(request), person=someone, **form.cleaned_data)
        except ValidationError as refusal:
            form.take(refusal)
        else:
            messages.success(
                request, _("%(name)s is changed; the ledger keeps what it was before.") % {"name": someone}
            )
            return redirect("people:people")
    return render(request, "people/person.html", {"form": form, "someone": someone})
