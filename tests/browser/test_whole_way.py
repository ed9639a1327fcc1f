"""The whole way on the sample, from upload to report, each person in a browser of their own and a real worker behind."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from evaluation.panel.management.commands.load_demo import fill_and_submit
from evaluation.panel.models import FlagAnswer
from procurement.people.models import Role, User
from procurement.people.services import assign
from procurement.sample.package import SEED, write_sample
from procurement.sample.tables import panel as sample_panel
from procurement.tenders.models import Stage, Tender

PageFor = Callable[..., Page]
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
LONG = 400_000  # milliseconds that reading 600 pages may take on a busy machine
REASON = "核对原件后认定：段落、机器与报价均非巧合，依法提请处理。"


@pytest.fixture
def people(live_server: Any) -> dict[str, User]:
    """An officer, five experts, a supervisor."""
    roles = {
        "officer": Role.OFFICER,
        **{f"expert{i}": Role.EXPERT for i in range(1, 6)},
        "supervisor": Role.SUPERVISOR,
    }
    return {name: User.objects.create(username=name, role=role) for name, role in roles.items()}


def load_and_evaluate(page: Page, package: Path) -> Tender:
    page.goto(reverse("tenders:new"))
    page.locator("input[type=file]").set_input_files(package)
    page.get_by_role("button", name="导入项目包").click()
    page.get_by_role("link", name="前往项目").click(timeout=LONG)
    page.get_by_role("button", name="开标…").click()
    page.get_by_role("dialog").get_by_role("button", name="开标").click()
    page.get_by_role("button", name="发起评审").click()
    expect(page.locator("[aria-current=step]")).to_contain_text("已评审", timeout=LONG)
    return Tender.objects.get()


def score_all(page: Page, tender: Tender, expert: User) -> None:
    """Every item in the browser: a number, then on to the next, until the review page is reached."""
    given = csv.DictReader(io.StringIO(sample_panel(SEED, [bid.key for bid in tender.bids.all()])))
    scores = {(r["bidder"], r["criterion"]): r["score"] for r in given if r["expert"] == expert.username}
    review = reverse("panel:review", args=[tender.reference])
    page.goto(reverse("panel:score", args=[tender.reference]))
    while review not in page.url:
        item = tuple(
            page.locator(f"[data-score-form] input[name={name}]").input_value()
            for name in ("bid", "criterion")
        )
        page.locator("#score").fill(scores[item[0], item[1]])
        before = page.url
        page.keyboard.press("Control+Enter")
        page.wait_for_url(lambda url, before=before: url != before)


def submit(page: Page, tender: Tender) -> None:
    page.goto(reverse("panel:review", args=[tender.reference]))
    page.locator("[data-open-dialog=submit-sheet]").click()
    page.locator("#confirmed").check()
    page.locator("#submit-sheet .btn-primary").click()
    expect(page.locator("[data-receipt]")).to_have_text(re.compile(r"^[0-9a-f]{64}$"))


def answer_every_question(page_for: PageFor, tender: Tender) -> int:
    """Each expert who is asked keeps the scores, with a reason; returns how many questions there were."""
    asked = FlagAnswer.objects.filter(flag__tender=tender, answer="").select_related("sheet__expert")
    questions = list(asked)
    for question in questions:
        page = page_for(question.sheet.expert)
        page.goto(reverse("panel:flags", args=[tender.reference]))
        page.locator("textarea").first.fill("该投标人的培训与售后方案确有特色，复核后维持原评分。")
        page.locator("button[value=keep]").first.click()
        expect(page.locator("textarea")).to_have_count(0)
    return len(questions)


def decide_the_ring(page: Page, tender: Tender) -> None:
    page.goto("/")
    page.goto(reverse("collusion:group", args=[tender.reference, 1]))
    for row in page.locator(".verdicts tr").all():
        row.get_by_role("radio").nth(0).check()
    page.locator("#id_reason").fill(REASON)
    page.locator("#decision button.btn-primary").click()
    expect(page.locator("#decision form")).to_have_count(0)


def make_report(page: Page, tender: Tender) -> str:
    """The text of the PDF that the officer takes away."""
    address = reverse("reporting:tender", args=[tender.reference])
    page.goto(address)
    page.locator(f"form[action='{address}make/'] button").click()
    expect(page.locator(".report-files a")).to_have_count(3, timeout=LONG)
    with page.expect_download() as waiting:
        page.locator(".report-files a[href$='/pdf/']").click()
    with pypdfium2.PdfDocument(waiting.value.path()) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def test_from_upload_to_report(
    people: dict[str, User], page_for: PageFor, tmp_path: Path, celery_worker_process: Any
) -> None:
    write_sample(tmp_path / "sample", archive=True)
    officer = page_for(people["officer"])
    tender = load_and_evaluate(officer, tmp_path / "sample.zip")
    for name in (f"expert{i}" for i in range(1, 6)):
        assign(tender=tender, user=people[name], by=people["officer"])
    for name in (f"expert{i}" for i in range(2, 6)):
        fill_and_submit(tender, people[name])
    expert = page_for(people["expert1"])
    score_all(expert, tender, people["expert1"])
    submit(expert, tender)
    assert answer_every_question(page_for, tender) >= 1  # the sample plants an expert who leans
    tender.refresh_from_db()
    assert tender.stage == Stage.SCORED
    decide_the_ring(page_for(people["supervisor"]), tender)
    tender.refresh_from_db()
    assert tender.stage == Stage.DECIDED
    text = make_report(officer, tender)
    winner = tender.rankings.latest().rows.get(rank=1)
    for said in (tender.reference, winner.bid.supplier.name, REASON[:12], str(winner.total.normalize())):
        assert said in text.replace("\r\n", "")
    tender.refresh_from_db()
    assert tender.stage == Stage.REPORTED
