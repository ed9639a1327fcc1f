"""The administrator's pages of policies; supervisors read them, for they decide by what they say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluation.collusion.labels import detector_name
from evaluation.collusion.policy import DEFAULT, Policy
from evaluation.policies import queries, services
from evaluation.policies.forms import REGIMES, PlaceForm, PolicyForm
from evaluation.policies.layers import BIDDERS, REGION_LENGTHS, false_alarms, layered
from evaluation.policies.signs import family, sign_name
from procurement.people.access import only, person
from procurement.people.models import Role
from procurement.spreadsheet import Sheet, xlsx_response

NATIONAL = "national"
_READERS = (Role.ADMINISTRATOR, Role.SUPERVISOR)


@dataclass(frozen=True, slots=True)
class Rate:
    """What a threshold means: the most false alarms in a hundred honest tenders, by the number of bidders."""

    level: str
    bits: float
    shares: tuple[tuple[int, float], ...]


def rates(policy: Policy) -> list[Rate]:
    """The rates behind both thresholds of a policy."""
    return [
        Rate(level, bits, tuple((n, 100 * false_alarms(bits, n)) for n in BIDDERS))
        for level, bits in ((_("high"), policy.high), (_("medium"), policy.medium))
    ]


def _region(place: str) -> str:
    region = "" if place == NATIONAL else place
    if region and not (region.isascii() and region.isdigit() and len(region) in REGION_LENGTHS):
        raise Http404
    return region


@only(*_READERS)
@require_safe
def policies(request: HttpRequest) -> HttpResponse:
    """Every place that has a policy of its own, and the country."""
    held = {version.region: version for version in queries.newest()}
    rows = [
        {
            "place": region or NATIONAL,
            "region": region,
            "version": version,
            "name": version.name if version else _("Whole country"),
            "policy": layered(queries.layers_for(region)),
            "changed": len(version.strengths) if version else 0,
        }
        for region, version in ({"": held.get("")} | held).items()
    ]
    form = PlaceForm(request.GET if "region" in request.GET else None)
    if form.is_valid():
        return redirect("policies:policy", place=form.cleaned_data["region"])
    return render(request, "policies/list.html", {"rows": rows, "form": form})


@only(*_READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def policy(request: HttpRequest, place: str) -> HttpResponse:
    """One place's policy: read by supervisors, set by administrators."""
    region = _region(place)
    held = queries.versions(region)
    sets = person(request).role == Role.ADMINISTRATOR
    layer = queries.layer_of(held[0]) if held else None
    around = layered(queries.layers_for(region, itself=False))
    form = PolicyForm(request.POST if request.method == "POST" else None, around=around, layer=layer)
    if request.method == "POST":
        if not sets:
            raise PermissionDenied(_("Only an administrator sets policies."))
        if form.is_valid() and _saved(request, form, region):
            return redirect("policies:policy", place=place)
    return render(request, "policies/policy.html", _context(form, region, held, around, sets=sets))


def _saved(request: HttpRequest, form: PolicyForm, region: str) -> bool:
    layer = form.layer(region)
    try:
        version = services.set_policy(
            by=person(request),
            region=region,
            name=layer.name,
            high=layer.high,
            medium=layer.medium,
            strengths=layer.strengths,
            basis=layer.basis,
            shared=layer.shared,
            reason=form.cleaned_data["reason"],
            after=form.cleaned_data["after"],
        )
    except ValidationError as refusal:
        form.take(refusal)
        return False
    messages.success(
        request, _("%(version)s holds for evaluations that start from now on.") % {"version": version}
    )
    return True


def _context(form: PolicyForm, region: str, held: list[Any], around: Policy, *, sets: bool) -> dict[str, Any]:
    return {
        "form": form,
        "place": region or NATIONAL,
        "region": region,
        "name": held[0].name if held else region or _("Whole country"),
        "versions": held,
        "rates": rates(layered(queries.layers_for(region))),
        "around": around,
        "sets": sets,
    }


@only(Role.ADMINISTRATOR)
@require_POST
def preview(request: HttpRequest, place: str) -> HttpResponse:
    """What a form that is not saved yet would mean: the rates, and every difference from what holds."""
    region = _region(place)
    held = queries.versions(region)
    around = layered(queries.layers_for(region, itself=False))
    form = PolicyForm(
        {**request.POST.dict(), "reason": "–"},
        around=around,
        layer=queries.layer_of(held[0]) if held else None,
    )
    if not form.is_valid():
        return render(request, "policies/_preview.html", {"form": form})
    now = layered(queries.layers_for(region))
    then = layered([form.layer(region)], around)
    return render(
        request,
        "policies/_preview.html",
        {"form": form, "rates": rates(then), "changes": _changes(now, then)},
    )


def _changes(now: Policy, then: Policy) -> list[tuple[str, str, str]]:
    """What differs, as (what, before, after)."""
    rows = [
        (name, f"{a:g}", f"{b:g}")
        for name, a, b in (
            (_("“high” from"), now.high, then.high),
            (_("“medium” from"), now.medium, then.medium),
        )
        if a != b
    ]
    for sign, strength in then.strengths.items():
        before, after = now.strengths[sign], strength
        if before != after:
            rows.append((sign_name(sign), _weight(before.bits, before.most), _weight(after.bits, after.most)))
    if now.shared != then.shared:
        rows.append((_("Known to be shared by many"), ", ".join(now.shared), ", ".join(then.shared)))
    for name in then.basis:
        for regime, label in REGIMES:
            a, b = now.basis.get(name, {}).get(regime, ()), then.basis[name].get(regime, ())
            if a != b:
                rows.append((f"{detector_name(name)} · {label}", ", ".join(a), ", ".join(b)))
    return rows


def _weight(bits: float, most: float | None) -> str:
    return f"{bits:g}" if most is None else f"{bits:g} ≤ {most:g}"


@only(*_READERS)
@require_safe
def policy_xlsx(_request: HttpRequest, place: str) -> HttpResponse:
    """The policy that holds in a place, whole, as a spreadsheet."""
    region = _region(place)
    held = layered(queries.layers_for(region))
    own = {sign for layer in queries.layers_for(region) for sign in layer.strengths}
    weights = [
        [detector_name(family(sign)), sign_name(sign), sign, s.bits, s.most, _("yes") if sign in own else ""]
        for sign, s in DEFAULT.strengths.items()
        for s in [held.strengths[sign]]
    ]
    articles: list[list[str]] = [
        [detector_name(name), str(label), ", ".join(by_regime.get(regime, ()))]
        for name, by_regime in held.basis.items()
        for regime, label in REGIMES
    ]
    levels: list[list[str | float]] = [
        [rate.level, rate.bits, *(share for _n, share in rate.shares)] for rate in rates(held)
    ]
    shares = [_("false alarms in 100 honest tenders of %(n)s bidders") % {"n": n} for n in BIDDERS]
    return xlsx_response(
        _("policy"),
        [
            Sheet(
                _("Weights"),
                [_("Detector"), _("Sign"), _("Code"), _("Weight"), _("At most"), _("Set here")],
                weights,
            ),
            Sheet(_("Articles"), [_("Detector"), _("Regime"), _("Articles")], articles),
            Sheet(_("Levels"), [_("Level"), _("From bits"), *shares], levels),
        ],
    )
