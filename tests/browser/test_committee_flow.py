"""The committee in real browsers: a question to a bidder from asking to finding, then signature and dissent, to the report."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from procurement.tenders.models import Stage
from tests.browser_support import PHONE
from tests.evaluation.committee.world import ANSWER, DISSENT, PAPER, QUESTION, World, build

PageFor = Callable[..., Page]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(live_server: Any) -> World:
    """Everything is scored and decided; the price of one bid is to be confirmed."""
    made = build(stage=Stage.DECIDED)
    made.mismatch()
    return made


def fits(page: Page) -> bool:
    """Whether nothing reaches over the right edge."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_a_question_goes_from_asking_to_the_finding(world: World, page_for: PageFor, tmp_path: Path) -> None:
    page = page_for(world.officer)
    page.goto(reverse("tenders:detail", args=[world.tender.reference]))
    page.get_by_role("link", name="澄清", exact=True).click()
    expect(page.get_by_text("没有要求投标人澄清的事项。")).to_be_visible()
    page.locator("#ask-bid").select_option("b")
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("a")
    page.keyboard.press("a")  # the keys of the button
    page.locator("#id_ground").select_option("inconsistent")
    page.locator("#id_document").select_option("投标文件.txt")
    page.locator("#id_page").fill("3")
    page.locator("#id_question").fill(QUESTION)
    page.get_by_role("button", name="记录问题").click()
    expect(page.locator(".course")).to_contain_text(QUESTION)
    page.emulate_media(media="print")
    expect(page.locator(".course")).to_be_visible()  # the question leaves as paper
    expect(page.locator("form textarea").first).to_be_hidden()
    page.emulate_media(media="screen")
    paper = tmp_path / "说明.pdf"
    paper.write_bytes(PAPER.data)
    page.locator("#id_text").fill(ANSWER)
    page.locator("#id_paper").set_input_files(paper)
    page.get_by_role("button", name="记录答复").click()
    expect(page.locator(".course")).to_contain_text(ANSWER)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="说明.pdf").click()
    assert waiting.value.path().read_bytes() == PAPER.data
    page.get_by_label("采纳：未超出投标文件的范围").check()
    page.locator("#id_reason").fill("说明未超出投标文件的范围，予以采纳。")
    page.get_by_role("button", name="记录认定").click()
    expect(page.locator(".course .tag-good")).to_contain_text("已采纳")


def test_a_corrected_price_is_put_to_its_bidder_on_a_telephone(world: World, page_for: PageFor) -> None:
    page = page_for(world.officer, size=PHONE)
    page.goto(reverse("committee:clarifications", args=[world.tender.reference]))
    assert fits(page)
    page.get_by_role("link", name="要求投标人确认").click()
    assert fits(page)
    expect(page.locator("#id_question")).to_have_value(re.compile("第五十九条.*780,000"))
    page.get_by_role("button", name="记录问题").click()
    expect(page.locator(".tag").first).to_contain_text("等待答复")
    assert fits(page)


def test_members_sign_or_dissent_alone_and_the_report_says_so(world: World, page_for: PageFor) -> None:
    address = reverse("committee:opinions", args=[world.tender.reference])
    first = page_for(world.experts[0], size=PHONE)
    first.goto("/")
    first.get_by_role("link", name="签署评标结果，或者写明不同意见").click()
    assert fits(first)
    first.get_by_label("不同意评标结果，理由如下").check()
    first.locator("#id_reason").fill(DISSENT)
    first.get_by_role("button", name="签署意见").click()
    expect(first.locator(".dissent").first).to_have_text(DISSENT)
    assert fits(first)
    second = page_for(world.experts[1])
    second.goto(address)
    expect(second.locator("main")).not_to_contain_text(DISSENT)
    expect(second.locator("main")).to_contain_text("已签署，您签署后可见")
    second.get_by_label("同意评标结果并签署").focus()
    second.keyboard.press("Space")
    second.get_by_role("button", name="签署意见").press("Enter")
    expect(second.locator(".dissent")).to_have_text(DISSENT)
    officer = page_for(world.officer)
    officer.goto(reverse("reporting:tender", args=[world.tender.reference]))
    expect(officer.locator(".point-gap")).to_contain_text(
        ["修正后的报价尚待投标人确认", "3 名评标委员会成员中，1 名"]
    )
    expect(officer.locator(".point-blocks")).to_have_count(0)
    expect(officer.locator(".paper")).to_contain_text(f"的不同意见及理由：{DISSENT}")
