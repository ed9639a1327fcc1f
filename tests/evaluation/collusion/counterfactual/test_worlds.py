"""Every way the draws can fall, each once, with its chance."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from math import isclose

from hypothesis import given
from hypothesis import strategies as st

from evaluation.collusion.counterfactual.worlds import worlds
from evaluation.scoring.draws import Draws

WEIGHTS, FACTORS = (Decimal("0.3"), Decimal("0.4")), (Decimal("0.96"), Decimal("0.97"), Decimal("0.98"))


def both(draws: Draws) -> tuple[Decimal, Decimal]:
    return draws.one("weight", WEIGHTS), draws.one("factor", FACTORS)


def test_all_combinations_come_once_each_with_equal_chance() -> None:
    found, complete = worlds(both, most=10, seed=1)
    assert complete
    assert sorted(w.outcome for w in found) == sorted(product(WEIGHTS, FACTORS))
    assert all(isclose(w.chance, 1 / 6) for w in found)
    assert found[0].coefficients == (("weight", "0.3"), ("factor", "0.96"))


def test_a_drawn_bid_is_no_coefficient() -> None:
    found, complete = worlds(
        lambda d: (d.some("subset", ["a", "b", "c"], 2), d.one("B", ["a", "b"])), most=10, seed=1
    )
    assert complete
    assert {w.outcome for w in found} == set(product([("a", "b"), ("a", "c"), ("b", "c")], "ab"))
    assert {w.coefficients for w in found} == {()}


def test_a_draw_may_depend_on_the_one_before() -> None:
    """1/2 for the branch without a second draw, 1/2 × 1/3 for each way of the other."""

    def run(draws: Draws) -> str:
        return draws.one("first", ["x", "y"]) if draws.one("gate", (0, 1)) else "none"

    found, complete = worlds(run, most=10, seed=1)
    assert complete
    assert {w.outcome: w.chance for w in found} == {"none": 0.5, "x": 0.25, "y": 0.25}


def test_too_many_are_sampled_from_the_seed() -> None:
    first, complete = worlds(both, most=5, seed=1)
    assert not complete
    assert len(first) == 5
    assert worlds(both, most=5, seed=1)[0] == first
    many, complete = worlds(lambda d: d.some("subset", [str(i) for i in range(30)], 15), most=50, seed=1)
    assert (len(many), complete) == (50, False)


@given(st.lists(st.integers(1, 4), max_size=4))
def test_chances_add_up_to_one(counts: list[int]) -> None:
    def run(draws: Draws) -> tuple[int, ...]:
        return tuple(draws.one(str(i), range(n)) for i, n in enumerate(counts))

    found, complete = worlds(run, most=300, seed=1)
    assert complete
    assert len({w.outcome for w in found}) == len(found)
    assert isclose(sum(w.chance for w in found), 1)
