"""Fingerprints in the database: kept once, looked up across tenders, told to supervisors alone."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluation.collusion import queries as collusion
from evaluation.collusion.across import services
from evaluation.collusion.alert import BidderMaterial, Case, Recall
from evaluation.collusion.detect import detect
from evaluation.collusion.models import Leaf, Print
from evaluation.collusion.services import store
from evaluation.reading import queries as reading
from procurement.bids.models import Bid
from procurement.people.models import Role, User
from procurement.suppliers.models import Supplier
from procurement.tenders.models import Tender, TenderDocument
from tests.evaluation.collusion.across.prose import prose
from tests.factories import BidFactory, TenderFactory, UserFactory, document, evaluate, signed_in, stored

pytestmark = pytest.mark.django_db
SHARED = prose(31, 600)


def tender(bids: dict[str, tuple[Supplier, str]], asked: str = "", officer: User | None = None) -> Tender:
    made = TenderFactory(stage="evaluated", officer=officer)
    if asked:
        TenderDocument.objects.create(tender=made, name="招标文件.txt", position=0, file=stored(asked))
    for key, (supplier, text) in bids.items():
        document(BidFactory(tender=made, key=key, supplier=supplier), text=text)
    return made


def supplier(name: str) -> Supplier:
    return Supplier.objects.get_or_create(name=name)[0]


def recalled(made: Tender) -> dict[str, Recall]:
    bids: Iterable[Bid] = made.bids.all()
    documents = {bid.key: reading.readable(bid.documents.all()) for bid in bids}
    found = services.recall(
        tender=made, documents=documents, tender_documents=reading.readable(made.documents.all())
    )
    return {recall.bidder: recall for recall in found}


def test_a_new_bid_recalls_the_earlier_bid_of_another_firm() -> None:
    old = tender({"x": (supplier("丙公司"), prose(32, 900) + SHARED)})
    recalled(old)
    new = tender(
        {"a": (supplier("甲公司"), SHARED + prose(33, 900)), "b": (supplier("乙公司"), prose(34, 900))}
    )
    found = recalled(new)
    (earlier,) = found["a"].earlier
    assert (earlier.tender, earlier.supplier, earlier.bidder) == (old.reference, "丙公司", "")
    assert SHARED in earlier.documents[0].pages[0].text
    assert found["b"].earlier == ()
    assert found["a"].searched == 1


def test_the_key_of_a_firm_that_bids_here_too_is_given() -> None:
    recalled(tender({"x": (supplier("乙公司"), SHARED)}))
    new = tender({"a": (supplier("甲公司"), SHARED), "b": (supplier("乙公司"), prose(35, 900))})
    assert recalled(new)["a"].earlier[0].bidder == "b"


def test_a_suppliers_own_earlier_bids_are_no_sign() -> None:
    recalled(tender({"x": (supplier("甲公司"), SHARED)}))
    assert recalled(tender({"a": (supplier("甲公司"), SHARED)}))["a"].earlier == ()
    with_code = Supplier.objects.create(name="甲公司", uscc="91330106MA2CF0XK3L")
    assert recalled(tender({"a": (with_code, SHARED)}))["a"].earlier == ()


def test_bids_of_the_same_tender_are_left_to_the_other_detectors() -> None:
    new = tender({"a": (supplier("甲公司"), SHARED), "b": (supplier("乙公司"), SHARED)})
    recalled(new)
    assert recalled(new)["a"].earlier == ()


def test_what_any_tender_document_says_leads_nowhere() -> None:
    recalled(tender({"x": (supplier("丙公司"), SHARED + prose(36, 500))}))
    recalled(tender({"y": (supplier("丁公司"), prose(37, 500))}, asked=SHARED))
    assert recalled(tender({"a": (supplier("甲公司"), SHARED + prose(38, 500))}))["a"].earlier == ()


def test_boilerplate_of_many_firms_leads_nowhere() -> None:
    for number in range(6):
        recalled(tender({"x": (supplier(f"第{number}公司"), SHARED + prose(40 + number, 500))}))
    found = recalled(tender({"a": (supplier("甲公司"), SHARED + prose(50, 500))}))["a"]
    assert found.earlier == ()
    assert found.common


def test_a_second_run_writes_nothing_and_a_changed_bid_leaves_only_its_new_ones() -> None:
    made = tender({"a": (supplier("甲公司"), SHARED)})
    recalled(made)
    before = list(Leaf.objects.values_list("pk", flat=True)), Print.objects.count()
    recalled(made)
    assert (list(Leaf.objects.values_list("pk", flat=True)), Print.objects.count()) == before
    row = made.bids.get().documents.get()
    row.file = stored(prose(51, 300))
    row.save()
    recalled(made)
    leaf = Leaf.objects.get(bid=made.bids.get())
    assert (Leaf.objects.count(), leaf.characters) == (2, 300)


def test_fingerprints_go_with_the_bid() -> None:
    made = tender({"a": (supplier("甲公司"), SHARED)})
    recalled(made)
    made.bids.all().delete()
    assert list(Leaf.objects.values_list("bid", flat=True)) == [None]


def test_the_search_asks_as_often_with_many_stored_bids_as_with_one() -> None:
    def asked(seed: int) -> int:
        new = tender({"a": (supplier("甲公司"), prose(seed, 900))})
        with CaptureQueriesContext(connection) as queries:
            recalled(new)
        return len(queries)

    recalled(tender({"x": (supplier("丙公司"), prose(60, 500))}))
    one = asked(70)
    for number in range(3):
        recalled(tender({"x": (supplier(f"第{number}公司"), prose(61 + number, 500))}))
    assert asked(73) == one


def test_an_officer_learns_nothing_of_another_tender() -> None:
    """The sign of another tender's file is for supervisors; list, page and export of an officer have no trace of it."""
    officer = UserFactory(role=Role.OFFICER)
    old = tender({"x": (supplier("丙秘密公司"), prose(71, 500) + SHARED)})
    recalled(old)
    new = tender(
        {"a": (supplier("甲公司"), SHARED), "b": (supplier("乙公司"), prose(72, 500))}, officer=officer
    )
    recalls = tuple(recalled(new).values())
    material = tuple(
        BidderMaterial(b.key, tuple(reading.readable(b.documents.all()))) for b in new.bids.all()
    )
    store(evaluation=evaluate(new), result=detect(Case(material, recalls=recalls)))
    supervisor = UserFactory(role=Role.SUPERVISOR)
    (alert,) = collusion.alerts_for(supervisor, new)
    assert alert.detector == "other-tenders"
    assert not collusion.alerts_for(officer, new).exists()
    page = reverse("collusion:alert", args=[new.reference, alert.number])
    assert signed_in(supervisor).get(page).status_code == 200
    assert old.reference in signed_in(supervisor).get(page).content.decode()
    client = signed_in(officer)
    assert client.get(page).status_code == 404
    listing = client.get(reverse("collusion:tender", args=[new.reference])).content.decode()
    assert old.reference not in listing
    assert "丙秘密公司" not in listing
    assert collusion.told(alert) == collusion.OTHER_FILE.to_json()
