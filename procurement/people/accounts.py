"""Accounts: making one, changing what it may do, closing it.  Only administrators do that, and never to themselves."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from procurement.ledger.services import record
from procurement.people.models import Role, User
from procurement.tenders.models import Stage


def create_person(
    *, by: User, username: str, display_name: str, role: str, organisation: str = "", password: str
) -> User:
    """A new account with a first password, which the rules for passwords accept."""
    _administrator_or_refused(by)
    person = User(username=username, display_name=display_name, role=role, organisation=organisation)
    validate_password(password, person)
    person.set_password(password)
    with transaction.atomic():
        person.full_clean()
        person.save()
        record(actor=by, verb="people.create", subject=person, after=_state(person))
    return person


def change_person(
    *,
    by: User,
    person: User,
    display_name: str,
    role: str,
    organisation: str,
    is_active: bool,
    password: str = "",
) -> User:
    """Changes an account; the ledger keeps what it was before.

    A role stays while the person works on a tender whose report is not out: nobody both scores and supervises.
    """
    _administrator_or_refused(by)
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=person.pk)
        if person == by and (role != person.role or not is_active):
            raise ValidationError(
                _("You cannot close your own account or change your own role; another administrator can.")
            )
        if role != person.role and _at_work(person):
            raise ValidationError(
                _("%(name)s works on a tender whose report is not out; the role stays until then.")
                % {"name": person}
            )
        before = _state(person)
        person.display_name, person.role, person.organisation = display_name, role, organisation
        person.is_active = is_active
        if password:
            validate_password(password, person)
            person.set_password(password)
        person.full_clean()
        person.save()
        after = _state(person) | ({"password": "set anew"} if password else {})
        if after != before:
            record(actor=by, verb="people.change", subject=person, before=before, after=after)
    return person


def _administrator_or_refused(by: User) -> None:
    if by.role != Role.ADMINISTRATOR:
        raise PermissionDenied(_("Only an administrator changes accounts."))


def _at_work(person: User) -> bool:
    return person.assignments.exclude(tender__stage=Stage.REPORTED).exists()


def _state(person: User) -> dict[str, object]:
    return {
        "name": person.display_name,
        "role": person.role,
        "organisation": person.organisation,
        "active": person.is_active,
    }
