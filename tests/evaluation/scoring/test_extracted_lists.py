"""Lists that tables state: filled where ``bid.yaml`` has none, compared where it has, never in silence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evaluation.reading import read
from evaluation.reading.document import Document
from evaluation.scoring.engine import score_tender
from evaluation.scoring.extracted import CompletedBid, complete, told
from evaluation.scoring.result import BidOutcome, BidWarning
from procurement.bids.schema import BidSpec
from tests.evaluation.reading import make as files
from tests.evaluation.scoring import make

COUNT = {
    "code": "O1", "kind": "objective", "max_score": "10",
    "rule": {"type": "count", "field": "contracts", "each": "2", "where": {"signed_on": {"at_least": "2023-03-02"}}},
}  # fmt: skip
DEVIATIONS = {
    "code": "O2", "kind": "objective", "max_score": "15",
    "rule": {"type": "deviations", "field": "deviations", "each_negative": "-3", "starred_negative": "reject"},
}  # fmt: skip
CONTRACTS = [
    ["项目名称", "采购人", "合同金额（元）", "签订日期"],
    ["二中机房改造", "市第二中学", "860000", "2024-05-11"],
    ["旧图书馆改造", "市图书馆", "300000", "2020-01-08"],
]
TABLE = [
    ["条款", "招标要求", "投标响应", "偏离"],
    ["3.1.1", "★内存不小于64GB", "64GB", "无偏离"],
    ["3.1.2", "保修三年", "两年", "负偏离"],
]
BILL = [["编码", "名称", "单位", "数量", "单价", "合价"],
        *([f"A-{n}", f"货物{n}", "台", "2", "1000", "2000"] for n in range(1, 5))]  # fmt: skip


def docx(*tables: Sequence[Sequence[str]]) -> Document:
    return read(files.docx_of("表", tables=tables), "投标文件.docx")


def judged(bid: BidSpec, *documents: Document, criteria: Sequence[Any]) -> tuple[BidOutcome, CompletedBid]:
    tender = make.tender(criteria)
    completed = complete(tender, {"a": bid}, {"a": documents})
    outcomes = score_tender(tender, {"a": completed["a"].bid}, {"a": documents})
    return told(tender, outcomes, completed)["a"], completed["a"]


def of_kind(outcome: BidOutcome, kind: str) -> list[BidWarning]:
    return [w for w in outcome.warnings if w.kind == kind]


def test_contracts_left_out_are_filled_from_their_table_and_scored() -> None:
    outcome, completed = judged(make.bid(), docx(CONTRACTS), criteria=[COUNT])
    (score,) = outcome.scores
    assert str(score.score) == "2.00"  # the other one was signed too early
    assert "was read from the document, confidence 0.95" in str(score.explanation)
    assert [entry["amount"] for entry in completed.bid.fields["contracts"]] == ["860000", "300000"]
    (warning,) = of_kind(outcome, "extracted")
    assert "二中机房改造；旧图书馆改造 (2)" in str(warning.detail)
    assert [(p.document, p.page, p.bbox is not None) for p in warning.places] == [
        ("投标文件.docx", 1, True)
    ] * 2
    assert score.evidence[0].bbox is not None


def test_deviations_left_out_are_filled_and_count() -> None:
    outcome, _ = judged(make.bid(), docx(TABLE), criteria=[DEVIATIONS])
    assert str(outcome.scores[0].score) == "12.00"
    assert outcome.valid


def test_a_starred_negative_deviation_in_the_table_rejects_as_if_stated() -> None:
    rows = [*TABLE[:1], ["3.1.1", "★内存不小于64GB", "32GB", "负偏离"]]
    outcome, _ = judged(make.bid(), docx(rows), criteria=[DEVIATIONS])
    assert [r.code for r in outcome.rejections] == ["O2"]


def test_a_table_with_an_entry_that_cannot_be_read_is_only_proposed() -> None:
    rows = [*TABLE, ["3.1.3", "售后", "详见附件", "详见附件"]]
    outcome, completed = judged(make.bid(), docx(rows), criteria=[DEVIATIONS])
    assert not completed.filled
    (warning,) = of_kind(outcome, "proposal")
    assert "Nothing was filled in" in str(warning.detail)
    assert len(warning.places) == 3


def test_a_stated_list_is_scored_and_a_difference_shows_both() -> None:
    stated = [{"clause": "3.1.1", "starred": True, "kind": "none"}, {"clause": "3.1.2", "kind": "none"}]
    outcome, completed = judged(make.bid(fields={"deviations": stated}), docx(TABLE), criteria=[DEVIATIONS])
    assert str(outcome.scores[0].score) == "15.00"
    assert not completed.filled
    (warning,) = of_kind(outcome, "disagreement")
    assert "“3.1.2”: bid.yaml (fields.deviations[1].kind) states no deviation" in str(warning.detail)
    assert "投标文件.docx page 1 says a negative deviation" in str(warning.detail)
    assert warning.places[0].bbox is not None


def test_amounts_and_dates_of_a_contract_are_compared_as_such() -> None:
    same = {"title": "二中 机房改造", "amount": "860000.00", "signed_on": "2024-05-11"}
    other = {"title": "旧图书馆改造", "amount": "3000000", "signed_on": "2020-01-08"}
    missing = {"title": "不在表中的项目", "amount": "1", "signed_on": "2024-05-11"}
    bid = make.bid(fields={"contracts": [same, other, missing]})
    (warning,) = of_kind(judged(bid, docx(CONTRACTS), criteria=[COUNT])[0], "disagreement")
    assert "fields.contracts[1].amount" in str(warning.detail)
    assert "says 300000" in str(warning.detail)


def test_a_team_left_out_is_taken_from_the_table_of_staff() -> None:
    rows = [["姓名", "职务", "资格证书"], ["赵强", "项目经理", "一级建造师"]]
    outcome, completed = judged(make.bid(), docx(rows), criteria=[COUNT])
    assert [(m.name, m.role) for m in completed.bid.team] == [("赵强", "项目经理")]
    assert "(team)" in str(of_kind(outcome, "extracted")[0].detail)
    stated = make.bid(team=[{"name": "李岩"}])
    assert [m.name for m in judged(stated, docx(rows), criteria=[COUNT])[1].bid.team] == ["李岩"]


def test_the_priced_bill_is_found_by_its_sum() -> None:
    bill = read(files.xlsx_of(BILL), "分项报价.xlsx")
    outcome, completed = judged(make.bid("8000"), docx(CONTRACTS), bill, criteria=[COUNT])
    assert completed.bid.price.items == "分项报价.xlsx"
    assert not of_kind(outcome, "arithmetic")


def test_a_priced_bill_with_another_sum_is_shown_beside_the_total() -> None:
    bill = read(files.xlsx_of(BILL), "分项报价.xlsx")
    outcome, completed = judged(make.bid("9000"), bill, criteria=[COUNT])
    assert completed.bid.price.items == ""
    (warning,) = of_kind(outcome, "proposal")
    assert "sum to 8,000, the quoted total is 9,000" in str(warning.detail)
    assert warning.places[0].bbox is not None
