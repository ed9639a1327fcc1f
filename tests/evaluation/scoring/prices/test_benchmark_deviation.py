"""``benchmark-deviation``: the distance from a trimmed mean (domain: benchmark-price families, deviation)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evaluation.scoring.make import rule
from tests.evaluation.scoring.prices.make import decimals, points, score

RULE = {"formula": "benchmark-deviation", "above": "2", "below": "1"}
TRIM = [{"bids_at_least": 4, "high": 1, "low": 0}, {"bids_at_least": 6, "high": 1, "low": 1}]


def test_above_the_benchmark_costs_more_than_below() -> None:
    # B = (90 + 100 + 110) ÷ 3 = 100; 110: 1 − 2·0.10; 90: 1 − 1·0.10
    assert points(RULE, "90", "100", "110") == decimals("90", "100", "80")


def test_the_multiplier_moves_the_benchmark() -> None:
    # B = 100 × 0.9 = 90; 110 is 2/9 above: 1 − 4/9 = 55.56 %; 100 is 1/9 above: 77.78 %
    assert points({**RULE, "multiplier": "0.9"}, "90", "100", "110") == decimals("100", "77.78", "55.56")


@pytest.mark.parametrize(
    ("prices", "benchmark"),
    [
        (("90", "100", "110"), "100"),  # 3 bids: no entry is reached
        (("90", "100", "110", "1000"), "100"),  # 4: the highest goes
        (("90", "100", "110", "120", "1000"), "105"),  # 5: still the first entry
        (("1", "90", "100", "110", "120", "1000"), "105"),  # 6: the highest and the lowest go
    ],
)
def test_the_last_trim_entry_that_is_reached_counts(prices: tuple[str, ...], benchmark: str) -> None:
    assert score({**RULE, "trim": TRIM}, *prices)[0].inputs["benchmark"] == benchmark


def test_points_are_held_between_nothing_and_everything() -> None:
    assert points(RULE, "1", "100", "1000")[2] == 0


@given(st.lists(st.decimals(min_value=1, max_value=10**6, places=2), min_size=1, max_size=8))
def test_of_two_prices_on_one_side_the_nearer_earns_no_less(values: list[Decimal]) -> None:
    found = score({**RULE, "trim": TRIM}, *map(str, values))
    benchmark = Decimal(found[0].inputs["benchmark"])
    for sign in (1, -1):
        side = sorted(
            (abs(price - benchmark), -s.score)
            for price, s in zip(values, found, strict=True)
            if s.score is not None and (price - benchmark) * sign >= Decimal("0.001")
        )
        assert [points for _, points in side] == sorted(points for _, points in side)


@pytest.mark.parametrize(
    ("trim", "path"),
    [
        ([{"bids_at_least": 2, "high": 1, "low": 1}], "trim[0]"),
        ([{"bids_at_least": 6, "high": 1}, {"bids_at_least": 6, "low": 1}], "trim[1].bids_at_least"),
    ],
)
def test_a_trim_that_leaves_nothing_or_does_not_rise_is_refused(
    trim: list[dict[str, int]], path: str
) -> None:
    made = rule({"type": "price", **RULE, "trim": trim})
    assert [p for p, _ in made.problems("objective", Decimal(30))] == [path]
