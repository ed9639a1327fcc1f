"""What an administrator may do about work that nobody holds."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from procurement.jobs.services import requeue_interrupted
from procurement.ledger.services import record
from procurement.people.models import Role, User


def hand_out_again(*, by: User) -> int:
    """Sends every job that is not over again, and returns how many; one that a worker holds refuses the second run."""
    if by.role != Role.ADMINISTRATOR:
        raise PermissionDenied(_("Only an administrator hands out work again."))
    with transaction.atomic():
        count = requeue_interrupted()
        record(actor=by, verb="jobs.requeue", subject="celery", after={"jobs": count})
    return count
