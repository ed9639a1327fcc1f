"""What the committee decides itself: items the system left open, and objective scores that are to be corrected.

The machine suggests, a person decides: a decision needs a written reason, lands in the ledger, and takes effect by a
new evaluation, in which the score names the decision in place of the rule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from evaluation.scoring import law, queries
from evaluation.scoring.models import CommitteeDecision, Score
from evaluation.scoring.result import BidOutcome, CriterionScore, Rejection
from procurement.bids.models import Bid
from procurement.ledger.services import record
from procurement.message import msg
from procurement.numbers import plain
from procurement.people.models import User
from procurement.people.visibility import may_run
from procurement.tenders.models import Criterion, Stage, Tender
from procurement.tenders.schema import TenderSpec

Item = tuple[str, str]
"""Bidder and criterion code."""
MIN_REASON = 10
RULE = "committee"


def standing(tender: Tender) -> dict[Item, CommitteeDecision]:
    """The newest decision of each item."""
    rows = (
        CommitteeDecision.objects.filter(bid__tender=tender).select_related("bid", "criterion").order_by("pk")
    )
    return {(row.bid.key, row.criterion.code): row for row in rows}


def may_be_decided(score: Score) -> bool:
    """Whether the committee may decide this item: objective scores but the price, and what the system left open."""
    if score.criterion.kind == "objective":
        return not score.rule.startswith("price")
    return score.criterion.kind == "qualification" and (score.passed is None or score.rule == RULE)


def decide(
    *,
    bid: Bid,
    criterion: Criterion,
    by: User,
    reason: str,
    score: Decimal | None = None,
    passed: bool | None = None,
) -> CommitteeDecision:
    """Records the committee's decision on one item and has the tender evaluated anew.

    Raises ``PermissionDenied`` for whoever does not run the tender, ``ValidationError`` for a score out of range, a
    missing reason, or an item that is not the committee's to decide.
    """
    from evaluation import pipeline  # the pipeline stands above this room and imports it

    if not may_run(by, bid.tender):
        raise PermissionDenied(_("Only an officer who runs this tender records what its committee decided."))
    with transaction.atomic():
        tender = Tender.objects.select_for_update().get(pk=bid.tender_id)
        current = _current_score(tender, bid, criterion)
        _check(tender, current, reason=reason.strip(), score=score, passed=passed)
        decision = CommitteeDecision.objects.create(
            bid=bid, criterion=criterion, score=score, passed=passed, reason=reason.strip(), recorded_by=by
        )
        record(
            actor=by,
            verb="score.decide",
            subject=f"{bid.key} {criterion.code}",
            tender=tender,
            before={"score": plain(current.score), "passed": current.passed},
            after={"score": plain(score), "passed": passed},
            reason=reason.strip(),
        )
        pipeline.reevaluate_after_decision(tender=tender, by=by)
    return decision


def _current_score(tender: Tender, bid: Bid, criterion: Criterion) -> Score:
    evaluation = queries.current(tender)
    found = Score.objects.filter(result__evaluation=evaluation, result__bid=bid, criterion=criterion)
    score = found.select_related("criterion").first()
    if evaluation is None or score is None:
        raise ValidationError(_("This item has not been evaluated, so there is nothing to decide."))
    return score


def _check(
    tender: Tender, current: Score, *, reason: str, score: Decimal | None, passed: bool | None
) -> None:
    if tender.stage == Stage.REPORTED:
        raise ValidationError(_("The report of this tender is out; its evaluation stands as reported."))
    if not may_be_decided(current):
        raise ValidationError(_("This item is not the committee's to decide: its rule decides it."))
    if len(reason) < MIN_REASON:
        text = _("Write the reason in at least %(count)d characters; it goes into the report.")
        raise ValidationError(text % {"count": MIN_REASON})
    if current.criterion.kind == "qualification":
        if passed is None or score is not None:
            raise ValidationError(_("Choose whether the bid passes or fails."))
        return
    most, places = current.criterion.max_score or Decimal(0), tender.spec.rounding.places
    if passed is not None or score is None or not 0 <= score <= most or score != round(score, places):
        text = _("Enter a score from 0 to %(most)s with at most %(places)d decimal places.")
        raise ValidationError(text % {"most": plain(most), "places": places})


def with_rejections(
    imposed: Mapping[str, Sequence[Rejection]], decided: Mapping[Item, CommitteeDecision], tender: TenderSpec
) -> dict[str, tuple[Rejection, ...]]:
    """The rejections that people impose: those given, and qualifications that the committee found missing."""
    found = {bidder: tuple(rejections) for bidder, rejections in imposed.items()}
    for (bidder, code), decision in decided.items():
        if decision.passed is False:
            reason = msg("decided by the committee: %(reason)s", reason=decision.reason)
            found[bidder] = (
                *found.get(bidder, ()),
                Rejection(code, reason, law.basis("qualification", tender)),
            )
    return found


def applied(
    outcomes: Mapping[str, BidOutcome], decided: Mapping[Item, CommitteeDecision]
) -> dict[str, BidOutcome]:
    """The outcomes with the committee's decisions in place of what the rules gave."""
    return {
        bidder: replace(
            outcome,
            scores=tuple(_decided(s, decided.get((bidder, s.criterion))) for s in outcome.scores),
            warnings=tuple(
                w for w in outcome.warnings if w.kind != "undecided" or not _settled(outcome, decided)
            ),
        )
        for bidder, outcome in outcomes.items()
    }


def _settled(outcome: BidOutcome, decided: Mapping[Item, CommitteeDecision]) -> bool:
    """Whether every item that the system left open has been decided."""
    open_items = [
        s.criterion for s in outcome.scores if s.kind != "subjective" and s.score is None and s.passed is None
    ]
    return all((outcome.bidder, code) in decided for code in open_items)


def _decided(score: CriterionScore, decision: CommitteeDecision | None) -> CriterionScore:
    if decision is None:
        return score
    machine = score.score if score.passed is None else score.passed
    return replace(
        score,
        score=decision.score,
        passed=decision.passed,
        explanation=msg("decided by the committee: %(reason)s", reason=decision.reason),
        inputs={**score.inputs, "rule": score.rule, "rule gave": str(machine)},
        rule=RULE,
    )
