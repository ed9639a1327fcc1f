"""Keeping the outcome of scoring."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max

from evaluation.scoring.models import BidResult, Evaluation, Score
from evaluation.scoring.result import BidOutcome, BidWarning, CriterionScore
from procurement.tenders.models import Tender


@transaction.atomic
def store(
    *,
    tender: Tender,
    digest: str,
    outcomes: Mapping[str, BidOutcome],
    decisions: Mapping[str, Any],
    warnings: Sequence[BidWarning] = (),
    policy: Mapping[str, Any] | None = None,
) -> Evaluation:
    """Keeps a new evaluation with the results and scores of every bid; the older ones stay for the record."""
    last = tender.evaluations.aggregate(last=Max("number"))["last"] or 0
    evaluation = Evaluation.objects.create(
        tender=tender,
        number=last + 1,
        digest=digest,
        decisions=dict(decisions),
        warnings=[_warning(w) for w in warnings],
        policy=dict(policy or {}),
    )
    criteria = {criterion.code: criterion for criterion in tender.criteria.all()}
    for bid in tender.bids.all():
        outcome = outcomes[bid.key]
        result = BidResult.objects.create(
            evaluation=evaluation,
            bid=bid,
            valid=outcome.valid,
            evaluated_price=outcome.evaluated_price,
            rejections=[
                {"code": r.code, "reason": r.reason.to_json(), "basis": r.basis} for r in outcome.rejections
            ],
            warnings=[_warning(w) for w in outcome.warnings],
        )
        Score.objects.bulk_create(
            Score(result=result, criterion=criteria[score.criterion], **_columns(score))
            for score in outcome.scores
        )
    return evaluation


def _warning(warning: BidWarning) -> dict[str, Any]:
    data: dict[str, Any] = {
        "kind": warning.kind,
        "basis": warning.basis,
        "detail": warning.detail.to_json(),
    }
    if warning.places:
        data["places"] = [passage.to_json() for passage in warning.places]
    return data


def _columns(score: CriterionScore) -> dict[str, Any]:
    return {
        "score": score.score,
        "passed": score.passed,
        "explanation": score.explanation.to_json(),
        "inputs": dict(score.inputs),
        "evidence": [passage.to_json() for passage in score.evidence],
        "rule": score.rule,
        "rule_version": score.rule_version,
    }
