"""A group left out: moves and flips worked by hand, under each family of benchmark."""

from __future__ import annotations

from decimal import Decimal

import pytest

from evaluation.collusion.counterfactual.leave_out import as_far, effect, groups
from evaluation.scoring.prices.abc import Abc
from evaluation.scoring.prices.benchmark_deviation import BenchmarkDeviation
from evaluation.scoring.prices.ceiling_weighted import CeilingWeighted
from evaluation.scoring.prices.random_subset import RandomSubset

LIMIT = Decimal(2000)
SLOPES = {"type": "price", "above": "1", "below": "1"}
MEAN = BenchmarkDeviation.model_validate({**SLOPES, "formula": "benchmark-deviation"})


def prices(**found: int) -> dict[str, Decimal]:
    return {bidder: Decimal(price) for bidder, price in found.items()}


def test_a_supporting_bid_pulls_the_mean_to_its_partner() -> None:
    """Mean 1100 with all: 1100 (a) is best.  Without a and z the mean of 1000, 1010, 990 is 1000: b is best."""
    found = effect(MEAN, prices(a=1100, z=1400, b=1000, c=1010, d=990), {"a", "z"}, LIMIT, 1)
    assert found is not None
    assert found.moved == pytest.approx(1000 / 1100 - 1)
    assert (found.flips, found.wins_with, found.wins_without) == (1.0, 1.0, 0.0)
    assert (found.draws, found.exhaustive) == (1, True)


def test_every_coefficient_counts_by_its_chance() -> None:
    """B = (2000·w + mean·(1−w)): w 0 → mean 1100, a best; w 0.5 → 1550, z best; without them: 1000 (b) and 1500 (z).

    So the best price changes in one of two draws; the group is best always, and without its pull in one of two.
    """
    formula = CeilingWeighted.model_validate(
        {**SLOPES, "formula": "ceiling-weighted", "weights": ["0", "0.5"], "factors": ["1"], "deltas": ["0"]}
    )
    found = effect(formula, prices(a=1100, z=1400, b=1000, c=1010, d=990), {"a", "z"}, LIMIT, 1)
    assert found is not None
    assert (found.draws, found.exhaustive) == (2, True)
    assert found.moved == pytest.approx((1000 / 1100 - 1 + 1500 / 1550 - 1) / 2)
    assert (found.flips, found.wins_with, found.wins_without) == (0.5, 1.0, 0.5)


def test_all_subsets_are_drawn_where_they_are_few() -> None:
    """Of 5 bids 3 are drawn: 10 subsets; of the 3 that are left, all."""
    formula = RandomSubset.model_validate({**SLOPES, "formula": "random-subset", "reductions": ["0", "0.02"]})
    found = effect(formula, prices(a=1100, z=1400, b=1000, c=1010, d=990), {"a", "z"}, LIMIT, 1)
    assert found is not None
    assert (found.draws, found.exhaustive) == (20, True)
    assert found.moved == pytest.approx(1000 / 1100 - 1), "the mean of the means of all subsets is the mean"


def test_a_formula_that_draws_a_bid_can_be_left_out_too() -> None:
    formula = Abc.model_validate({**SLOPES, "formula": "abc", "deltas": ["0.05"], "factors": ["1"]})
    found = effect(formula, prices(a=1500, z=1790, b=1550, c=1600, d=1650), {"a", "z"}, LIMIT, 1)
    assert found is not None
    assert found.exhaustive


def test_without_a_benchmark_nothing_is_said() -> None:
    formula = Abc.model_validate({**SLOPES, "formula": "abc", "deltas": ["0.05"], "factors": ["1"]})
    assert effect(formula, prices(a=1, z=2, b=3), {"a"}, Decimal(10**6), 1) is None
    assert effect(MEAN, prices(a=1, z=2), {"a", "z"}, LIMIT, 1) is None


@pytest.mark.parametrize("bidders", [6, 14])
def test_groups_are_all_or_a_seeded_sample_each_once(bidders: int) -> None:
    names = [f"b{i}" for i in range(bidders)]
    found = groups(names, 3, seed=1, most=50)
    assert len(found) == len(set(found)) == min(50, bidders * (bidders - 1) * (bidders - 2) // 6)
    assert groups(reversed(names), 3, seed=1, most=50) == found


def test_the_group_with_the_extreme_bids_moves_the_mean_furthest() -> None:
    field = prices(a=1400, z=1390, b=1000, c=1010, d=990, e=1005, f=1002)
    assert as_far(MEAN, field, {"a", "z"}, LIMIT, 1) == (1, 21)
    assert as_far(MEAN, field, {"b", "c"}, LIMIT, 1)[0] > 1
