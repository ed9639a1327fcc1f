"""What of an entry stays behind a curtain: the content of sealed acts, for everybody but who did them.

The record does not know what a score sheet is, so the room that seals its acts says when they may be read: it
announces a question for its verbs in a module ``ledger_seal``.  Verbs of a family nobody spoke for stay closed when
the family is known to carry scores.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_

from django.db.models import Q

from procurement.ledger.models import Entry
from procurement.people.models import Role, User
from procurement.tenders.models import Tender

Question = Callable[[Tender], bool]
SEALED_FAMILIES = frozenset({"panel"})
"""Verbs ``panel.…`` may carry an expert's scores (87号令 Art. 55, 62)."""
NOT_FOR = {
    Role.ADMINISTRATOR: frozenset({"panel", "score", "alert", "inquiry", "clarification", "opinion"}),
    Role.OFFICER: frozenset({"inquiry"}),
}
"""Verbs whose content a role never reads.  The administrator runs people and rules and reads neither scores nor suspicions;
what a supervisor looked further for may name tenders that the officer has nothing to do with."""
_QUESTIONS: dict[str, Question] = {}


def readable_when(family: str) -> Callable[[Question], Question]:
    """Announces when the content of the verbs ``family.…`` may be read by others."""

    def add(question: Question) -> Question:
        _QUESTIONS[family] = question
        return question

    return add


Closed = Callable[[], Q]
_SINGLE: dict[str, list[Closed]] = {}


def closed_for(role: str) -> Callable[[Closed], Closed]:
    """Decorator: this function says which single acts, of a family that is open, a role never reads the content of."""

    def add(question: Closed) -> Closed:
        _SINGLE.setdefault(role, []).append(question)
        return question

    return add


def single_q(user: User) -> Q:
    """The single acts that are closed to this person, own acts aside."""
    return reduce(or_, (question() for question in _SINGLE.get(user.role, [])), Q(pk=None))


def single_closed(entries: Sequence[Entry], user: User) -> frozenset[int]:
    """Which of these entries are closed to this person one by one."""
    if not _SINGLE.get(user.role):
        return frozenset()
    asked = Entry.objects.filter(pk__in=[entry.pk for entry in entries]).exclude(actor=user)
    return frozenset(asked.filter(single_q(user)).values_list("pk", flat=True))


def family_of(verb: str) -> str:
    """The part of a verb before its dot."""
    return verb.partition(".")[0]


def families_closed(user: User, tender: Tender | None) -> frozenset[str]:
    """The families of verbs whose content this person may not read for this tender, own acts aside."""
    closed = {
        family
        for family in SEALED_FAMILIES | set(_QUESTIONS)
        if tender is not None and not (family in _QUESTIONS and _QUESTIONS[family](tender))
    }
    return frozenset(closed | NOT_FOR.get(Role(user.role), frozenset()))


def is_closed(entry: Entry, user: User, closed: frozenset[str]) -> bool:
    """Whether the content of this entry is hidden from this person."""
    return entry.actor_id != user.pk and family_of(entry.verb) in closed
