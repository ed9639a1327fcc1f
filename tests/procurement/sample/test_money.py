"""Amounts in capital numerals 大写金额."""

from __future__ import annotations

from decimal import Decimal

import pytest

from procurement.sample.money import cents, in_words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("2715000.00", "贰佰柒拾壹万伍仟元整"),
        ("1000000", "壹佰万元整"),
        ("30000", "叁万元整"),
        ("10200030.05", "壹仟零贰拾万零叁拾元零伍分"),
        ("2603450.50", "贰佰陆拾万零叁仟肆佰伍拾元伍角整"),
        ("100010000.11", "壹亿零壹万元壹角壹分"),
        ("0.30", "零元叁角整"),
    ],
)
def test_an_amount_reads_as_a_bank_would_write_it(amount: str, words: str) -> None:
    assert in_words(Decimal(amount)) == words


def test_half_a_cent_rounds_up() -> None:
    assert cents(Decimal("1.005")) == Decimal("1.01")
