"""The shortest ways from one bidder to another over shareholders, managers and heads of firms 股权、管理关系.

A step leads from a firm to somebody its bid names, or back.  Two bidders with a common shareholder are one hop apart
(one firm or person between them); where that shareholder is a firm whose own owner also manages the other bidder, two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from evaluation.collusion.identity import is_common_name, plain
from procurement.bids.schema import SupplierSpec

MOST_HOPS = 2


@dataclass(frozen=True, slots=True)
class Tie:
    """``firm`` names ``party`` as its shareholder, manager or head (``kind`` as in ``RelationKind``)."""

    firm: str
    kind: str
    party: str


@dataclass(frozen=True, slots=True)
class Way:
    """How two bidders hang together: the ties in order from ``one`` to ``other``."""

    one: str
    other: str
    ties: tuple[Tie, ...]

    @property
    def hops(self) -> int:
        """Firms and persons that stand between the two; 0 when one names the other."""
        return len(self.ties) - 1


def ties_of(supplier: SupplierSpec) -> list[Tie]:
    """What a bid says of those behind its firm; names that many people bear are left out, they lead anywhere."""
    found = [Tie(supplier.name, "shareholder", s.name) for s in supplier.shareholders]
    found += [Tie(supplier.name, "manager", name) for name in supplier.managers]
    found.append(Tie(supplier.name, "legal-representative", supplier.legal_representative))
    return [tie for tie in found if plain(tie.party) and not is_common_name(tie.party)]


def ways(bidders: Sequence[str], ties: Iterable[Tie], hops: int) -> list[Way]:
    """The shortest way between each two bidders (by the firm's name), if it has at most ``hops`` between them.

    A way over a third bidder is left out: it shows as the two ways it consists of.
    """
    beside: dict[str, dict[str, Tie]] = defaultdict(dict)
    for tie in dict.fromkeys(ties):
        one, other = plain(tie.firm), plain(tie.party)
        if one != other:
            beside[one].setdefault(other, tie)
            beside[other].setdefault(one, tie)
    own = {plain(name) for name in bidders}
    found = []
    for one, other in combinations(bidders, 2):
        way = _shortest(beside, plain(one), plain(other), hops + 1, own)
        if way is not None:
            found.append(Way(one, other, way))
    return sorted(found, key=lambda way: (way.hops, way.one, way.other))


def _shortest(
    beside: dict[str, dict[str, Tie]], start: str, goal: str, steps: int, own: set[str]
) -> tuple[Tie, ...] | None:
    reached: dict[str, tuple[Tie, ...]] = {start: ()}
    edge = [start]
    for _ in range(steps):
        further = []
        for name in edge:
            for neighbour, tie in sorted(beside[name].items()) if name in beside else ():
                if neighbour in reached or (neighbour in own and neighbour != goal):
                    continue
                reached[neighbour] = (*reached[name], tie)
                if neighbour == goal:
                    return reached[neighbour]
                further.append(neighbour)
        edge = further
    return None
