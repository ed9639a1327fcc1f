"""What the report says of the experts' scores, and of the questions they were asked."""

from __future__ import annotations

from typing import Any

from evaluation.collusion import queries as collusion
from evaluation.panel.models import Flag, SheetScore
from evaluation.panel.seal import sheets_that_count
from evaluation.panel.wording import to_watchers
from evaluation.ranking import queries as ranking_queries
from evaluation.reporting.facts.saying import say
from procurement.numbers import plain
from procurement.tenders.models import Tender


def subjective(tender: Tender) -> dict[str, Any]:
    """Every expert's score of every item, one column an expert, and the mean as the ranking took it."""
    sheets = list(sheets_that_count(tender).select_related("expert").order_by("pk"))
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


def flags(tender: Tender) -> list[dict[str, Any]]:
    """Every question to an expert with its answer (87号令 Art. 64)."""
    rows = Flag.objects.filter(tender=tender).select_related("bid__supplier", "criterion")
    names = collusion.names_of(tender)
    return [
        {
            "kind": flag.kind,
            "bid": flag.bid.supplier.name if flag.bid else "",
            "criterion": str(flag.criterion) if flag.criterion else "",
            "direction": flag.direction,
            "explanation": say(to_watchers(flag).to_json(), names),
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
