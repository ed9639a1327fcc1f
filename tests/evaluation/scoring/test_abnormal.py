"""Abnormally low prices (87号令 Art. 60; 财库〔2026〕2号): strict <, on the quoted price, never a rejection."""

from typing import Any

import pytest

from evaluation.scoring.engine import score_tender
from evaluation.scoring.result import BidWarning
from tests.evaluation.scoring.make import bid, bids, tender

OFF = {"of_mean": "0", "of_second_lowest": "0", "of_ceiling": "0"}


def low(prices: dict[str, str], **changes: Any) -> dict[str, list[BidWarning]]:
    found = score_tender(tender(**{"ceiling": "1000", **changes}), bids(**prices), {})
    assert all(outcome.valid for outcome in found.values())
    return {
        name: warnings
        for name, outcome in found.items()
        if (warnings := [w for w in outcome.warnings if w.kind == "abnormally-low"])
    }


@pytest.mark.parametrize(("price", "flagged"), [("450", False), ("449.99", True)])
def test_below_45_percent_of_the_ceiling(price: str, flagged: bool) -> None:
    assert bool(low({"a": price})) is flagged


def test_without_a_ceiling_the_budget_counts() -> None:
    found = low({"a": "449"}, ceiling=None, budget="1000")
    assert "budget" in str(found["a"][0].detail)


@pytest.mark.parametrize(("price", "flagged"), [("300", False), ("299.99", True)])
def test_below_half_of_the_second_lowest(price: str, flagged: bool) -> None:
    ratios = {**OFF, "of_second_lowest": "0.50"}
    assert set(low({"a": price, "b": "600", "c": "700"}, abnormally_low=ratios)) == (
        {"a"} if flagged else set()
    )


@pytest.mark.parametrize(("price", "flagged"), [("400", False), ("399.99", True)])
def test_below_half_of_the_mean_which_includes_the_bid_itself(price: str, flagged: bool) -> None:
    # (400 + 1000 + 1000) ÷ 3 = 800; 399.99 is below half of 799.996…
    ratios = {**OFF, "of_mean": "0.50"}
    assert set(low({"a": price, "b": "1000", "c": "1000"}, abnormally_low=ratios)) == (
        {"a"} if flagged else set()
    )


def test_each_comparison_that_fails_is_said_with_its_basis() -> None:
    found = low({"a": "100", "b": "900", "c": "950"})
    assert set(found) == {"a"}
    assert [w.basis for w in found["a"]] == ["财政部令第87号第六十条；财库〔2026〕2号"] * 3


@pytest.mark.parametrize(
    ("deadline", "regime", "flagged"),
    [
        ("2026-02-01T00:00:00+08:00", "government-procurement", True),
        ("2026-01-31T23:59:00+08:00", "government-procurement", False),
        ("2026-01-31T16:30:00+00:00", "government-procurement", True),  # half past midnight in China
        ("2026-03-01T09:00:00+08:00", "tendering", False),
    ],
)
def test_the_statutory_shares_hold_for_one_regime_from_one_day(
    deadline: str, regime: str, flagged: bool
) -> None:
    assert bool(low({"a": "100"}, bid_deadline=deadline, regime=regime, object="goods")) is flagged


def test_a_tender_may_set_its_own_shares_in_either_regime() -> None:
    assert low({"a": "590"}, regime="tendering", object="works", abnormally_low={"of_ceiling": "0.60"})


def test_the_quoted_price_counts_not_the_adjusted_one() -> None:
    made = tender(ceiling="1000", adjustments={"small_micro": "0.20"})
    outcome = score_tender(made, {"a": bid("500", sme="small")}, {})["a"]  # adjusted 400
    assert outcome.warnings == ()


def test_rejected_bids_are_not_compared_with() -> None:
    found = score_tender(
        tender(ceiling="1000", abnormally_low={**OFF, "of_second_lowest": "0.50"}),
        bids(a="460", b="990", c="1001"),
        {},
    )
    assert [w.kind for w in found["a"].warnings] == [
        "abnormally-low"
    ]  # against 990, the second lowest that conforms
    assert not found["c"].valid
