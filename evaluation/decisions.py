"""Which decisions of people an evaluation rests on, and whether one has been taken since."""

from __future__ import annotations

from typing import Any

from evaluation.collusion import queries as collusion
from evaluation.committee import binding
from evaluation.scoring import committee
from evaluation.scoring import queries as scoring
from procurement.tenders.models import Tender


def standing(tender: Tender) -> dict[str, Any]:
    """The decisions that change scores or which bids are valid, by their ids; JSON-ready, empty when there are none."""
    found = {
        "decided": sorted(decision.pk for decision in committee.standing(tender).values()),
        "clarified": binding.identity(tender),
        "invalid": {key: [d.pk for d in rows] for key, rows in collusion.invalidated(tender).items()},
    }
    return {name: ids for name, ids in found.items() if ids}


def is_outdated(tender: Tender) -> bool:
    """Whether a decision was taken after the newest evaluation, which therefore no longer stands."""
    evaluation = scoring.current(tender)
    return evaluation is not None and evaluation.decisions != standing(tender)
