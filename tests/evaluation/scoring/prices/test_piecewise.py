"""``piecewise``: B = mean × 0.95, ×1.2 above and ×0.8 below (domain: benchmark-price families, piecewise)."""

import pytest

from tests.evaluation.scoring.prices.make import decimals, points, score

RULE = {"formula": "piecewise"}


def test_the_usual_numbers() -> None:
    # B = 100 × 0.95 = 95.  110: 15/95 × 1.2 = 18.947 % off; 90: 5/95 × 0.8 = 4.211 %; 100: 5/95 × 1.2 = 6.316 %
    assert points(RULE, "90", "100", "110") == decimals("95.79", "93.68", "81.05")


@pytest.mark.parametrize(
    ("prices", "mean"),
    [
        (("80", "90", "100", "110", "620"), "200"),  # 5 bids: nothing is dropped
        (("80", "90", "100", "110", "120", "900"), "100"),  # 6: the highest
        (("1", "80", "90", "100", "110", "120", "900"), "100"),  # 7: the highest and the lowest
    ],
)
def test_what_is_dropped_goes_by_the_number_of_bids(prices: tuple[str, ...], mean: str) -> None:
    assert score(RULE, *prices)[0].inputs["mean"] == mean


def test_every_number_may_be_set_by_the_tender() -> None:
    own = {**RULE, "trim": [], "multiplier": "1", "above": "1", "below": "0.5"}
    assert points(own, "90", "100", "110") == decimals("95", "100", "90")
