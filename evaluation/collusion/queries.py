"""What can be asked about alerts.  Everything shown starts from :func:`alerts_for`."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, CharField, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from evaluation.collusion.models import Alert, AlertGroup, Decision, Handling, RiskLevel, Verdict
from evaluation.scoring.models import Evaluation
from evaluation.scoring.result import Rejection
from procurement.bids.models import Bid
from procurement.jobs.models import Job, JobState
from procurement.message import Message, msg
from procurement.people.models import Role, User
from procurement.people.visibility import tenders_with_alerts_for
from procurement.tenders.models import Tender

OPEN, DECIDED = "open", "decided"
DECIDED_VERDICTS = (Verdict.CONFIRMED, Verdict.DISMISSED)


def _current(tender_ref: str) -> Subquery:
    """The id of a tender's newest evaluation, as a subquery."""
    return Subquery(
        Evaluation.objects.filter(tender=OuterRef(tender_ref)).order_by("-number").values("pk")[:1]
    )


def with_verdict(alerts: QuerySet[Alert]) -> QuerySet[Alert]:
    """Adds to each alert the ``verdict`` that stands ("" for none), ``invalidates``, and ``weight`` to sort by.

    ``holder`` is the account, ``holder_name`` the name of who has it in hand; ``None`` when nobody has.
    """
    hands = Handling.objects.filter(
        tender=OuterRef("evaluation__tender"), fingerprint=OuterRef("fingerprint")
    ).order_by("-pk")
    newest = Decision.objects.filter(
        tender=OuterRef("evaluation__tender"), fingerprint=OuterRef("fingerprint")
    )
    return alerts.annotate(
        verdict=Coalesce(
            Subquery(newest.order_by("-pk").values("verdict")[:1]),
            Value(""),
            output_field=CharField(max_length=10),
        ),
        invalidates=Subquery(newest.order_by("-pk").values("invalidates")[:1]),
        holder=Subquery(hands.values("person__username")[:1]),
        holder_name=Subquery(hands.values("person__display_name")[:1]),
        weight=Case(
            When(level=RiskLevel.HIGH, then=Value(3)),
            When(level=RiskLevel.MEDIUM, then=Value(2)),
            default=Value(1),
            output_field=IntegerField(),
        ),
    )


ACROSS_TENDERS = ("other-tenders", "ownership-chain")
"""Detectors whose evidence is the content of another tender: for supervisors, who see every opened tender, alone."""


OTHER_REASON = msg("The reason is with the supervisors")
OTHER_FILE = msg("Rests on the file of another tender; the evidence is with the supervisors")


def told(alert: Alert) -> dict[str, Any]:
    """What a report, which officers read, says of an alert: its summary, but nothing of another tender's content."""
    return OTHER_FILE.to_json() if alert.detector in ACROSS_TENDERS else alert.summary


def told_reason(alert: Alert, decision: Decision) -> str | dict[str, Any]:
    """What a report says of a decision's reason: one that speaks of another tender stays with the supervisors.

    Where it makes bids invalid it is the ground of that (87号令 Art. 58(4)), and stands in the report whatever it says.
    """
    closed = alert.detector in ACROSS_TENDERS and not decision.invalidates
    return OTHER_REASON.to_json() if closed else decision.reason


def alerts_for(user: User, tender: Tender | None = None) -> QuerySet[Alert]:
    """The alerts of the newest evaluations that this person may see, each with its standing ``verdict``.

    An officer sees none that would tell of a tender somebody else runs; a supervisor decides those.
    """
    alerts = Alert.objects.filter(evaluation__tender__in=tenders_with_alerts_for(user))
    if user.role != Role.SUPERVISOR:
        alerts = alerts.exclude(detector__in=ACROSS_TENDERS)
    if tender is not None:
        alerts = alerts.filter(evaluation__tender=tender)
    return with_verdict(alerts.filter(evaluation=_current("evaluation__tender"))).select_related(
        "evaluation__tender"
    )


def groups_for(user: User, tender: Tender | None = None) -> QuerySet[AlertGroup]:
    """The suspected rings of the newest evaluations that this person may see."""
    groups = AlertGroup.objects.filter(evaluation__tender__in=tenders_with_alerts_for(user))
    if tender is not None:
        groups = groups.filter(evaluation__tender=tender)
    return groups.filter(evaluation=_current("evaluation__tender")).select_related("evaluation__tender")


def alerts_of(evaluation: Evaluation) -> QuerySet[Alert]:
    """All alerts of one evaluation with their standing verdict; for the pipeline and the report, not for pages."""
    return with_verdict(evaluation.alerts.all())


def open_alerts(
    tender: Tender, levels: Sequence[str] = (RiskLevel.HIGH, RiskLevel.MEDIUM)
) -> QuerySet[Alert]:
    """Alerts of these levels that no decision stands for yet: they hold the tender before its report."""
    alerts = Alert.objects.filter(
        evaluation__tender=tender, evaluation=_current("evaluation__tender"), level__in=levels
    )
    return with_verdict(alerts).exclude(verdict__in=DECIDED_VERDICTS)


def standing(tender: Tender) -> dict[str, Decision]:
    """The newest decision of each fingerprint."""
    decisions = Decision.objects.filter(tender=tender).select_related("decided_by").order_by("pk")
    return {decision.fingerprint: decision for decision in decisions}


def invalidated(tender: Tender) -> dict[str, list[Decision]]:
    """The bidders whose bids a standing decision treats as invalid, with these decisions."""
    found: dict[str, list[Decision]] = {}
    for decision in standing(tender).values():
        if decision.verdict == Verdict.CONFIRMED and decision.invalidates:
            for bidder in decision.bidders:
                found.setdefault(bidder, []).append(decision)
    return dict(sorted(found.items()))


def rejections(tender: Tender) -> dict[str, tuple[Rejection, ...]]:
    """The rejection that standing decisions impose, one a bidder: what the pipeline adds to each bid's own ones."""
    basis = (
        "财政部令第87号第三十七条"
        if tender.regime == "government-procurement"
        else "《招标投标法实施条例》第五十一条第（七）项"
    )
    return {
        bidder: (Rejection(code="collusion", reason=_why(decisions), basis=basis),)
        for bidder, decisions in invalidated(tender).items()
    }


def _why(decisions: Sequence[Decision]) -> Message:
    """One sentence for all decisions against a bid: several signs often share one reason, which is then said once."""
    reasons = "；".join(dict.fromkeys(decision.reason for decision in decisions))
    if len(decisions) == 1:
        return msg("A supervisor confirmed signs of collusion: %(reason)s", reason=reasons)
    return msg(
        "A supervisor confirmed signs of collusion (signs: %(count)s): %(reason)s",
        count=len(decisions),
        reason=reasons,
    )


def history(tender: Tender, fingerprint: str) -> QuerySet[Decision]:
    """All decisions about one sign, oldest first."""
    return Decision.objects.filter(tender=tender, fingerprint=fingerprint).select_related("decided_by")


def renewal(tender: Tender) -> Job | None:
    """The evaluation that is queued or running now: what is shown is from before it."""
    waiting = [JobState.QUEUED, JobState.RUNNING]
    return Job.objects.filter(tender=tender, kind="evaluate", state__in=waiting).first()


def closed_to(user: User, tender: Tender) -> set[str]:
    """The fingerprints of signs that rest on another tender's file, which only supervisors read of."""
    if user.role == Role.SUPERVISOR:
        return set()
    across = Alert.objects.filter(evaluation__tender=tender, detector__in=ACROSS_TENDERS)
    return set(across.values_list("fingerprint", flat=True))


def orphans_for(user: User, tender: Tender) -> list[Decision]:
    """Standing decisions about signs that the newest evaluation no longer finds, as far as this person reads them."""
    newest = Evaluation.objects.filter(tender=tender).order_by("-number").first()
    found = set(newest.alerts.values_list("fingerprint", flat=True)) if newest else set()
    left = found | closed_to(user, tender)
    return [
        d for d in standing(tender).values() if d.fingerprint not in left and d.verdict in DECIDED_VERDICTS
    ]


def names_of(tender: Tender) -> dict[str, str]:
    """The suppliers' names by bidder key."""
    return dict(Bid.objects.filter(tender=tender).values_list("key", "supplier__name"))
