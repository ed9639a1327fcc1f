"""What the report takes from the ledger: changes of the committee, and the digest that fixes the record."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from procurement.ledger.models import Entry
from procurement.ledger.words import verb_name
from procurement.people.models import Role
from procurement.tenders.models import Stage, Tender


def entries(tender: Tender) -> QuerySet[Entry]:
    """The tender's entries without those that the report itself causes: a second report would differ by them."""
    own = Q(verb__startswith="report.") | Q(verb="tender.stage", after__stage=Stage.REPORTED)
    return Entry.objects.filter(tender=tender).exclude(own).order_by("pk")


def digest(tender: Tender) -> dict[str, Any]:
    """How many entries there are, the hash of the last, and each entry in one line, without scores."""
    rows = [
        {
            "id": entry.pk,
            "at": entry.at.isoformat(),
            "who": entry.actor_name,
            "verb": verb_name(entry.verb),
            "subject": entry.subject,
            "hash": entry.hash,
        }
        for entry in entries(tender)
    ]
    return {"count": len(rows), "last_hash": rows[-1]["hash"] if rows else "", "entries": rows}


def committee_changes(tender: Tender) -> list[dict[str, str]]:
    """Who left the committee or joined it after the opening, with the reason (87号令 Art. 58(6))."""
    opening = getattr(tender, "opening", None)
    changes = entries(tender).filter(verb__in=["people.assign", "people.unassign"])
    return [
        {
            "at": entry.at.isoformat(),
            "who": entry.subject,
            "what": "joined" if entry.verb == "people.assign" else "left",
            "reason": entry.reason,
            "by": entry.actor_name,
        }
        for entry in changes
        if _is_change(entry, opening)
    ]


def _is_change(entry: Entry, opening: Any) -> bool:
    """Leaving is a change always, joining only once the bids are open."""
    role = (entry.after or entry.before or {}).get("role")
    if role != Role.EXPERT:
        return False
    return entry.verb == "people.unassign" or (opening is not None and entry.at > opening.opened_at)
