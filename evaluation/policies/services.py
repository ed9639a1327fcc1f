"""Setting a policy: a new version, with its reason, in the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from evaluation.collusion.policy import Strength
from evaluation.policies.layers import MOST_BITS, Layer, layered, unknown
from evaluation.policies.models import PolicyVersion
from evaluation.policies.queries import layers_for
from procurement.ledger.services import record
from procurement.people.models import Role, User

MIN_SHARED, MAX_SHARED = 4, 64
Articles = Mapping[str, Mapping[str, Sequence[str]]]


def set_policy(
    *,
    by: User,
    region: str,
    name: str,
    high: float | None,
    medium: float | None,
    strengths: Mapping[str, Strength],
    basis: Articles,
    reason: str,
    after: int,
    shared: Sequence[str] = (),
) -> PolicyVersion:
    """The next version of a place's policy; it holds for evaluations that start from now on.

    ``after`` is the number of the version that the person saw (0 for none): a change made meanwhile by somebody else is
    not overwritten unseen.  Evaluations that are stored keep the policy they were made with.
    """
    if by.role != Role.ADMINISTRATOR:
        raise PermissionDenied(_("Only an administrator sets policies."))
    layer = Layer(region, name, after + 1, high, medium, dict(strengths),
                  {key: {r: tuple(a) for r, a in by_regime.items()} for key, by_regime in basis.items()},
                  tuple(dict.fromkeys(shared)))  # fmt: skip
    with transaction.atomic():
        newest = PolicyVersion.objects.select_for_update().filter(region=region).order_by("-number").first()
        if (newest.number if newest else 0) != after:
            raise ValidationError(
                _("Somebody changed this policy meanwhile. Open it anew and look at what is different.")
            )
        _check(layer)
        version = PolicyVersion(
            region=region,
            number=after + 1,
            name=name.strip(),
            high=high,
            medium=medium,
            strengths={sign: [s.bits, s.most] for sign, s in layer.strengths.items()},
            basis={key: {r: list(a) for r, a in by.items()} for key, by in layer.basis.items()},
            shared=list(layer.shared),
            reason=reason.strip(),
            made_by=by,
        )
        version.full_clean()
        if newest is not None and _content(newest) == _content(version):
            raise ValidationError(_("Nothing is different from the version that holds."))
        version.save()
        before = _content(newest) if newest else None
        record(
            actor=by,
            verb="policy.set",
            subject=version,
            before=before,
            after=_content(version),
            reason=reason,
        )
    return version


def _check(layer: Layer) -> None:
    strange = unknown(layer.strengths, layer.basis)
    if strange:
        raise ValidationError(_("No detector has these: %(names)s.") % {"names": ", ".join(strange)})
    for sign, strength in layer.strengths.items():
        most = strength.bits if strength.most is None else strength.most
        if not 0 <= strength.bits <= most <= MOST_BITS:
            raise ValidationError(
                _(
                    "%(sign)s: the weight must lie between 0 and its most, and its most may not exceed %(most)s."
                )
                % {"sign": sign, "most": MOST_BITS}
            )
    for value in layer.shared:
        if not MIN_SHARED <= sum(c.isalnum() for c in value) <= MAX_SHARED:
            raise ValidationError(
                _(
                    "%(value)s: an address, number or account has between %(least)s and %(most)s letters and digits."
                )
                % {"value": value, "least": MIN_SHARED, "most": MAX_SHARED}
            )
    effective = layered([*layers_for(layer.region, itself=False), layer])
    if not 0 < effective.medium < effective.high <= MOST_BITS:
        raise ValidationError(
            _(
                "The threshold of “medium” must be above 0 and below that of “high”, which may not exceed %(most)s."
            )
            % {"most": MOST_BITS}
        )


def _content(version: PolicyVersion) -> dict[str, Any]:
    """What a version sets, in the form of the ledger: a line for each thing."""
    said: dict[str, Any] = {"name": version.name}
    for key in ("high", "medium"):
        value = getattr(version, key)
        if value is not None:
            said[key] = f"{float(value):g}"
    for sign, (bits, most) in version.strengths.items():
        said[sign] = f"{bits:g}" if most is None else f"{bits:g} ≤ {most:g}"
    if version.shared:
        said["shared"] = ", ".join(version.shared)
    for name, by_regime in version.basis.items():
        for regime, articles in by_regime.items():
            said[f"{name} ({regime})"] = ", ".join(articles)
    return said
