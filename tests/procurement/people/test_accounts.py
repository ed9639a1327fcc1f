"""Accounts are made and changed by administrators, with a record of what was before."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from procurement.ledger.models import Entry
from procurement.people.accounts import change_person, create_person
from procurement.people.models import Role
from tests.factories import TenderFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return UserFactory(role=Role.ADMINISTRATOR)


def _change(admin, person, **changes):
    state = {"display_name": person.display_name, "role": person.role, "organisation": "", "is_active": True}
    return change_person(by=admin, person=person, **state | changes)


def test_a_new_person_can_sign_in_and_the_ledger_says_who_made_the_account(admin):
    made = create_person(
        by=admin, username="new", display_name="周明", role=Role.EXPERT, password="a long first secret"
    )
    assert made.check_password("a long first secret")
    assert Entry.objects.get(verb="people.create").actor == admin


@pytest.mark.parametrize("password", ["short", "password123456", "1q2w3e4r5t6y"])
def test_a_weak_first_password_is_refused_and_nobody_is_made(admin, password):
    with pytest.raises(ValidationError):
        create_person(by=admin, username="new", display_name="周明", role=Role.EXPERT, password=password)
    assert not Entry.objects.exists()


def test_only_an_administrator_makes_accounts():
    with pytest.raises(PermissionDenied):
        create_person(
            by=UserFactory(role=Role.SUPERVISOR),
            username="x",
            display_name="x",
            role=Role.EXPERT,
            password="x" * 20,
        )


def test_a_changed_role_is_recorded_before_and_after(admin):
    person = UserFactory(role=Role.EXPERT)
    _change(admin, person, role=Role.OFFICER)
    entry = Entry.objects.get(verb="people.change")
    assert (entry.before["role"], entry.after["role"]) == ("expert", "officer")


def test_nothing_changed_leaves_no_entry(admin):
    person = UserFactory(role=Role.EXPERT, organisation="")
    _change(admin, person)
    assert not Entry.objects.exists()


def test_the_ledger_never_holds_a_password(admin):
    person = UserFactory(role=Role.EXPERT)
    _change(admin, person, password="another long secret")
    assert "another long secret" not in str(Entry.objects.values())


def test_an_expert_at_work_does_not_become_a_supervisor(admin):
    person = UserFactory(role=Role.EXPERT)
    TenderFactory(experts=[person])
    with translation.override("en"), pytest.raises(ValidationError, match="report"):
        _change(admin, person, role=Role.SUPERVISOR)


def test_an_administrator_cannot_lock_the_house_from_inside(admin):
    with pytest.raises(ValidationError):
        _change(admin, admin, is_active=False)
    with pytest.raises(ValidationError):
        _change(admin, admin, role=Role.OFFICER)
