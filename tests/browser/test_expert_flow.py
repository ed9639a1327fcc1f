"""An expert's way in a real browser: read, score by keyboard, review, submit, answer a question."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from evaluation.panel.models import Flag, FlagAnswer, ScoreSheet, SheetScore
from procurement.people.models import User
from tests.browser_support import PHONE
from tests.evaluation.panel.world import World, build

PageFor = Callable[..., Page]


@pytest.fixture
def world(live_server: Any) -> World:
    return build()


def score_address(world: World, query: str = "") -> str:
    return reverse("panel:score", args=[world.tender.reference]) + query


def saved(page: Page) -> None:
    expect(page.locator("[data-saved][data-state=saved]")).to_contain_text(re.compile(r"\d\d:\d\d"))


def held(world: World, expert: User) -> dict[tuple[str, str], str]:
    rows = SheetScore.objects.filter(sheet__tender=world.tender, sheet__expert=expert)
    return {(row.bid.key, row.criterion.code): f"{row.score:.1f}" for row in rows if row.score is not None}


def ask(world: World, expert: User, bid: str | None) -> None:
    """Puts a question about one bid, or about the whole sheet."""
    flag = Flag.objects.create(
        tender=world.tender,
        kind="leaning" if bid else "straight-line",
        bid=world.bids[bid] if bid else None,
        explanation={"template": "Scores stand out", "params": {}},
    )
    FlagAnswer.objects.create(flag=flag, sheet=ScoreSheet.objects.get(expert=expert))


def test_scoring_by_keyboard_alone(world: World, page_for: PageFor) -> None:
    expert = world.experts[0]
    page = page_for(expert)
    page.goto(score_address(world, "?bid=anhe&criterion=S1"))
    expect(page.locator(".leaf img")).to_be_visible()
    page.keyboard.press("1")  # the best level; the score field is next
    expect(page.locator("#score")).to_be_focused()
    page.keyboard.type("17.5")
    saved(page)
    assert held(world, expert) == {("anhe", "S1"): "17.5"}
    page.keyboard.press("Control+Enter")
    expect(page.locator("#score-title")).to_have_text("服务方案")
    page.keyboard.press("s")
    page.keyboard.type("14")
    page.keyboard.press("Escape")
    page.keyboard.press("k")  # what was typed goes along
    expect(page.locator("#score-title")).to_have_text("技术方案")
    expect(page.locator("#score")).to_have_value("17.5")
    assert held(world, expert) == {("anhe", "S1"): "17.5", ("anhe", "S2"): "14.0"}
    page.keyboard.press("n")
    expect(page.locator("h1")).not_to_have_text("安和科技")


def test_a_score_outside_the_range_is_refused_beside_the_field(world: World, page_for: PageFor) -> None:
    page = page_for(world.experts[0])
    page.goto(score_address(world, "?bid=anhe&criterion=S1"))
    page.locator("#score").fill("25")
    expect(page.locator("[data-score-error]")).to_be_visible()
    expect(page.locator("#score")).to_have_attribute("aria-invalid", "true")
    page.locator("#score").fill("15")
    expect(page.locator("[data-score-error]")).to_be_hidden()
    expect(page.locator("input[name=level]").nth(1)).to_be_checked()
    saved(page)


def test_a_broken_connection_loses_nothing(world: World, page_for: PageFor, watch: Any) -> None:
    watch.allow("ERR_INTERNET_DISCONNECTED")
    watch.allow("ERR_FAILED")
    expert = world.experts[0]
    page = page_for(expert)
    page.goto(score_address(world, "?bid=anhe&criterion=S1"))
    page.context.set_offline(True)
    page.locator("#score").fill("16")
    expect(page.locator("[data-saved]")).to_have_attribute("data-state", "waiting")
    assert held(world, expert) == {}
    page.context.set_offline(False)
    saved(page)
    assert held(world, expert) == {("anhe", "S1"): "16.0"}


def test_two_windows_do_not_overwrite_each_other_in_silence(
    world: World, page_for: PageFor, watch: Any
) -> None:
    watch.allow("409")
    first, second = page_for(world.experts[0]), page_for(world.experts[0])
    for page in (first, second):
        page.goto(score_address(world, "?bid=anhe&criterion=S1"))
    first.locator("#score").fill("12")
    saved(first)
    second.locator("#score").fill("18")
    expect(second.locator("[data-conflict]")).to_be_visible()
    assert held(world, world.experts[0]) == {("anhe", "S1"): "12.0"}
    second.locator("[data-keep-mine]").click()
    saved(second)
    assert held(world, world.experts[0]) == {("anhe", "S1"): "18.0"}


def test_from_the_worklist_to_the_receipt(world: World, page_for: PageFor) -> None:
    for other in world.experts[1:]:
        world.fill(other, default="11")
        world.submit(other)
    expert = world.experts[0]
    world.fill(expert, default="13")
    page = page_for(expert)
    page.goto("/")
    page.locator(".worklist a", has_text=world.tender.reference).first.click()
    expect(page.locator(".sheet-table")).to_be_visible()
    page.locator("[data-open-dialog=submit-sheet]").click()
    page.locator("#confirmed").check()
    page.locator("#submit-sheet .btn-primary").click()
    expect(page.locator("[data-receipt]")).to_have_text(re.compile(r"^[0-9a-f]{64}$"))
    assert ScoreSheet.objects.get(expert=expert).is_submitted
    page.goto(score_address(world))
    expect(page.locator("[data-receipt]")).to_be_visible()  # there is nothing left to score


def test_a_question_is_answered_with_a_reason(world: World, page_for: PageFor) -> None:
    expert = world.experts[0]
    for number, each in enumerate(world.experts):
        world.fill(each, default=str(11 + number))
    for each in world.experts[:2]:
        world.submit(each)
    ask(world, expert, "anhe")
    page = page_for(expert)
    page.goto(reverse("panel:flags", args=[world.tender.reference]))
    page.locator(".revised").first.fill("12.5")
    page.locator("textarea").fill("复核后认为方案第三章的得分应略高。")
    page.locator("button[value=revise]").click()
    expect(page.locator(".question")).to_contain_text("11 → 12.5")
    assert held(world, expert)["anhe", "S1"] == "12.5"


@pytest.mark.parametrize("name", ["score", "review", "flags"])
def test_the_pages_fit_a_telephone(world: World, page_for: PageFor, name: str) -> None:
    for expert in world.experts[:2] if name == "flags" else ():
        world.fill(expert)
        world.submit(expert)
    if name == "flags":
        ask(world, world.experts[0], None)
    page = page_for(world.experts[0], size=PHONE)
    page.goto(reverse(f"panel:{name}", args=[world.tender.reference]))
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_reading_a_bid_page_by_page_and_by_search(world: World, page_for: PageFor) -> None:
    page = page_for(world.experts[0])
    page.goto(reverse("reading:reader", args=[world.tender.reference, "anhe"]))
    expect(page.locator("#pane-number")).to_have_value("1")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#pane-number")).to_have_value("2")
    page.keyboard.press("/")
    page.keyboard.type("没有这样的词")
    page.keyboard.press("Enter")
    expect(page.locator(".pane-hits")).to_be_visible()
