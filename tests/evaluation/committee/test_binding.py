"""What binds the evaluation: a confirmed price is evaluated, a bid the committee holds invalid leaves; on a real package."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluation import decisions, pipeline
from evaluation.committee import binding, queries, services
from evaluation.committee.models import Clarification
from evaluation.reporting.facts import facts_of
from evaluation.reporting.parts import report
from evaluation.scoring import queries as scoring
from evaluation.scoring.models import BidResult, Score
from procurement.jobs.models import Job
from procurement.people.models import Assignment, Role, User
from procurement.tenders.models import Tender
from tests.evaluation.committee.world import build
from tests.factories import UserFactory
from tests.packages import bid_yaml, write_package

pytestmark = pytest.mark.django_db


@pytest.fixture
def tender(tmp_path: Path) -> Tender:
    """Three bids; anhe quotes 800,000 in figures and 750,000 in words."""
    prices = {"anhe": "800000", "beichen": "780000", "chuanliu": "900000"}
    bids = {key: bid_yaml(supplier={"name": key}, price={"total": price}) for key, price in prices.items()}
    bids["anhe"]["price"]["words"] = "柒拾伍万元整"
    call_command("load_package", str(write_package(tmp_path / "p", bids=bids)))
    call_command("evaluate", "ZFCG-2026-0001")
    return Tender.objects.get()


@pytest.fixture
def officer(tender: Tender) -> User:
    made = UserFactory(role=Role.OFFICER)
    Assignment.objects.create(tender=tender, user=made)
    return made


def ask(tender: Tender, officer: User) -> Clarification:
    row = services.ask(
        bid=tender.bids.get(key="anhe"), by=officer, ground="correction", question="请书面确认修正后的报价。",
        deadline=timezone.now() + timedelta(hours=1), corrected=Decimal(750_000),
    )  # fmt: skip
    services.reply(clarification=row, by=officer, received_at=timezone.now(), text="已答复。")
    return row


def price_scores(tender: Tender) -> dict[str, str]:
    rows = Score.objects.filter(result__evaluation=scoring.current(tender), criterion__code="P1")
    return {
        row.result.bid.key: str(row.score.quantize(Decimal("0.01"))) for row in rows if row.score is not None
    }


def anew(tender: Tender) -> None:
    tender.refresh_from_db()
    assert decisions.is_outdated(tender)
    assert Job.objects.filter(kind="evaluate", tender=tender).exists()
    pipeline.evaluate(tender=tender, by=None)
    Job.objects.all().delete()


def test_a_confirmed_price_is_the_one_that_is_scored(tender: Tender, officer: User) -> None:
    """Art. 59 with Art. 55, by hand: 780,000 is lowest, then 750,000: 750/780 × 30 = 28.85 and 750/900 × 30 = 25."""
    assert price_scores(tender) == {"anhe": "29.25", "beichen": "30.00", "chuanliu": "26.00"}
    row = ask(tender, officer)
    assert not decisions.is_outdated(tender)
    services.judge(clarification=row, by=officer, verdict="accepted", reason="投标人已盖章确认修正后的报价。")
    anew(tender)
    assert price_scores(tender) == {"anhe": "30.00", "beichen": "28.85", "chuanliu": "25.00"}
    assert tender.bids.get(key="anhe").price == 800_000  # what was quoted stays on record
    (line,) = queries.to_confirm(tender, queries.all_of(tender))
    assert (line.state, line.correction.corrected) == ("accepted", Decimal(750_000))
    table = next(t for t in report(facts_of(tender), number=1, made_at="").tables if t.title == "评标价格")
    assert [str(cell) for cell in table.rows[0][1::4]] == ["800000.00", "750000.00"]
    assert str(table.rows[0][4]) == "0.00"  # nothing was deducted
    assert str(binding.confirmed(tender)["anhe"]) == "750000"  # as sentences say it


def test_the_page_of_clarifications_lists_a_price_that_was_confirmed_and_evaluated(
    tender: Tender, officer: User, client: Client
) -> None:
    services.judge(
        clarification=ask(tender, officer),
        by=officer,
        verdict="accepted",
        reason="投标人已盖章确认修正后的报价。",
    )
    anew(tender)
    client.force_login(officer)
    page = client.get(reverse("committee:clarifications", args=[tender.reference]))
    assert page.status_code == 200
    assert "750,000" in page.content.decode()


def test_the_report_gives_the_formula_of_the_price_score(tender: Tender) -> None:
    """Art. 58(3), 评标方法和标准; the formula of Art. 55 is the one that a rule has by default."""
    table = next(
        t for t in report(facts_of(tender), number=1, made_at="").tables if t.title == "评审因素与标准"
    )
    (standard,) = (str(row[4]) for row in table.rows if str(row[0]) == "P1")
    assert standard.startswith("价格分：评标基准价÷评标价×满分")


def test_a_bid_that_the_committee_holds_invalid_leaves_the_evaluation_with_its_reason(
    tender: Tender, officer: User
) -> None:
    """Art. 59: 投标人不确认的，其投标无效."""
    reason = "投标人书面表示不确认修正后的报价。"
    row = ask(tender, officer)
    services.judge(clarification=row, by=officer, verdict="refused", reason=reason)
    assert not Job.objects.exists()  # not confirmed alone changes nothing
    services.judge(clarification=row, by=officer, verdict="invalid", reason=reason)
    anew(tender)
    result = BidResult.objects.get(evaluation=scoring.current(tender), bid__key="anhe")
    assert not result.valid
    (rejection,) = result.rejections
    assert (rejection["code"], rejection["basis"]) == (
        "price-correction",
        "财政部令第87号第五十九条、第五十一条",
    )
    assert reason in str(rejection["reason"])
    assert queries.to_confirm(tender, queries.all_of(tender)) == []


def test_a_finding_that_is_corrected_takes_its_effect_back(tender: Tender, officer: User) -> None:
    row = ask(tender, officer)
    services.judge(clarification=row, by=officer, verdict="accepted", reason="投标人已盖章确认修正后的报价。")
    anew(tender)
    services.judge(clarification=row, by=officer, verdict="refused", reason="复核发现盖章并非投标人公章。")
    anew(tender)
    assert price_scores(tender)["anhe"] == "29.25"


def test_an_explanation_that_is_not_accepted_makes_no_bid_invalid() -> None:
    w = build()
    row = w.ask()
    w.reply(row)
    with pytest.raises(ValidationError):
        w.judge(row, "invalid", "说明改变了投标文件的实质性内容。")


def test_a_low_price_that_is_not_explained_can_be_held_invalid() -> None:
    """87号令 Art. 60: 投标人不能证明其报价合理性的，评标委员会应当将其作为无效投标处理."""
    w = build()
    row = w.ask(ground="low-price", question="报价明显偏低，请说明其合理性并提供证明材料。")
    w.reply(row, text="成本测算见附件。")
    w.judge(row, "invalid", "成本测算缺少人工费，不能证明报价合理性。")
    assert decisions.is_outdated(w.tender)
    assert Job.objects.filter(kind="evaluate").count() == 1
