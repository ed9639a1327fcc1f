"""Home and sign-in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate, login
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from procurement.people.forms import SignInForm
from procurement.people.models import Role, User
from procurement.people.samples import FIRST_STEPS, demo_is_on, sample_people
from procurement.people.worklist import worklist_for


class SignIn(LoginView):
    """Sign in; whoever is signed in goes straight to the worklist."""

    template_name = "people/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(samples=sample_people(), **kwargs)


@require_POST
def sign_in_as_sample(request: HttpRequest) -> HttpResponse:
    """Signs in one of the sample people; exists in a demonstration only, and only while the sample password fits."""
    username = request.POST.get("person", "")
    if not demo_is_on() or username not in {sample.user.username for sample in sample_people()}:
        raise Http404
    user = authenticate(request, username=username, password=settings.GONGPING_DEMO_PASSWORD)
    if user is None:
        return redirect("people:sign_in")
    login(request, user)
    return redirect("people:home")


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The worklist: what is waiting for this person."""
    user = request.user
    assert isinstance(user, User)
    found = worklist_for(user)
    context = {
        "items": [item for item in found if not item.others],
        "others": [item for item in found if item.others],
        "first_steps": FIRST_STEPS[Role(user.role)] if demo_is_on() else (),
        "role": user.role,
    }
    return render(request, "people/home.html", context)
