"""Opening bids: at the deadline, once, by whoever runs the tender."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from procurement.bids.models import Opening
from procurement.bids.services import open_bids
from procurement.ledger.models import Entry
from procurement.people.models import Role, User
from procurement.tenders.models import Tender
from procurement.tenders.services import load_package
from tests.packages import write_package

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return User.objects.create(username="officer", role=Role.OFFICER)


@pytest.fixture
def tender(tmp_path: Path, officer: User) -> Tender:
    return load_package(path=write_package(tmp_path / "p"), by=officer)[0]


def test_opening_unseals_all_bids_and_is_recorded(tender: Tender, officer: User) -> None:
    open_bids(tender=tender, by=officer)
    tender.refresh_from_db()
    assert tender.stage == "opened"
    assert Entry.objects.get(verb="bids.open").after["bids"] == 1  # type: ignore[index]


def test_opening_twice_changes_nothing(tender: Tender, officer: User) -> None:
    first = open_bids(tender=tender, by=officer)
    assert open_bids(tender=tender, by=officer) == first
    assert Entry.objects.filter(verb="bids.open").count() == 1


def test_bids_stay_sealed_before_the_deadline(tender: Tender, officer: User) -> None:
    Tender.objects.update(bid_deadline=timezone.now() + timedelta(hours=1))
    with pytest.raises(ValidationError):
        open_bids(tender=tender, by=officer)
    assert not Opening.objects.exists()


def test_an_early_opening_needs_a_reason_that_is_kept(tender: Tender, officer: User) -> None:
    Tender.objects.update(bid_deadline=timezone.now() + timedelta(hours=1))
    assert open_bids(tender=tender, by=officer, early_reason="全部投标人书面同意提前开标").early_reason


def test_whoever_does_not_run_the_tender_opens_nothing(tender: Tender) -> None:
    for role in Role:
        stranger = User.objects.create(username=f"x{role}", role=role)
        with pytest.raises(PermissionDenied):
            open_bids(tender=tender, by=stranger)
