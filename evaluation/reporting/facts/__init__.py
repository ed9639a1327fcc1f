"""Everything a report states, gathered from the stored results and from nothing else: one plain dictionary.

The dictionary is JSON-ready, has a fixed order, and holds no moment of its own making, so that the same results give
the same digest.  Amounts and points are exact text.  Sentences are rendered in Chinese, the report's language.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.utils import translation

from evaluation.panel.seal import seal_is_off
from evaluation.reporting.facts import alerts, committee, ledger, panel, record, results
from evaluation.scoring import queries as scoring
from procurement.people.models import Role
from procurement.tenders.models import Tender

VERSION = 2
LANGUAGE = "zh-hans"


def facts_of(tender: Tender) -> dict[str, Any]:
    """The facts of a tender as they stand; subjective scores are in only once the seal is off."""
    with translation.override(LANGUAGE):
        evaluation = scoring.current(tender)
        bids = list(tender.bids.select_related("supplier").order_by("key"))
        return {
            "version": VERSION,
            "tender": record.tender(tender),
            "criteria": [record.criterion(row) for row in tender.criteria.all()],
            "opening": record.opening(tender),
            "bids": [record.bid(bid) for bid in bids],
            "committee": record.people(tender, Role.EXPERT),
            "officers": record.people(tender, Role.OFFICER),
            "results": results.results(evaluation) if evaluation else [],
            "committee_decisions": results.committee_decisions(tender),
            "subjective": panel.subjective(tender) if seal_is_off(tender) else None,
            "flags": panel.flags(tender) if seal_is_off(tender) else [],
            "ranking": results.ranking(tender),
            "alerts": alerts.alerts(tender, evaluation) if evaluation else [],
            "warnings": [results.warning(w) for w in evaluation.warnings] if evaluation else [],
            "clarifications": committee.clarifications(tender),
            "corrections": committee.corrections(tender),
            "opinions": committee.opinions(tender),
            "committee_changes": ledger.committee_changes(tender),
            "ledger": ledger.digest(tender),
        }


def digest(facts: Mapping[str, Any]) -> str:
    """SHA-256 of the facts: the same facts are the same report."""
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
