"""How the signs between two bidders weigh together: dependent ones not added twice, and what is silent counted too.

Signs of one family have one cause as a rule (the same text, and the slip in it): the strongest counts in full, each
further one half as much as the one before.  Families are taken as independent of each other, and their bits add; but where
a finding says that one cause explains it together with another family (a copy shop: the name in the files, and the address
they came from), it counts a quarter beside that family while no third one of at least 4 bits speaks.  What one maker
explains (``makers``) makes no family speak, and of all the signs between two bidders only the strongest of it counts.

A sign's strength says how much likelier it is in a ring than elsewhere; so is the *absence* of a sign likelier
elsewhere than in a ring.  For each family that could have spoken, because both sides gave material for it, and did
not, the bits that such a silence is worth are taken off (``Policy.silence``).  Without it, one weak sign among many that
are absent would be stated some bits too high.  A family speaks with 4 bits or more: a processor's model or a sentence in
common is what strangers have too, so it is counted, and what a ring would have left is still missed.

The thresholds of a policy are stated for a sign that comes alone, with everything else silent.  So what several signs
reach is compared with them as it is before silence is taken off (``Weight.rank``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from evaluation.collusion.alert import Alert, BidderMaterial, Case
from evaluation.collusion.finding import EXPLAINED_WITH, damped
from evaluation.collusion.makers import OF_MAKER
from evaluation.collusion.policy import Policy
from evaluation.collusion.registry import family_of
from procurement.message import Message, msg

Pair = tuple[str, str]
RATE = 0.5
_ONE_CAUSE, _SOFT = 0.25, 4.0


@dataclass(frozen=True, slots=True)
class Part:
    """One family: its alerts (number, detector, bits, what of them counts), strongest first, and their sum."""

    family: str
    alerts: tuple[tuple[int, str, float, float], ...]
    bits: float


@dataclass(frozen=True, slots=True)
class Weight:
    """What two bidders' signs weigh: the families, and those silent or all but silent with what each takes off."""

    bits: float
    parts: tuple[Part, ...]
    silent: Mapping[str, float]
    rank: float
    """The sum before silence: what is compared with a policy's thresholds, which are of a sign that comes alone."""
    maker: tuple[tuple[int, ...], float] = ((), 0.0)
    """The alerts that one maker explains, wholly or in part, and what of that counts: the strongest."""


def weigh(alerts: Iterable[Alert], speaking: frozenset[str], policy: Policy) -> Weight:
    """The weight of several alerts about the same bidders, where these families could have spoken."""
    families: dict[str, list[Alert]] = defaultdict(list)
    for alert in alerts:
        families[family_of(alert.detector)].append(alert)
    parts = []
    strong = {f for f, own in families.items() if damped((_own(a) for a in own), RATE) >= _SOFT}
    theirs = {a.id: a.bits - _own(a) for own in families.values() for a in own if _own(a) < a.bits}
    for family, own in families.items():
        counted = {a.id: _own(a) * _beside(a, family, strong) for a in own}
        own.sort(key=lambda a: (-counted[a.id], a.id))
        rows = tuple((a.id, a.detector, a.bits, counted[a.id] * RATE**i) for i, a in enumerate(own))
        parts.append(Part(family, rows, damped(counted.values(), RATE)))
    parts.sort(key=lambda part: (-part.bits, part.family))
    silent = {f: policy.silence[f] for f in sorted(speaking - strong) if f in policy.silence}
    explained = max(theirs.values(), default=0.0)
    total = sum(part.bits for part in parts) + explained
    maker = (tuple(sorted(theirs)), explained)
    return Weight(total - sum(silent.values()), tuple(parts), silent, total, maker)


def _own(alert: Alert) -> float:
    """The bits of an alert that no maker explains."""
    return max(0.0, alert.bits - float(alert.detail.get(OF_MAKER, 0.0)))


def _beside(alert: Alert, family: str, strong: set[str]) -> float:
    """How much of an alert counts where one cause explains it and another family's: a quarter, unless a third speaks."""
    other = alert.detail.get(EXPLAINED_WITH)
    return _ONE_CAUSE if other in strong and strong <= {family, other} else 1.0


def explain(pair: Pair, weight: Weight, *, whole: bool = True) -> list[Message]:
    """How the weight of a pair adds up, line by line; ``whole`` is false where signs were counted at another pair."""
    said = {"a": pair[0], "b": pair[1], "bits": f"{weight.bits:.1f}"}
    lines = [
        msg("%(a)s and %(b)s: %(bits)s bits", **said)
        if whole
        else msg("%(a)s and %(b)s, by signs not counted yet: %(bits)s bits", **said)
    ]
    for part in weight.parts:
        if not part.bits and {number for number, *_ in part.alerts} <= set(weight.maker[0]):
            continue  # told together, where the maker is
        label, bits = FAMILIES.get(part.family, msg("other signs")), f"{part.bits:.1f}"
        if len(part.alerts) == 1:
            number = part.alerts[0][0]
            lines.append(
                msg("%(family)s: alert %(number)s, %(bits)s bits", family=label, number=number, bits=bits)
            )
        else:
            counted = " + ".join(f"{counts:.1f}" for _, _, _, counts in part.alerts)
            numbers = ", ".join(str(number) for number, _, _, _ in part.alerts)
            lines.append(
                msg("%(family)s: alerts %(numbers)s depend on each other, the strongest in full, each further one half as "
                    "much as the one before: %(counted)s = %(bits)s bits",
                    family=label, numbers=numbers, counted=counted, bits=bits)
            )  # fmt: skip
    if weight.maker[0]:
        lines.append(
            msg("One maker explains alerts %(numbers)s, wholly or in part; only the strongest of that counts: %(bits)s bits",
                numbers=", ".join(map(str, weight.maker[0])), bits=f"{weight.maker[1]:.1f}")
        )  # fmt: skip
    weak = any(part.family in weight.silent and part.bits > 0 for part in weight.parts)
    if weight.silent and weak:
        lines.append(
            msg("Looked at, and nothing or less than %(least)s bits found, which is likelier without a ring: %(count)s kinds "
                "of signs, −%(bits)s bits",
                least=f"{_SOFT:g}", count=len(weight.silent), bits=f"{sum(weight.silent.values()):.1f}")
        )  # fmt: skip
    elif weight.silent:
        lines.append(
            msg("Looked at and nothing found, which is likelier without a ring: %(count)s kinds of signs, −%(bits)s bits",
                count=len(weight.silent), bits=f"{sum(weight.silent.values()):.1f}")
        )  # fmt: skip
    return lines


FAMILIES = {
    "text": msg("shared text"),
    "image": msg("shared pictures"),
    "origin": msg("origin of the files"),
    "machine": msg("same machine"),
    "network": msg("same network"),
    "account": msg("same account"),
    "contact": msg("same contact"),
    "people": msg("same people"),
    "ownership": msg("ownership"),
    "mixed": msg("mixed documents"),
    "price": msg("prices"),
    "history": msg("earlier bids"),
    "evasion": msg("hidden text"),
}


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
