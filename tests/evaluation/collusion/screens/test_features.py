"""The screens worked by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.collusion.screens.features import NAMES, Screens, screens

PRICES = st.lists(st.integers(1, 10**6).map(Decimal), min_size=4, max_size=12)


def of(*prices: int) -> Screens:
    return screens(Decimal(p) for p in prices)


def test_four_prices_by_hand() -> None:
    """100, 104, 110, 126: mean 110, sum of squares 100 + 36 + 0 + 256 = 392, sd √(392/3) = 11.431."""
    found = of(110, 100, 126, 104)
    assert found.cv == pytest.approx(11.4310 / 110, rel=1e-4)
    assert found.spread == pytest.approx(0.26)
    assert found.diffp == pytest.approx(0.04)
    # losers 104, 110, 126: mean 113.33, squares 87.11 + 11.11 + 160.44 = 258.67, sd √129.33 = 11.372
    assert found.rd == pytest.approx(4 / 11.3725, rel=1e-4)
    # third moments: (−1000 − 216 + 0 + 4096) ÷ 11.431³ = 1.9282; × 4 ÷ (3·2)
    assert found.skew == pytest.approx(2880 / 11.4310**3 * 4 / 6, rel=1e-4)
    # uniform on [100, 126]: the third price stands at 10/26 with 3/4 of the bids up to it
    assert found.ks == pytest.approx(3 / 4 - 10 / 26)


def test_what_needs_more_prices_is_left_open() -> None:
    assert of(100) == Screens(1)
    assert of(100, 110).rd is None
    assert of(100, 110).cv is not None
    assert of(100, 110, 120).kurtosis is None
    assert of(100, 100, 100, 100).skew is None


@given(PRICES, st.integers(1, 1000))
def test_no_screen_depends_on_the_currency(prices: list[Decimal], rate: int) -> None:
    one, other = screens(prices), screens(p * rate for p in prices)
    for name in NAMES:
        a, b = getattr(one, name), getattr(other, name)
        assert (a is None) == (b is None)
        assert a is None or a == pytest.approx(b, rel=1e-6, abs=1e-9)
