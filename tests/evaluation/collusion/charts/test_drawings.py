"""The drawings on the pages and as files: what stands in them, and who gets them."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from django.urls import reverse

from evaluation.collusion.charts import queries as charts
from procurement.bids.models import BidDocument
from procurement.files.services import store
from procurement.people.models import Role
from procurement.spreadsheet import MEDIA_TYPE, Sheet, workbook
from tests.evaluation.collusion.alerts import alert, passage, stored
from tests.evaluation.collusion.world import World, world
from tests.factories import UserFactory, signed_in

pytestmark = pytest.mark.django_db


def ring() -> World:
    w = world()
    for bid, at in zip(w.tender.bids.filter(key__in=["a", "b"]), ("08:47:19", "08:58:02"), strict=True):
        bid.specification["provenance"]["uploaded_at"] = f"2026-03-02T{at}+08:00"
        bid.save()
    stored(w.evaluation, alert(1), alert(2, detector="text-reuse", evidence=(passage(),)), ring=("a", "b"))
    return w


def test_the_ring_shows_the_matrix_with_numbers_the_things_and_the_uploads() -> None:
    w = ring()
    page = signed_in(w.supervisor).get(reverse("collusion:group", args=[w.tender.reference, 1]))
    assert [(c.a, c.b, c.signs) for c in page.context["heat"].pairs] == [("a", "b", 2)]
    assert {m.bidder for m in page.context["times"].close} == {"a", "b"}
    text = page.content.decode()
    assert "00:1A:2B:3C:4D:01" in text
    assert "Shared passages × 1" in text


@pytest.mark.parametrize("name", ["network", "timeline"])
def test_a_drawing_leaves_as_an_svg_that_stands_alone(name: str) -> None:
    w = ring()
    answer = signed_in(w.supervisor).get(reverse("collusion:chart", args=[w.tender.reference, 1, name]))
    assert answer["Content-Type"].startswith("image/svg+xml")
    assert answer["Content-Disposition"].startswith("attachment")
    root = ET.fromstring(answer.content)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.find("{http://www.w3.org/2000/svg}style") is not None
    assert b"href" not in answer.content


def test_only_who_sees_the_ring_gets_its_drawings() -> None:
    w = ring()
    address = reverse("collusion:chart", args=[w.tender.reference, 1, "timeline"])
    assert signed_in(w.officer).get(address).status_code == 200
    for user in (w.expert, UserFactory(role=Role.OFFICER), UserFactory(role=Role.ADMINISTRATOR)):
        assert signed_in(user).get(address).status_code == 404
    assert signed_in(w.supervisor).get(address.replace("timeline", "passwords")).status_code == 404


def test_what_an_inquiry_found_is_not_added_to_the_matrix() -> None:
    w = ring()
    row = w.evaluation.alerts.get(number=1)
    before = charts.heat(w.tender, w.evaluation.alerts.all()).pairs[0].signs
    row.inquiry_id = 1
    after = charts.heat(w.tender, [row, w.evaluation.alerts.get(number=2)]).pairs[0].signs
    assert (before, after) == (2, 1)


def test_the_item_prices_are_drawn_for_a_price_list_sign_only() -> None:
    w = world()
    for bid, factor in zip(w.tender.bids.filter(key__in=["a", "b"]), (100, 97), strict=True):
        rows = [[f"Z{n}", f"设备{n}", "台", 1, n * factor, n * factor] for n in range(1, 9)]
        bill = workbook([Sheet("报价清单", ["编码", "名称", "单位", "数量", "单价", "合价"], rows)])
        file = store(data=bill, media_type=MEDIA_TYPE)
        BidDocument.objects.create(bid=bid, name="报价清单.xlsx", position=1, file=file)
    item = {"item": "Z1 设备1", "values": {"a": "100", "b": "97"}}
    stored(w.evaluation, alert(1, detector="price-list", evidence=(item,)), alert(2))
    client = signed_in(w.supervisor)
    address = reverse("collusion:prices", args=[w.tender.reference, 1])
    drawn = client.get(address)
    assert drawn.status_code == 200
    assert drawn.content.count(b"<circle") == 8
    assert client.get(reverse("collusion:prices", args=[w.tender.reference, 2])).status_code == 404
    assert signed_in(w.expert).get(address).status_code == 404
