"""Clarifications, confirmed prices, signatures and dissent stand in the report; what is missing is said, and holds nothing up."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from django.utils.translation import override
from docx import Document

from evaluation.reporting import queries
from evaluation.reporting.docx import to_docx
from evaluation.reporting.facts import digest, facts_of
from evaluation.reporting.outline import Paragraph, Table
from evaluation.reporting.parts import report
from evaluation.reporting.pdf import to_pdf
from evaluation.reporting.services import make_report
from procurement.tenders.models import Stage, Tender
from tests.evaluation.committee.world import ANSWER, DISSENT, PAPER, QUESTION, REASON, World, build
from tests.evaluation.reporting import facts as report_facts

AT = "2026-03-03T10:00:00+08:00"


def table(facts: dict[str, object], title: str) -> list[tuple[str, ...]]:
    outline = report(facts, number=1, made_at=AT)
    return [tuple(map(str, row)) for found in outline.tables if found.title == title for row in found.rows]


def said(facts: dict[str, object]) -> str:
    outline = report(facts, number=1, made_at=AT)
    return "\n".join(block.text for block in outline.blocks if isinstance(block, Paragraph))


def points(world: World) -> list[str]:
    with override("en"):
        found = queries.open_points(world.tender)
        assert not any(point.blocks for point in found)
        return [str(point.text) for point in found]


@pytest.mark.django_db
def test_questions_answers_and_findings_stand_in_the_report() -> None:
    """87号令 Art. 58(6): 评标过程中投标人根据评标委员会要求进行的澄清、说明或者补正."""
    w = build(stage=Stage.DECIDED)
    row = w.ask(criterion=w.tender.criteria.get(code="S1"), document="投标文件.txt", page=3)
    w.reply(row, paper=PAPER)
    w.judge(row)
    facts = facts_of(w.tender)
    ((_number, name, ground, place, *_times, found),) = table(facts, "澄清、说明或者补正")
    assert (name, ground, found) == (w.bid().supplier.name, "同类问题表述不一致", "采纳")
    assert place == "S1 技术方案；投标文件.txt 第3页"
    for text in (QUESTION, ANSWER, REASON, "说明.pdf", "财政部令第87号第五十一条"):
        assert text in said(facts)


@pytest.mark.django_db
def test_signatures_and_dissent_are_printed_with_their_time_and_who_is_missing_is_named() -> None:
    w = build(stage=Stage.DECIDED)
    w.sign(0)
    w.sign(1, dissent=DISSENT)
    facts = facts_of(w.tender)
    rows = table(facts, "评标委员会成员意见")
    assert [(row[0], row[2]) for row in rows] == [
        (str(w.experts[0]), "同意"),
        (str(w.experts[1]), "不同意"),
        (str(w.experts[2]), "尚未签署"),
    ]
    assert [row[3] == "—" for row in rows] == [False, False, True]
    text = said(facts)
    assert f"{w.experts[1]}的不同意见及理由：{DISSENT}" in text
    assert f"尚未签署意见的成员：{w.experts[2]}。" in text
    assert "否则视为同意评标报告" in text


@pytest.mark.django_db
def test_the_report_is_made_without_them_and_says_what_is_missing() -> None:
    w = build(stage=Stage.DECIDED)
    w.mismatch()
    w.ask("b")
    names = [w.bid().supplier.name]
    said_open = points(w)
    assert "Clarifications without a finding of the committee: 1." in said_open
    assert f"{names[0]}: the corrected price has not been confirmed yet." in said_open
    assert "3 of 3 members have neither signed the result nor dissented." in said_open
    made = make_report(tender=w.tender, by=w.officer)
    assert [m["state"] for m in made.facts["opinions"]["members"]] == ["missing"] * 3
    assert made.facts["corrections"][0]["state"] == "unasked"


@pytest.mark.django_db
def test_once_all_is_done_nothing_of_the_committee_is_open() -> None:
    w = build(stage=Stage.DECIDED)
    w.mismatch()
    row = w.ask(ground="correction", corrected=Decimal(780_000))
    w.reply(row)
    w.judge(row)
    w.evaluated_anew()
    for number in range(3):
        w.sign(number)
    assert not any("corrected" in text or "members" in text or "Clarif" in text for text in points(w))
    assert table(facts_of(w.tender), "报价修正及投标人确认")[0][1:4] == ("800000.00", "780000.00", "已确认")


@pytest.mark.django_db
def test_a_price_its_bidder_did_not_confirm_is_told_and_left_to_the_committee() -> None:
    w = build(stage=Stage.DECIDED)
    w.mismatch()
    row = w.ask(ground="correction", corrected=Decimal(780_000))
    w.reply(row)
    w.judge(row, "refused")
    assert any("has not confirmed the corrected price; the committee decides" in text for text in points(w))
    assert table(facts_of(w.tender), "报价修正及投标人确认")[0][3] == "不确认"


@pytest.mark.django_db
def test_the_facts_stay_the_same_when_a_deadline_passes_and_when_the_report_is_out() -> None:
    w = build(stage=Stage.DECIDED)
    w.ask()
    w.sign(0)
    made = make_report(tender=w.tender, by=w.officer)
    assert digest(facts_of(Tender.objects.get(pk=w.tender.pk))) == made.digest
    assert made.facts["clarifications"][0]["state"] == "unanswered"


def test_a_report_from_before_the_committee_had_its_room_still_reads() -> None:
    facts = report_facts.facts()
    assert table(facts, "评标委员会成员意见") == []
    outline = report(facts, number=1, made_at=AT)
    assert any(isinstance(block, Table) and block.title == "澄清、说明或者补正" for block in outline.blocks)


def test_the_other_regime_has_its_own_article_on_dissent() -> None:
    """实施条例 Art. 53: 拒绝…签字又不书面说明其不同意见和理由的，视为同意评标结果."""
    facts = report_facts.facts()
    facts["tender"]["regime"] = "tendering"
    assert "《招标投标法实施条例》第五十三条" in said(facts)
    assert "第六十一条" not in said(facts)


def test_an_answer_longer_than_a_page_is_printed_to_its_end() -> None:
    facts = report_facts.facts()
    long = "\n".join(
        f"第 {n} 段：投标人就质保、培训与交货逐项说明如下，内容与投标文件一致。" * 3 for n in range(120)
    )
    facts["clarifications"] = [
        {"number": 1, "name": "晨星信息技术有限公司", "ground": "unclear", "basis": "", "criterion": "", "place": "",
         "quoted": None, "corrected": None, "question": "请说明。", "asked_at": AT, "deadline": AT, "state": "answered",
         "answers": [{"text": long, "file": "", "sha256": "", "received_at": AT, "late": False}],
         "reason": "", "judged_at": ""},
    ]  # fmt: skip
    outline = report(facts, number=1, made_at=AT)
    import pypdfium2

    with pypdfium2.PdfDocument(to_pdf(outline)) as pdf:
        text = "".join(page.get_textpage().get_text_range() for page in pdf)
    words = "\n".join(p.text for p in Document(io.BytesIO(to_docx(outline))).paragraphs)
    for whole in (text, words):
        assert "第 119 段" in whole
