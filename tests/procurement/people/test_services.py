"""The committee: who may change it, and until when."""

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from procurement.ledger.models import Entry
from procurement.people import services
from procurement.people.models import Assignment, Role, User
from procurement.tenders.models import Stage, Tender
from procurement.tenders.services import load_package
from tests.packages import write_package

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return User.objects.create(username="officer", role=Role.OFFICER)


@pytest.fixture
def expert() -> User:
    return User.objects.create(username="expert", role=Role.EXPERT)


@pytest.fixture
def tender(tmp_path: Path, officer: User) -> Tender:
    return load_package(path=write_package(tmp_path / "p"), by=officer)[0]


def test_assigning_twice_changes_nothing(tender: Tender, officer: User, expert: User) -> None:
    first = services.assign(tender=tender, user=expert, by=officer)
    assert services.assign(tender=tender, user=expert, by=officer) == first
    assert Entry.objects.filter(verb="people.assign", subject=str(expert)).count() == 1


def test_an_officer_of_another_tender_assigns_nobody(tender: Tender, expert: User) -> None:
    stranger = User.objects.create(username="stranger", role=Role.OFFICER)
    with pytest.raises(PermissionDenied):
        services.assign(tender=tender, user=expert, by=stranger)


def test_a_supervisor_joins_no_committee(tender: Tender, officer: User) -> None:
    supervisor = User.objects.create(username="s", role=Role.SUPERVISOR)
    with pytest.raises(ValidationError):
        services.assign(tender=tender, user=supervisor, by=officer)


def test_nobody_joins_or_leaves_once_scoring_has_ended(tender: Tender, officer: User, expert: User) -> None:
    tender.stage = Stage.SCORED
    tender.save()
    with pytest.raises(ValidationError):
        services.assign(tender=tender, user=expert, by=officer)


def test_a_member_leaves_only_with_a_reason_which_the_ledger_keeps(
    tender: Tender, officer: User, expert: User
) -> None:
    services.assign(tender=tender, user=expert, by=officer)
    with pytest.raises(ValidationError):
        services.unassign(tender=tender, user=expert, by=officer, reason=" ")
    services.unassign(tender=tender, user=expert, by=officer, reason="与投标人有利害关系")
    assert not Assignment.objects.filter(user=expert).exists()
    assert Entry.objects.get(verb="people.unassign").reason == "与投标人有利害关系"


def test_an_officer_does_not_remove_themselves(tender: Tender, officer: User) -> None:
    with pytest.raises(ValidationError):
        services.unassign(tender=tender, user=officer, by=officer, reason="休假期间不再负责")
