"""Policy price deductions 价格扣除 (财库〔2020〕46号, 财库〔2022〕19号; domestic products from 2026)."""

from decimal import Decimal
from typing import Any

import pytest

from evaluation.scoring.adjustment import evaluated_prices
from tests.evaluation.scoring.make import bid, tender

GRANTED = {"small_micro": "0.10", "consortium_sme": "0.04", "domestic": "0.20"}


def price(bidder: dict[str, Any], *others: dict[str, Any], **changes: Any) -> Decimal:
    made = tender(adjustments=changes.pop("adjustments", GRANTED), **changes)
    offered = {str(n): bid("100.00", **facts) for n, facts in enumerate((bidder, *others))}
    return evaluated_prices(made, offered)["0"].price


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"sme": "micro"}, "90"),
        ({"sme": "small"}, "90"),
        ({"sme": "medium"}, "100"),
        ({"sme": "none"}, "100"),
        ({"sme": "medium", "consortium_sme_share": "0.30"}, "96"),
        ({"sme": "none", "consortium_sme_share": "0.2999"}, "100"),
        ({"sme": "small", "consortium_sme_share": "0.5"}, "90"),  # one deduction for small firms, not two
    ],
)
def test_what_small_firms_and_consortia_get(facts: dict[str, Any], expected: str) -> None:
    assert price(facts) == Decimal(expected)


def test_domestic_counts_only_where_other_products_compete() -> None:
    assert price({"domestic": True}, {"domestic": False}) == 80
    assert price({"domestic": True}, {"domestic": True}) == 100
    assert price({"domestic": False}, {"domestic": True}) == 100


def test_both_deductions_are_taken_on_the_quoted_price_and_add_up() -> None:
    # eval = P − P·0.20 − P·0.10 = 70, not 100 × 0.8 × 0.9 = 72
    assert price({"domestic": True, "sme": "small"}, {"domestic": False}) == 70


def test_no_small_firm_deduction_on_a_reserved_project() -> None:
    assert price({"sme": "small"}, reserved_for_sme=True) == 100


def test_what_the_tender_leaves_out_is_not_granted() -> None:
    assert price({"sme": "small"}, adjustments={}) == 100


def test_the_price_rounds_half_up_to_the_tenders_places() -> None:
    made = tender(adjustments={"small_micro": "0.15"})
    assert evaluated_prices(made, {"a": bid("0.30", sme="small")})["a"].price == Decimal("0.26")  # 0.255
