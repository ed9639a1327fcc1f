"""The page of one alert: its article and limits, and the places that show it, side by side."""

import hashlib
import io
from dataclasses import replace

import docx
import pytest
from django.urls import reverse
from PIL import Image as Picture

from procurement.files.services import store
from procurement.tenders.models import TenderDocument
from tests.evaluation.collusion.alerts import alert, passage, stored
from tests.evaluation.collusion.world import page_of, world
from tests.factories import UserFactory, document, signed_in
from tests.factories import stored as kept

pytestmark = pytest.mark.django_db
REASON = "两份文件出自同一台电脑，证据充分。"


def test_the_page_of_an_alert_quotes_the_article_and_says_the_limits() -> None:
    w = world()
    stored(w.evaluation, alert(1))
    page = signed_in(w.supervisor).get(page_of(w)).content.decode()
    assert "不同投标人的投标文件由同一单位或者个人编制" in page
    assert "00:1A:2B:3C:4D:01" in page
    assert 'name="reason"' in page


def test_an_officer_sees_the_evidence_and_no_form() -> None:
    w = world()
    stored(w.evaluation, alert(1))
    page = signed_in(w.officer).get(page_of(w)).content.decode()
    assert "00:1A:2B:3C:4D:01" in page
    assert 'name="reason"' not in page


def test_passages_stand_side_by_side_and_one_leads_to_the_next() -> None:
    w = world()
    text = "我单位在三十日内完成全部设备的安装\n质保期内四小时响应"
    for bid in w.tender.bids.filter(key__in=["a", "b"]):
        document(bid, text=text)
    first, second = text.split("\n")
    evidence = (passage(first), passage(second, start=len(first) + 1))
    stored(w.evaluation, alert(1, detector="text-reuse", evidence=evidence))
    client = signed_in(w.supervisor)
    opened = client.get(page_of(w)).context["opened"]
    assert [half.party.key for half in opened.halves] == ["a", "b"]
    assert all(half.view is not None for half in opened.halves)
    assert {mark.kind for mark in opened.halves[0].view.marks} == {"shared", "other"}
    assert (opened.previous, opened.next) == (None, 2)
    fragment = client.get(page_of(w) + "?passage=2", headers={"HX-Request": "true", "HX-Target": "passage"})
    assert fragment.content.decode().lstrip().startswith('<section id="passage"')
    assert fragment.context["opened"].passage.number == 2
    assert client.get(page_of(w) + "?passage=99").context["opened"].passage.number == 2


def test_a_document_that_is_gone_does_not_break_the_page() -> None:
    w = world()
    stored(w.evaluation, alert(1, detector="text-reuse", evidence=(passage(),)))
    response = signed_in(w.supervisor).get(page_of(w))
    assert response.status_code == 200
    assert response.context["opened"].halves[0].view is None


def test_a_passage_in_another_tender_is_shown_to_supervisors_and_hidden_from_officers() -> None:
    """What rests on another tender's file is that tender's business: its officers' and the supervisors'."""
    mine, other = world(), world(bidders=("z",))
    text = "网络割接采用先旁路后替换的三步走法"
    for bid in (*mine.tender.bids.filter(key="a"), *other.tender.bids.all()):
        document(bid, text=text)
    firm = other.tender.bids.get().supplier.name
    item = passage(text)
    evidence = ({**item, "b": {**item["b"], "bidder": firm, "tender": other.tender.reference}},)
    rows = (alert(1), alert(2, ("a",), detector="other-tenders", evidence=evidence))
    stored(mine.evaluation, *rows, ring=("a", "b"))
    opened = signed_in(mine.supervisor).get(page_of(mine, 2)).context["opened"]
    assert [half.reference for half in opened.halves] == [mine.tender.reference, other.tender.reference]
    assert opened.halves[1].view is not None
    assert signed_in(mine.officer).get(page_of(mine, 2)).status_code == 404
    (line,) = signed_in(mine.officer).get(reverse("collusion:queue")).context["groups"]
    assert line.total == 1


def test_the_tenders_own_words_are_greyed_on_both_pages() -> None:
    w = world()
    asked = "中标人应当在签订合同后三十日内完成全部设备的安装、调试并交付使用"
    TenderDocument.objects.create(tender=w.tender, name="招标文件.txt", position=0, file=kept(asked))
    text = f"网络割接采用先旁路后替换的三步走法\n{asked}"
    for bid in w.tender.bids.filter(key__in=["a", "b"]):
        document(bid, text=text)
    evidence = (passage("网络割接采用先旁路后替换的三步走法"),)
    stored(w.evaluation, alert(1, detector="text-reuse", evidence=evidence))
    opened = signed_in(w.supervisor).get(page_of(w)).context["opened"]
    for half in opened.halves:
        assert [mark.kind for mark in half.view.marks] == ["quoted", "shared"]
        assert float(half.view.marks[0].y) > float(half.view.marks[1].y)


def test_raw_similarity_stands_beside_similarity_after_subtraction() -> None:
    """Of 1,000 characters 400 are the tender's and 90 shared: 49 % alike before, 90 of 600 or 15 % after."""
    w = world()
    counts = {
        "characters": [1000, 2000],
        "quoted": [400, 400],
        "shared": [90, 80],
        "raw": 0.49,
        "after": 0.15,
    }
    stored(w.evaluation, replace(alert(1, detector="text-reuse", evidence=(passage(),)), detail=counts))
    response = signed_in(w.supervisor).get(page_of(w))
    first, second = response.context["left_out"]
    assert (first.raw, first.after, first.own) == (0.49, 0.15, 510)
    assert (second.raw, second.after) == (0.24, 0.05)
    page = response.content.decode()
    assert "49%" in page
    assert "15%" in page


def test_a_shared_picture_is_cut_out_of_both_pages() -> None:
    w = world()
    for bid in w.tender.bids.filter(key__in=["a", "b"]):
        document(bid, text="营业执照")
    side = {"document": "投标文件.txt", "page": 1, "bbox": [100, 200, 300, 400], "sha256": "ab"}
    item = {"kind": "identical", "a": {"bidder": "a", **side}, "b": {"bidder": "b", **side}}
    stored(w.evaluation, alert(1, detector="image-reuse", evidence=(item,)))
    response = signed_in(w.supervisor).get(page_of(w))
    assert [half.crop for half in response.context["opened"].halves] == ["94.0 194.0 212.0 212.0"] * 2
    page = response.content.decode()
    assert page.count('class="crop"') == 2
    assert page.count("71 × 71") == 2
    assert page.count("box=100-200-300-400") == 4  # the picture and the line above it lead to the marked page


def test_two_seals_are_shown_at_one_scale_and_two_pictures_of_very_different_size_each_as_large_as_may_be() -> (
    None
):
    w = world()
    for bid in w.tender.bids.filter(key__in=["a", "b"]):
        document(bid, text="投标函")
    side = {"document": "投标文件.txt", "page": 1}
    seals = {"field": "seal", "value": "晨星信息技术有限公司"}
    seals |= {
        key: {"bidder": key, **side, "bbox": box}
        for key, box in (("a", [100, 100, 200, 200]), ("b", [300, 300, 420, 410]))
    }
    far = {
        key: {"bidder": key, **side, "bbox": box}
        for key, box in (("a", [0, 0, 50, 50]), ("b", [0, 0, 300, 300]))
    }
    stored(w.evaluation, alert(1, detector="mixed-documents", evidence=(seals, far)))
    client = signed_in(w.supervisor)
    opened = client.get(page_of(w)).context["opened"]
    assert [half.crop for half in opened.halves] == ["84.0 89.0 132.0 122.0", "294.0 294.0 132.0 122.0"]
    opened = client.get(page_of(w) + "?passage=2").context["opened"]
    assert [half.crop for half in opened.halves] == ["-6.0 -6.0 62.0 62.0", "-6.0 -6.0 312.0 312.0"]


def test_a_picture_of_a_word_file_is_shown_though_it_has_no_place_on_the_page() -> None:
    w = world()
    word, held = docx.Document(), io.BytesIO()
    Picture.new("RGB", (300, 200), (30, 90, 160)).save(held, "PNG")
    word.add_picture(held)
    out = io.BytesIO()
    word.save(out)
    sha = hashlib.sha256(held.getvalue()).hexdigest()
    sides = {}
    for bid in w.tender.bids.filter(key__in=["a", "b"]):
        row = document(bid, name="投标文件.docx")
        row.file = store(data=out.getvalue(), media_type="application/octet-stream")
        row.save()
        sides[bid.key] = {"bidder": bid.key, "document": row.name, "page": 1, "bbox": None, "sha256": sha}
    stored(w.evaluation, alert(1, detector="image-reuse", evidence=({"kind": "identical", **sides},)))
    client = signed_in(w.supervisor)
    half = client.get(page_of(w)).context["opened"].halves[0]
    assert half.crop == ""
    shown = client.get(half.picture)
    assert shown.status_code == 200
    assert Picture.open(io.BytesIO(shown.content)).size == (300, 200)
    assert client.get(half.picture.replace(sha, "0" * 64)).status_code == 404
    assert signed_in(UserFactory()).get(half.picture).status_code == 404
