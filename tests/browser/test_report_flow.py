"""The report in a real browser: open points, the making watched live, the files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from evaluation.collusion import services as collusion
from evaluation.ranking import services as ranking
from procurement.jobs import services as jobs
from procurement.jobs.models import Job
from tests.browser_support import PHONE
from tests.evaluation.collusion.alerts import alert, stored
from tests.evaluation.collusion.world import World
from tests.evaluation.collusion.world import world as build
from tests.factories import sheet

PageFor = Callable[..., Page]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(live_server: Any) -> World:
    """Everything is scored; one alert is left to decide."""
    made = build(stage="scored")
    stored(made.evaluation, alert(1))
    sheet(made.tender, made.expert, "61.25")
    ranking.compute(tender=made.tender)
    return made


def decide(world: World) -> None:
    """The supervisor dismisses the alert."""
    choices = [(world.evaluation.alerts.get(), "dismissed")]
    collusion.decide(
        tender=world.tender, choices=choices, reason="已核实，系同一打印店制作。", by=world.supervisor
    )


def test_the_officer_sees_what_is_open_then_makes_the_report_and_takes_it_away(
    world: World, page_for: PageFor
) -> None:
    page = page_for(world.officer)
    address = reverse("reporting:tender", args=[world.tender.reference])
    page.goto(address)
    expect(page.locator(".point-blocks")).to_have_count(1)
    make = page.locator(f"form[action='{address}make/'] button")
    expect(make).to_be_disabled()
    decide(world)
    page.reload()
    expect(page.locator(".point-blocks")).to_have_count(0)
    make.click()
    expect(page.locator(".job")).to_be_visible()
    jobs.run(Job.objects.get(kind="report").pk)
    expect(page.locator(".report-files a")).to_have_count(3)  # the page learns of it without a reload
    for form, head in (("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")):
        with page.expect_download() as waiting:
            page.locator(f".report-files a[href$='/{form}/']").click()
        assert waiting.value.path().read_bytes().startswith(head)


def test_the_preview_reads_on_a_telephone(world: World, page_for: PageFor) -> None:
    page = page_for(world.officer, size=PHONE)
    page.goto(reverse("reporting:tender", args=[world.tender.reference]))
    expect(page.locator(".paper-part")).to_have_count(8)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
