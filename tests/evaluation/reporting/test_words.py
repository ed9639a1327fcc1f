"""The report is Chinese throughout: fields, values and parameters of rules have words."""

import re

import pytest

from evaluation.reporting.parts.method import standard

LATIN = re.compile(r"[A-Za-z_]{2,}")


def stated(rule: dict[str, object]) -> str:
    return standard({"rule": rule, "levels": [], "guidance": ""})


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"type": "field-equals", "field": "credit_status", "value": "clean"}, "数据项：信用状况；应为：未列入失信名单"),
        ({"type": "field-equals", "field": "deposit", "one_of": ["transfer", "guarantee"]}, "银行转账、保函"),
        (
            {"type": "count", "field": "contracts", "each": "2", "where": {"amount": {"at_least": "500000"}}},
            "数据项：合同业绩；每项得分：2；条件：金额 不低于 500000",
        ),
        ({"type": "price", "formula": "linear", "slope": "0.5"}, "扣分系数：0.5"),
        (
            {"type": "price", "formula": "piecewise", "trim": [{"bids_at_least": 6, "high": 1, "low": 0}]},
            "去高去低：（投标人数不少于 6，去最高 1，去最低 0）",
        ),
    ],
)  # fmt: skip
def test_a_standard_is_said_in_chinese(rule: dict[str, object], said: str) -> None:
    text = stated(rule)
    assert said in text
    assert LATIN.search(text) is None


def test_a_condition_bounds_a_value_and_a_rule_bounds_the_number() -> None:
    """``at_most`` of a count caps what counts; inside a condition it caps the value that is looked at."""
    rule = {"type": "count", "field": "certificates", "at_most": 4, "where": {"amount": {"at_most": "9"}}}
    assert "最多计：4" in stated(rule)
    assert "金额 不高于 9" in stated(rule)


def test_a_field_of_the_tenders_own_stands_as_the_package_has_it() -> None:
    assert "数据项：our_own_field" in stated({"type": "field-present", "field": "our_own_field"})
