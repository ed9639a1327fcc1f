"""What writes notes."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from evaluation.collusion.models import Alert, Note
from procurement.ledger.services import record
from procurement.people.models import Role, User
from procurement.people.visibility import may_see_alerts

MOST_CHARACTERS = 4000


@transaction.atomic
def add(*, alert: Alert, text: str, by: User) -> Note:
    """Keeps a note on a sign; it stays with the sign across evaluations and is never changed.

    The ledger says that there is one, not what it says: the ledger of a tender is read by its officers, notes are not.
    Raises ``PermissionDenied`` for whoever is no supervisor of the tender, ``ValidationError`` for no or too much text.
    """
    tender = alert.evaluation.tender
    if by.role != Role.SUPERVISOR or not may_see_alerts(by, tender):
        raise PermissionDenied(_("Only supervisors write notes on alerts."))
    text = text.strip()
    if not text or len(text) > MOST_CHARACTERS:
        raise ValidationError(_("Write a note of 1 to %(most)d characters.") % {"most": MOST_CHARACTERS})
    note = Note.objects.create(tender=tender, fingerprint=alert.fingerprint, text=text, written_by=by)
    subject = f"{alert.number} {alert.detector} {'/'.join(alert.bidders)}"
    record(actor=by, verb="alert.note", subject=subject, tender=tender)
    return note
