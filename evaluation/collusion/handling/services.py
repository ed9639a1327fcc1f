"""What changes who has a sign in hand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from evaluation.collusion.models import Alert, Handling
from procurement.ledger.services import record
from procurement.people.models import Role, User
from procurement.people.visibility import may_decide_alerts
from procurement.tenders.models import Tender

MOST = 200
"""Signs handled at once: more than anybody looks through in one go."""


@transaction.atomic
def assign(*, alerts: Sequence[Alert], person: User | None, by: User) -> int:
    """Gives signs to a supervisor, or with ``None`` lays them down; returns how many changed hands.

    ``alerts`` come from :func:`evaluation.collusion.queries.alerts_for`.  Raises ``PermissionDenied`` when ``by`` may
    not decide one of them, ``ValidationError`` when ``person`` is no supervisor; then nothing changes.
    """
    _check(alerts)
    if person is not None and (person.role != Role.SUPERVISOR or not person.is_active):
        raise ValidationError(_("Alerts are given to supervisors only."))
    changed = 0
    for tender, own in _by_tender(alerts):
        Tender.objects.select_for_update().get(pk=tender.pk)
        if not may_decide_alerts(by, tender):
            raise PermissionDenied(_("Only a supervisor hands out alerts, until the report is out."))
        for alert in own:
            changed += _give(tender, alert, person, by)
    return changed


def _give(tender: Tender, alert: Alert, person: User | None, by: User) -> bool:
    last = Handling.objects.filter(tender=tender, fingerprint=alert.fingerprint).order_by("-pk").first()
    before = last.person if last else None
    if before == person:
        return False
    Handling.objects.create(tender=tender, fingerprint=alert.fingerprint, person=person, given_by=by)
    record(
        actor=by,
        verb="alert.assign",
        subject=f"{alert.number} {alert.detector} {'/'.join(alert.bidders)}",
        tender=tender,
        before={"holder": str(before) if before else ""},
        after={"holder": str(person) if person else ""},
    )
    return True


def _check(alerts: Sequence[Alert]) -> None:
    if not alerts:
        raise ValidationError(_("No alert was chosen."))
    if len(alerts) > MOST:
        raise ValidationError(_("At most %(most)d alerts are handled at once.") % {"most": MOST})


def _by_tender(alerts: Sequence[Alert]) -> list[tuple[Tender, list[Alert]]]:
    """Tender by tender, in one order, so that two who handle the same tenders do not wait for each other in a ring."""
    ordered = sorted(alerts, key=lambda alert: (alert.evaluation.tender_id, alert.number))
    return [
        (found[0].evaluation.tender, found)
        for _key, group in groupby(ordered, key=lambda alert: alert.evaluation.tender_id)
        if (found := list(group))
    ]
