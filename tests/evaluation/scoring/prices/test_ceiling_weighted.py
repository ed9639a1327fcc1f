"""``ceiling-weighted``: B = (L·w + mean·(1 − w))·k, L = ceiling·(1 − δ) (domain: weighted with the ceiling)."""

from collections import Counter

import pytest
from pydantic import ValidationError

from tests.evaluation.scoring.make import rule
from tests.evaluation.scoring.prices.make import Fixed, decimals, points, score

RULE = {
    "formula": "ceiling-weighted", "weights": ["0.30", "0.35", "0.40"], "factors": ["0.96", "0.97", "0.98", "0.99"],
    "deltas": ["0.005", "0.01", "0.02", "0.03"], "above": "2", "below": "1",
}  # fmt: skip


def test_the_formula_by_hand() -> None:
    # ceiling 125, δ = 0.02 → L = 122.5; mean of 90, 100, 110 = 100; w = 0.40 → 49 + 60 = 109; k = 0.96 → B = 104.64
    draws = Fixed(weight="0.40", factor="0.96", delta="0.02")
    found = score(RULE, "90", "100", "110", draws=draws, ceiling="125")
    assert found[0].inputs["benchmark"] == "104.64"
    # 90: −14.64 ÷ 104.64 = −13.9908 % → 86.01; 100: −4.4343 % → 95.57; 110: +5.1223 % × 2 → 89.76
    assert [f.score for f in found] == decimals("86.01", "95.57", "89.76")


def test_without_a_ceiling_the_budget_counts() -> None:
    assert score(RULE, "90", "110", budget="200")[0].inputs["ceiling"] == "200"


def test_what_was_drawn_is_recorded_and_follows_from_the_seed() -> None:
    first = score(RULE, "90", "110", seed=1)[0].inputs
    assert first == score(RULE, "90", "110", seed=1)[0].inputs
    assert {"drawn weight", "drawn factor", "drawn delta"} <= set(first)
    drawn = Counter(score(RULE, "90", "110", seed=seed)[0].inputs["drawn factor"] for seed in range(200))
    assert set(drawn) == {"0.96", "0.97", "0.98", "0.99"}


def test_all_bids_of_a_tender_meet_one_benchmark() -> None:
    assert len({f.inputs["benchmark"] for f in score(RULE, "90", "100", "110")}) == 1
    assert None not in points(RULE, "90", "100", "110")


@pytest.mark.parametrize("empty", ["weights", "factors", "deltas"])
def test_an_empty_list_cannot_be_drawn_from(empty: str) -> None:
    with pytest.raises(ValidationError):
        rule({"type": "price", **RULE, empty: []})
