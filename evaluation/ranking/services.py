"""Computing the ranking from what is stored, and keeping it."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal

from django.db import transaction

from evaluation.calibration.rows import ExpertScore
from evaluation.committee import binding
from evaluation.panel.models import SheetScore
from evaluation.panel.seal import seal_is_off, sheets_that_count
from evaluation.ranking import queries
from evaluation.ranking.models import RankedBid, Ranking
from evaluation.ranking.rank import RankingResult, rank
from evaluation.ranking.stability import LeaveOneOut, leave_one_out
from evaluation.scoring import queries as scoring
from evaluation.scoring.models import BidResult, Evaluation
from evaluation.scoring.result import BidOutcome, CriterionScore
from procurement.message import Message, msg
from procurement.tenders.models import Tender

RANKING_VERSION = 1
"""Grows whenever the same scores would give another ranking."""


def compute(*, tender: Tender) -> Ranking | None:
    """The ranking as the stored scores give it now; ``None`` before the first evaluation.

    Kept anew only when something changed.  Expert scores count once the seal is off, not one before.
    """
    with transaction.atomic():
        tender = Tender.objects.select_for_update().get(pk=tender.pk)
        evaluation = scoring.current(tender)
        if evaluation is None:
            return None
        scores = _expert_scores(tender) if seal_is_off(tender) else []
        digest = _digest(evaluation, scores)
        newest = queries.current(tender)
        if newest is not None and newest.digest == digest:
            return newest
        spec = tender.spec
        confirmed = binding.confirmed(tender)
        bids = {bid.key: binding.priced(bid.spec, confirmed.get(bid.key)) for bid in tender.bids.all()}
        outcomes = _outcomes(evaluation)
        experts = sorted({score.expert for score in scores})
        result = rank(spec, outcomes, bids, scores, experts=experts)
        stability = leave_one_out(spec, outcomes, bids, scores, experts=experts)
        return _keep(tender, evaluation, digest, result, stability)


def _expert_scores(tender: Tender) -> list[ExpertScore]:
    rows = SheetScore.objects.filter(sheet__in=sheets_that_count(tender), score__isnull=False).select_related(
        "bid", "criterion", "sheet"
    )
    return [
        ExpertScore(
            expert=str(row.sheet.expert_id),
            bidder=row.bid.key,
            criterion=row.criterion.code,
            score=row.score if row.score is not None else Decimal(0),
            max_score=row.criterion.max_score,
            tender=tender.reference,
        )
        for row in rows
    ]


def _digest(evaluation: Evaluation, scores: list[ExpertScore]) -> str:
    given = sorted((s.expert, s.bidder, s.criterion, str(s.score.normalize())) for s in scores)
    inputs = [RANKING_VERSION, evaluation.pk, given]
    return hashlib.sha256(json.dumps(inputs).encode()).hexdigest()


def _outcomes(evaluation: Evaluation) -> dict[str, BidOutcome]:
    """The outcomes as they are stored, as far as ranking looks at them."""
    results = (
        evaluation.results.select_related("bid").prefetch_related("scores__criterion").order_by("bid__key")
    )
    return {result.bid.key: _outcome(result) for result in results}


def _outcome(result: BidResult) -> BidOutcome:
    scores = tuple(
        CriterionScore(
            criterion=score.criterion.code,
            kind=score.criterion.kind,
            max_score=score.criterion.max_score,
            score=score.score,
            passed=score.passed,
            explanation=Message.from_json(score.explanation),
        )
        for score in result.scores.all()
    )
    return BidOutcome(result.bid.key, result.valid, (), (), result.evaluated_price, scores)


def _keep(
    tender: Tender,
    evaluation: Evaluation,
    digest: str,
    result: RankingResult,
    stability: tuple[LeaveOneOut, ...],
) -> Ranking:
    notes = [note.to_json() for note in (*result.notes, *map(_stability_note, stability)) if note is not None]
    ranking = Ranking.objects.create(
        tender=tender,
        evaluation=evaluation,
        digest=digest,
        complete=result.complete,
        basis=result.basis,
        notes=notes,
    )
    bids = {bid.key: bid for bid in tender.bids.all()}
    RankedBid.objects.bulk_create(
        RankedBid(
            ranking=ranking,
            bid=bids[row.bidder],
            rank=row.rank,
            total=row.total,
            candidate=row.candidate,
            parts={code: str(points) for code, points in row.parts.items()},
            explanation=row.explanation.to_json(),
        )
        for row in result.rows
    )
    return ranking


def _stability_note(case: LeaveOneOut) -> Message | None:
    if case.winner_changed:
        return msg(
            "the first place hangs on %(bidder)s: without that bid it would go to %(winners)s",
            bidder=case.left_out,
            winners="、".join(case.winners),
        )
    if case.reversals:
        pairs = "，".join("/".join(pair) for pair in case.reversals)
        return msg(
            "without %(bidder)s the order of %(pairs)s would turn round", bidder=case.left_out, pairs=pairs
        )
    return None
