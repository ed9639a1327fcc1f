"""What the evidence sheet of a ring shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from evaluation.collusion import alert_page, group_page, queries
from evaluation.collusion.evidence_view import Passage, Row
from evaluation.collusion.group_page import Sign
from evaluation.collusion.models import Alert
from evaluation.collusion.subtraction import LeftOut, left_out
from procurement.tenders.models import Tender

MOST_PASSAGES = 12
"""Passages printed of one sign; the page says how many more there are."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One sign of the ring with all that a reader of paper needs."""

    sign: Sign
    passages: Sequence[Passage]
    more: int
    rows: Sequence[Row]
    left_out: Sequence[LeftOut] = ()


def findings(alerts: QuerySet[Alert], tender: Tender) -> list[Finding]:
    """The signs of the ring that this person may see, heaviest first, with their passages and values."""
    found = []
    names = queries.names_of(tender)
    for sign in group_page.signs(alerts, tender):
        passages = alert_page.passages(sign.alert)
        chosen = sorted(passages, key=lambda p: (-p.length, p.number))[:MOST_PASSAGES]
        chosen.sort(key=lambda p: p.number)
        found.append(
            Finding(
                sign,
                chosen,
                len(passages) - len(chosen),
                alert_page.rows(sign.alert),
                left_out(sign.alert, names),
            )
        )
    return found
