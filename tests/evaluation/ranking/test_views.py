"""The result page: nothing of the experts' scores before all are in, then places, totals and reasons."""

import io
from decimal import Decimal

import openpyxl
import pytest

from evaluation.ranking import services
from procurement.people.models import Role
from procurement.tenders.models import Stage
from tests.factories import BidFactory, TenderFactory, UserFactory, evaluate, queries, sheet, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return UserFactory()


@pytest.fixture
def experts():
    return UserFactory.create_batch(3, role=Role.EXPERT)


def _tender(officer, experts, stage, *, submitted, prices=("800000", "700000")):
    tender = TenderFactory(officer=officer, experts=experts, stage=stage)
    for key, price in zip(("jia", "yi"), prices, strict=True):
        BidFactory(tender=tender, key=key, price=Decimal(price))
    evaluate(tender, scores={"jia": "20", "yi": "25"})
    for expert, done in zip(experts, submitted, strict=True):
        sheet(tender, expert, "41.37", submitted=done)
    services.compute(tender=tender)
    return tender


def _get(user, tender, tail="results/"):
    return signed_in(user).get(f"/tenders/{tender.reference}/{tail}")


def _cells(user, tender):
    book = openpyxl.load_workbook(io.BytesIO(_get(user, tender, "results.xlsx").content))
    return str([list(page.values) for page in book])


def test_before_the_last_expert_nothing_of_the_others_is_shown(officer, experts):
    tender = _tender(officer, experts, Stage.EVALUATED, submitted=(True, True, False))
    page = _get(officer, tender).content.decode()
    assert "The ranking is not complete" in page
    assert f"{experts[2]} has not submitted yet" in page
    assert "41.37" not in page
    assert "41.37" not in _cells(officer, tender)


def test_while_a_flag_is_open_there_are_no_places(officer, experts):
    tender = _tender(officer, experts, Stage.EVALUATED, submitted=(True, True, True))
    table = _get(officer, tender).context["table"]
    assert not table.complete
    assert [row.rank for row in table.rows] == [None, None]
    assert "41.37" not in _get(officer, tender).content.decode()


def test_when_all_is_in_the_places_stand_with_totals_and_margin(officer, experts):
    # objective: P1 25 + O1 3, and 20 + 3; each expert gave 41.37 of S1 to both
    tender = _tender(officer, experts, Stage.SCORED, submitted=(True, True, True))
    response = _get(officer, tender)
    rows = response.context["table"].rows
    assert [(row.bid.key, row.rank, row.total) for row in rows] == [
        ("yi", 1, Decimal("69.37")),
        ("jia", 2, Decimal("64.37")),
    ]
    assert f"5 points ahead of {rows[1].bid.supplier.name}" in response.content.decode()
    assert "69.37" in _cells(officer, tender)


def test_an_expert_who_joins_later_puts_the_seal_back_on(officer, experts):
    tender = _tender(officer, experts, Stage.SCORED, submitted=(True, True, True))
    tender.assignments.create(user=UserFactory(role=Role.EXPERT))
    assert "41.37" not in _get(officer, tender).content.decode()


def test_bids_that_are_equal_in_everything_are_told_as_tied(officer, experts):
    tender = TenderFactory(officer=officer, experts=experts, stage=Stage.SCORED)
    BidFactory.create_batch(2, tender=tender)
    evaluate(tender)
    for expert in experts:
        sheet(tender, expert)
    services.compute(tender=tender)
    response = _get(officer, tender)
    assert all(row.tied and row.rank == 1 for row in response.context["table"].rows)


def test_invalid_bids_stand_apart_with_reason_and_basis(officer):
    tender = TenderFactory(officer=officer, stage=Stage.EVALUATED)
    BidFactory(tender=tender, key="jia")
    evaluate(tender, invalid=("jia",))
    page = _get(officer, tender).content.decode()
    assert "licence missing" in page
    assert "No valid bid." in page


@pytest.mark.parametrize("role", [Role.EXPERT, Role.ADMINISTRATOR])
@pytest.mark.parametrize("tail", ["results/", "results.xlsx"])
def test_results_are_not_for_experts_and_administrators(experts, role, tail):
    user = experts[0] if role == Role.EXPERT else UserFactory(role=role)
    tender = _tender(None, experts, Stage.SCORED, submitted=(True, True, True))
    assert _get(user, tender, tail).status_code == 403


def test_a_supervisor_sees_results_and_another_officer_does_not(experts):
    tender = _tender(None, experts, Stage.SCORED, submitted=(True, True, True))
    assert _get(UserFactory(role=Role.SUPERVISOR), tender).status_code == 200
    assert _get(UserFactory(), tender).status_code == 404


def test_the_page_asks_no_query_per_bid(officer):
    tender = TenderFactory(officer=officer, stage=Stage.EVALUATED)
    client = signed_in(officer)

    def asked(count):
        BidFactory.create_batch(count, tender=tender)
        evaluate(tender)
        services.compute(tender=tender)
        return queries(client, f"/tenders/{tender.reference}/results/")

    one = asked(1)
    assert asked(2) == one
