"""``linear``: 1 − slope × (P − lowest) ÷ lowest."""

import pytest
from pydantic import ValidationError

from tests.evaluation.scoring.make import rule
from tests.evaluation.scoring.prices.make import decimals, points


def test_points_fall_evenly_with_the_distance_from_the_lowest() -> None:
    # 10 % above × slope 1 → 90; 25 % above × slope 2 → 50
    assert points({"formula": "linear", "slope": "1"}, "100", "110") == decimals("100", "90")
    assert points({"formula": "linear", "slope": "2"}, "100", "125") == decimals("100", "50")


def test_points_never_fall_below_nothing() -> None:
    assert points({"formula": "linear", "slope": "2"}, "100", "151", "1000") == decimals("100", "0", "0")


@pytest.mark.parametrize("wrong", [{}, {"slope": "-1"}, {"slope": 0.5}, {"slope": "1", "steep": "1"}])
def test_a_slope_is_an_exact_number_from_zero(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        rule({"type": "price", "formula": "linear", **wrong})
