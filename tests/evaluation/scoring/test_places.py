"""From a stated page to the box round the value on it."""

from datetime import date
from decimal import Decimal

import pytest

from evaluation.scoring.places import anywhere, at, beside, contents_last, forms
from procurement.bids.schema import EvidencePlace
from tests.evaluation.scoring.make import document


def place(page: int, name: str = "投标文件.pdf") -> EvidencePlace:
    return EvidencePlace(document=name, page=page)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("860000", "合同金额：860,000.00 元"),
        ("860000", "合同金额86万元整"),
        (Decimal("860000.50"), "合同金额 860000.50 元"),
        ("12000000", "注册资本 1,200 万元"),
        (date(2024, 5, 11), "签订日期：2024年5月11日"),
        ("2024-05-11", "签订日期 2024.05.11"),
        ("二中机房改造", "项目名称：二中机\n房改造"),
    ],
)
def test_a_value_is_found_however_it_is_written(value: object, text: str) -> None:
    found = at([document("封面", text)], [place(2)], forms(value))[0]
    assert found.page == 2
    assert found.bbox is not None
    assert document("封面", text).page(2).text[found.start : found.end] == found.text


@pytest.mark.parametrize("text", ["1860000", "860000.5", "8600000", "2860,000.00"])
def test_an_amount_is_never_found_inside_another(text: str) -> None:
    assert at([document(text)], [place(1)], forms("860000"))[0].bbox is None


def test_the_box_lies_round_the_value() -> None:
    box = at([document("金额860000元")], [place(1)], forms("860000"))[0].bbox
    assert box is not None
    assert tuple(box) == (70, 50, 130, 62)


def test_a_page_without_the_value_is_kept_and_says_so() -> None:
    found = at([document("别的内容")], [place(1)], forms("860000"))[0]
    assert (found.page, found.bbox) == (1, None)
    assert "not found" in str(found.reason)


def test_a_picture_is_said_to_be_one() -> None:
    found = at([document("", source="scanned")], [place(1)], forms("860000"))[0]
    assert "picture" in str(found.reason)


@pytest.mark.parametrize(("page", "name"), [(3, "投标文件.pdf"), (1, "别的.pdf")])
def test_a_place_that_is_not_there_says_so(page: int, name: str) -> None:
    found = at([document("一", "二")], [place(page, name)], forms("860000"))[0]
    assert found.bbox is None
    assert ("has 2 pages" in str(found.reason)) or ("not among" in str(found.reason))


def test_without_a_stated_place_the_most_telling_form_is_searched_everywhere() -> None:
    found = anywhere([document("三", "12,000,000.00元", "12,000,000.00", "12000000")], forms("12000000"))
    assert [passage.page for passage in found] == [2, 3]
    assert anywhere([document("无")], forms("12000000")) == []


def test_a_clause_is_looked_for_where_deviations_are_told() -> None:
    texts = [document("3.2.1 技术要求", "技术偏离表 3.2.1 无偏离", "技术偏离表 3.2.10 负偏离")]
    assert [passage.page for passage in beside(texts, "3.2.1", near="偏离")] == [2]


def test_a_table_of_contents_comes_last() -> None:
    contents = "目录\n投标函........ 2\n授权书........ 3\n偏离表........ 4\n报价表........ 5"
    texts = [document(contents, "投标函")]
    assert [passage.page for passage in contents_last(texts, anywhere(texts, ["投标函"]))] == [2, 1]
