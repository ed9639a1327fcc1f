"""An officer's way in a real browser: load, mend, open, evaluate with live progress, read the scores and the result."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from procurement.people.models import Role, User
from procurement.tenders.models import Stage, Tender
from tests.browser_support import PHONE
from tests.factories import PASSWORD, BidFactory, TenderFactory, UserFactory, document, evaluate
from tests.packages import bid_yaml, tender_yaml, write_package, zip_folder

PageFor = Callable[..., Page]
SLOW = 60_000  # milliseconds a job may take on a busy machine


@pytest.fixture
def officer(live_server: Any) -> User:
    return UserFactory(username="chen", display_name="陈思远")


def _package(folder: Path, name: str, **tender: Any) -> Path:
    bids = {
        "chenxing": bid_yaml(),
        "anhe": bid_yaml(supplier={"name": "安和科技有限公司"}, price={"total": "760000.00"}),
    }
    return zip_folder(write_package(folder / name, tender_yaml(**tender), bids), folder / f"{name}.zip")


def _choose(page: Page, package: Path) -> None:
    page.locator("input[type=file]").set_input_files(package)
    expect(page.locator("[data-chosen]")).to_contain_text(package.name)
    page.get_by_role("button", name="导入项目包").click()


def test_signing_in_lands_on_the_worklist(officer: User, page: Page) -> None:
    page.goto("/tenders/")
    page.get_by_label("用户名").fill("chen")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page).to_have_url("/tenders/")
    page.get_by_role("link", name="工作清单").click()
    expect(page.get_by_text("目前没有待办事项")).to_be_visible()


def test_from_upload_to_result(
    officer: User, page_for: PageFor, tmp_path: Path, celery_worker_process: Any
) -> None:
    page = page_for(officer)
    # a package with a slip is refused, the slip is named by file and place
    page.goto("/tenders/new/")
    criteria = [{**criterion} for criterion in tender_yaml()["criteria"]]
    criteria[2]["rule"] = {**criteria[2]["rule"], "type": "tierz"}
    _choose(page, _package(tmp_path, "slip", criteria=criteria))
    problems = page.get_by_role("alert")
    expect(problems).to_contain_text("criteria[2].rule.type", timeout=SLOW)
    expect(problems).to_contain_text("tiers")
    expect(problems).to_contain_text("tender.yaml")
    assert not Tender.objects.exists()
    # it waits on the worklist until a good one has been sent
    page.goto("/")
    page.get_by_role("link", name="修正项目包中的").click()
    page.get_by_role("link", name="上传修正后的项目包").click()
    _choose(page, _package(tmp_path, "mended"))
    page.get_by_role("link", name="前往项目").click(timeout=SLOW)
    # sealed: how many, no more
    expect(page.get_by_text("2 份投标，密封中")).to_be_visible()
    expect(page.get_by_text("安和科技有限公司")).to_have_count(0)
    page.get_by_role("button", name="开标…").click()
    page.get_by_role("dialog").get_by_role("button", name="开标").click()
    expect(page.get_by_role("link", name="安和科技有限公司")).to_be_visible()
    # the evaluation runs, and the page turns without being loaded again
    page.evaluate("window.stayed = true")
    page.get_by_role("button", name="发起评审").click()
    expect(page.locator("[aria-current=step]")).to_contain_text("已评审", timeout=SLOW)
    # a score with its reason, the bid, the result
    row = page.get_by_role("row", name="安和科技有限公司")
    row.locator("button.why").first.click()
    expect(page.locator(".why-card:popover-open")).to_contain_text("投标报价")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="安和科技有限公司").click()
    expect(page.get_by_role("heading", name="客观评审因素（系统评分）")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="评审结果").click()
    expect(page.get_by_text("排名尚未完成")).to_be_visible()
    assert Tender.objects.get().stage == Stage.EVALUATED


def test_opening_before_the_deadline_asks_for_a_reason(officer: User, page_for: PageFor) -> None:
    tender = TenderFactory(officer=officer, bid_deadline=timezone.now() + timedelta(days=1))
    BidFactory(tender=tender)
    page = page_for(officer)
    page.goto(f"/tenders/{tender.reference}/")
    page.get_by_role("button", name="开标…").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="开标").click()  # the browser keeps the empty form
    expect(dialog).to_be_visible()
    dialog.get_by_label("提前开标的理由").fill("全体投标人书面同意")
    dialog.get_by_role("button", name="开标").click()
    expect(page.get_by_text("全体投标人书面同意")).to_be_visible()


def test_the_committee_is_named_and_changed_with_a_reason(officer: User, page_for: PageFor) -> None:
    UserFactory(role=Role.EXPERT, display_name="吴若兰")
    tender = TenderFactory(officer=officer)
    page = page_for(officer)
    page.goto(f"/tenders/{tender.reference}/")
    page.get_by_label("评审专家").select_option(label="吴若兰")
    page.get_by_role("button", name="加入").click()
    expect(page.get_by_text("吴若兰 已加入评标委员会")).to_be_visible()
    expect(page.get_by_text("目前 1 人，至少应为 5 人")).to_be_visible()
    page.get_by_role("button", name="移出 吴若兰").click()
    page.get_by_role("dialog").get_by_label("理由").fill("本人申请回避")
    page.get_by_role("dialog").get_by_role("button", name="移出", exact=True).click()
    expect(page.get_by_text("尚未确定评审专家")).to_be_visible()


def test_the_keyboard_reaches_places_search_and_the_list_of_keys(officer: User, page_for: PageFor) -> None:
    TenderFactory(officer=officer)
    page = page_for(officer)
    page.goto("/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="键盘快捷键")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("t")
    expect(page).to_have_url("/tenders/")
    page.keyboard.press("/")
    expect(page.locator("[data-search]")).to_be_focused()
    page.keyboard.type("没有")
    page.keyboard.press("Enter")
    expect(page.get_by_text("没有符合条件的项目")).to_be_visible()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_text("No tender fits this search.")).to_be_visible()


def test_the_first_stop_of_the_tab_key_skips_to_the_content(officer: User, page_for: PageFor) -> None:
    page = page_for(officer)
    page.goto("/tenders/")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="跳到正文")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()


@pytest.mark.parametrize(
    "address",
    ["/", "/tenders/", "/tenders/new/", "/tenders/{0}/", "/tenders/{0}/bids/jia/", "/tenders/{0}/results/"],
)
def test_a_telephone_shows_every_page_without_scrolling_sideways(
    officer: User, page_for: PageFor, address: str
) -> None:
    tender = TenderFactory(officer=officer, stage=Stage.EVALUATED)
    document(BidFactory(tender=tender, key="jia"))
    evaluate(tender)
    page = page_for(officer, size=PHONE)
    page.goto(address.format(tender.reference))
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
