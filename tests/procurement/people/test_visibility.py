"""Who sees what, when: tested with data that could leak."""

from pathlib import Path

import pytest

from procurement.people import visibility
from procurement.people.models import Assignment, Role, User
from procurement.tenders.models import Stage, Tender
from procurement.tenders.services import load_package
from tests.packages import tender_yaml, write_package

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> dict[str, User]:
    """One person of each role at work on the tender, and one of each who is not."""
    names = {
        "officer": Role.OFFICER,
        "expert": Role.EXPERT,
        "supervisor": Role.SUPERVISOR,
        "admin": Role.ADMINISTRATOR,
    }
    others = {f"other_{name}": role for name, role in names.items()}
    return {name: User.objects.create(username=name, role=role) for name, role in {**names, **others}.items()}


@pytest.fixture
def tender(tmp_path: Path, people: dict[str, User]) -> Tender:
    """A loaded tender with one bid, its officer and its expert assigned."""
    loaded, _created = load_package(path=write_package(tmp_path / "p"), by=people["officer"])
    Assignment.objects.create(tender=loaded, user=people["expert"])
    return loaded


def at(tender: Tender, stage: Stage) -> Tender:
    tender.stage = stage
    tender.save()
    return tender


def who_sees_the_bid(people: dict[str, User]) -> set[str]:
    return {name for name, user in people.items() if visibility.bids_for(user).exists()}


def test_a_sealed_bid_is_seen_by_nobody(tender: Tender, people: dict[str, User]) -> None:
    assert who_sees_the_bid(people) == set()
    assert not any(visibility.bid_documents_for(user).exists() for user in people.values())


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        (Stage.OPENED, {"officer", "supervisor", "other_supervisor"}),
        (Stage.EVALUATED, {"officer", "expert", "supervisor", "other_supervisor"}),
        (Stage.SCORED, {"officer", "supervisor", "other_supervisor"}),
        (Stage.DECIDED, {"officer", "supervisor", "other_supervisor"}),
        (Stage.REPORTED, {"officer", "supervisor", "other_supervisor"}),
    ],
)
def test_who_reads_bids_at_each_stage(
    tender: Tender, people: dict[str, User], stage: Stage, expected: set[str]
) -> None:
    at(tender, stage)
    assert who_sees_the_bid(people) == expected


def test_an_expert_knows_only_the_tenders_assigned(
    tender: Tender, people: dict[str, User], tmp_path: Path
) -> None:
    other, _created = load_package(
        path=write_package(tmp_path / "q", tender_yaml(reference="B-2")), by=people["other_officer"]
    )
    at(tender, Stage.EVALUATED)
    at(other, Stage.EVALUATED)
    assert list(visibility.tenders_for(people["expert"])) == [tender]
    assert list(visibility.tenders_for(people["other_expert"])) == []


def test_an_officer_knows_only_the_tenders_they_run(tender: Tender, people: dict[str, User]) -> None:
    assert list(visibility.tenders_for(people["officer"])) == [tender]
    assert list(visibility.tenders_for(people["other_officer"])) == []


def test_somebody_who_was_deactivated_sees_nothing(tender: Tender, people: dict[str, User]) -> None:
    at(tender, Stage.OPENED)
    for user in people.values():
        user.is_active = False
        assert not visibility.tenders_for(user).exists()
        assert not visibility.bids_for(user).exists()


def test_only_assigned_experts_score_and_only_while_scoring_is_open(
    tender: Tender, people: dict[str, User]
) -> None:
    for stage in Stage:
        at(tender, stage)
        scorers = {name for name, user in people.items() if visibility.may_score(user, tender)}
        assert scorers == ({"expert"} if stage == Stage.EVALUATED else set())


def test_alerts_are_hidden_from_experts_and_outsiders(tender: Tender, people: dict[str, User]) -> None:
    at(tender, Stage.EVALUATED)
    seers = {name for name, user in people.items() if visibility.may_see_alerts(user, tender)}
    assert seers == {"officer", "supervisor", "other_supervisor"}


def test_only_supervisors_decide_alerts_and_none_after_the_report(
    tender: Tender, people: dict[str, User]
) -> None:
    at(tender, Stage.SCORED)
    deciders = {name for name, user in people.items() if visibility.may_decide_alerts(user, tender)}
    assert deciders == {"supervisor", "other_supervisor"}
    at(tender, Stage.REPORTED)
    assert not any(visibility.may_decide_alerts(user, tender) for user in people.values())


def test_nobody_who_supervises_may_score_or_run(tender: Tender, people: dict[str, User]) -> None:
    Assignment.objects.create(tender=tender, user=people["supervisor"])
    at(tender, Stage.EVALUATED)
    assert not visibility.may_score(people["supervisor"], tender)
    assert not visibility.may_run(people["supervisor"], tender)
