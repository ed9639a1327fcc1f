"""What bidders share, thing by thing: a machine, a telephone, an author, passages 共有之物."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MOST_OF_ONE_SIGN = 6


@dataclass(frozen=True, slots=True)
class Thing:
    """A shared value of one kind (``field``), or, where ``value`` is empty, ``count`` passages or items of a sign."""

    field: str
    value: str
    bidders: tuple[str, ...]
    count: int = 1


def things(evidence: Sequence[Mapping[str, Any]], bidders: Sequence[str]) -> tuple[list[Thing], int]:
    """The things that the evidence of one alert names, at most :data:`MOST_OF_ONE_SIGN`, and how many more there are.

    Passages and priced items are counted, not named one by one.
    """
    found: dict[tuple[str, str, tuple[str, ...]], Thing] = {}
    uncounted = 0
    for item in evidence:
        field, value = str(item.get("field") or item.get("kind") or ""), item.get("value")
        if not field or not isinstance(value, str) or not value:
            uncounted += 1
            continue
        sharing = _sharing(item, bidders)
        found.setdefault((field, value, sharing), Thing(field, value, sharing))
    named = list(found.values())
    if uncounted:
        named.append(Thing("", "", tuple(bidders), uncounted))
    return named[:MOST_OF_ONE_SIGN], max(0, len(named) - MOST_OF_ONE_SIGN)


def _sharing(item: Mapping[str, Any], bidders: Sequence[str]) -> tuple[str, ...]:
    """Whom an item names; all bidders of the sign where it names nobody."""
    named: Iterable[Any] = item.get("bidders") or ()
    if isinstance(named, list | tuple):
        own = tuple(key for key in bidders if key in set(named))
        if len(own) > 1:
            return own
    sides = [side.get("bidder") for side in (item.get("a"), item.get("b")) if isinstance(side, Mapping)]
    own = tuple(key for key in bidders if key in sides)
    return own if len(own) > 1 else tuple(bidders)
