"""``value``: a number times a factor (87号令 Art. 55)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evaluation.scoring.make import judge, points, rule

RULE = {"type": "value", "field": "energy_share", "factor": "2.5"}


@pytest.mark.parametrize(
    ("number", "score"),
    [
        ("0.8", "2.00"),
        ("0.333", "0.83"),
        ("0.334", "0.84"),
        ("1.002", "2.51"),
        ("9", "10.00"),
        ("-1", "0.00"),
    ],
)
def test_the_product_is_rounded_half_up_and_held_in_range(number: str, score: str) -> None:
    assert points(judge(RULE, {"energy_share": number})) == Decimal(score)


@given(st.decimals(min_value=-100, max_value=100, places=4), st.decimals(min_value=-5, max_value=5, places=3))
def test_a_score_never_leaves_its_range(number: Decimal, factor: Decimal) -> None:
    score = points(judge({**RULE, "factor": str(factor)}, {"energy_share": str(number)}))
    assert 0 <= score <= 10


def test_the_factor_is_one_when_left_out() -> None:
    assert points(judge({"type": "value", "field": "energy_share"}, {"energy_share": "3"})) == 3


def test_what_is_not_stated_earns_nothing_and_a_warning() -> None:
    score = judge(RULE, {})
    assert (points(score), [w.kind for w in score.warnings]) == (0, ["not-stated"])


def test_a_float_is_named_when_the_bid_is_loaded_and_never_scored() -> None:
    assert [p[1] for p in rule(RULE).field_problems(0.8)] == [0.8]
    assert judge(RULE, {"energy_share": 0.8}).score is None
