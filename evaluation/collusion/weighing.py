"""How the signs between two bidders weigh together: dependent ones not added twice, and what is silent counted too.

Signs of one family have one cause as a rule (the same text, and the slip in it): the strongest counts in full, each
further one half as much as the one before.  Families are taken as independent of each other, and their bits add.

A sign's strength says how much likelier it is in a ring than elsewhere; so is the *absence* of a sign likelier
elsewhere than in a ring.  For each family that could have spoken, because both sides gave material for it, and did
not, log2 of how often a ring is silent there is added, which is a negative number (``Policy.silence``).  Without it,
one weak sign among many that are absent would be stated some bits too high.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from evaluation.collusion.alert import Alert, BidderMaterial, Case
from evaluation.collusion.finding import damped
from evaluation.collusion.policy import Policy
from evaluation.collusion.registry import family_of

Pair = tuple[str, str]
RATE = 0.5


@dataclass(frozen=True, slots=True)
class Part:
    """One family: its alerts (number, detector, bits, what of them counts), strongest first, and their sum."""

    family: str
    alerts: tuple[tuple[int, str, float, float], ...]
    bits: float


@dataclass(frozen=True, slots=True)
class Weight:
    """What two bidders' signs weigh: the families, and those that were silent with what each takes off."""

    bits: float
    parts: tuple[Part, ...]
    silent: Mapping[str, float]


def weigh(alerts: Iterable[Alert], speaking: frozenset[str], policy: Policy) -> Weight:
    """The weight of several alerts about the same bidders, where these families could have spoken."""
    families: dict[str, list[Alert]] = defaultdict(list)
    for alert in alerts:
        families[family_of(alert.detector)].append(alert)
    parts = []
    for family, own in families.items():
        own.sort(key=lambda a: (-a.bits, a.id))
        rows = tuple((a.id, a.detector, a.bits, a.bits * RATE**i) for i, a in enumerate(own))
        parts.append(Part(family, rows, damped((a.bits for a in own), RATE)))
    parts.sort(key=lambda part: (-part.bits, part.family))
    told = {part.family for part in parts if part.bits > 0}
    silent = {f: policy.silence[f] for f in sorted(speaking - told) if f in policy.silence}
    return Weight(sum(part.bits for part in parts) - sum(silent.values()), tuple(parts), silent)


def between_pairs(alerts: Iterable[Alert]) -> dict[Pair, list[Alert]]:
    """The alerts that concern each pair of bidders."""
    between: dict[Pair, list[Alert]] = defaultdict(list)
    for alert in alerts:
        for a, b in combinations(sorted(alert.bidders), 2):
            between[a, b].append(alert)
    return between


def weigh_pairs(alerts: Iterable[Alert], speaking: frozenset[str], policy: Policy) -> dict[Pair, Weight]:
    """The weight between each pair of bidders that share any sign."""
    return {pair: weigh(found, speaking, policy) for pair, found in between_pairs(alerts).items()}


def families_that_speak(case: Case) -> frozenset[str]:
    """The families of signs for which at least two bidders gave material; of the others nothing can be said."""
    given: dict[str, int] = defaultdict(int)
    for bidder in case.bidders:
        for family in _material(bidder):
            given[family] += 1
    return frozenset(family for family, bidders in given.items() if bidders > 1)


def _material(bidder: BidderMaterial) -> set[str]:
    found: set[str] = set()
    if any(page.text for document in bidder.documents for page in document.pages):
        found.add("text")
    if any(page.images for document in bidder.documents for page in document.pages):
        found.add("image")
    if any(d.origin.ids or d.origin.author or d.origin.rsids or d.origin.created for d in bidder.documents):
        found.add("origin")
    if bidder.spec is None:
        return found
    supplier, came = bidder.spec.supplier, bidder.spec.provenance
    stated = {
        "price": True,
        "machine": bool(
            came.mac or came.disk_serial or came.mainboard or came.software_lock or came.creation_code
        ),
        "network": bool(came.upload_ip or came.download_ip),
        "account": bool(came.deposit_account),
        "contact": bool(supplier.contacts or supplier.address),
        "people": bool(bidder.spec.team or supplier.managers),
        "ownership": bool(supplier.legal_representative or supplier.shareholders),
        "mixed": bool(bidder.documents),
    }
    return found | {family for family, has in stated.items() if has}
