"""Putting people to work on a tender, and taking them off it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from procurement.ledger.services import record
from procurement.people.models import Assignment, Role, User
from procurement.people.visibility import may_run
from procurement.tenders.models import Stage, Tender


def assign(*, tender: Tender, user: User, by: User | None, buyer_representative: bool = False) -> Assignment:
    """Assigns a person; doing it twice changes nothing.  ``by`` ``None`` is the system.

    An expert cannot join once scoring has ended: the totals already stand on the committee there was.
    """
    if by is not None and not may_run(by, tender):
        raise PermissionDenied(_("Only an officer who runs this tender may change its committee."))
    if user.role not in {Role.OFFICER, Role.EXPERT}:
        raise ValidationError(_("Only officers and experts are assigned to a tender."))
    with transaction.atomic():
        _scoring_is_not_over(tender, user)
        assignment, created = Assignment.objects.get_or_create(
            tender=tender, user=user, defaults={"buyer_representative": buyer_representative}
        )
        if created:
            after = {"role": user.role, "buyer_representative": buyer_representative}
            record(actor=by, verb="people.assign", subject=user, tender=tender, after=after)
    return assignment


def unassign(*, tender: Tender, user: User, by: User, reason: str) -> None:
    """Takes a person off a tender, with a reason (87号令 Art. 58(6): changes of members stand in the report)."""
    if not may_run(by, tender):
        raise PermissionDenied(_("Only an officer who runs this tender may change its committee."))
    if user == by:
        raise ValidationError(_("You cannot take yourself off the tender; another officer can."))
    if not reason.strip():
        raise ValidationError(_("A change of the committee needs a reason."))
    with transaction.atomic():
        _scoring_is_not_over(tender, user)
        assignment = Assignment.objects.filter(tender=tender, user=user).first()
        if assignment is not None:
            assignment.delete()
            record(
                actor=by,
                verb="people.unassign",
                subject=user,
                tender=tender,
                before={"role": user.role},
                reason=reason,
            )


def _scoring_is_not_over(tender: Tender, user: User) -> None:
    """Under a lock on the tender, so that the last submission and a change of the committee cannot cross."""
    current = Tender.objects.select_for_update().get(pk=tender.pk)
    if user.role == Role.EXPERT and current.has_reached(Stage.SCORED):
        raise ValidationError(_("Scoring of this tender has ended; its committee stays as it was."))
