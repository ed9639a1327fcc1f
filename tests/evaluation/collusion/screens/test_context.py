"""Screens beside an alert follow the way prices are scored, and are never taken for a sign."""

from decimal import Decimal

from evaluation.collusion.screens.context import context
from evaluation.scoring.prices.benchmark_deviation import BenchmarkDeviation
from evaluation.scoring.prices.highest_discount import HighestDiscount
from evaluation.scoring.prices.lowest_price_ratio import LowestPriceRatio
from tests.evaluation.collusion.material import alerts, case, spec

PRICES = {"a": Decimal(100), "b": Decimal(104), "c": Decimal(110), "d": Decimal(126)}
LOWEST = LowestPriceRatio.model_validate({"type": "price", "formula": "lowest-price-ratio"})
MEAN = BenchmarkDeviation.model_validate(
    {"type": "price", "formula": "benchmark-deviation", "above": "1", "below": "1"}
)


def test_against_the_lowest_price_the_gap_to_the_second_is_shown() -> None:
    found, (said,) = context(LOWEST, PRICES, ("c", "d"))
    assert found["scored against"] == "lowest"
    assert {"cv", "diffp", "rd"} <= set(found["all"])
    assert "squeezes" in str(said)


def test_against_a_mean_little_variation_is_no_sign() -> None:
    found, (said,) = context(MEAN, PRICES, ("d",))
    assert found["scored against"] == "mean"
    assert "rd" not in found["all"]
    assert found["without"]["cv"] < found["all"]["cv"]
    assert "no sign" in str(said)


def test_discounts_are_no_prices_and_one_price_has_no_spread() -> None:
    discount = HighestDiscount.model_validate({"type": "price", "formula": "highest-discount"})
    assert context(discount, PRICES, ("d",)) == ({}, ())
    assert context(LOWEST, {"a": Decimal(1)}, ("a",))[1] == ()


def test_a_series_of_totals_carries_its_screens_and_says_that_they_weigh_nothing() -> None:
    bids = {key: spec(f"{key}公司", total=f"1{i}7345.67") for i, key in enumerate("abcd")}
    others = {"e": spec("e公司", total="199999.01"), "f": spec("f公司", total="183333.33")}
    [alert] = alerts(case(bids | others), "price-pattern")
    assert set(alert.detail["screens"]["all"]) == {"bids", "cv", "spread", "diffp", "rd", "skew"}
    assert any("Context, not weighed" in str(step) for step in alert.derivation)
