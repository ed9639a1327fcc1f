"""Rounding is half up and exact."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.scoring.numbers import clamp, half_up, mean, plain

decimals = st.decimals(min_value=-(10**9), max_value=10**9, places=6)


@pytest.mark.parametrize(
    ("number", "places", "expected"),
    [
        ("28.145", 2, "28.15"),
        ("28.1449999", 2, "28.14"),
        ("0.5", 0, "1"),
        ("-0.5", 0, "-1"),
        ("2.675", 2, "2.68"),  # a binary float would give 2.67
        ("-0.001", 2, "0.00"),
    ],
)
def test_a_half_rounds_away_from_zero(number: str, places: int, expected: str) -> None:
    rounded = half_up(Fraction(number), places)
    assert (rounded, str(rounded)) == (Decimal(expected), expected)


def test_a_quotient_that_is_exactly_a_half_is_not_lost_before_it_is_rounded() -> None:
    # 1 ÷ 3 × 0.015 is exactly 0.005; with a quotient cut to 28 digits it would be 0.004999…
    assert half_up(Fraction(1, 3) * Fraction("0.015"), 2) == Decimal("0.01")


@given(decimals, st.integers(0, 6))
def test_it_agrees_with_the_decimal_library_where_that_is_exact(number: Decimal, places: int) -> None:
    assert half_up(number, places) == number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def test_the_mean_is_exact_and_nothing_has_none() -> None:
    assert mean([Decimal(1), Decimal(1), Decimal(2)]) == Fraction(4, 3)
    with pytest.raises(ValueError, match="no numbers"):
        mean([])


def test_numbers_are_held_and_shown_plainly() -> None:
    assert clamp(Fraction(7), 0, 5) == 5
    assert clamp(Fraction(-1), 0, 5) == 0
    assert [plain(Decimal(n)) for n in ("1E+3", "2.50", "0.00", "100")] == ["1000", "2.5", "0", "100"]
