"""What the report says of the bids as they were judged: results, committee decisions, ranking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from evaluation.collusion import queries as collusion
from evaluation.ranking import queries as ranking_queries
from evaluation.reporting.facts.saying import say
from evaluation.scoring.models import BidResult, CommitteeDecision, Evaluation
from procurement.numbers import plain
from procurement.tenders.models import Tender


def results(evaluation: Evaluation) -> list[dict[str, Any]]:
    """Every bid as it was judged, in order of key."""
    rows = evaluation.results.select_related("bid__supplier").prefetch_related("scores__criterion")
    return [_result(row) for row in rows.order_by("bid__key")]


def _result(row: BidResult) -> dict[str, Any]:
    scores = sorted(row.scores.all(), key=lambda score: score.criterion.position)
    return {
        "key": row.bid.key,
        "name": row.bid.supplier.name,
        "valid": row.valid,
        "price": plain(row.bid.spec.price.total, 2),
        "evaluated_price": plain(row.evaluated_price, 2),
        "rejections": [
            {"code": r["code"], "reason": say(r["reason"]), "basis": r["basis"]} for r in row.rejections
        ],
        "warnings": [warning(w) for w in row.warnings],
        "qualification": [
            {
                "code": score.criterion.code,
                "title": score.criterion.title,
                "passed": score.passed,
                "explanation": say(score.explanation),
                "places": _places(score.evidence),
            }
            for score in scores
            if score.criterion.kind == "qualification"
        ],
        "objective": [
            {
                "code": score.criterion.code,
                "title": score.criterion.title,
                "score": plain(score.score),
                "max_score": plain(score.criterion.max_score),
                "rule": score.rule,
                "rule_version": score.rule_version,
                "inputs": [[key, str(value)] for key, value in score.inputs.items() if value != ""],
                "explanation": say(score.explanation),
                "places": _places(score.evidence),
            }
            for score in scores
            if score.criterion.kind == "objective"
        ],
    }


def _places(evidence: Iterable[Mapping[str, Any]]) -> list[str]:
    """Where a fact was read: ``document 第3、12页``, the documents in the order of their first mention."""
    pages: dict[str, set[int]] = {}
    for item in evidence:
        if item.get("document"):
            pages.setdefault(item["document"], set()).add(int(item["page"]))
    return [f"{name} 第{'、'.join(map(str, sorted(found)))}页" for name, found in pages.items()]


def warning(given: Mapping[str, Any]) -> dict[str, str]:
    """A stored warning with its sentence."""
    return {"kind": given["kind"], "basis": given.get("basis", ""), "detail": say(given["detail"])}


def committee_decisions(tender: Tender) -> list[dict[str, Any]]:
    """Every decision of the committee on an item, in order, the corrected ones too (87号令 Art. 61, 64)."""
    rows = CommitteeDecision.objects.filter(bid__tender=tender).select_related(
        "bid__supplier", "criterion", "recorded_by"
    )
    return [
        {
            "name": row.bid.supplier.name,
            "code": row.criterion.code,
            "title": row.criterion.title,
            "score": plain(row.score),
            "passed": row.passed,
            "reason": row.reason,
            "recorded_by": str(row.recorded_by),
            "recorded_at": row.recorded_at.isoformat(),
        }
        for row in rows.order_by("pk")
    ]


def ranking(tender: Tender) -> dict[str, Any] | None:
    """The stored ranking once it is complete: totals before that would show sealed scores."""
    found = ranking_queries.current(tender)
    if found is None or not found.complete:
        return None
    rows = found.rows.select_related("bid__supplier").prefetch_related("bid__results")
    prices = dict(
        BidResult.objects.filter(evaluation_id=found.evaluation_id).values_list("bid_id", "evaluated_price")
    )
    names = collusion.names_of(tender)
    placed = [
        {
            "rank": row.rank,
            "key": row.bid.key,
            "name": row.bid.supplier.name,
            "price": plain(row.bid.spec.price.total, 2),
            "evaluated_price": plain(prices.get(row.bid_id), 2),
            "total": plain(row.total, tender.spec.rounding.places),
            "parts": {str(code): plain(_number(points)) for code, points in row.parts.items()},
            "explanation": say(row.explanation, names),
        }
        for row in rows
    ]
    return {"rows": placed, "notes": [say(note, names) for note in found.notes]}


def _number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))
