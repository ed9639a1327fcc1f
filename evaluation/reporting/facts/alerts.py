"""What the report says of the signs of collusion and their decisions."""

from __future__ import annotations

from typing import Any

from evaluation.collusion import queries as collusion
from evaluation.collusion.articles import provision
from evaluation.collusion.labels import detector_name
from evaluation.reporting.facts.saying import say
from evaluation.scoring.models import Evaluation
from procurement.tenders.models import Tender


def alerts(tender: Tender, evaluation: Evaluation) -> list[dict[str, Any]]:
    """Every sign of an evaluation with what was decided about it, in order of number."""
    names = collusion.names_of(tender)
    standing = collusion.standing(tender)
    found = []
    for alert in collusion.alerts_of(evaluation).order_by("number"):
        decision = standing.get(alert.fingerprint)
        found.append(
            {
                "number": alert.number,
                "kind": detector_name(alert.detector),
                "level": alert.level,
                "bits": f"{alert.bits:.1f}",
                "bidders": [names.get(key, key) for key in alert.bidders],
                "summary": say(collusion.told(alert), names),
                "limits": say(alert.limits),
                "basis": [provision(basis).citation for basis in alert.basis],
                "verdict": decision.verdict if decision else "",
                "invalidates": bool(decision and decision.invalidates),
                "reason": say(collusion.told_reason(alert, decision)) if decision else "",
                "decided_by": str(decision.decided_by) if decision else "",
                "decided_at": decision.decided_at.isoformat() if decision else "",
            }
        )
    return found
