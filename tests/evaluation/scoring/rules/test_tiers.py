"""``tiers``: a score for each range (87号令 Art. 55)."""

from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.evaluation.scoring.make import document, judge, points, rule

STEPS = [
    {"at_least": "50000000", "score": "5"},
    {"at_least": "10000000", "score": "3"},
    {"at_least": "8000000", "score": "1"},
]
RULE = {"type": "tiers", "field": "registered_capital", "otherwise": "0.5", "tiers": STEPS}


@pytest.mark.parametrize(
    ("capital", "score"),
    [
        ("50000000", "5"),
        ("49999999.99", "3"),
        ("12000000", "3"),
        ("10000000", "3"),
        ("8000000", "1"),
        ("7999999.99", "0.5"),
        ("0", "0.5"),
    ],
)
def test_a_tier_is_reached_at_its_bound(capital: str, score: str) -> None:
    assert points(judge(RULE, {"registered_capital": capital}, max_score="5")) == Decimal(score)


@given(st.decimals(min_value=0, max_value=10**8, places=2), st.sampled_from(list(permutations(STEPS))))
def test_the_order_of_the_tiers_does_not_matter(capital: Decimal, steps: list[dict[str, str]]) -> None:
    fields = {"registered_capital": str(capital)}
    assert judge({**RULE, "tiers": list(steps)}, fields).score == judge(RULE, fields).score


def test_what_is_not_stated_earns_nothing_and_a_warning() -> None:
    score = judge(RULE, {})
    assert points(score) == 0
    assert [w.kind for w in score.warnings] == ["not-stated"]


def test_what_is_no_number_is_left_to_a_person() -> None:
    score = judge(RULE, {"registered_capital": "很多"})
    assert (score.score, score.passed) == (None, None)
    assert "not a number" in str(score.explanation)


def test_a_score_above_the_maximum_is_held_there() -> None:
    assert points(judge(RULE, {"registered_capital": "60000000"}, max_score="4")) == 4


def test_the_number_is_shown_where_it_stands() -> None:
    fields = {
        "registered_capital": {"value": "12000000", "evidence": {"document": "投标文件.pdf", "page": 1}}
    }
    score = judge(RULE, fields, documents=[document("注册资本1,200万元整")])
    assert [p.text for p in score.evidence] == ["1,200万元"]
    assert score.evidence[0].bbox is not None


def test_two_tiers_with_one_bound_are_refused_with_their_path() -> None:
    made = rule({**RULE, "tiers": [*STEPS, {"at_least": "8000000", "score": "2"}]})
    assert [path for path, _ in made.problems("objective", Decimal(5))] == ["tiers[3].at_least"]


def test_points_cannot_decide_a_qualification() -> None:
    assert [path for path, _ in rule(RULE).problems("qualification", None)] == ["type"]


@pytest.mark.parametrize("tier", [{"at_least": 0.5, "score": "1"}, {"at_least": "1", "score": "-1"}])
def test_floats_and_negative_scores_are_refused(tier: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        rule({**RULE, "tiers": [tier]})
