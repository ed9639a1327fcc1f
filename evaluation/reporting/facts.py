"""Everything a report states, gathered from the stored results and from nothing else: one plain dictionary.

The dictionary is JSON-ready, has a fixed order, and holds no moment of its own making, so that the same results give
the same digest.  Amounts and points are exact text.  Sentences are rendered in Chinese, the report's language.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from evaluation.collusion import queries as collusion
from evaluation.collusion.articles import provision
from evaluation.collusion.labels import detector_name
from evaluation.panel.models import Flag, ScoreSheet, SheetScore, SheetState
from evaluation.panel.seal import seal_is_off
from evaluation.ranking import queries as ranking_queries
from evaluation.reporting import ledger_facts
from evaluation.scoring import queries as scoring
from evaluation.scoring.models import BidResult, CommitteeDecision, Evaluation
from procurement.bids.models import Bid
from procurement.message import Message
from procurement.numbers import plain
from procurement.people.models import Assignment, Role
from procurement.tenders.models import Tender

VERSION = 1
LANGUAGE = "zh-hans"


def facts_of(tender: Tender) -> dict[str, Any]:
    """The facts of a tender as they stand; subjective scores are in only once the seal is off."""
    with translation.override(LANGUAGE):
        evaluation = scoring.current(tender)
        bids = list(tender.bids.select_related("supplier").order_by("key"))
        return {
            "version": VERSION,
            "tender": _tender(tender),
            "criteria": [_criterion(row) for row in tender.criteria.all()],
            "opening": _opening(tender),
            "bids": [_bid(bid) for bid in bids],
            "committee": _people(tender, Role.EXPERT),
            "officers": _people(tender, Role.OFFICER),
            "results": _results(evaluation) if evaluation else [],
            "committee_decisions": _committee_decisions(tender),
            "subjective": _subjective(tender) if seal_is_off(tender) else None,
            "flags": _flags(tender) if seal_is_off(tender) else [],
            "ranking": _ranking(tender),
            "alerts": _alerts(tender, evaluation) if evaluation else [],
            "warnings": [_warning(w) for w in evaluation.warnings] if evaluation else [],
            "committee_changes": ledger_facts.committee_changes(tender),
            "ledger": ledger_facts.digest(tender),
        }


def digest(facts: Mapping[str, Any]) -> str:
    """SHA-256 of the facts: the same facts are the same report."""
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def say(data: Any, names: Mapping[str, str] | None = None) -> str:
    """A stored message in the language that is active; bidders' keys in it are replaced by the firms' ``names``."""
    if not data:
        return ""
    if isinstance(data, str):
        return data
    return _named(Message.from_json(data), names or {}).render(lambda text: gettext(text) if text else "")


def _named(message: Message, names: Mapping[str, str]) -> Message:
    params = {
        key: _named(value, names) if isinstance(value, Message) else names.get(str(value), value)
        for key, value in message.params.items()
    }
    return Message(message.template, params)


def _tender(tender: Tender) -> dict[str, Any]:
    spec = tender.spec
    adjustments = spec.adjustments
    return {
        "reference": tender.reference,
        "title": tender.title,
        "buyer": tender.buyer,
        "regime": tender.regime,
        "object": tender.object,
        "method": tender.method,
        "currency": spec.currency,
        "budget": plain(spec.budget, 2),
        "ceiling": plain(spec.ceiling, 2),
        "bid_deadline": tender.bid_deadline.isoformat(),
        "announced_in": spec.announced_in,
        "opening_place": spec.opening_place,
        "jurisdiction": spec.jurisdiction,
        "reserved_for_sme": spec.reserved_for_sme,
        "adjustments": {
            "small_micro": plain(adjustments.small_micro),
            "consortium_sme": plain(adjustments.consortium_sme),
            "domestic": plain(adjustments.domestic),
        },
        "places": spec.rounding.places,
        "seed": str(spec.seed),
        "package_digest": tender.digest,
    }


def _criterion(row: Any) -> dict[str, Any]:
    spec = row.spec
    rule = spec.rule.model_dump(mode="json", exclude_defaults=True, by_alias=True) if spec.rule else {}
    if spec.rule:
        rule = {"type": spec.rule.type, **rule}
    return {
        "code": row.code,
        "title": row.title,
        "kind": row.kind,
        "max_score": plain(row.max_score),
        "rule": rule,
        "guidance": spec.guidance,
        "levels": [[level.label, plain(level.lower), plain(level.upper)] for level in spec.levels],
    }


def _opening(tender: Tender) -> dict[str, Any] | None:
    opening = getattr(tender, "opening", None)
    if opening is None:
        return None
    return {
        "opened_at": opening.opened_at.isoformat(),
        "opened_by": str(opening.opened_by) if opening.opened_by else "",
        "early_reason": opening.early_reason,
    }


def _bid(bid: Bid) -> dict[str, Any]:
    spec = bid.spec
    return {
        "key": bid.key,
        "name": bid.supplier.name,
        "uscc": bid.supplier.uscc,
        "price": plain(spec.price.total, 2),
        "words": spec.price.words,
        "sme": spec.sme,
        "domestic": spec.domestic,
        "consortium_sme_share": plain(spec.consortium_sme_share),
        "uploaded_at": spec.provenance.uploaded_at,
    }


def _people(tender: Tender, role: str) -> list[dict[str, Any]]:
    rows = Assignment.objects.filter(tender=tender, user__role=role).select_related("user")
    return [
        {
            "name": str(row.user),
            "organisation": row.user.organisation,
            "buyer_representative": row.buyer_representative,
        }
        for row in rows.order_by("buyer_representative", "pk")
    ]


def _results(evaluation: Evaluation) -> list[dict[str, Any]]:
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
        "warnings": [_warning(w) for w in row.warnings],
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


def _warning(warning: Mapping[str, Any]) -> dict[str, str]:
    return {"kind": warning["kind"], "basis": warning.get("basis", ""), "detail": say(warning["detail"])}


def _committee_decisions(tender: Tender) -> list[dict[str, Any]]:
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


def _subjective(tender: Tender) -> dict[str, Any]:
    """Every expert's score of every item, one column an expert, and the mean as the ranking took it."""
    submitted = ScoreSheet.objects.filter(tender=tender, state=SheetState.SUBMITTED)
    sheets = list(submitted.select_related("expert").order_by("pk"))
    ranking = ranking_queries.current(tender)
    parts = {row.bid_id: row.parts for row in ranking.rows.all()} if ranking else {}
    items: dict[tuple[str, int], dict[str, Any]] = {}
    scores = SheetScore.objects.filter(sheet__in=sheets).select_related("bid__supplier", "criterion")
    for score in scores.order_by("bid__key", "criterion__position", "sheet_id"):
        item = items.setdefault(
            (score.bid.key, score.criterion.position),
            {
                "key": score.bid.key,
                "name": score.bid.supplier.name,
                "code": score.criterion.code,
                "title": score.criterion.title,
                "max_score": plain(score.criterion.max_score),
                "scores": {},
                "mean": plain(parts.get(score.bid_id, {}).get(score.criterion.code)),
            },
        )
        item["scores"][str(score.sheet_id)] = plain(score.score)
    return {
        "experts": [
            {"id": str(sheet.pk), "name": str(sheet.expert), "receipt": sheet.receipt} for sheet in sheets
        ],
        "rows": [items[key] for key in sorted(items)],
    }


def _flags(tender: Tender) -> list[dict[str, Any]]:
    rows = Flag.objects.filter(tender=tender).select_related("bid__supplier", "criterion")
    names = collusion.names_of(tender)
    return [
        {
            "kind": flag.kind,
            "bid": flag.bid.supplier.name if flag.bid else "",
            "criterion": str(flag.criterion) if flag.criterion else "",
            "direction": flag.direction,
            "explanation": say(flag.explanation, names),
            "answers": [
                {
                    "expert": str(answer.sheet.expert),
                    "answer": answer.answer,
                    "reason": answer.reason,
                    "before": answer.before,
                    "after": answer.after,
                }
                for answer in flag.answers.all()
            ],
        }
        for flag in rows.prefetch_related("answers__sheet__expert").order_by("pk")
    ]


def _ranking(tender: Tender) -> dict[str, Any] | None:
    """The stored ranking once it is complete: totals before that would show sealed scores."""
    ranking = ranking_queries.current(tender)
    if ranking is None or not ranking.complete:
        return None
    rows = ranking.rows.select_related("bid__supplier").prefetch_related("bid__results")
    prices = dict(
        BidResult.objects.filter(evaluation_id=ranking.evaluation_id).values_list("bid_id", "evaluated_price")
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
    return {"rows": placed, "notes": [say(note, names) for note in ranking.notes]}


def _number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _alerts(tender: Tender, evaluation: Evaluation) -> list[dict[str, Any]]:
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
                "reason": decision.reason if decision else "",
                "decided_by": str(decision.decided_by) if decision else "",
                "decided_at": decision.decided_at.isoformat() if decision else "",
            }
        )
    return found
