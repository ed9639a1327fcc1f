"""``random-subset``: mean of drawn bids × (1 − k) (domain: random subset mean)."""

import pytest

from evaluation.scoring.prices.random_subset import RandomSubset
from tests.evaluation.scoring.prices.make import Fixed, decimals, score

RULE = {"formula": "random-subset", "reductions": ["0.005", "0.01", "0.02"], "above": "1", "below": "0.5"}


@pytest.mark.parametrize(
    ("bids", "drawn"),
    [
        (1, 1),
        (2, 2),
        (3, 3),
        (5, 3),
        (6, 3),
        (7, 4),
        (10, 5),
        (11, 6),
        (15, 6),
        (16, 6),
        (20, 8),
        (21, 9),
        (40, 12),
    ],
)
def test_how_many_are_drawn(bids: int, drawn: int) -> None:
    # 50 % (at least 3) up to 10; 40 % (at least 6) up to 20; 30 % (at least 9) beyond; half up: 3.5 → 4, 6.4 → 6
    made = RandomSubset.model_validate({"type": "price", **RULE})
    assert made.count(bids) == drawn


def test_the_formula_by_hand() -> None:
    # drawn: the first three, 90, 100, 110, mean 100; k = 0.02 → B = 98; 90: −8/98 × 0.5 → 95.92; 110: 12/98 → 87.76
    found = score(RULE, "90", "100", "110", "300", "300", draws=Fixed(reduction="0.02"))
    assert found[0].inputs["benchmark"] == "98"
    assert found[0].inputs["drawn bids"] == "b00、b01、b02"
    assert [f.score for f in found[:3]] == decimals("95.92", "97.96", "87.76")


def test_the_drawn_bids_follow_from_the_seed() -> None:
    prices = [str(price) for price in range(100, 110)]
    seen = {score(RULE, *prices, seed=seed)[0].inputs["drawn bids"] for seed in range(30)}
    assert len(seen) > 20
    assert score(RULE, *prices, seed=3)[0].inputs == {**score(RULE, *prices, seed=3)[0].inputs}
