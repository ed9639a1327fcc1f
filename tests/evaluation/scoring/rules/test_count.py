"""``count``: points for each entry that meets the conditions (87号令 Art. 55)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.evaluation.scoring.make import document, judge, points, rule

WHERE = {"signed_on": {"at_least": date(2023, 3, 2)}, "amount": {"at_least": "500000"}}
RULE = {"type": "count", "field": "contracts", "each": "2", "where": WHERE}


def contract(amount: Any = "860000", signed_on: Any = date(2024, 5, 11), **more: Any) -> dict[str, Any]:
    return {"title": "二中机房改造", "amount": amount, "signed_on": signed_on, **more}


@pytest.mark.parametrize(
    ("entry", "counts"),
    [
        (contract(), True),
        (contract(signed_on="2024-05-11"), True),
        (contract(signed_on=date(2023, 3, 2)), True),
        (contract(signed_on=date(2023, 3, 1)), False),
        (contract(signed_on="2023-03-01"), False),
        (contract(amount="500000"), True),
        (contract(amount="499999.99"), False),
        (contract(amount="1000000"), True),  # as text "1000000" sorts before "500000"
        ({"title": "无日期", "amount": "860000"}, False),
    ],
)
def test_dates_and_amounts_are_compared_as_such(entry: dict[str, Any], counts: bool) -> None:
    assert points(judge(RULE, {"contracts": [entry]})) == (2 if counts else 0)


@pytest.mark.parametrize(
    ("condition", "value", "met"),
    [
        ({"at_most": "10"}, "10", True),
        ({"at_most": "10"}, "10.01", False),
        ({"equals": "市第二中学"}, "市第二中学", True),
        ({"equals": "市第二中学"}, "市第三中学", False),
        ({"one_of": ["甲", "乙"]}, "乙", True),
        ({"one_of": ["甲", "乙"]}, "丙", False),
        ({"contains": "机房"}, "二中机房改造", True),
        ({"contains": "网络"}, "二中机房改造", False),
        ({"contains": "甲"}, ["甲", "乙"], True),
        ({"at_least": "1", "at_most": "3"}, "2", True),
        ({"at_least": "1", "at_most": "3"}, "4", False),
        ({"at_least": "1"}, "甲", False),
    ],
)
def test_every_condition(condition: dict[str, Any], value: Any, met: bool) -> None:
    score = judge({**RULE, "where": {"x": condition}}, {"contracts": [{"x": value}]})
    assert points(score) == (2 if met else 0)


def test_entries_count_up_to_the_limit_and_points_up_to_the_maximum() -> None:
    six = {"contracts": [contract()] * 6}
    assert points(judge(RULE, six)) == 10  # 6 × 2 = 12, held at 10
    assert points(judge({**RULE, "at_most": 3}, six)) == 6
    assert points(judge({**RULE, "at_most": 0}, six)) == 0


def test_an_empty_list_is_zero_and_a_missing_one_is_a_warning() -> None:
    assert judge(RULE, {"contracts": []}).warnings == ()
    missing = judge(RULE, {})
    assert (points(missing), [w.kind for w in missing.warnings]) == (0, ["not-stated"])


def test_the_explanation_says_why_an_entry_does_not_count() -> None:
    score = judge(RULE, {"contracts": [contract(), contract(amount="400000")]})
    assert "1 of 2 entries count" in str(score.explanation)
    assert "amount: 400000 is not at least 500000" in str(score.explanation)


def test_each_counted_entry_is_shown_on_its_page() -> None:
    fields = {
        "contracts": [
            contract(evidence={"document": "投标文件.pdf", "page": 2}),
            contract(amount="100", evidence={"document": "投标文件.pdf", "page": 1}),
        ]
    }
    score = judge(RULE, fields, documents=[document("封面", "二中机房改造 合同金额860,000元")])
    assert [(p.page, p.text) for p in score.evidence] == [(2, "二中机房改造")]


@given(
    st.permutations(sorted(WHERE)),
    st.permutations([contract(), contract(amount="1"), contract(signed_on="2020-01-01")]),
)
def test_neither_the_order_of_conditions_nor_of_entries_matters(names: list[str], entries: list[Any]) -> None:
    raw = {**RULE, "where": {name: WHERE[name] for name in names}}
    assert points(judge(raw, {"contracts": entries})) == 2


@pytest.mark.parametrize(
    ("value", "paths"),
    [
        ("两份", [""]),
        (["一份"], ["[0]"]),
        ([contract(amount="86万")], ["[0].amount"]),
        ([contract(), contract(signed_on="去年")], ["[1].signed_on"]),
        ([contract(evidence={"page": 1})], ["[0].evidence"]),
        ([contract(amount=860000.5)], ["[0].amount"]),
        ([contract()], []),
    ],
)
def test_entries_that_cannot_be_read_are_named_when_the_bid_is_loaded(value: Any, paths: list[str]) -> None:
    assert [path for path, _found, _expected in rule(RULE).field_problems(value)] == paths


@pytest.mark.parametrize(
    "wrong",
    [
        {"where": {"amount": {}}},
        {"where": {"amount": {"at_lest": "5"}}},
        {"where": {"amount": {"at_least": "甲"}}},
        {"where": {"amount": {"at_least": 5.5}}},
        {"each": "-1"},
        {"at_most": -1},
        {"at_most": "3"},
    ],
)
def test_conditions_that_say_nothing_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        rule({**RULE, **wrong})


def test_half_points_add_up_exactly() -> None:
    assert points(judge({**RULE, "each": "0.1"}, {"contracts": [contract()] * 3})) == Decimal("0.30")
