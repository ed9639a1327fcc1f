"""``abc``: (A·50 % + B·30 % + C·20 %)·K (domain: A/B/C)."""

from decimal import Decimal

from tests.evaluation.scoring.make import rule
from tests.evaluation.scoring.prices.make import Fixed, decimals, score

RULE = {"formula": "abc", "deltas": ["0.02"], "factors": ["0.95", "0.98"], "above": "1", "below": "0.5"}


def test_the_formula_by_hand() -> None:
    # ceiling 1000, Δ 2 % → A = 980; prices 600, 700, 800, 900: mean 750; bound (525 + 300)·0.75 = 618.75 → C = 700
    # B lies in (700, 931): 800 or 900, here 800; (490 + 240 + 140)·0.95 = 826.5
    found = score(RULE, "600", "700", "800", "900", draws=Fixed(B="b02"), ceiling="1000")
    inputs = found[0].inputs
    assert {k: inputs[k] for k in ("A", "B", "C", "bound of C", "benchmark", "drawn bid")} == {
        "A": "980", "B": "800", "C": "700", "bound of C": "618.75", "benchmark": "826.5", "drawn bid": "b02",
    }  # fmt: skip
    # 900: 73.5 ÷ 826.5 → 91.11; 800: 26.5 ÷ 826.5 × 0.5 → 98.40; 700: 126.5 ÷ 826.5 × 0.5 → 92.35
    assert [f.score for f in found[1:]] == decimals("92.35", "98.40", "91.11")


def test_b_is_drawn_from_the_bids_between_only() -> None:
    seen = {score(RULE, "600", "700", "800", "900", ceiling="1000", seed=s)[0].inputs["B"] for s in range(40)}
    assert seen == {"800", "900"}


def test_with_no_bid_between_b_is_c() -> None:
    inputs = score(RULE, "700", "960", ceiling="1000")[0].inputs
    assert (inputs["drawn bid"], inputs["B"], inputs["C"]) == ("—", "700", "700")


def test_with_every_price_below_the_bound_the_committee_decides() -> None:
    found = score(RULE, "100", "110", ceiling="1000")
    assert [f.score for f in found] == [None, None]
    assert "finds no C" in str(found[0].explanation)


def test_the_weights_add_up_to_one() -> None:
    made = rule({"type": "price", **RULE, "mix": {"a": "0.5", "b": "0.3", "c": "0.3"}})
    assert [path for path, _ in made.problems("objective", Decimal(30))] == ["mix"]
