"""A supervisor's way in a real browser: queue, ring, passages by keyboard, a decision with its reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from evaluation.collusion.models import Decision
from procurement.bids.models import BidDocument
from procurement.files.services import store
from procurement.ledger.models import Entry
from procurement.spreadsheet import MEDIA_TYPE, Sheet, workbook
from procurement.tenders.models import TenderDocument
from tests.browser_support import PHONE
from tests.evaluation.collusion.alerts import alert, passage, stored
from tests.evaluation.collusion.world import World
from tests.evaluation.collusion.world import world as build
from tests.factories import document
from tests.factories import stored as kept

PageFor = Callable[..., Page]
pytestmark = pytest.mark.django_db(transaction=True)
OURS = "网络割接采用先旁路后替换的三步走法\n每改一栋观察一个完整教学日\n其余内容各不相同"
THEIRS = "另有一段自己的说明文字放在最前面\n网络割接采用先旁路再替换的三步走法\n每改一栋观察一个完整教学日"
REASON = "两段文字连同措辞习惯完全一致，招标文件中没有。"


@pytest.fixture
def world(live_server: Any) -> World:
    """Two bids that share two passages and a machine, joined into one ring."""
    made = build()
    texts = {"a": OURS, "b": THEIRS}
    for bid in made.tender.bids.filter(key__in=texts):
        document(bid, text=texts[bid.key])
    first = passage("网络割接采用先旁路后替换的三步走法", "网络割接采用先旁路再替换的三步走法")
    second = passage("每改一栋观察一个完整教学日")
    for one in (first, second):
        for side, text in (("a", OURS), ("b", THEIRS)):
            start = text.index(one[side]["text"])
            one[side] |= {"start": start, "end": start + len(one[side]["text"])}
    signs = (
        alert(1),
        alert(2, detector="text-reuse", bits=22.7, evidence=(first, second), basis=("87号令 37(4)",)),
    )
    stored(made.evaluation, *signs, ring=("a", "b"))
    return made


def test_from_the_queue_through_the_passages_to_a_decision(world: World, page_for: PageFor) -> None:
    page = page_for(world.supervisor)
    page.goto(reverse("collusion:queue"))
    page.locator(".ring h3 a").click()
    expect(page.locator(".matrix tbody tr")).to_have_count(2)
    page.locator(".sign h3 a").nth(1).click()
    page.wait_for_load_state("load")  # the keys work once the scripts are there
    expect(page.locator(".half-leaf img").first).to_be_visible()
    expect(page.locator(".leaf-marks .mark-shared")).to_have_count(2)
    expect(page.locator("#passage del")).to_have_text("后")
    expect(page.locator("#passage ins")).to_have_text("再")
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"passage=2"))
    expect(page.locator("#passage del")).to_have_count(0)
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#passage del")).to_have_count(1)
    page.keyboard.press("d")
    page.get_by_role("radio").first.check()
    page.locator("#id_reason").fill(REASON)
    page.locator("button[name=and_next]").click()
    expect(page).to_have_url(re.compile(r"/alerts/1/$"))
    decision = Decision.objects.get()
    assert (decision.verdict, decision.reason, decision.decided_by) == ("confirmed", REASON, world.supervisor)
    assert Entry.objects.filter(verb="alert.confirm", actor=world.supervisor).exists()


def test_invalid_bids_can_be_chosen_only_with_a_confirmation(world: World, page_for: PageFor) -> None:
    page = page_for(world.supervisor)
    page.goto(reverse("collusion:alert", args=[world.tender.reference, 1]))
    box = page.locator("#id_invalidates")
    expect(box).to_be_disabled()
    page.get_by_role("radio").nth(0).check()
    expect(box).to_be_enabled()
    box.check()
    page.get_by_role("radio").nth(1).check()
    expect(box).to_be_disabled()
    expect(box).not_to_be_checked()


def test_a_half_written_reason_survives_leaving_the_page(world: World, page_for: PageFor) -> None:
    page = page_for(world.supervisor)
    address = reverse("collusion:alert", args=[world.tender.reference, 1])
    page.goto(address)
    page.locator("#id_reason").fill("还没有写完的理由")
    page.goto(reverse("collusion:queue"))
    page.goto(address)
    expect(page.locator("#id_reason")).to_have_value("还没有写完的理由")


def test_a_ring_is_decided_sign_by_sign(world: World, page_for: PageFor) -> None:
    page = page_for(world.supervisor)
    page.goto(reverse("collusion:group", args=[world.tender.reference, 1]))
    rows = page.locator(".verdicts tr")
    rows.nth(0).get_by_role("radio").nth(0).check()
    rows.nth(1).get_by_role("radio").nth(1).check()
    page.locator("#id_reason").fill(REASON)
    page.locator("#decision button.btn-primary").click()
    expect(page.locator("#decision form")).to_have_count(0)
    assert sorted(Decision.objects.values_list("verdict", flat=True)) == ["confirmed", "dismissed"]


@pytest.mark.parametrize(
    "name", ["collusion:queue", "collusion:tender", "collusion:group", "collusion:alert", "ledger:list"]
)
def test_nothing_runs_off_the_side_of_a_telephone(name: str, world: World, page_for: PageFor) -> None:
    page = page_for(world.supervisor, size=PHONE)
    reference = world.tender.reference
    args: dict[str, list[Any]] = {
        "collusion:tender": [reference],
        "collusion:group": [reference, 1],
        "collusion:alert": [reference, 2],
    }
    page.goto(reverse(name, args=args.get(name, [])))
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_the_arrow_keys_walk_the_matrix_and_a_cell_leads_to_the_signs_of_its_pair(
    world: World, page_for: PageFor
) -> None:
    stored(world.evaluation, alert(1), alert(2, ("b", "c"), bits=9.0), alert(3, ("a", "c"), bits=8.0))
    page = page_for(world.supervisor)
    page.goto(reverse("collusion:tender", args=[world.tender.reference]))
    page.wait_for_load_state("load")
    cells = page.locator(".heat td a")
    expect(cells).to_have_count(6)
    cells.first.focus()
    page.keyboard.press("ArrowRight")
    expect(cells.nth(1)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(cells.nth(3)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"bidder=\w+&other=\w+"))
    expect(page.locator(".bulk tbody tr")).to_have_count(1)


def test_the_tenders_own_words_are_greyed_and_a_key_takes_the_grey_away(
    world: World, page_for: PageFor
) -> None:
    asked = "每改一栋观察一个完整教学日"
    TenderDocument.objects.create(tender=world.tender, name="招标文件.txt", position=0, file=kept(asked))
    page = page_for(world.supervisor)
    page.goto(reverse("collusion:alert", args=[world.tender.reference, 2]))
    page.wait_for_load_state("load")
    grey = page.locator(".mark-quoted").first
    expect(grey).to_be_visible()
    page.keyboard.press("q")
    expect(grey).to_be_hidden()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".passage-count")).to_contain_text("2")
    expect(page.locator(".mark-quoted").first).to_be_hidden()


def test_chosen_signs_are_handed_over(world: World, page_for: PageFor) -> None:
    stored(world.evaluation, alert(1), alert(2))
    page = page_for(world.supervisor)
    page.goto(reverse("collusion:queue"))
    hand_over = page.locator("button[name=act][value=assign]")
    expect(hand_over).to_be_disabled()
    page.locator("[data-all]").check()
    expect(page.locator("[data-count]")).to_contain_text("2")
    hand_over.click()
    expect(page.locator(".bulk tbody tr").first).to_contain_text(str(world.supervisor))


@pytest.mark.parametrize("name", ["collusion:wider", "collusion:sheet"])
def test_the_further_pages_fit_a_telephone_too(name: str, world: World, page_for: PageFor) -> None:
    page = page_for(world.supervisor, size=PHONE)
    reference = world.tender.reference
    args: list[Any] = [reference] if name == "collusion:wider" else [reference, 1]
    page.goto(reverse(name, args=args))
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_item_prices_are_read_out_by_the_keyboard(world: World, page_for: PageFor) -> None:
    for bid, factor in zip(world.tender.bids.filter(key__in=["a", "b"]), (100, 97), strict=True):
        rows = [[f"Z{n}", f"设备{n}", "台", 1, n * factor, n * factor] for n in range(1, 9)]
        bill = workbook([Sheet("报价清单", ["编码", "名称", "单位", "数量", "单价", "合价"], rows)])
        file = store(data=bill, media_type=MEDIA_TYPE)
        BidDocument.objects.create(bid=bid, name="报价清单.xlsx", position=1, file=file)
    item = {"item": "Z1 设备1", "values": {"a": "100", "b": "97"}}
    stored(world.evaluation, alert(1, detector="price-list", evidence=(item,)))
    page = page_for(world.supervisor)
    page.goto(reverse("collusion:alert", args=[world.tender.reference, 1]))
    page.wait_for_load_state("load")
    page.locator("[data-points]").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-read]")).to_contain_text("Z1 设备1 · 100 · 97 · 1 : 0.9700")
    page.keyboard.press("End")
    expect(page.locator("[data-read]")).to_contain_text("Z8")


def test_a_key_shows_the_weak_signs_and_folds_them_again(world: World, page_for: PageFor) -> None:
    stored(world.evaluation, alert(1), alert(2, ("b", "c"), level="low", bits=1.5))
    page = page_for(world.supervisor)
    page.goto(reverse("collusion:tender", args=[world.tender.reference]))
    page.wait_for_load_state("load")
    rows = page.locator(".bulk tbody tr")
    expect(rows).to_have_count(1)
    page.keyboard.press("w")
    expect(page).to_have_url(re.compile(r"weak=1"))
    expect(rows).to_have_count(2)
    page.wait_for_load_state("load")
    page.keyboard.press("w")
    expect(rows).to_have_count(1)
