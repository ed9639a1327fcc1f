"""The network of firms that bid together: who is tied to whom, and which firms hang together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evaluation.collusion.history.chance import Answer

TIED = 0.01


@dataclass(frozen=True, slots=True)
class Tie:
    """Two firms that bid together more often than chance explains, in how many tenders, and the p of that."""

    a: str
    b: str
    tenders: int
    p: float


def ties(met: Mapping[tuple[str, str], Answer]) -> tuple[Tie, ...]:
    """The ties among pairs of firms, by the answers of :func:`~evaluation.collusion.history.together.together`."""
    return tuple(
        Tie(a, b, len(found.tenders), found.p)
        for (a, b), found in sorted(met.items())
        if found.p is not None and found.p <= TIED
    )


def circles(found: Iterable[Tie]) -> tuple[tuple[str, ...], ...]:
    """The firms that hang together by ties, at least three each, largest first."""
    home: dict[str, set[str]] = {}
    for tie in found:
        joined = home.get(tie.a, {tie.a}) | home.get(tie.b, {tie.b})
        for firm in joined:
            home[firm] = joined
    sets = {tuple(sorted(members)) for members in home.values() if len(members) > 2}
    return tuple(sorted(sets, key=lambda members: (-len(members), members)))
