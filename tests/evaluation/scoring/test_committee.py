"""The committee decides what the system left open: with a reason, on the record, and by a new evaluation."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from evaluation import pipeline
from evaluation.scoring import committee, queries
from evaluation.scoring.models import Score
from procurement.bids.services import open_bids
from procurement.jobs.models import Job
from procurement.jobs.services import run
from procurement.ledger.models import Entry
from procurement.people.models import Role, User
from procurement.tenders.models import Tender
from procurement.tenders.services import load_package
from tests.packages import bid_yaml, write_package

pytestmark = pytest.mark.django_db
REASON = "评审委员会核对原件后一致认定注册资本为五千万元"


@pytest.fixture
def officer() -> User:
    return User.objects.create(username="officer", role=Role.OFFICER)


@pytest.fixture
def tender(tmp_path: Path, officer: User) -> Tender:
    bids = {"anhe": bid_yaml(supplier={"name": "安和"}), "beichen": bid_yaml(supplier={"name": "北辰"})}
    loaded, _created = load_package(path=write_package(tmp_path / "p", bids=bids), by=officer)
    open_bids(tender=loaded, by=officer)
    loaded.refresh_from_db()
    pipeline.evaluate(tender=loaded, by=officer)
    return loaded


def decide(tender: Tender, officer: User, code: str = "O1", **values: object) -> None:
    arguments = {"reason": REASON, "score": Decimal(5), **values}
    criterion = tender.criteria.get(code=code)
    committee.decide(bid=tender.bids.get(key="anhe"), criterion=criterion, by=officer, **arguments)  # type: ignore[arg-type]


def current(tender: Tender, code: str = "O1") -> Score:
    return Score.objects.get(
        result__evaluation=queries.current(tender), result__bid__key="anhe", criterion__code=code
    )


def test_a_decision_takes_effect_by_a_new_evaluation_that_names_it(tender: Tender, officer: User) -> None:
    assert current(tender).score == 3
    decide(tender, officer)
    run(Job.objects.get(kind="evaluate").pk)
    score = current(tender)
    assert (score.score, score.rule, score.inputs["rule gave"]) == (Decimal(5), "committee", "3.00")
    entry = Entry.objects.get(verb="score.decide")
    assert (entry.before, entry.after, entry.reason) == (
        {"score": "3", "passed": None},
        {"score": "5", "passed": None},
        REASON,
    )


def test_the_older_evaluation_stays_for_the_record(tender: Tender, officer: User) -> None:
    before = queries.current(tender)
    decide(tender, officer)
    run(Job.objects.get(kind="evaluate").pk)
    assert before is not None
    assert (
        Score.objects.get(result__evaluation=before, result__bid__key="anhe", criterion__code="O1").score == 3
    )


@pytest.mark.parametrize("value", [Decimal("5.01"), Decimal("-1"), Decimal("1.001"), None])
def test_a_score_outside_its_range_is_refused(tender: Tender, officer: User, value: Decimal | None) -> None:
    with pytest.raises(ValidationError):
        decide(tender, officer, score=value)


def test_a_decision_needs_a_reason(tender: Tender, officer: User) -> None:
    with pytest.raises(ValidationError):
        decide(tender, officer, reason="同意")


@pytest.mark.parametrize("code", ["P1", "Q1"])
def test_prices_and_decided_qualifications_are_not_the_committees_to_change(
    tender: Tender, officer: User, code: str
) -> None:
    with pytest.raises(ValidationError):
        decide(tender, officer, code=code)


@pytest.mark.parametrize("role", list(Role))
def test_nobody_else_records_a_decision(tender: Tender, role: Role) -> None:
    with pytest.raises(PermissionDenied):
        decide(tender, User.objects.create(username="x", role=role))
