"""The JSON of ``evaluate``, built from what is stored: the outer contract, every name kept."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import evaluation.panel.services as panel
from evaluation.collusion.models import Alert
from evaluation.ranking import queries as ranking
from evaluation.ranking.models import RankedBid
from evaluation.scoring.models import BidResult, Evaluation, Score
from procurement.message import Message
from procurement.numbers import plain

Translate = Callable[[str], str]


def evaluation_json(evaluation: Evaluation, translate: Translate) -> dict[str, Any]:
    """All of one evaluation, its texts in the language of ``translate``."""
    tender = evaluation.tender
    current = ranking.current(tender)
    places = {row.bid_id: row for row in current.rows.all()} if current else {}
    decimals = tender.spec.rounding.places
    results = evaluation.results.select_related("bid").prefetch_related("scores__criterion")
    return {
        "tender": tender.reference,
        "complete": bool(current and current.complete),
        "warnings": [_warning(w, translate) for w in evaluation.warnings],
        "policy": {key: value for key, value in evaluation.policy.items() if key != "speaking"},
        "bids": [_bid(r, places.get(r.bid_id), decimals, translate) for r in results],
        "alerts": [alert_json(alert, translate) for alert in evaluation.alerts.all()],
        "groups": [
            {
                "bidders": group.bidders,
                "level": group.level,
                "bits": group.bits,
                "alerts": sorted(group.alerts.values_list("number", flat=True)),
            }
            for group in evaluation.groups.prefetch_related("alerts")
        ],
        "panel": panel.panel_state(tender),
    }


def _text(data: Any, translate: Translate) -> str:
    return Message.from_json(data).render(translate)


def _warning(data: dict[str, Any], translate: Translate) -> dict[str, Any]:
    said = {**data, "detail": _text(data["detail"], translate)}
    if "places" in data:
        said["places"] = [_place(place, translate) for place in data["places"]]
    return said


def _place(place: dict[str, Any], translate: Translate) -> dict[str, Any]:
    return {**place, "reason": _text(place["reason"], translate)} if place.get("reason") else place


def _bid(result: BidResult, place: RankedBid | None, decimals: int, translate: Translate) -> dict[str, Any]:
    return {
        "bidder": result.bid.key,
        "valid": result.valid,
        "rejections": [{**r, "reason": _text(r["reason"], translate)} for r in result.rejections],
        "evaluated_price": plain(result.evaluated_price, decimals),
        "warnings": [_warning(w, translate) for w in result.warnings],
        "scores": [_score(score, place, decimals, translate) for score in result.scores.all()],
        "total": plain(place.total, decimals) if place else None,
        "rank": place.rank if place else None,
    }


def _score(score: Score, place: RankedBid | None, decimals: int, translate: Translate) -> dict[str, Any]:
    criterion = score.criterion
    value: Decimal | str | None = score.score
    if criterion.kind == "subjective" and place is not None:
        value = place.parts.get(criterion.code)
    return {
        "criterion": criterion.code,
        "kind": criterion.kind,
        "passed": score.passed,
        "score": plain(value, decimals),
        "max_score": plain(criterion.max_score),
        "explanation": _text(score.explanation, translate),
        "inputs": score.inputs,
        "evidence": [_place(item, translate) for item in score.evidence],
        "rule": score.rule,
        "rule_version": score.rule_version,
    }


def alert_json(alert: Alert, translate: Translate) -> dict[str, Any]:
    """One alert in the contract's form."""
    return {
        "id": alert.number,
        "detector": alert.detector,
        "bidders": alert.bidders,
        "level": alert.level,
        "bits": alert.bits,
        "summary": _text(alert.summary, translate),
        "basis": alert.basis,
        "evidence": alert.evidence,
        "derivation": [_text(step, translate) for step in alert.derivation],
        "limits": _text(alert.limits, translate) if alert.limits else "",
    }
