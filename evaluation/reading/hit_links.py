"""The places where the searched words stand, as links, with the way to the next and the one before.

They run through all documents of a bid in order, and round: after the last comes the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.reading.place import Place
from evaluation.reading.words import TextHit


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the search words stand, with the text round them."""

    document: str
    page: int
    before: str
    words: str
    after: str
    current: bool
    query: str


@dataclass(frozen=True, slots=True)
class Hits:
    """All hits; ``number`` is that of the hit looked at, from 1, 0 for none; ``more`` says that there are others."""

    links: tuple[Hit, ...] = ()
    number: int = 0
    previous_query: str = ""
    next_query: str = ""
    more: bool = False


def hit_links(found: Sequence[TextHit], place: Place, documents: Sequence[str], limit: int) -> Hits:
    """The links of the first ``limit`` hits, which come in the order of ``documents``.

    The hit looked at is the one the address marks; elsewhere the next is the first one behind the head of the page.
    """
    shown = found[:limit]
    order = {name: number for number, name in enumerate(documents)}
    keys = [(order.get(hit.document, 0), hit.page, hit.start) for hit in shown]
    here = (order.get(place.document, 0), place.page, place.mark[0] if place.mark else -1)
    at = keys.index(here) if here in keys else None
    links = tuple(
        Hit(
            hit.document, hit.page, hit.before, hit.words, hit.after, index == at,
            Place(hit.document, hit.page, place.criterion, -1, place.search, (hit.start, hit.end)).query(),
        )
        for index, hit in enumerate(shown)
    )  # fmt: skip
    if not links:
        return Hits()
    ahead = next((i for i, key in enumerate(keys) if key > here), 0)
    behind = next((i for i in range(len(keys) - 1, -1, -1) if keys[i] < here), len(keys) - 1)
    return Hits(
        links, 0 if at is None else at + 1, links[behind].query, links[ahead].query, more=len(found) > limit
    )
