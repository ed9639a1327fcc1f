"""Reading in the browser: who may see a page, and what the pane shows."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluation.evidence.models import Finding
from evaluation.reading import queries, services
from evaluation.reading import store as store_of_documents
from evaluation.reading.document import Evasion
from evaluation.reading.models import ReadFile
from procurement.bids.models import BidDocument
from procurement.files.services import store
from procurement.message import msg
from procurement.people.models import User
from procurement.tenders.models import Stage, TenderDocument
from tests.evaluation.panel.world import World, build

pytestmark = pytest.mark.django_db
TEXT = "第一章 技术方案\n本方案采用双机热备，核心交换机\n冗余部署。\n第二章 服务方案\n驻场两名工程师。"


@pytest.fixture
def world(db: None) -> World:
    world = build()
    file = store(data=TEXT.encode(), media_type="text/plain")
    BidDocument.objects.create(bid=world.bids["anhe"], name="方案.txt", position=1, file=file)
    TenderDocument.objects.create(tender=world.tender, name="招标文件.txt", position=0, file=file)
    return world


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


def image(world: World, key: str = "anhe", name: str = "方案.txt", **more: Any) -> str:
    query = "&".join(f"{k}={v}" for k, v in {"document": quote(name), "page": 1, **more}.items())
    return f"{reverse('reading:page_image', args=[world.tender.reference, key])}?{query}"


def addresses(world: World) -> list[str]:
    reference = world.tender.reference
    return [
        image(world),
        reverse("reading:reader", args=[reference, "anhe"]),
        reverse("reading:pane", args=[reference, "anhe"]),
    ]


def test_a_page_is_a_private_picture_with_a_tag(world: World) -> None:
    client = signed_in(world.experts[0])
    response = client.get(image(world))
    assert response.content.startswith(b"\x89PNG")
    assert "private" in response["Cache-Control"]
    again = client.get(image(world), headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(image(world, width=480))["ETag"] != response["ETag"]


def test_the_tag_opens_nothing_to_those_who_may_not_see_the_bid(world: World) -> None:
    tag = signed_in(world.experts[0]).get(image(world))["ETag"]
    assert signed_in(world.outsider).get(image(world), headers={"If-None-Match": tag}).status_code == 404


def test_sealed_bids_are_read_by_nobody(world: World) -> None:
    world.tender.stage = Stage.LOADED
    world.tender.save()
    for user in (world.officer, *world.experts, world.supervisor, world.administrator, world.outsider):
        for address in addresses(world):
            assert signed_in(user).get(address).status_code == 404, (user.username, address)


def test_open_bids_are_read_by_those_who_work_on_them(world: World) -> None:
    for address in addresses(world):
        for user in (world.officer, world.experts[0], world.supervisor):
            assert signed_in(user).get(address).status_code == 200
        for user in (world.administrator, world.outsider):
            assert signed_in(user).get(address).status_code == 404
        assert Client().get(address).status_code == 302


def test_a_document_of_another_bid_is_not_reached_through_this_one(world: World) -> None:
    assert signed_in(world.officer).get(image(world, key="beichen", name="方案.txt")).status_code == 404


@pytest.mark.parametrize("page", ["0", "99", "x", "-1", "99999999999999999999"])
def test_a_page_that_is_not_there_is_not_found(world: World, page: str) -> None:
    assert signed_in(world.officer).get(image(world, page=page)).status_code == 404


@pytest.mark.parametrize("width", ["1", "100000", "x", "-5"])
def test_any_width_gives_one_of_the_kept_widths(world: World, width: str) -> None:
    assert signed_in(world.officer).get(image(world, width=width)).status_code == 200


def test_search_finds_words_across_line_breaks_and_marks_them(world: World) -> None:
    address = reverse("reading:pane", args=[world.tender.reference, "anhe"])
    text = signed_in(world.officer).get(address, {"q": "核心交换机冗余"}).content.decode()
    assert "0 places with" in text
    assert "1 document has not been read yet" in text
    keep(world, "方案.txt")
    text = signed_in(world.officer).get(address, {"q": "核心交换机冗余"}).content.decode()
    assert "1 place with" in text
    assert "not been read yet" not in text
    assert "<mark>核心交换机 冗余</mark>" in text
    assert "方案.txt" in text
    shown = signed_in(world.officer).get(address, {"q": "冗余", "document": "方案.txt"}).content.decode()
    assert 'class="mark-hit"' in shown


def test_the_pane_opens_at_the_best_passage_and_says_where_nothing_was_found(world: World) -> None:
    criteria = {c.code: c for c in world.tender.criteria.all()}
    start = TEXT.index("双机")
    passage = {
        "document": "方案.txt",
        "page": 1,
        "bbox": None,
        "text": "双机热备",
        "start": start,
        "end": start + 4,
    }
    Finding.objects.create(
        bid=world.bids["anhe"], criterion=criteria["S1"], passages=[passage], searched_pages=3
    )
    Finding.objects.create(bid=world.bids["anhe"], criterion=criteria["S2"], passages=[], searched_pages=3)
    client = signed_in(world.experts[0])
    address = reverse("reading:reader", args=[world.tender.reference, "anhe"])
    text = client.get(address, {"criterion": "S1"}).content.decode()
    assert "1 passage found" in text
    assert 'class="mark-current"' in text
    assert (
        "not found is not the same as not there" in client.get(address, {"criterion": "S2"}).content.decode()
    )


def test_a_stranger_file_shows_why_it_cannot_be_read(world: World) -> None:
    file = store(data=b"%PDF-1.7 broken", media_type="application/pdf")
    BidDocument.objects.create(bid=world.bids["anhe"], name="坏.pdf", position=2, file=file)
    address = reverse("reading:reader", args=[world.tender.reference, "anhe"])
    text = signed_in(world.officer).get(address, {"document": "坏.pdf"}).content.decode()
    assert "This document cannot be read" in text
    assert signed_in(world.officer).get(image(world, name="坏.pdf")).status_code == 404


def test_the_tender_document_is_read_by_all_who_know_the_tender(world: World) -> None:
    address = reverse("reading:tender_reader", args=[world.tender.reference])
    picture = reverse("reading:tender_page_image", args=[world.tender.reference]) + "?page=1"
    for user in (world.officer, world.experts[0], world.supervisor, world.administrator):
        assert signed_in(user).get(address).status_code == 200
        assert signed_in(user).get(picture).status_code == 200
    assert signed_in(world.outsider).get(address).status_code == 404


def test_the_same_content_is_read_once_whatever_its_name(world: World) -> None:
    file = world.bids["anhe"].documents.get(name="方案.txt").file
    first = services.read_file(file=file, name="方案.txt")
    assert services.read_file(file=file, name="副本/方案二.txt").pk == first.pk
    assert ReadFile.objects.filter(sha256=file.sha256).count() == 1
    assert queries.document(file, "副本/方案二.txt").name == "副本/方案二.txt"


def test_a_problem_of_the_name_does_not_stick_to_the_content(world: World) -> None:
    file = world.bids["anhe"].documents.get(name="投标文件.pdf").file
    assert services.problem_of(services.read_file(file=file, name="投标文件.docx")) is not None
    assert services.read_file(file=file, name="投标文件.pdf").pages == 2


def test_pages_stay_put_when_time_goes_on(world: World) -> None:
    """The picture is kept on disk: the second request does not draw again."""
    file = world.bids["anhe"].documents.get(name="方案.txt").file
    first = services.page_image(file=file, name="方案.txt", page=1, width=960)
    before = timezone.now()
    assert services.page_image(file=file, name="方案.txt", page=1, width=960) == first
    assert ReadFile.objects.filter(read_at__gt=before).count() == 0


TRICK = Evasion("invisible", "high", 1, 0, 3, None, msg("letters that nobody sees"), 2)


def keep(world: World, name: str, **changes: Any) -> None:
    """Reads a document of anhe and changes what its overview says."""
    row = world.bids["anhe"].documents.get(name=name)
    reading = services.read_file(file=row.file, name=row.name)
    reading.overview = replace(services.overview_of(reading), **changes).to_json()
    reading.save()


def test_the_contents_lead_to_the_heading_and_mark_it(world: World) -> None:
    client = signed_in(world.experts[0])
    address = reverse("reading:reader", args=[world.tender.reference, "anhe"])
    page = client.get(address, {"document": "方案.txt"}).content.decode()
    assert "第一章 技术方案" in page
    assert 'class="mark-current"' not in page
    (query,) = re.findall(r'id="section-1" href="[^"?]*\?([^"]*)"', page)
    there = client.get(f"{address}?{query.replace('&amp;', '&')}").content.decode()
    assert 'class="mark-current"' in there
    assert re.search(r'id="section-1"[^>]*aria-current="true"', there)
    assert not re.search(r'id="section-0"[^>]*aria-current', there)


def test_a_hit_of_the_search_is_marked_on_its_page_at_once(world: World) -> None:
    address = reverse("reading:pane", args=[world.tender.reference, "anhe"])
    keep(world, "方案.txt")
    client = signed_in(world.officer)
    page = client.get(address, {"q": "驻场"}).content.decode()
    (query,) = re.findall(
        r'href="[^"]*\?([^"]*mark=[^"]*q=[^"]*|[^"]*q=[^"]*mark=[^"]*)"[^>]*><span class="pane-where"', page
    )
    assert 'class="mark-current"' in client.get(f"{address}?{query.replace('&amp;', '&')}").content.decode()


@pytest.mark.parametrize("mark", ["9-3", "x-y", "-", "0-99999999", "5", "100000-100001"])
def test_a_mark_that_points_nowhere_marks_nothing(world: World, mark: str) -> None:
    address = reverse("reading:pane", args=[world.tender.reference, "anhe"])
    assert signed_in(world.officer).get(address, {"document": "方案.txt", "mark": mark}).status_code == 200


def test_a_tender_document_has_its_contents_and_marks_too(world: World) -> None:
    address = reverse("reading:tender_reader", args=[world.tender.reference])
    page = signed_in(world.officer).get(address, {"q": "驻场", "mark": "0-5"}).content.decode()
    assert 'id="section-0"' in page
    assert 'class="mark-hit"' in page
    assert 'class="mark-current"' in page


def test_what_misleads_is_shown_to_those_who_see_alerts_and_to_no_expert(world: World) -> None:
    """A suspicion must not lean on a score."""
    keep(world, "方案.txt", evasion=(TRICK,))
    for name in ("reader", "pane"):
        address = reverse(f"reading:{name}", args=[world.tender.reference, "anhe"])
        for user in (world.officer, world.supervisor):
            page = signed_in(user).get(address, {"document": "方案.txt"}).content.decode()
            assert "letters that nobody sees" in page
            assert 'class="mark-trick"' in page
        page = signed_in(world.experts[0]).get(address, {"document": "方案.txt"}).content.decode()
        assert "letters that nobody sees" not in page
        assert "mark-trick" not in page


def test_the_bid_page_tells_suspicions_to_those_alone_who_see_scores(world: World) -> None:
    keep(world, "方案.txt", evasion=(TRICK,), recognised=((1, 0.9),))
    address = reverse("bids:detail", args=[world.tender.reference, "anhe"])
    officer = signed_in(world.officer).get(address).content.decode()
    expert = signed_in(world.experts[0]).get(address).content.decode()
    assert "text misleads: 2" in officer
    assert "text misleads" not in expert
    assert "pages read by recognition: 1, confidence 0.90" in officer
    assert "pages read by recognition: 1, confidence 0.90" in expert


def test_a_reading_of_an_earlier_index_is_indexed_when_it_is_opened(world: World) -> None:
    row = world.bids["anhe"].documents.get(name="方案.txt")
    reading = services.read_file(file=row.file, name=row.name)
    reading.texts.all().delete()
    ReadFile.objects.filter(pk=reading.pk).update(indexed=0, overview=None)
    again = services.read_file(file=row.file, name=row.name)
    assert again.overview["entries"]
    assert again.texts.count() == 1


def test_a_page_is_shown_without_unpacking_the_others(world: World) -> None:
    file = world.bids["anhe"].documents.get(name="投标文件.pdf").file
    blob = services.content_of(file=file, name="投标文件.pdf")
    glimpse, whole = store_of_documents.glimpse(blob, 2), store_of_documents.from_bytes(blob)
    assert glimpse.page(2).width == whole.page(2).width
    assert len(glimpse.pages) == len(whole.pages)
    with pytest.raises(IndexError):
        store_of_documents.glimpse(blob, 3)


def test_the_reader_asks_the_database_as_often_for_many_documents_as_for_few(
    world: World, django_assert_max_num_queries: Any
) -> None:
    for number in range(3):
        file = store(data=f"{TEXT}{number}".encode(), media_type="text/plain")
        row = BidDocument.objects.create(
            bid=world.bids["anhe"], name=f"{number}.txt", position=5 + number, file=file
        )
        services.read_file(file=row.file, name=row.name)
    keep(world, "方案.txt")
    client = signed_in(world.officer)
    with django_assert_max_num_queries(16):
        client.get(reverse("reading:reader", args=[world.tender.reference, "anhe"]), {"document": "方案.txt"})
