"""Writing the ledger: the one verb there is."""

import hashlib
import json
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from procurement.ledger.models import Entry
from procurement.people.models import User
from procurement.tenders.models import Tender

_LOCK = 0x60_09_91_96
"""Advisory lock that puts writers in one row, because each entry's hash covers the one before it."""
FIRST_HASH = "0" * 64


def record(
    *,
    actor: User | None,
    verb: str,
    subject: object,
    tender: Tender | None = None,
    before: Any = None,
    after: Any = None,
    reason: str = "",
) -> Entry:
    """Appends one act.  ``actor`` ``None`` is the system itself; ``verb`` is a code such as ``bids.open``.

    ``before`` and ``after`` are JSON-ready.  The entry is part of the caller's transaction: an act and its record
    stand or fall together.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        previous = Entry.objects.order_by("-pk").values_list("hash", flat=True).first() or FIRST_HASH
        entry = Entry(
            at=timezone.now(),
            actor=actor,
            actor_name=str(actor) if actor else "system",
            tender=tender,
            verb=verb,
            subject=str(subject)[:200],
            before=before,
            after=after,
            reason=reason,
            previous_hash=previous,
        )
        entry.hash = entry_hash(entry)
        entry.save(force_insert=True)
    return entry


def entry_hash(entry: Entry) -> str:
    """SHA-256 over the entry's content and the hash before it."""
    content = {
        "at": entry.at.isoformat(),
        "actor": entry.actor_id,
        "actor_name": entry.actor_name,
        "tender": entry.tender_id,
        "verb": entry.verb,
        "subject": entry.subject,
        "before": entry.before,
        "after": entry.after,
        "reason": entry.reason,
        "previous": entry.previous_hash,
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def first_bent_entry() -> int | None:
    """The id of the first entry whose hash does not fit; ``None`` when the chain is whole."""
    previous = FIRST_HASH
    for entry in Entry.objects.order_by("pk").iterator():
        if entry.previous_hash != previous or entry.hash != entry_hash(entry):
            return entry.pk
        previous = entry.hash
    return None
