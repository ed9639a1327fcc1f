"""The t distribution's tail, against printed tables; the simulated largest cell, against what it must be."""

import numpy as np
import pytest

from evaluation.calibration.tails import exceedance, largest_cell, t_two_sided


@pytest.mark.parametrize(
    ("t", "freedom", "p"),
    [
        (12.706, 1, 0.05),
        (4.303, 2, 0.05),
        (2.228, 10, 0.05),
        (3.169, 10, 0.01),
        (2.576, 100_000, 0.01),
        (0.0, 7, 1.0),
        (6.869, 8, 0.000129),
    ],
)
def test_the_tail_of_t(t: float, freedom: int, p: float) -> None:
    assert t_two_sided(t, freedom) == pytest.approx(p, rel=0.01)
    assert t_two_sided(-t, freedom) == t_two_sided(t, freedom)


def test_beyond_everything_is_nothing() -> None:
    assert t_two_sided(float("inf"), 5) == 0.0


def test_a_chance_is_never_nothing() -> None:
    assert exceedance(np.array([1.0, 2.0, 3.0]), 9.0) == 0.25
    assert exceedance(np.array([1.0, 2.0, 3.0]), 2.0) == 0.75


def test_the_largest_of_25_cells_lies_below_the_bound_of_independent_ones() -> None:
    draws = largest_cell(5, 5, 144)
    limit = float(np.quantile(draws, 0.95))
    assert 25 * t_two_sided(limit, 144) > 0.05  # Bonferroni at this limit would claim more than 5 %
    assert t_two_sided(limit, 144) * 25 < 0.06  # but the cells are far from being one and the same
