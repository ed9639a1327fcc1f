"""The result before the members: read, then signed or dissented from; and who has done so."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from evaluation.committee import queries, services
from evaluation.committee.forms import OpinionForm
from evaluation.committee.result import result_of
from procurement.people.access import only, person, tender_or_404
from procurement.people.models import Role
from procurement.people.visibility import may_sign
from procurement.tenders.models import Tender


@only(Role.EXPERT, Role.OFFICER, Role.SUPERVISOR)
@require_safe
def opinions(request: HttpRequest, reference: str) -> HttpResponse:
    """A member reads the result and gives an opinion; who runs or watches the tender sees who has."""
    return _page(request, tender_or_404(request, reference), OpinionForm())


def _page(request: HttpRequest, tender: Tender, form: OpinionForm) -> HttpResponse:
    user = person(request)
    signs = may_sign(user, tender)
    result = result_of(tender)
    members = queries.members_of(tender, result)
    readable = set(queries.opinions_for(user, tender).values_list("pk", flat=True))
    own = next((m.opinion for m in members if m.user == user and m.opinion), None)
    last = queries.opinions_for(user, tender).filter(expert=user).last() if user.is_expert else None
    context = {
        "tender": tender,
        "result": result if signs or not user.is_expert else None,
        "form": form if signs and result is not None and own is None else None,
        "signs": signs,
        "own": own,
        "last": last,
        "members": [(m, m.opinion is not None and m.opinion.pk in readable) for m in members],
        "given": sum(m.opinion is not None for m in members),
        "asked": sum(not m.absent for m in members),
        "lapsed": queries.lapsed(tender, result) if not user.is_expert else 0,
        "article": queries.article("opinion", tender),
        "clarifications": queries.courses(queries.clarifications_for(user, tender)),
    }
    return render(request, "committee/opinions.html", context, status=422 if form.errors else 200)


@only(Role.EXPERT)
@require_POST
def sign(request: HttpRequest, reference: str) -> HttpResponse:
    """Takes the signature or the dissent; sent twice, it is the same one."""
    tender = tender_or_404(request, reference)
    form = OpinionForm(request.POST)
    if not may_sign(person(request), tender):
        raise PermissionDenied(
            _(
                "The result is signed by the members of the committee, from the last score until the report is made."
            )
        )
    if form.is_valid():
        try:
            services.sign(
                tender=tender,
                expert=person(request),
                agrees=form.cleaned_data["opinion"] == "agree",
                reason=form.cleaned_data["reason"],
                seen=request.POST.get("seen", ""),
            )
        except ValidationError as refusal:
            form.take(refusal)
        else:
            messages.success(request, _("Your opinion on the result is recorded."))
            return redirect("committee:opinions", reference=reference)
    return _page(request, tender, form)
