"""Screens beside an alert follow the way prices are scored, and are never taken for a sign."""

from decimal import Decimal

from evaluation.collusion.screens.context import context
from evaluation.scoring.prices.benchmark_deviation import BenchmarkDeviation
from evaluation.scoring.prices.highest_discount import HighestDiscount
from evaluation.scoring.prices.lowest_price_ratio import LowestPriceRatio

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
