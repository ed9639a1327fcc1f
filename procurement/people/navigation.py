"""The places in the page header, per role.  A place whose room is not installed is left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from procurement.people.models import Role, User

ALL = frozenset(Role)


@dataclass(frozen=True, slots=True)
class Place:
    """One link of the header; ``key`` are the keys that lead there (``g`` then a letter)."""

    label: str | Promise
    url: str
    key: str
    current: bool


_PLACES: tuple[tuple[Any, str, str, frozenset[Role]], ...] = (
    (_("Worklist"), "people:home", "g h", ALL),
    (_("Tenders"), "tenders:list", "g t", ALL),
    (_("Alerts"), "collusion:queue", "g a", frozenset({Role.SUPERVISOR})),
    (_("Ledger"), "ledger:list", "g l", frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})),
    (_("Policies"), "policies:list", "g o", frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})),
    (_("Library"), "library:library", "g b", frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})),
    (_("Upkeep"), "upkeep:state", "g u", frozenset({Role.ADMINISTRATOR})),
    (_("People"), "people:people", "g p", frozenset({Role.ADMINISTRATOR})),
)


def places_for(user: User, path: str) -> list[Place]:
    """What this person finds in the header, and which of it is the place of ``path``."""
    found = []
    for label, name, key, roles in _PLACES:
        if user.role not in roles:
            continue
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        found.append(Place(label, url, key, path == url if url == "/" else path.startswith(url)))
    return found
