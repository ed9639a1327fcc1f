"""What scoring says on the pages of the record: the judgement of every bid, and the items left to the committee."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from evaluation.scoring.committee import may_be_decided
from evaluation.scoring.models import BidResult, Evaluation, Score
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
    stages = [Stage.EVALUATED, Stage.SCORED, Stage.DECIDED]
    newest = Evaluation.objects.filter(tender=OuterRef("result__evaluation__tender")).order_by("-number")
    undecided = Score.objects.filter(
        result__evaluation__tender__in=tenders_for(officer).filter(stage__in=stages),
        result__evaluation=Subquery(newest.values("pk")[:1]),
        result__valid=True,
        score__isnull=True,
        passed__isnull=True,
    ).select_related("criterion", "result__bid__supplier", "result__bid__tender")
    for score in undecided:
        bid = score.result.bid
        if may_be_decided(score):
            yield WorkItem(
                _("Record what the committee decided: %(code)s %(title)s")
                % {"code": score.criterion.code, "title": score.criterion.title},
                f"{bid.tender.reference} · {bid.supplier.name}",
                reverse("scoring:decide", args=[bid.tender.reference, bid.key, score.criterion.code]),
                weight=8,
            )
