"""Reading a bid in a real browser: by its contents, by criterion, by search, on a telephone and by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from evaluation.reading.services import read_file
from procurement.bids.models import BidDocument
from procurement.files.services import store
from procurement.tenders.models import TenderDocument
from tests.browser_support import PHONE
from tests.evaluation.panel.world import World, build

PageFor = Callable[..., Page]
CHAPTERS = "".join(
    f"第{number}章 {title}\n" + "本章说明按采购需求逐条展开，所列指标均可核验。\n" * 12
    for number, title in zip(
        "一二三四五六", ("总体方案", "网络方案", "机房方案", "实施组织", "售后服务", "验收移交"), strict=True
    )
)


@pytest.fixture
def world(live_server: Any) -> World:
    world = build()
    file = store(data=f"{CHAPTERS}驻场两名工程师。".encode(), media_type="text/plain")
    row = BidDocument.objects.create(bid=world.bids["anhe"], name="方案.txt", position=1, file=file)
    read_file(file=file, name=row.name)
    return world


def reader(world: World) -> str:
    return reverse("reading:reader", args=[world.tender.reference, "anhe"]) + "?document=方案.txt"


def current(page: Page) -> Any:
    return page.locator("[data-contents] [aria-current]")


def test_the_contents_stand_open_beside_the_page_and_lead_to_the_marked_heading(
    world: World, page_for: PageFor
) -> None:
    page = page_for(world.experts[0])
    page.goto(reader(world))
    expect(page.locator("[data-contents]")).to_have_attribute("open", "")
    contents, sheet = (
        page.locator("[data-contents]").bounding_box(),
        page.locator(".pane-leaf").bounding_box(),
    )
    assert contents is not None
    assert sheet is not None
    assert contents["x"] + contents["width"] <= sheet["x"]
    page.locator("[data-contents] a", has_text="售后服务").click()
    expect(current(page)).to_contain_text("售后服务")
    mark = page.locator(".mark-current")
    expect(mark).to_have_count(1)
    expect(page.locator("[data-contents]")).to_have_attribute("open", "")
    leaf = page.locator(".pane-leaf").bounding_box()
    place = mark.bounding_box()
    assert leaf is not None
    assert place is not None
    assert leaf["y"] <= place["y"] <= leaf["y"] + leaf["height"]


def test_the_contents_by_keyboard_alone(world: World, page_for: PageFor) -> None:
    page = page_for(world.experts[0])
    page.goto(reader(world))
    page.keyboard.press("c")
    expect(page.locator("#section-0")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#section-2")).to_be_focused()
    page.keyboard.press("Enter")
    expect(current(page)).to_contain_text("机房方案")
    expect(page.locator("#section-2")).to_be_focused()  # the place is kept when the page changes under it
    page.keyboard.press("/")
    page.keyboard.type("驻场")
    page.keyboard.press("Enter")
    expect(page.locator(".pane-hits mark")).to_have_text("驻场")
    page.locator(".pane-hits ol a").click()
    expect(page.locator(".mark-current")).to_have_count(1)


def test_on_a_telephone_the_contents_are_folded_and_everything_fits(world: World, page_for: PageFor) -> None:
    page = page_for(world.experts[0], size=PHONE)
    page.goto(reader(world))
    expect(page.locator("[data-contents]")).not_to_have_attribute("open", "")
    page.locator("[data-contents] summary").click()
    page.locator("[data-contents] a", has_text="验收移交").click()
    expect(current(page)).to_contain_text("验收移交")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_the_desk_has_the_same_contents_folded(world: World, page_for: PageFor) -> None:
    page = page_for(world.experts[0])
    page.goto(
        reverse("panel:score", args=[world.tender.reference]) + "?bid=anhe&criterion=S1&document=方案.txt"
    )
    expect(page.locator("[data-contents]")).not_to_have_attribute("open", "")
    page.keyboard.press("c")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(current(page)).to_contain_text("网络方案")
    expect(page.locator("[data-contents]")).to_have_attribute("open", "")
    expect(page.locator("#score-title")).to_have_text("技术方案")


def test_from_the_search_of_all_documents_to_the_marked_words(world: World, page_for: PageFor) -> None:
    page = page_for(world.officer)
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("驻场两名")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/search/"))
    page.locator(".found a", has_text="驻场两名").first.click()
    expect(page.locator(".mark-current")).to_have_count(1)
    expect(page.locator(".pane-hits mark")).to_have_text("驻场两名")


def test_the_search_fits_a_telephone(world: World, page_for: PageFor) -> None:
    page = page_for(world.officer, size=PHONE)
    page.goto(reverse("search:search") + "?q=逐条展开")
    expect(page.locator(".found mark").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_a_search_steps_from_place_to_place_by_key_and_by_enter(world: World, page_for: PageFor) -> None:
    page = page_for(world.experts[0])
    page.goto(reader(world))
    page.keyboard.press("/")
    page.keyboard.type("所列指标均可核验。")
    page.keyboard.press("Enter")
    steps = page.locator(".hit-steps")
    expect(steps).to_contain_text(re.compile(r"– / 72"))
    page.locator(".pane-leaf").focus()
    page.keyboard.press(".")
    expect(steps).to_contain_text(re.compile(r"\b1 / 72"))
    expect(page.locator(".mark-current")).not_to_have_count(0)
    page.keyboard.press(",")
    expect(steps).to_contain_text(re.compile(r"72 / 72"))
    page.locator("#pane-q").press("Enter")
    expect(steps).to_contain_text(re.compile(r"\b1 / 72"))


def test_the_prescribed_parts_open_by_key_and_lead_to_their_place(world: World, page_for: PageFor) -> None:
    asked = "第一章 总则\n本项目如下，请阅读。\n第二章 投标文件格式\n一、售后服务\n格式自拟。\n二、保密承诺书\n格式自拟。"
    file = store(data=asked.encode(), media_type="text/plain")
    TenderDocument.objects.create(tender=world.tender, name="招标文件.txt", position=0, file=file)
    read_file(file=file, name="招标文件.txt")
    page = page_for(world.experts[0])
    page.goto(reader(world))
    page.keyboard.press("v")
    parts = page.locator("[data-parts]")
    expect(parts).to_have_attribute("open", "")
    expect(parts).to_contain_text(re.compile(r"保密承诺书\s*在 \d+ 页中未找到"))
    parts.locator("a", has_text="售后服务").first.click()
    expect(page.locator(".mark-current")).to_have_count(1)
    expect(parts.locator("[aria-current]")).to_contain_text("售后服务")
    expect(page.locator("[data-parts]")).to_have_attribute("open", "")
