"""Prices in a pattern: totals in series, item prices in ratio, the same wrong sum — and what makes them so honestly."""

from dataclasses import replace
from decimal import Decimal

import pytest

from evaluation.reading.document import Document
from tests.evaluation.collusion.material import alerts, bill, case, document, spec

PRICES = {
    f"A{i:02d}": f"{p}"
    for i, p in enumerate(
        (1203.17, 88.4, 15990.25, 431.9, 67.05, 2750.63, 9120.44, 310.08, 54.71, 6031.9, 77.77, 1450.32)
    )
}


def times(factor: str, offset: str = "0") -> dict[str, str]:
    return {k: f"{Decimal(p) * Decimal(factor) + Decimal(offset):.2f}" for k, p in PRICES.items()}


def unrelated() -> dict[str, str]:
    factors = (91, 104, 99, 112, 87, 95, 101, 108, 93, 97, 106, 89)
    return {k: f"{Decimal(p) * f / 100:.2f}" for (k, p), f in zip(PRICES.items(), factors, strict=True)}


def test_a_constant_ratio_exact_to_rounding_is_high_by_article_40_4() -> None:
    [alert] = alerts(case({"a": bill(PRICES), "b": bill(times("1.03"))}), "price-list")
    assert (alert.bidders, alert.level, alert.basis) == (
        ("a", "b"),
        "high",
        ("实施条例 40(4)", "87号令 37(4)"),
    )
    assert alert.detail["ratio"] == pytest.approx(1.03, abs=1e-5)
    assert alert.evidence[0]["values"] == {"a": "1203.17", "b": "1239.27"}  # 1203.17 × 1.03 = 1239.2651


def test_a_constant_difference_and_a_line_are_found_as_well() -> None:
    [offset] = alerts(case({"a": bill(PRICES), "b": bill(times("1", "12.5"))}), "price-list")
    [line] = alerts(case({"a": bill(PRICES), "b": bill(times("1.1", "7"))}), "price-list")
    assert (offset.level, offset.detail["offset"]) == ("high", 12.5)
    assert (line.level, line.detail["ratio"]) == ("high", pytest.approx(1.1, abs=1e-4))


def test_a_few_items_out_of_line_do_not_hide_the_ratio() -> None:
    bent = times("1.03") | {"A01": "99.00", "A04": "60.00"}
    assert [alert.level for alert in alerts(case({"a": bill(PRICES), "b": bill(bent)}), "price-list")] == [
        "high"
    ]


def test_independent_prices_are_no_sign() -> None:
    assert alerts(case({"a": bill(PRICES), "b": bill(unrelated())}), "price-list") == []


def test_four_fifths_identical_is_alike() -> None:
    near = PRICES | {"A00": "1100.00", "A01": "80.00"}  # 10 of 12 = 83 %
    [alert] = alerts(case({"a": bill(PRICES), "b": bill(near)}), "price-list")
    assert alert.detail["identical"] == pytest.approx(0.8333, abs=1e-4)
    assert alert.level == "high"


def test_discounts_on_the_tenders_own_prices_explain_a_ratio() -> None:
    tender = (bill(PRICES),)
    assert alerts(case({"a": bill(times("0.95")), "b": bill(times("0.92"))}, tender), "price-list") == []


def test_prices_that_the_tender_fixes_are_left_out() -> None:
    assert alerts(case({"a": bill(PRICES), "b": bill(PRICES)}, (bill(PRICES),)), "price-list") == []


def test_the_same_wrong_product_is_a_sign_and_a_right_one_is_none() -> None:
    other = unrelated()
    wrong_a, wrong_b = {"A03": "900.00"}, {"A03": "900.00"}  # 2 × 431.90 = 863.80, 2 × 483.73 = 967.46
    [alert] = alerts(
        case({"a": bill(PRICES, amounts=wrong_a), "b": bill(other, amounts=wrong_b)}), "price-list"
    )
    assert alert.evidence[0]["item"].startswith("A03")
    assert alerts(case({"a": bill(PRICES, amounts=wrong_a), "b": bill(other)}), "price-list") == []


def totals(*values: str) -> dict[str, object]:
    return {f"b{i}": spec(f"公司{i}", total=value) for i, value in enumerate(values)}


def test_four_totals_with_one_difference_are_a_series() -> None:
    [alert] = alerts(case(totals("2513000", "2541400", "2569800", "2598200", "2712345.67")), "price-pattern")
    assert alert.bidders == ("b0", "b1", "b2", "b3")
    assert alert.level != "low"


def test_four_totals_with_one_ratio_are_a_series() -> None:
    first = Decimal("2513457.18")
    values = [f"{first * Decimal('1.013') ** i:.2f}" for i in range(4)]
    [alert] = alerts(case(totals(*values, "2999999.99")), "price-pattern")
    assert len(alert.bidders) == 4


def test_three_totals_are_too_few_for_a_series() -> None:
    assert alerts(case(totals("2513000", "2541400", "2569800")), "price-pattern") == []


def test_unrelated_totals_are_no_series() -> None:
    made = case(totals("2513456.10", "2541987.33", "2599120.05", "2612003.71", "2718281.83"))
    assert alerts(made, "price-pattern") == []


def test_equal_totals_to_the_cent_stand_out_and_are_not_high_alone() -> None:
    [alert] = alerts(case(totals("2513456.78", "2513456.78", "2699120.05")), "price-pattern")
    assert (alert.bidders, alert.level) == (("b0", "b1"), "medium")


def total_of_bill(made: Document, total: str) -> Document:
    """The same bill with a last row that states this total."""
    [table] = made.pages[0].tables
    rows = (*table.rows, ("合计", "", "", "", "", total))
    return replace(made, pages=(replace(made.pages[0], tables=(replace(table, rows=rows),)),))


def test_less_than_four_fifths_identical_weighs_and_is_low_alone() -> None:
    other = unrelated()
    near = other | {k: PRICES[k] for k in list(PRICES)[:9]}  # 9 of 12 = 75 %, one of the others by chance
    [alert] = alerts(case({"a": bill(PRICES), "b": bill(near)}), "price-list")
    assert alert.level == "low"
    assert 8 <= alert.bits <= 11  # 11 × (0.75 − 0.6) ÷ 0.2 = 8.25


def test_half_of_the_items_at_one_list_price_is_no_sign() -> None:
    near = unrelated() | {k: PRICES[k] for k in list(PRICES)[:6]}
    assert alerts(case({"a": bill(PRICES), "b": bill(near)}), "price-list") == []


def test_a_ratio_that_two_thirds_of_the_items_obey_is_low_alone() -> None:
    bent = unrelated() | dict(list(times("1.03").items())[:9])
    [alert] = alerts(case({"a": bill(PRICES), "b": bill(bent)}), "price-list")
    assert (alert.level, alert.detail["ratio"]) == ("low", pytest.approx(1.03, abs=1e-4))


def test_few_identical_items_weigh_in_proportion() -> None:
    seven = dict(list(PRICES.items())[:7])
    [alert] = alerts(case({"a": bill(seven), "b": bill(seven)}), "price-list")
    assert (alert.bits, alert.level) == (15.4, "medium")  # 22 × 7 ÷ 10


def test_totals_that_miss_their_items_by_the_same_are_a_sign() -> None:
    ours, theirs = bill(PRICES), bill(unrelated())
    sums = [sum(Decimal(row[5]) for row in b.pages[0].tables[0].rows[1:]) for b in (ours, theirs)]
    wrong = [total_of_bill(b, str(s + Decimal("1234.5"))) for b, s in zip((ours, theirs), sums, strict=True)]
    [alert] = alerts(case({"a": wrong[0], "b": wrong[1]}), "price-list")
    assert (alert.bits, alert.level) == (12, "medium")
    assert alert.evidence[0]["field"] == "total"
    right = total_of_bill(theirs, str(sums[1]))
    assert alerts(case({"a": wrong[0], "b": right}), "price-list") == []


def test_a_gap_between_total_and_items_that_the_tender_states_is_a_provisional_sum() -> None:
    made = {}
    for key, prices in (("a", PRICES), ("b", unrelated())):
        own = bill(prices)
        total = sum(Decimal(row[5]) for row in own.pages[0].tables[0].rows[1:]) + 50000
        made[key] = total_of_bill(own, str(total))
    assert [a.bits for a in alerts(case(made), "price-list")] == [6]
    tender = (document("暂列金额为 50,000.00 元，各投标人不得变动。"),)
    assert alerts(case(made, tender), "price-list") == []
