"""``highest-discount``: the bidders quote how much they take off."""

from evaluation.scoring.engine import score_tender
from tests.evaluation.scoring.make import bid, bids, tender
from tests.evaluation.scoring.prices.make import decimals, points

RULE = {"formula": "highest-discount"}
CRITERION = {"code": "P1", "kind": "objective", "max_score": "30", "rule": {"type": "price", **RULE}}


def test_the_highest_discount_earns_everything() -> None:
    # 0.12 ÷ 0.16 × 30 = 22.5; 0.155 ÷ 0.16 × 30 = 29.0625, half up 29.06
    assert points(RULE, "0.16", "0.12", "0.155", max_score="30") == decimals("30", "22.5", "29.06")


def test_a_rate_is_not_rounded_to_cents_nor_reduced_by_policy() -> None:
    made = tender([CRITERION], adjustments={"small_micro": "0.10"})
    outcomes = score_tender(made, {"a": bid("0.155", sme="small"), "b": bid("0.16")}, {})
    assert str(outcomes["a"].evaluated_price) == "0.155"
    assert str(outcomes["a"].scores[0].score) == "29.06"


def test_checks_on_amounts_are_left_out() -> None:
    # 0.05 is below half of 0.16, and nobody would call it an abnormally low price.
    outcomes = score_tender(
        tender([CRITERION]), {**bids(a="0.05", b="0.16"), "c": bid("0.1", words="壹元整")}, {}
    )
    assert all(outcome.valid and not outcome.warnings for outcome in outcomes.values())
