"""Ownership and management over two hops 两层股权、管理关系: two bidders tied through a firm that does not bid.

Method: firms and the people and firms that stand behind them are the nodes, each stated relation is an edge; a chain
of three or four edges between two bidders runs through a firm known from other bids.  The shortest chain of a pair is
reported.  Chains of one or two edges are the ``ownership`` detector's.

Basis: 实施条例 Art. 34; 政府采购法实施条例 Art. 18 forbid direct holding and management only, so that a longer chain is
a reason to look, not a finding by itself.

Exclusions: names that many firms have behind them (a state investor, an industrial fund); common personal names weigh
as little as in the ``ownership`` detector.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from evaluation.collusion.finding import Finding
from evaluation.collusion.identity import plain, rarity
from evaluation.collusion.policy import Policy
from procurement.bids.schema import SupplierSpec
from procurement.message import msg

MOST_FIRMS = 6
"""A name behind more firms than this says nothing about any two of them."""
_LONGEST, _SHORTEST = 4, 3


@dataclass(frozen=True, slots=True)
class Link:
    """A stated relation: the party stands behind the firm as ``role``; ``tender`` is where that was stated."""

    firm: str
    role: str
    party: str
    tender: str


def links_of(spec: SupplierSpec, tender: str) -> Iterator[Link]:
    """The relations that a bid states about its supplier."""
    if spec.legal_representative:
        yield Link(spec.name, "legal_representative", spec.legal_representative, tender)
    for holder in spec.shareholders:
        yield Link(spec.name, "shareholder", holder.name, tender)
    for manager in spec.managers:
        yield Link(spec.name, "manager", manager, tender)


def chains(bidders: Mapping[str, str], links: Iterable[Link], policy: Policy) -> Iterator[Finding]:
    """One finding per pair of bidders (key → name of the firm) that such a chain ties."""
    edges: dict[str, dict[str, Link]] = {}
    for link in links:
        one, other = plain(link.firm), plain(link.party)
        if one and other and one != other:
            edges.setdefault(one, {}).setdefault(other, link)
            edges.setdefault(other, {}).setdefault(one, link)
    firms = {plain(name): key for key, name in bidders.items()}
    for a, b in combinations(sorted(bidders), 2):
        path = _shortest(plain(bidders[a]), plain(bidders[b]), edges, set(firms))
        if path is not None and _SHORTEST <= len(path) <= _LONGEST:
            yield _finding(a, b, bidders, path, policy)


def _shortest(
    start: str, goal: str, edges: Mapping[str, Mapping[str, Link]], bidding: set[str]
) -> list[Link] | None:
    """The links of the shortest chain through nodes that do not bid and do not stand behind many firms."""
    queue: deque[tuple[str, list[Link]]] = deque([(start, [])])
    seen = {start}
    while queue:
        node, path = queue.popleft()
        if len(path) == _LONGEST:
            continue
        for other, link in sorted(edges.get(node, {}).items()):
            if other == goal:
                return [*path, link]
            if other in seen or other in bidding or len(edges.get(other, {})) > MOST_FIRMS:
                continue
            seen.add(other)
            queue.append((other, [*path, link]))
    return None


def _finding(a: str, b: str, bidders: Mapping[str, str], path: list[Link], policy: Policy) -> Finding:
    names = {plain(name) for name in bidders.values()}
    between = {link.party for link in path} | {link.firm for link in path}
    rare = min((rarity(name) for name in between if plain(name) not in names), default=1.0)
    bits = policy.bits("ownership.holder_firm") / 2 * rare
    return Finding(
        (a, b),
        bits,
        msg(
            "%(one)s and %(other)s are tied over %(count)s stated relations: %(chain)s",
            one=bidders[a],
            other=bidders[b],
            count=len(path),
            chain="；".join(f"{link.party} → {link.firm}" for link in path),
        ),
        tuple(
            {
                "field": link.role,
                "value": f"{link.party} → {link.firm}",
                "tender": link.tender,
                "bidders": [a, b],
            }
            for link in path
        ),
        (
            msg(
                "A chain over a third firm counts half of a shared holder, less for common names: %(bits)s bits",
                bits=f"{bits:g}",
            ),
        ),
        msg("Equal names may be different people or firms: check the register of enterprises"),
    )
