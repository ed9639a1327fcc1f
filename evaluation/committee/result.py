"""The result as the members sign it: places, totals, points, invalid bids; and the digest that fixes it.

Built from the stored ranking alone.  There is none while an evaluation runs or a decision waits for one, so that nobody
signs what is about to change.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from evaluation.collusion.queries import names_of, renewal
from evaluation.decisions import is_outdated
from evaluation.ranking import queries as ranking
from evaluation.ranking.models import RankedBid, Ranking
from evaluation.scoring.models import BidResult
from procurement.bids.naming import with_names
from procurement.message import Message
from procurement.numbers import plain
from procurement.tenders.models import Criterion, Stage, Tender


@dataclass(frozen=True, slots=True)
class Line:
    """A valid bid: its place, prices in yuan, total, and points in the order of the criteria."""

    key: str
    name: str
    rank: int | None
    total: Decimal | None
    candidate: bool
    quoted: Decimal
    evaluated: Decimal | None
    points: tuple[Decimal | None, ...]
    explanation: Message | None


@dataclass(frozen=True, slots=True)
class Invalid:
    """An invalid bid and its stored reasons."""

    key: str
    name: str
    rejections: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What is signed; ``digest`` is the SHA-256 of it."""

    digest: str
    criteria: tuple[Criterion, ...]
    lines: tuple[Line, ...]
    invalid: tuple[Invalid, ...]


def result_of(tender: Tender) -> Result | None:
    """The result that may be signed now; ``None`` before all scores are in, and while it is worked out anew."""
    newest = ranking.current(tender)
    if newest is None or not newest.complete or not tender.has_reached(Stage.SCORED):
        return None
    if newest.evaluation_id != _current_evaluation(tender) or is_outdated(tender) or renewal(tender):
        return None
    return _result(tender, newest)


def _current_evaluation(tender: Tender) -> int | None:
    return tender.evaluations.order_by("-number").values_list("pk", flat=True).first()


def _result(tender: Tender, newest: Ranking) -> Result:
    results = BidResult.objects.filter(evaluation_id=newest.evaluation_id).select_related("bid__supplier")
    by_bid = {row.bid_id: row for row in results.order_by("bid__key")}
    criteria = tuple(tender.criteria.exclude(kind="qualification"))
    names = names_of(tender)
    lines = tuple(
        _line(row, by_bid[row.bid_id], criteria, names)
        for row in newest.rows.all()
        if by_bid[row.bid_id].valid
    )
    invalid = tuple(
        Invalid(row.bid.key, row.bid.supplier.name, tuple(row.rejections))
        for row in by_bid.values()
        if not row.valid
    )
    return Result(_digest(lines, invalid), criteria, lines, invalid)


def _line(
    row: RankedBid, result: BidResult, criteria: tuple[Criterion, ...], names: Mapping[str, str]
) -> Line:
    points = {code: Decimal(value) for code, value in row.parts.items()}
    return Line(
        key=result.bid.key,
        name=result.bid.supplier.name,
        rank=row.rank,
        total=row.total,
        candidate=row.candidate,
        quoted=result.bid.price,
        evaluated=result.evaluated_price,
        points=tuple(points.get(criterion.code) for criterion in criteria),
        explanation=with_names(row.explanation, names) if row.explanation else None,
    )


def _digest(lines: tuple[Line, ...], invalid: tuple[Invalid, ...]) -> str:
    """Over places, totals, prices and points, and over the invalid bids with their grounds."""
    content = {
        "lines": [
            [
                line.key,
                line.rank,
                plain(line.total),
                line.candidate,
                plain(line.quoted),
                plain(line.evaluated),
                [plain(value) for value in line.points],
            ]
            for line in lines
        ],
        "invalid": [[row.key, sorted(r["code"] for r in row.rejections)] for row in invalid],
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
