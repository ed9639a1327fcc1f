"""Reports, asked for; and what still stands before one can be made."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse

from evaluation.collusion import queries as collusion
from evaluation.committee import course
from evaluation.committee import queries as committee
from evaluation.committee.result import result_of
from evaluation.decisions import is_outdated
from evaluation.panel.models import ScoreSheet, SheetState
from evaluation.panel.queries import unanswered
from evaluation.ranking import queries as ranking
from evaluation.reporting.models import Report
from evaluation.scoring import queries as scoring
from evaluation.scoring.models import Evaluation, Score
from procurement.jobs.models import Job, JobState
from procurement.message import Message, msg
from procurement.people.models import Assignment, Role, User
from procurement.people.visibility import tenders_for
from procurement.tenders.models import Stage, Tender


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """Something to do first; ``blocks`` is false for what the report can be made without, leaving a gap in it."""

    text: Message
    url: str = ""
    blocks: bool = True


def tenders_with_reports_for(user: User) -> QuerySet[Tender]:
    """The tenders whose report page this person may open: opened ones, for officers in charge and supervisors."""
    if user.role not in {Role.OFFICER, Role.SUPERVISOR}:
        return Tender.objects.none()
    return tenders_for(user).exclude(stage=Stage.LOADED)


def reports_for(user: User, tender: Tender) -> QuerySet[Report]:
    """The reports this person may download, newest first."""
    visible = tenders_with_reports_for(user)
    return (
        Report.objects.filter(tender=tender, tender__in=visible)
        .select_related("created_by")
        .order_by("-number")
    )


def open_points(tender: Tender) -> list[OpenPoint]:
    """What stands before the report, in the order of the work."""
    reference = tender.reference
    if not tender.has_reached(Stage.OPENED):
        return [OpenPoint(msg("The bids are still sealed."), reverse("tenders:detail", args=[reference]))]
    evaluation = scoring.current(tender)
    if evaluation is None:
        return [
            OpenPoint(msg("The tender has not been evaluated."), reverse("tenders:detail", args=[reference]))
        ]
    points = [*_running(tender), *_undecided(tender, evaluation), *_scores(tender), *_alerts(tender)]
    latest = ranking.current(tender)
    if not points and (latest is None or not latest.complete or latest.evaluation_id != evaluation.pk):
        points.append(OpenPoint(msg("The ranking is not complete.")))
    points += _committee(tender)
    if not tender.spec.announced_in:
        points.append(OpenPoint(msg("The tender does not say where the notice was published."), blocks=False))
    if not tender.spec.opening_place:
        points.append(OpenPoint(msg("The tender does not say where the bids were opened."), blocks=False))
    return points


def blocking(tender: Tender) -> list[OpenPoint]:
    """The open points without which there is no report."""
    return [point for point in open_points(tender) if point.blocks]


def _running(tender: Tender) -> list[OpenPoint]:
    waiting = [JobState.QUEUED, JobState.RUNNING]
    if Job.objects.filter(tender=tender, kind="evaluate", state__in=waiting).exists():
        return [OpenPoint(msg("An evaluation is running; its results come first."))]
    if is_outdated(tender):
        return [OpenPoint(msg("A decision was taken after the last evaluation; evaluate the tender anew."))]
    return []


def _undecided(tender: Tender, evaluation: Evaluation) -> list[OpenPoint]:
    """Items of valid bids that the system left open: the committee decides them."""
    left = Q(criterion__kind="objective", score=None) | Q(criterion__kind="qualification", passed=None)
    scores = Score.objects.filter(left, result__evaluation=evaluation, result__valid=True)
    return [
        OpenPoint(
            msg(
                "%(bidder)s, %(criterion)s: the system could not decide, the committee does.",
                bidder=score.result.bid.supplier.name,
                criterion=str(score.criterion),
            ),
            reverse("bids:detail", args=[tender.reference, score.result.bid.key]),
        )
        for score in scores.select_related("result__bid__supplier", "criterion")
    ]


def _scores(tender: Tender) -> list[OpenPoint]:
    if not tender.criteria.filter(kind="subjective").exists():
        return []
    experts = Assignment.objects.filter(tender=tender, user__role=Role.EXPERT).count()
    if not experts:
        return [OpenPoint(msg("No expert is assigned."), reverse("tenders:detail", args=[tender.reference]))]
    points = []
    sheets = ScoreSheet.objects.filter(tender=tender, state=SheetState.SUBMITTED)
    submitted = sheets.filter(expert__assignments__tender=tender).distinct().count()
    if submitted < experts:
        text = msg(
            "%(missing)s of %(experts)s experts have not submitted.",
            missing=experts - submitted,
            experts=experts,
        )
        points.append(OpenPoint(text))
    waiting = unanswered(tender).count()
    if waiting:
        points.append(OpenPoint(msg("Questions to experts not answered yet: %(count)s.", count=waiting)))
    return points


def _alerts(tender: Tender) -> list[OpenPoint]:
    waiting = collusion.open_alerts(tender).count()
    if not waiting:
        return []
    text = msg("Alerts of high or medium level not decided yet: %(count)s.", count=waiting)
    return [OpenPoint(text, reverse("collusion:tender", args=[tender.reference]))]


def _committee(tender: Tender) -> list[OpenPoint]:
    """What the committee has left open; the report is made without it and says so."""
    asked = committee.all_of(tender)
    url = reverse("committee:clarifications", args=[tender.reference])
    points = []
    waiting = sum(item.is_open for item in asked)
    if waiting:
        points.append(
            OpenPoint(
                msg("Clarifications without a finding of the committee: %(count)s.", count=waiting),
                url,
                blocks=False,
            )
        )
    for line in committee.to_confirm(tender, asked):
        if line.state != course.ACCEPTED:
            text = (
                msg(
                    "%(bidder)s has not confirmed the corrected price; the committee decides what follows.",
                    bidder=line.bid.supplier.name,
                )
                if line.state == course.REFUSED
                else msg(
                    "%(bidder)s: the corrected price has not been confirmed yet.",
                    bidder=line.bid.supplier.name,
                )
            )
            points.append(OpenPoint(text, url, blocks=False))
    return [*points, *_signatures(tender)]


def _signatures(tender: Tender) -> list[OpenPoint]:
    result = result_of(tender)
    members = [m for m in committee.members_of(tender, result) if not m.absent] if result else []
    missing = sum(m.opinion is None for m in members)
    if not missing:
        return []
    text = msg(
        "%(missing)s of %(members)s members have neither signed the result nor dissented.",
        missing=missing,
        members=len(members),
    )
    return [OpenPoint(text, reverse("committee:opinions", args=[tender.reference]), blocks=False)]
