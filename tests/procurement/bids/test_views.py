"""A bid's page, its files and the table's export: who sees what, when."""

import io

import openpyxl
import pytest

from procurement.people.models import Role
from procurement.tenders.models import Stage
from tests.factories import BidFactory, TenderFactory, UserFactory, document, evaluate, queries, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return UserFactory()


def _bid(officer, stage=Stage.EVALUATED, **more):
    tender = TenderFactory(officer=officer, stage=stage, **more)
    bid = BidFactory(tender=tender, key="chen", price="812345.00")
    document(bid, "投标文件.txt", "机密正文")
    return bid


def _url(bid, tail=""):
    return f"/tenders/{bid.tender.reference}/bids/{bid.key}/{tail}"


@pytest.mark.parametrize("tail", ["", "file/?name=投标文件.txt"])
def test_a_sealed_bid_does_not_exist_for_anybody(officer, tail):
    bid = _bid(officer, Stage.LOADED)
    for user in (officer, UserFactory(role=Role.SUPERVISOR), UserFactory(role=Role.ADMINISTRATOR)):
        assert signed_in(user).get(_url(bid, tail)).status_code == 404


@pytest.mark.parametrize("role", list(Role))
def test_a_bid_is_unknown_to_who_does_not_work_on_the_tender(officer, role):
    bid = _bid(officer)
    expected = 200 if role == Role.SUPERVISOR else 404
    assert signed_in(UserFactory(role=role)).get(_url(bid)).status_code == expected


def test_the_page_traces_every_score(officer):
    bid = _bid(officer)
    evaluation = evaluate(bid.tender, scores={"chen": "17.31"})
    score = evaluation.results.get().scores.get(criterion__code="P1")
    score.evidence = [{"document": "投标文件.txt", "page": 3, "bbox": None, "text": "报价合计"}]
    score.save()
    page = signed_in(officer).get(_url(bid)).content.decode()
    for words in ("17.31", "because of P1", "812,345", "page 3", "报价合计"):
        assert words in page
    assert "page=3&amp;criterion=P1" in page


def test_a_rejected_bid_says_why_and_on_what_basis(officer):
    bid = _bid(officer)
    evaluate(bid.tender, invalid=("chen",))
    page = signed_in(officer).get(_url(bid)).content.decode()
    assert "This bid is invalid" in page
    assert "licence missing" in page
    assert "87号令 Art. 63(3)" in page


def test_an_expert_reads_the_bid_without_price_and_scores(officer):
    expert = UserFactory(role=Role.EXPERT)
    bid = _bid(officer, experts=[expert])
    evaluate(bid.tender, scores={"chen": "17.31"})
    page = signed_in(expert).get(_url(bid)).content.decode()
    assert bid.supplier.name in page
    for secret in ("17.31", "812,345", "812345", "because of"):
        assert secret not in page


def test_the_page_says_nothing_of_experts_scores(officer):
    from tests.factories import sheet

    expert = UserFactory(role=Role.EXPERT)
    bid = _bid(officer, experts=[expert])
    evaluate(bid.tender)
    sheet(bid.tender, expert, "43.21", submitted=False)
    assert "43.21" not in signed_in(officer).get(_url(bid)).content.decode()


def test_a_file_is_given_out_as_it_came_and_not_shown_in_the_page(officer):
    bid = _bid(officer)
    response = signed_in(officer).get(_url(bid, "file/?name=投标文件.txt"))
    assert b"".join(response.streaming_content).decode() == "机密正文"
    assert response["Content-Disposition"].startswith("attachment")
    assert "no-store" in response["Cache-Control"]
    assert signed_in(officer).get(_url(bid, "file/?name=../../x")).status_code == 404


def test_an_expert_reads_pages_and_takes_no_file_away(officer):
    # 87号令 Art. 62(6): a member of the committee does not take away the material of the evaluation
    expert = UserFactory(role=Role.EXPERT)
    bid = _bid(officer, experts=[expert])
    refused = signed_in(expert).get(_url(bid, "file/?name=投标文件.txt"))
    assert refused.status_code == 403
    assert "Art. 62(6)" in refused.content.decode()
    assert "投标文件.txt" in signed_in(expert).get(_url(bid)).content.decode()
    assert "/file/?name=" not in signed_in(expert).get(_url(bid)).content.decode()
    assert "/file/?name=" in signed_in(officer).get(_url(bid)).content.decode()


@pytest.mark.parametrize("role", [Role.EXPERT, Role.ADMINISTRATOR])
def test_a_file_of_a_bid_that_may_not_be_read_does_not_exist(officer, role):
    bid = _bid(officer, Stage.OPENED)
    assert signed_in(UserFactory(role=role)).get(_url(bid, "file/?name=投标文件.txt")).status_code == 404


def _sheets(user, tender):
    response = signed_in(user).get(f"/tenders/{tender.reference}/bids.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    return str([list(sheet.values) for sheet in book])


def test_the_export_gives_each_role_what_the_page_gives(officer):
    expert = UserFactory(role=Role.EXPERT)
    bid = _bid(officer, experts=[expert])
    evaluate(bid.tender, scores={"chen": "17.31"})
    assert "17.31" in _sheets(officer, bid.tender)
    assert "because of P1" in _sheets(officer, bid.tender)
    seen = _sheets(expert, bid.tender)
    assert "chen" in seen
    assert "17.31" not in seen
    assert "812345" not in seen


def test_the_export_of_a_sealed_tender_is_empty(officer):
    bid = _bid(officer, Stage.LOADED)
    assert "chen" not in _sheets(officer, bid.tender)


def test_the_page_asks_no_query_per_document_and_bid(officer):
    bid = _bid(officer)
    evaluate(bid.tender)
    client = signed_in(officer)
    one = queries(client, _url(bid))
    for number in range(2):
        document(bid, f"{number}.txt", str(number))
        document(BidFactory(tender=bid.tender))
    evaluate(bid.tender)
    assert queries(client, _url(bid)) == one
