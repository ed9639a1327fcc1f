"""What scoring says on the pages of the record: the judgement of every bid."""

from __future__ import annotations

from collections.abc import Mapping

from evaluation.scoring.models import BidResult, Score
from evaluation.scoring.queries import current
from procurement.bids.judgement import JudgedScore, Judgement, judge
from procurement.tenders.models import Tender


@judge
def judgements(tender: Tender) -> Mapping[int, Judgement]:
    """The results of the newest evaluation, by bid."""
    evaluation = current(tender)
    if evaluation is None:
        return {}
    results = evaluation.results.prefetch_related("scores__criterion")
    return {result.bid_id: _judgement(result) for result in results}


def _judgement(result: BidResult) -> Judgement:
    return Judgement(
        valid=result.valid,
        evaluated_price=result.evaluated_price,
        rejections=tuple(result.rejections),
        warnings=tuple(result.warnings),
        scores={score.criterion.code: _score(score) for score in result.scores.all()},
    )


def _score(score: Score) -> JudgedScore:
    return JudgedScore(
        code=score.criterion.code,
        score=score.score,
        passed=score.passed,
        explanation=score.explanation,
        inputs=score.inputs,
        evidence=tuple(score.evidence),
        rule=score.rule,
        rule_version=score.rule_version,
    )
