"""Which policy holds where."""

from __future__ import annotations

from collections.abc import Sequence

from evaluation.collusion.policy import Policy, Strength
from evaluation.policies.layers import Layer, layered, region_of, regions
from evaluation.policies.models import PolicyVersion
from procurement.tenders.models import Tender


def newest() -> list[PolicyVersion]:
    """The version that holds in each place that has one, the widest place first."""
    return list(PolicyVersion.objects.order_by("region", "-number").distinct("region"))


def versions(region: str) -> list[PolicyVersion]:
    """All versions of a place, the newest first."""
    return list(PolicyVersion.objects.filter(region=region).select_related("made_by").order_by("-number"))


def layer_of(version: PolicyVersion) -> Layer:
    """A stored version as the layer it is."""
    return Layer(
        region=version.region,
        name=version.name,
        number=version.number,
        high=None if version.high is None else float(version.high),
        medium=None if version.medium is None else float(version.medium),
        strengths={sign: Strength(bits, most) for sign, (bits, most) in version.strengths.items()},
        basis={
            name: {regime: tuple(articles) for regime, articles in by_regime.items()}
            for name, by_regime in version.basis.items()
        },
        shared=tuple(version.shared),
    )


def layers_for(region: str, *, itself: bool = True) -> Sequence[Layer]:
    """What holds in a place, the widest layer first; without the place's own where ``itself`` is false."""
    around = regions(region) if itself else regions(region)[:-1]
    held = {version.region: version for version in PolicyVersion.objects.filter(region__in=around)
            .order_by("region", "number")}  # fmt: skip
    return [layer_of(held[place]) for place in around if place in held]


def policy_for(tender: Tender) -> Policy:
    """The policy of the place whose authority registered the buyer."""
    return layered(layers_for(region_of(tender.spec.buyer.id)))
