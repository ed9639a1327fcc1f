"""Search finds what a person may see, leads to the exact place, and gives away nothing else, not even by a count."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from evaluation.reading.models import PageText
from evaluation.reading.services import read_file
from evaluation.search.queries import MOST_PAGES, find
from procurement.bids.models import BidDocument
from procurement.files.services import store
from procurement.people.models import User
from procurement.tenders.models import Stage, TenderDocument
from tests.evaluation.panel.world import World, build
from tests.evaluation.reading.test_views import signed_in

pytestmark = pytest.mark.django_db
ASKED = "第一章 招标公告\n本项目采购双机热备设备。"
OFFERED = "第一章 技术方案\n本方案采用双机热备，核心交换机\n冗余部署。\n第二章 服务方案\n驻场两名工程师。"


def add(row: Any) -> None:
    read_file(file=row.file, name=row.name)


@pytest.fixture
def world(db: None) -> World:
    world = build()
    asked = store(data=ASKED.encode(), media_type="text/plain")
    offered = store(data=OFFERED.encode(), media_type="text/plain")
    add(TenderDocument.objects.create(tender=world.tender, name="招标文件.txt", position=0, file=asked))
    add(BidDocument.objects.create(bid=world.bids["anhe"], name="方案.txt", position=1, file=offered))
    return world


def names(user: User, words: str) -> list[str]:
    return [document.name for document in find(user, words).documents]


def stage(world: World, to: str) -> None:
    world.tender.stage = to
    world.tender.save()


def test_words_are_found_across_line_breaks_and_the_link_leads_to_the_marked_place(world: World) -> None:
    client = signed_in(world.officer)
    page = client.get(reverse("search:search"), {"q": "核心交换机冗余"}).content.decode()
    assert "<mark>核心交换机 冗余</mark>" in page
    (address,) = re.findall(r'href="([^"]*mark=[^"]*)"', page)
    assert 'class="mark-current"' in client.get(address.replace("&amp;", "&")).content.decode()


def test_a_hit_in_the_tenders_own_document_opens_its_reader_with_the_words_marked(world: World) -> None:
    client = signed_in(world.officer)
    (document,) = (d for d in find(world.officer, "招标公告").documents if d.bid is None)
    assert 'class="mark-' in client.get(document.hits[0].url).content.decode()


def test_tenders_and_bidders_are_found_by_name_and_number(world: World) -> None:
    assert [t.reference for t in find(world.officer, "实验设备").tenders] == [world.tender.reference]
    assert [t.reference for t in find(world.officer, "zfcg-2026-0001").tenders] == [world.tender.reference]
    assert [b.key for b in find(world.officer, "安和").bids] == ["anhe"]


@pytest.mark.parametrize("words", ["双机热备", "安和", "驻场"])
def test_sealed_bids_are_found_by_nobody(world: World, words: str) -> None:
    """Read they may be (the same content in another tender), found they are not."""
    stage(world, Stage.LOADED)
    for user in (world.officer, *world.experts, world.supervisor, world.administrator, world.outsider):
        found = find(user, words)
        assert found.bids == ()
        assert [d for d in found.documents if d.bid is not None] == []
        page = signed_in(user).get(reverse("search:search"), {"q": words}).content.decode()
        assert "方案.txt" not in page
        assert "安和科技" not in page


@pytest.mark.parametrize("to", [Stage.LOADED, Stage.OPENED, Stage.SCORED, Stage.DECIDED, Stage.REPORTED])
def test_experts_find_text_only_while_scoring_is_open(world: World, to: str) -> None:
    expert = world.experts[0]
    assert names(expert, "双机热备") == ["招标文件.txt", "方案.txt"]
    stage(world, to)
    assert names(expert, "双机热备") == []
    assert find(expert, "安和").bids == ()


def test_the_same_content_in_a_bid_one_may_read_opens_no_other_bid(world: World) -> None:
    other = build(reference="ZFCG-2026-0002")
    stage(other, Stage.LOADED)
    file = BidDocument.objects.get(bid=world.bids["anhe"], name="方案.txt").file
    BidDocument.objects.create(bid=other.bids["beichen"], name="别人的方案.txt", position=1, file=file)
    for user in (world.officer, world.supervisor, other.officer):
        assert "别人的方案.txt" not in names(user, "双机热备")
    assert "方案.txt" in names(world.officer, "双机热备")


def test_an_officer_finds_nothing_of_a_tender_that_another_runs(world: World) -> None:
    for user in (world.outsider,):
        assert find(user, "双机热备").is_empty
        assert find(user, "实验设备").is_empty
    assert [d.bid for d in find(world.administrator, "双机热备").documents] == [None]


def test_the_number_of_matches_elsewhere_does_not_show(world: World) -> None:
    """More pages than are looked at, all in a sealed tender: the officer of the open one sees no trace."""
    other = build(reference="ZFCG-2026-0002")
    stage(other, Stage.LOADED)
    file = store(data="双机热备".encode(), media_type="text/plain")
    row = BidDocument.objects.create(bid=other.bids["anhe"], name="密封.txt", position=1, file=file)
    reading = read_file(file=file, name=row.name)
    PageText.objects.bulk_create(
        PageText(reading=reading, number=n, text="双机热备", folded="双机热备")
        for n in range(2, MOST_PAGES + 9)
    )
    found = find(world.officer, "双机热备")
    assert not found.cut
    assert [d.name for d in found.documents] == ["招标文件.txt", "方案.txt"]


@pytest.mark.parametrize("words", ["", "双", " 双 ", "%", "__"])
def test_too_little_is_not_searched_and_signs_are_no_wildcards(world: World, words: str) -> None:
    assert names(world.officer, words) == []


def test_a_stranger_is_asked_to_sign_in(world: World, client: Any) -> None:
    assert client.get(reverse("search:search"), {"q": "双机"}).status_code == 302


def test_queries_do_not_grow_with_what_is_found(world: World, django_assert_max_num_queries: Any) -> None:
    for key in ("beichen", "chuanliu"):
        file = store(data=f"{OFFERED}{key}".encode(), media_type="text/plain")
        add(BidDocument.objects.create(bid=world.bids[key], name=f"{key}.txt", position=1, file=file))
    client = signed_in(world.officer)
    with django_assert_max_num_queries(10):
        page = client.get(reverse("search:search"), {"q": "双机热备"}).content.decode()
    assert page.count("<mark>") == 4


def test_what_the_database_cannot_hold_is_replaced_and_keeps_every_offset(world: World) -> None:
    file = store(data="甲\x00乙 双机热备".encode(), media_type="text/plain")
    row = BidDocument.objects.create(bid=world.bids["beichen"], name="怪.txt", position=1, file=file)
    reading = read_file(file=file, name=row.name)
    if reading.problem is None:
        assert PageText.objects.get(reading=reading).text.index("双机") == 4
