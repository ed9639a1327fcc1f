"""A bid in the parts its tender prescribes: in the reader, on the bid's page, over all bids, and as a spreadsheet."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from evaluation.reading import services
from procurement.bids.models import BidDocument
from procurement.files.services import store
from procurement.people.models import User
from procurement.tenders.models import Stage, TenderDocument
from tests.evaluation.panel.world import World, build

pytestmark = pytest.mark.django_db
TENDER = "第一章 采购需求\n一、项目概况\n本项目采购交换机。\n第二章 投标文件格式\n一、投标函\n致采购人。\n二、质保承诺\n质保期不少于三年。\n联系人：＿＿＿＿\n联系传真：＿＿＿＿\n三、保密承诺书\n内容自拟。"
BID = "第一章 商务部分\n一、投标函\n我方承诺如下，投标有效期为90天。\n二、质保承诺\n质保期为五年，绝不反悔。\n联系人：王小芳\n联系传真：\n联系电话 13800000001。"


@pytest.fixture
def world(db: None) -> World:
    world = build()
    tender = store(data=TENDER.encode(), media_type="text/plain")
    bid = store(data=BID.encode(), media_type="text/plain")
    TenderDocument.objects.create(tender=world.tender, name="招标文件.txt", position=0, file=tender)
    row = BidDocument.objects.create(bid=world.bids["anhe"], name="商务.txt", position=1, file=bid)
    services.read_file(file=tender, name="招标文件.txt")
    services.read_file(file=row.file, name=row.name)
    return world


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


def reader(world: World, **query: Any) -> str:
    address = reverse("reading:reader", args=[world.tender.reference, "anhe"])
    return signed_in(world.officer).get(address, {"document": "商务.txt", **query}).content.decode()


def test_the_reader_lists_the_prescribed_parts_in_order_with_their_place_or_that_there_is_none(
    world: World,
) -> None:
    page = reader(world)
    parts = page[page.index("data-parts") :]
    assert parts.index("投标函") < parts.index("质保承诺") < parts.index("保密承诺书")
    assert "2/3" in parts
    missing = parts[parts.index("保密承诺书") :]
    assert re.search(r"not found in \d+ pages?", missing)


def test_the_blanks_of_a_part_are_values_with_their_page_and_confidence_and_are_marked(world: World) -> None:
    page = reader(world)
    warranty = page[page.index("warranty in years") :]
    assert re.search(r"p\. 1 · 0\.\d\d", warranty)
    (query,) = re.findall(
        r'href="[^"?]*\?([^"]*)"[^>]*><span class="contents-title"><span class="faint">warranty', page
    )
    address = reverse("reading:reader", args=[world.tender.reference, "anhe"])
    there = signed_in(world.officer).get(f"{address}?{query.replace('&amp;', '&')}").content.decode()
    assert 'class="mark-current"' in there


def test_a_blank_that_no_field_names_is_a_value_under_its_own_name_and_an_empty_one_is_named(
    world: World,
) -> None:
    page = reader(world)
    warranty = page[page.index("data-parts") :].split("质保承诺", 1)[1].split("保密承诺书")[0]
    assert re.search(r"联系人</span> 王小芳</span>.*?p\. 1 · 0\.75", warranty)
    assert re.search(r"nothing filled in</span> 联系传真", warranty)


def test_a_value_belongs_to_the_part_it_stands_in(world: World) -> None:
    page = reader(world)
    letter = page[page.index("data-parts") :].split("质保承诺")[0]
    assert "validity in days" in letter
    assert "telephone" not in letter


def test_the_table_of_parts_says_for_every_bid_what_it_lacks(world: World) -> None:
    address = reverse("reading:parts", args=[world.tender.reference])
    for user in (world.officer, world.supervisor, world.experts[0]):
        page = signed_in(user).get(address).content.decode()
        assert "✓ p. 1" in page
        assert "not found" in page
    assert signed_in(world.outsider).get(address).status_code == 404


def test_sealed_bids_have_no_parts_to_show(world: World) -> None:
    world.tender.stage = Stage.LOADED
    world.tender.save()
    page = (
        signed_in(world.officer).get(reverse("reading:parts", args=[world.tender.reference])).content.decode()
    )
    assert "There is no bid to show" in page
    assert "✓" not in page


def test_the_spreadsheet_has_the_table_and_the_values(world: World) -> None:
    response = signed_in(world.officer).get(reverse("reading:parts_xlsx", args=[world.tender.reference]))
    book = load_workbook(io.BytesIO(response.content))
    first, second, third = book.worksheets
    rows = {row[0]: row for row in first.iter_rows(values_only=True)}
    assert any("商务.txt, page 1" in str(cell) for cell in rows["投标函"])
    assert not any("商务.txt" in str(cell) for cell in rows["保密承诺书"])
    assert any("质保承诺" in row for row in second.iter_rows(values_only=True))
    assert [row[2:] for row in third.iter_rows(min_row=2, values_only=True) if row[0] == "anhe"] == [
        ("质保承诺", "联系传真")
    ]


def test_an_expert_reads_the_table_and_takes_nothing_away(world: World) -> None:
    """87号令 Art. 62(6): whoever evaluates copies or carries off no material."""
    expert = signed_in(world.experts[0])
    taken = reverse("reading:parts_xlsx", args=[world.tender.reference])
    page = expert.get(reverse("reading:parts", args=[world.tender.reference]))
    assert page.status_code == 200
    assert taken not in page.content.decode()
    refused = expert.get(taken)
    assert refused.status_code == 403
    assert "take no bid documents away" in refused.content.decode()


def test_the_bid_page_names_the_missing_parts(world: World) -> None:
    page = (
        signed_in(world.officer)
        .get(reverse("bids:detail", args=[world.tender.reference, "anhe"]))
        .content.decode()
    )
    assert "2 of 3 prescribed parts were found" in page
    assert "保密承诺书" in page


def test_search_steps_from_place_to_place(world: World) -> None:
    page = reader(world, q="承诺")
    assert "– / 2" in page
    (query,) = re.findall(r'data-hit-next href="[^"?]*\?([^"]*)"', page)
    address = reverse("reading:pane", args=[world.tender.reference, "anhe"])
    there = signed_in(world.officer).get(f"{address}?{query.replace('&amp;', '&')}").content.decode()
    assert "1 / 2" in there
