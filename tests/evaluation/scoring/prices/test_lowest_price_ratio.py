"""``lowest-price-ratio``: 投标报价得分 =（评标基准价／投标报价）×100 (87号令 Art. 55)."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.evaluation.scoring.prices.make import decimals, points, score

RULE = {"formula": "lowest-price-ratio"}
prices = st.lists(st.decimals(min_value="0.01", max_value="9999999.99", places=2), min_size=1, max_size=6)


def test_the_lowest_price_earns_everything_and_another_its_ratio() -> None:
    # 2 443 500 ÷ 2 604 000 × 30 = 28.1509…; ÷ 3 000 000 × 30 = 24.435, half up 24.44
    assert points(RULE, "2443500", "2604000", "3000000", max_score="30") == decimals("30", "28.15", "24.44")


def test_a_real_sheet_is_met_to_the_cent() -> None:
    # A sheet of 2025: 1 566 000, 1 574 022 and 1 585 000 earned 30.00, 29.85 and 29.64 of 30.
    assert points(RULE, "1566000", "1574022", "1585000", max_score="30") == decimals(
        "30.00", "29.85", "29.64"
    )


def test_an_exact_half_goes_up() -> None:
    # 1 ÷ 8 × 1 = 0.125
    assert points(RULE, "1", "8", max_score="1") == decimals("1", "0.13")
    assert points(RULE, "1", "8", max_score="1", rounding={"places": 1}) == decimals("1", "0.1")


def test_equal_prices_earn_equal_points() -> None:
    assert points(RULE, "5", "5") == decimals("100", "100")


def test_the_score_names_what_it_came_from() -> None:
    found = score(RULE, "80", "100", max_score="30")[1]
    assert (found.rule, found.inputs["benchmark"], found.inputs["price"]) == (
        "price:lowest-price-ratio",
        "80",
        "100",
    )
    assert str(found.explanation) == "lowest price 80.00 ÷ price 100.00, of 30 points"


@given(prices)
def test_points_stay_in_range_and_a_dearer_bid_never_earns_more(values: list[Decimal]) -> None:
    found = points(RULE, *map(str, values))
    by_price = sorted(zip(values, found, strict=True), key=lambda pair: pair[0])
    earned = [p for _, p in by_price if p is not None]
    assert len(earned) == len(values)
    assert earned == sorted(earned, reverse=True)
    assert earned[0] == 100
    assert all(0 <= p <= 100 for p in earned)


@given(prices.flatmap(lambda values: st.tuples(st.just(values), st.permutations(values))))
def test_the_order_of_the_bids_does_not_matter(both: tuple[list[Decimal], list[Decimal]]) -> None:
    values, mixed = both
    one = sorted(zip(values, points(RULE, *map(str, values)), strict=True))  # type: ignore[type-var]
    other = sorted(zip(mixed, points(RULE, *map(str, mixed)), strict=True))  # type: ignore[type-var]
    assert one == other
