"""Amounts in capital words 大写金额, both ways."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.scoring.words import AmountError, amount_in_words, parse_amount


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("贰佰柒拾壹万伍仟元整", "2715000"),
        ("人民币贰佰柒拾壹万伍仟圆正", "2715000"),
        ("壹亿零壹万元整", "100010000"),
        ("壹拾元零伍分", "10.05"),
        ("拾伍元整", "15"),
        ("叁仟零伍元贰角", "3005.20"),
        ("伍角整", "0.50"),
        ("零元整", "0"),
        ("大写：贰万亿元壹角整", "2000000000000.10"),
        ("一百二十三万四千五百六十七元八角九分", "1234567.89"),
    ],
)
def test_words_are_read(words: str, amount: str) -> None:
    assert parse_amount(words) == Decimal(amount)


@pytest.mark.parametrize(
    "words",
    ["", "元", "约贰佰万元", "贰佰佰元", "壹拾佰元", "万元", "伍陆元", "2715000元", "壹角壹元", "贰佰万元起"],
)
def test_what_is_not_one_amount_is_refused(words: str) -> None:
    with pytest.raises(AmountError):
        parse_amount(words)


@given(st.decimals(min_value=0, max_value=Decimal("9999999999999999.99"), places=2))
def test_what_is_written_is_read_back(amount: Decimal) -> None:
    assert parse_amount(amount_in_words(amount)) == amount


@pytest.mark.parametrize("amount", ["-1", "0.005", "10000000000000000"])
def test_what_has_no_words_is_refused(amount: str) -> None:
    with pytest.raises(AmountError):
        amount_in_words(Decimal(amount))
