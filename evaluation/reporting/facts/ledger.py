"""What the report takes from the ledger: changes of the committee, and the digest that fixes the record."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from evaluation.collusion.queries import names_of
from procurement.ledger.models import Entry
from procurement.ledger.queries import name_of
from procurement.ledger.subjects import subject_text
from procurement.ledger.words import verb_name
from procurement.people.models import Role
from procurement.tenders.models import Stage, Tender


def entries(tender: Tender) -> QuerySet[Entry]:
    """The tender's entries without those that the report itself causes: a second report would differ by them."""
    own = Q(verb__startswith="report.") | Q(verb="tender.stage", after__stage=Stage.REPORTED)
    return Entry.objects.filter(tender=tender).exclude(own).order_by("pk")


def digest(tender: Tender) -> dict[str, Any]:
    """How many entries there are, the hash of the last, and each entry in one line, without scores."""
    names = names_of(tender)
    rows = [
        {
            "id": entry.pk,
            "at": entry.at.isoformat(),
            "who": name_of(entry.actor_name),
            "verb": verb_name(entry.verb),
            "subject": subject_text(entry.verb, entry.subject, names),
            "hash": entry.hash,
        }
        for entry in entries(tender)
    ]
    return {"count": len(rows), "last_hash": rows[-1]["hash"] if rows else "", "entries": rows}


def committee_changes(tender: Tender) -> list[dict[str, str]]:
    """Who left the committee or joined it once it was at work, with the reason (87号令 Art. 58(6))."""
    border = _first_change(tender)
    changes = entries(tender).filter(verb__in=["people.assign", "people.unassign"])
    return [
        {
            "at": entry.at.isoformat(),
            "who": entry.subject,
            "what": "joined" if entry.verb == "people.assign" else "left",
            "reason": entry.reason,
            "by": name_of(entry.actor_name),
        }
        for entry in changes
        if border is not None and entry.pk >= border and _is_about_expert(entry)
    ]


def _first_change(tender: Tender) -> int | None:
    """The entry from which on joining is a change: the first expert who left, or the first scores handed in.

    Whoever is appointed before that is the committee itself, also when the bids are open and evaluated already.
    """
    border = entries(tender).filter(verb__in=["people.unassign", "panel.submit", "panel.import"])
    for entry in border:
        if entry.verb != "people.unassign" or _is_about_expert(entry):
            return entry.pk
    return None


def _is_about_expert(entry: Entry) -> bool:
    return bool((entry.after or entry.before or {}).get("role") == Role.EXPERT)
