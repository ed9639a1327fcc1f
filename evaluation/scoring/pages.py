"""What scoring says on the pages of the record: the judgement of every bid, and the items left to the committee."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from evaluation.scoring.committee import may_be_decided
from evaluation.scoring.models import BidResult, Score
from evaluation.scoring.queries import current
from procurement.bids.judgement import JudgedScore, Judgement, judge
from procurement.people.models import Role, User
from procurement.people.visibility import tenders_for
from procurement.people.worklist import WorkItem, worklist_source
from procurement.tenders.models import Stage, Tender


@judge
def judgements(tender: Tender) -> Mapping[int, Judgement]:
    """The results of the newest evaluation, by bid."""
    evaluation = current(tender)
    if evaluation is None:
        return {}
    results = evaluation.results.select_related("bid").prefetch_related("scores__criterion")
    return {result.bid_id: _judgement(tender, result) for result in results}


def _judgement(tender: Tender, result: BidResult) -> Judgement:
    return Judgement(
        valid=result.valid,
        evaluated_price=result.evaluated_price,
        rejections=tuple(result.rejections),
        warnings=tuple(result.warnings),
        scores={score.criterion.code: _score(tender, result, score) for score in result.scores.all()},
    )


def _score(tender: Tender, result: BidResult, score: Score) -> JudgedScore:
    place = [tender.reference, result.bid.key, score.criterion.code]
    return JudgedScore(
        code=score.criterion.code,
        score=score.score,
        passed=score.passed,
        explanation=score.explanation,
        inputs=score.inputs,
        evidence=tuple(score.evidence),
        rule=score.rule,
        rule_version=score.rule_version,
        decide_url=reverse("scoring:decide", args=place) if result.valid and may_be_decided(score) else "",
    )


@worklist_source(Role.OFFICER)
def left_open(officer: User) -> Iterator[WorkItem]:
    """Items of valid bids that the system could not decide: the ranking waits for the committee's word."""
    for tender in tenders_for(officer).filter(stage__in=[Stage.EVALUATED, Stage.SCORED, Stage.DECIDED]):
        undecided = Score.objects.filter(
            result__evaluation=current(tender),
            result__valid=True,
            score__isnull=True,
            passed__isnull=True,
        )
        for score in undecided.select_related("criterion", "result__bid__supplier"):
            bid = score.result.bid
            if may_be_decided(score):
                place = [tender.reference, bid.key, score.criterion.code]
                yield WorkItem(
                    _("Record what the committee decided: %(code)s %(title)s")
                    % {"code": score.criterion.code, "title": score.criterion.title},
                    f"{tender.reference} · {bid.supplier.name}",
                    reverse("scoring:decide", args=place),
                    weight=8,
                )
