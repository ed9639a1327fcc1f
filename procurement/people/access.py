"""What every view asks first: who is there, and which tender this person may know of."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from procurement.people.models import Role, User
from procurement.people.visibility import may_take_files, tenders_for
from procurement.tenders.models import Tender

View = Callable[..., HttpResponse]


def person(request: HttpRequest) -> User:
    """The person who is signed in; the view is behind :func:`login_required`."""
    user = request.user
    if not isinstance(user, User):
        raise PermissionDenied(_("Sign in first."))
    return user


def tender_or_404(request: HttpRequest, reference: str) -> Tender:
    """The tender, if this person may know of it; otherwise it does not exist for them."""
    return get_object_or_404(tenders_for(person(request)), reference=reference)


def refuse_taking(request: HttpRequest) -> None:
    """Raises ``PermissionDenied`` for whoever reads bids here and takes nothing of them away (87号令 Art. 62(6))."""
    if not may_take_files(person(request)):
        raise PermissionDenied(
            _(
                "Experts take no bid documents away (87号令 Art. 62(6)). Every page can be read here, without downloading."
            )
        )


def only(*roles: Role) -> Callable[[View], View]:
    """Decorator: the page is for these roles; others are told who could help them."""

    def wrap(view: View) -> View:
        @login_required
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if person(request).role not in roles:
                names = ", ".join(str(role.label) for role in roles)
                raise PermissionDenied(_("This page is for: %(roles)s.") % {"roles": names})
            return view(request, *args, **kwargs)

        return checked

    return wrap
