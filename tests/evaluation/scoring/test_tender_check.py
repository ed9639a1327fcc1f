"""What the law says about the tender itself."""

from typing import Any

import pytest

from evaluation.scoring.engine import score_tender, tender_warnings
from tests.evaluation.scoring.make import bids, tender


def criteria(
    price: str, other: str, formula: str = "lowest-price-ratio", **more: Any
) -> list[dict[str, Any]]:
    return [
        {
            "code": "P1",
            "kind": "objective",
            "max_score": price,
            "rule": {"type": "price", "formula": formula, **more},
        },
        {"code": "S1", "kind": "subjective", "max_score": other},
    ]


@pytest.mark.parametrize(
    ("regime", "kind", "price", "warned"),
    [
        ("government-procurement", "goods", "30", False),
        ("government-procurement", "goods", "29.99", True),
        ("government-procurement", "services", "10", False),
        ("government-procurement", "services", "9.99", True),
        ("tendering", "works", "5", False),
    ],
)
def test_the_price_weighs_at_least_what_art_55_asks(regime: str, kind: str, price: str, warned: bool) -> None:
    rest = str(100 - float(price))
    found = tender_warnings(tender(criteria(price, rest), regime=regime, object=kind))
    assert [(w.kind, w.basis) for w in found] == (
        [("price-weight", "财政部令第87号第五十五条")] if warned else []
    )


def test_comprehensive_scoring_in_government_procurement_knows_one_formula() -> None:
    made = criteria("30", "70", "linear", slope="1")
    assert [w.kind for w in tender_warnings(tender(made))] == ["price-formula"]
    assert tender_warnings(tender(made, regime="tendering", object="works")) == []


@pytest.mark.parametrize(
    ("share", "warned"), [("0.45", False), ("0.65", False), ("0.6501", True), ("0.44", True)]
)
def test_review_shares_may_be_raised_to_65_percent_and_not_lowered(share: str, warned: bool) -> None:
    made = tender(criteria("30", "70"), abnormally_low={"of_ceiling": share})
    assert [w.kind for w in tender_warnings(made)] == (["abnormally-low-share"] if warned else [])


@pytest.mark.parametrize(
    ("granted", "reserved", "count"),
    [
        ({"small_micro": "0.10", "consortium_sme": "0.06"}, False, 0),
        ({"small_micro": "0.09"}, False, 1),
        ({"small_micro": "0.21", "consortium_sme": "0.07"}, False, 2),
        ({"small_micro": "0.10"}, True, 1),
    ],
)
def test_deductions_outside_the_range_or_on_a_reserved_project(
    granted: dict[str, str], reserved: bool, count: int
) -> None:
    made = tender(criteria("30", "70"), adjustments=granted, reserved_for_sme=reserved)
    assert [w.kind for w in tender_warnings(made)] == ["deduction"] * count


def test_fewer_than_three_valid_bids_are_too_few() -> None:
    made = tender(criteria("30", "70"), budget="100")
    two = score_tender(made, bids(a="90", b="95", c="101"), {})
    three = score_tender(made, bids(a="90", b="95", c="99"), {})
    assert [w.kind for w in tender_warnings(made, two)] == ["too-few-bids"]
    assert tender_warnings(made, three) == []
