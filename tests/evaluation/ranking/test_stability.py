"""Rank reversal: whether the order of two bids hangs on a third."""

from __future__ import annotations

from typing import Any

from evaluation.ranking.stability import LeaveOneOut, leave_one_out
from evaluation.scoring.engine import score_tender
from tests.evaluation.scoring.make import bid, tender

QUALITY = {"code": "O1", "kind": "objective", "max_score": "70", "rule": {"type": "value", "field": "points"}}


def price(formula: str, **parameters: Any) -> dict[str, Any]:
    return {
        "code": "P1", "kind": "objective", "max_score": "30",
        "rule": {"type": "price", "formula": formula, **parameters},
    }  # fmt: skip


def without(criterion: dict[str, Any], **offers: tuple[str, str]) -> dict[str, LeaveOneOut]:
    made = tender((QUALITY, criterion), regime="tendering", object="works")
    offered = {name: bid(cost, {"points": points}) for name, (cost, points) in offers.items()}
    found = leave_one_out(made, score_tender(made, offered, {}), offered)
    return {case.left_out: case for case in found}


def test_a_low_bid_that_moves_the_ratio_can_turn_two_others_round() -> None:
    # a: 100, b: 90.  With c (50) the price points are 15.00 and 16.67, so a's 2.5 better quality wins (65 to 64.17);
    # without c they are 27.00 and 30.00, and b wins (77.5 to 77).
    cases = without(price("lowest-price-ratio"), a=("100", "50"), b=("90", "47.5"), c=("50", "10"))
    assert cases["c"].reversals == (("a", "b"),)
    assert cases["c"].winner_changed
    assert cases["c"].winners == ("b",)


def test_a_far_bid_moves_the_mean_of_a_benchmark_formula() -> None:
    formula = price("benchmark-deviation", above="1", below="1")
    # mean with c: 110 → a 30·(1 − 10/110), b 30·(1 − 0) ; without c: 105 → both 4.76 % off: a's better quality wins
    cases = without(formula, a=("100", "41"), b=("110", "40"), c=("120", "1"))
    assert cases["c"].reversals == (("b", "a"),)


def test_bids_that_differ_in_quality_alone_are_stable() -> None:
    cases = without(price("lowest-price-ratio"), a=("100", "60"), b=("100", "50"), c=("100", "40"))
    assert {case.winner_changed for case in cases.values()} == {False}
    assert all(case.reversals == () for case in cases.values())
    assert cases["a"].winners == ("b",)  # the first is gone, the second moves up: no reversal


def test_an_incomplete_ranking_has_no_stability() -> None:
    made = tender(({"code": "S1", "kind": "subjective", "max_score": "10"},))
    offered = {"a": bid("100")}
    assert leave_one_out(made, score_tender(made, offered, {}), offered) == ()
