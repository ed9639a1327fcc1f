"""From the national policy to the one of a place: layers of changes, the wider place first.

The force of a sign differs by place: the same file-creation code settles it in some cities and is "for the committee to
judge" in others.  A layer says only what its place does otherwise; what it leaves out is taken from the place around it.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from evaluation.collusion.policy import BASIS, DEFAULT, STRENGTHS, Policy, Strength

REGION_LENGTHS = (2, 4, 6)
"""Digits of a region code 行政区划代码 (GB/T 2260): province, city, county."""
MOST_BITS = 60.0
_CODE_LENGTH = 18
BIDDERS = (8, 30)
"""For how many bidders the pages state what a threshold means: a usual tender and a large one."""


@dataclass(frozen=True, slots=True)
class Layer:
    """What one place changes.  ``region`` is empty for the whole country; ``high`` and ``medium`` ``None`` inherit."""

    region: str = ""
    name: str = ""
    number: int = 1
    high: float | None = None
    medium: float | None = None
    strengths: Mapping[str, Strength] = field(default_factory=dict)
    basis: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    shared: tuple[str, ...] = ()
    """Added to what the places around know to be shared by many."""


def layered(layers: Sequence[Layer], base: Policy = DEFAULT) -> Policy:
    """``base`` with the changes of ``layers``, of which each overrules the ones before it."""
    policy = base
    for layer in layers:
        basis = {name: dict(policy.basis.get(name, {})) for name in {*policy.basis, *layer.basis}}
        for name, by_regime in layer.basis.items():
            basis[name].update(by_regime)
        policy = replace(
            policy,
            name=layer.name or policy.name,
            version=layer.number,
            high=policy.high if layer.high is None else layer.high,
            medium=policy.medium if layer.medium is None else layer.medium,
            strengths={**policy.strengths, **layer.strengths},
            basis=basis,
            shared=tuple(dict.fromkeys((*policy.shared, *layer.shared))),
        )
    return policy


def regions(code: str) -> tuple[str, ...]:
    """The places a region code lies in, the widest first: the country, its province, its city, its county."""
    return ("", *(code[:length] for length in REGION_LENGTHS if len(code) >= length))


def region_of(buyer_id: str) -> str:
    """Where a buyer is registered: digits 3 to 8 of its credit code 统一社会信用代码 (GB 32100-2015); else empty."""
    code = buyer_id.strip()
    return code[2:8] if len(code) == _CODE_LENGTH and code[2:8].isascii() and code[2:8].isdigit() else ""


def identity(policy: Policy) -> str:
    """A hash of everything in a policy that changes an alert; equal policies have equal ones."""
    content: dict[str, Any] = {
        "levels": [policy.high, policy.medium],
        "strengths": {sign: [s.bits, s.most] for sign, s in sorted(policy.strengths.items())},
        "basis": {
            name: {regime: list(a) for regime, a in sorted(by.items())} for name, by in policy.basis.items()
        },
    }
    if policy.shared:
        content["shared"] = sorted(policy.shared)
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def false_alarms(bits: float, bidders: int) -> float:
    """The most that an honest tender's chance of a sign of this weight can be, by Markov's inequality over all pairs.

    P(LR ≥ 2^t | independent) ≤ 2^−t for one pair; of ``bidders`` there are n(n−1)/2 pairs.
    """
    return min(1.0, math.comb(bidders, 2) * math.exp2(-bits))


def unknown(signs: Iterable[str], detectors: Iterable[str]) -> list[str]:
    """Which of these no detector has."""
    return sorted({*signs} - set(STRENGTHS)) + sorted({*detectors} - set(BASIS))
