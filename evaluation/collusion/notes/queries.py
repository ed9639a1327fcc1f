"""What can be asked about notes."""

from __future__ import annotations

from django.db.models import QuerySet

from evaluation.collusion.models import Alert, Note
from procurement.people.models import Role, User
from procurement.people.visibility import may_see_alerts


def notes_for(user: User, alert: Alert) -> QuerySet[Note]:
    """The notes on a sign, oldest first; supervisors alone read them."""
    if user.role != Role.SUPERVISOR or not may_see_alerts(user, alert.evaluation.tender):
        return Note.objects.none()
    notes = Note.objects.filter(tender=alert.evaluation.tender, fingerprint=alert.fingerprint)
    return notes.select_related("written_by")
