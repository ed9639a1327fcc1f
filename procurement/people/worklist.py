"""The worklist: what is waiting for a person, each line a link to the exact place.

The record does not know the judgement, so a room that can have work for somebody announces it: its ``pages.py`` (found
by walking the installed rooms) registers a source with :func:`worklist_source`.  A source starts from what the person
may see and says nothing when nothing is waiting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from procurement.people.models import Role, User


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One line: what to do, where, until when.  Smaller ``weight`` stands higher; ``urgent`` is marked.

    An item for ``others`` is none of this person's work: it says what a tender of theirs waits for, and stands apart.
    """

    what: str
    where: str
    url: str
    when: str = ""
    weight: int = 50
    urgent: bool = False
    at: datetime | None = None
    others: bool = False


Source = Callable[[User], Iterable[WorkItem]]
_SOURCES: dict[str, list[Source]] = {}


def worklist_source(*roles: Role) -> Callable[[Source], Source]:
    """Decorator: asks this function when a person of one of these roles looks at the worklist."""

    def add(source: Source) -> Source:
        for role in roles:
            sources = _SOURCES.setdefault(role.value, [])
            if source not in sources:
                sources.append(source)
        return source

    return add


def worklist_for(user: User) -> list[WorkItem]:
    """All that waits for this person, what presses first."""
    items = [item for source in _SOURCES.get(user.role, []) for item in source(user)]
    return sorted(items, key=lambda item: (not item.urgent, item.weight))
