"""What other rooms add to a tender's page: doors into their pages, and words about the members of the committee.

The record does not know the judgement; a room's ``pages.py`` registers here what it has to offer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from procurement.people.models import User
from procurement.tenders.models import Tender


@dataclass(frozen=True, slots=True)
class Door:
    """A way from the tender into another room.  ``waiting`` counts what is open there; a main door is the next step."""

    label: str
    url: str
    note: str = ""
    waiting: int = 0
    main: bool = False
    weight: int = 50


DoorSource = Callable[[User, Tender], Iterable[Door]]
MemberNotes = Callable[[User, Tender], Mapping[int, str]]
_DOORS: list[DoorSource] = []
_NOTES: list[MemberNotes] = []


def tender_doors(source: DoorSource) -> DoorSource:
    """Decorator: asks this function which doors a person finds on a tender's page."""
    if source not in _DOORS:
        _DOORS.append(source)
    return source


def member_notes(source: MemberNotes) -> MemberNotes:
    """Decorator: asks this function what is to be said beside each member, by the person's primary key."""
    if source not in _NOTES:
        _NOTES.append(source)
    return source


def doors_for(user: User, tender: Tender) -> list[Door]:
    """All doors on this tender's page, the next step first."""
    doors = [door for source in _DOORS for door in source(user, tender)]
    return sorted(doors, key=lambda door: (not door.main, door.weight))


def notes_for(user: User, tender: Tender) -> dict[int, str]:
    """What the rooms say beside the members."""
    return {person: text for source in _NOTES for person, text in source(user, tender).items()}
