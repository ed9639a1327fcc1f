"""What changes alerts: an evaluation stores them, a supervisor decides them."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from evaluation.collusion import queries
from evaluation.collusion.alert import CollusionResult
from evaluation.collusion.fingerprint import fingerprints
from evaluation.collusion.models import Alert, AlertGroup, Decision, Verdict
from evaluation.scoring.models import Evaluation
from procurement.bids.models import Bid
from procurement.ledger.services import record
from procurement.people.models import User
from procurement.people.visibility import may_decide_alerts, may_see_alerts
from procurement.tenders.models import Stage, Tender

MIN_REASON = 10
"""Characters a reason has at least: enough for a sentence in Chinese, too much for "ok"."""


@transaction.atomic
def store(*, evaluation: Evaluation, result: CollusionResult) -> None:
    """Keeps the alerts and groups of one evaluation; a second run puts the same rows in the place of the first.

    Decisions hang on the tender and the fingerprint, so they carry over to the same sign of a later evaluation.
    """
    evaluation.groups.all().delete()
    asked = [(alert, list(alert.bids.all())) for alert in _asked(evaluation)]
    evaluation.alerts.all().delete()
    bids = {bid.key: bid for bid in evaluation.tender.bids.all()}
    rows: dict[int, Alert] = {}
    for alert, name in zip(result.alerts, fingerprints(result.alerts), strict=True):
        rows[alert.id] = Alert(
            evaluation=evaluation,
            number=alert.id,
            fingerprint=name,
            detector=alert.detector,
            level=alert.level,
            bits=alert.bits,
            bidders=list(alert.bidders),
            summary=alert.summary.to_json(),
            basis=list(alert.basis),
            evidence=[dict(item) for item in alert.evidence],
            derivation=[step.to_json() for step in alert.derivation],
            limits=alert.limits.to_json() if alert.limits else None,
            detail=dict(alert.detail),
        )
    Alert.objects.bulk_create(rows.values())
    link = Alert.bids.through
    link.objects.bulk_create(
        link(alert_id=row.pk, bid_id=bids[key].pk)
        for row in rows.values()
        for key in row.bidders
        if key in bids
    )
    for number, group in enumerate(result.groups, 1):
        stored = AlertGroup.objects.create(
            evaluation=evaluation,
            number=number,
            bidders=list(group.bidders),
            level=group.level,
            bits=group.bits,
            derivation=[step.to_json() for step in group.derivation],
        )
        stored.alerts.set([rows[alert_id] for alert_id in group.alerts])
    _carry_over(asked, evaluation, {row.fingerprint for row in rows.values()}, max(rows, default=0))


def _asked(evaluation: Evaluation) -> QuerySet[Alert]:
    """The signs that inquiries found, of the newest evaluation that has any: this one if it was stored before."""
    newest = evaluation.tender.evaluations.filter(number__lte=evaluation.number, alerts__isnull=False)
    last = newest.order_by("-number").first()
    return Alert.objects.filter(evaluation=last, inquiry__isnull=False)


def _carry_over(
    asked: Sequence[tuple[Alert, list[Bid]]], evaluation: Evaluation, found: set[str], number: int
) -> None:
    """Keeps what inquiries found with the new evaluation, except what that found by itself."""
    for alert, bids in asked:
        if alert.fingerprint in found:
            continue
        number += 1
        alert.pk, alert.evaluation, alert.number = None, evaluation, number
        alert.save(force_insert=True)
        alert.bids.set(bids)


def decide(
    *, tender: Tender, choices: Sequence[tuple[Alert, str]], reason: str, by: User, invalidates: bool = False
) -> list[Decision]:
    """Decides alerts of one tender, each with its own verdict (confirm, dismiss, reopen), under one written reason.

    ``invalidates`` treats the bids of the confirmed ones as invalid: 87号令 Art. 37, 实施条例 Art. 51(7).
    Raises ``PermissionDenied`` when this person may not decide now, ``ValidationError`` for what must be mended;
    then nothing is decided.
    """
    with transaction.atomic():
        tender = Tender.objects.select_for_update().get(pk=tender.pk)
        _check_may_decide(tender, by)
        reason = reason.strip()
        standing = queries.standing(tender)
        _check_act(tender, choices, standing, reason, invalidates=invalidates)
        invalid_before = set(queries.invalidated(tender))
        decisions = [
            _write(
                tender, alert, verdict, standing.get(alert.fingerprint), reason, by, invalidates=invalidates
            )
            for alert, verdict in choices
        ]
        invalid_now = set(queries.invalidated(tender))
        _continue(tender, by, invalidation_changed=invalid_now != invalid_before)
    return decisions


_VERBS: dict[str, str] = {
    Verdict.CONFIRMED: "confirm",
    Verdict.DISMISSED: "dismiss",
    Verdict.REOPENED: "reopen",
}


def _write(
    tender: Tender,
    alert: Alert,
    verdict: str,
    previous: Decision | None,
    reason: str,
    by: User,
    *,
    invalidates: bool,
) -> Decision:
    decision = Decision.objects.create(
        tender=tender,
        fingerprint=alert.fingerprint,
        bidders=alert.bidders,
        verdict=verdict,
        invalidates=invalidates and verdict == Verdict.CONFIRMED,
        reason=reason,
        decided_by=by,
    )
    record(
        actor=by,
        verb=f"alert.{_VERBS[verdict]}",
        subject=f"{alert.number} {alert.detector} {'/'.join(alert.bidders)}",
        tender=tender,
        before=_state(previous),
        after=_state(decision),
        reason=reason,
    )
    return decision


def _check_may_decide(tender: Tender, by: User) -> None:
    if may_decide_alerts(by, tender):
        return
    if tender.stage == Stage.REPORTED and may_see_alerts(by, tender):
        raise PermissionDenied(
            _(
                "The report of this tender is out; a decision can change only after the evaluation is taken up again."
            )
        )
    raise PermissionDenied(_("Only a supervisor decides alerts, once the tender has been evaluated."))


def _check_act(
    tender: Tender,
    choices: Sequence[tuple[Alert, str]],
    standing: Mapping[str, Decision],
    reason: str,
    *,
    invalidates: bool,
) -> None:
    if not choices:
        raise ValidationError(_("No alert was chosen."))
    if any(verdict not in _VERBS for _alert, verdict in choices):
        raise ValidationError(_("Choose whether to confirm, to dismiss or to reopen."))
    if len(reason) < MIN_REASON:
        raise ValidationError(
            _("Write the reason in at least %(count)d characters; it goes into the report.")
            % {"count": MIN_REASON}
        )
    if invalidates and all(verdict != Verdict.CONFIRMED for _alert, verdict in choices):
        raise ValidationError(_("Bids can be treated as invalid only by confirming an alert."))
    for alert, verdict in choices:
        if alert.evaluation.tender_id != tender.pk:
            raise ValidationError(_("An alert of another tender cannot be decided here."))
        current = standing.get(alert.fingerprint)
        open_now = current is None or current.verdict == Verdict.REOPENED
        if verdict == Verdict.REOPENED and open_now:
            raise ValidationError(_("Alert %(number)d is open already.") % {"number": alert.number})
        if verdict != Verdict.REOPENED and not open_now:
            raise ValidationError(
                _("Alert %(number)d has been decided meanwhile; reopen it first.") % {"number": alert.number}
            )


def _state(decision: Decision | None) -> dict[str, object]:
    if decision is None:
        return {"verdict": "open"}
    return {"verdict": decision.verdict, "invalidates": decision.invalidates}


def _continue(tender: Tender, by: User, *, invalidation_changed: bool) -> None:
    """Lets the pipeline take note: the stage follows the decisions, and invalid bids change every relative score."""
    from evaluation import pipeline  # the pipeline stands above this room and imports it

    pipeline.advance(tender=tender)
    if invalidation_changed:
        pipeline.reevaluate_after_decision(tender=tender, by=by)
