"""Earlier bids, and the pull of a group on the benchmark."""

from decimal import Decimal

from evaluation.collusion.alert import HistoryRow
from evaluation.scoring.price import PriceFormula
from evaluation.scoring.prices.benchmark_deviation import BenchmarkDeviation
from evaluation.scoring.prices.lowest_price_ratio import LowestPriceRatio
from procurement.tenders.schema import TenderSpec
from tests.evaluation.collusion.material import alerts, case, spec


def past(count: int, winner: str = "甲公司") -> tuple[HistoryRow, ...]:
    """In each tender 甲公司 and 乙公司 meet three strangers."""
    rows = []
    for i in range(count):
        present = ["甲公司", "乙公司", *(f"路人{i}{j}公司" for j in range(3))]
        rows += [
            HistoryRow(f"T{i:02d}", f"2024-01-{i + 1:02d}", "学校", n, "", "1", n == winner) for n in present
        ]
    return tuple(rows)


BIDS = {"a": spec("甲公司"), "b": spec("乙公司"), "c": spec("丙公司")}


def test_one_that_never_wins_beside_the_other_is_an_escort() -> None:
    [alert] = alerts(case(BIDS, history=past(15)), "history")
    assert alert.bidders == ("a", "b")
    assert alert.level == "low"
    assert any("never won" in str(step) for step in alert.derivation)


def test_too_little_data_says_nothing() -> None:
    assert alerts(case(BIDS, history=past(5)), "history") == []


def test_wins_that_go_to_others_are_no_pattern() -> None:
    assert alerts(case(BIDS, history=past(15, winner="")), "history") == []


def tender(rule: PriceFormula) -> TenderSpec:
    return TenderSpec.model_validate({
        "reference": "T1", "title": "项目", "buyer": {"name": "学校"}, "regime": "tendering", "object": "works",
        "method": "comprehensive-score", "budget": "2000000", "bid_deadline": "2026-03-02T09:30:00+08:00", "seed": 7,
        "criteria": [{"code": "P1", "title": "报价", "kind": "objective", "max_score": "30", "rule": rule}],
    })  # fmt: skip


MEAN = BenchmarkDeviation.model_validate(
    {
        "type": "price",
        "formula": "benchmark-deviation",
        "trim": [],
        "multiplier": "1",
        "above": "2",
        "below": "1",
    }
)
RING = {"provenance": {"mac": "001A2B3C4D5E"}}


def test_supporting_bids_that_move_the_mean_are_shown_with_their_effect() -> None:
    prices = {"a": "900000", "b": "1500000", "c": "1000000", "d": "1010000", "e": "1020000", "f": "1030000"}
    bids = {k: spec(f"{k}公司", total=v, **(RING if k in "ab" else {})) for k, v in prices.items()}
    bids["a"] = spec("a公司", total="1080000", **RING)
    [alert] = alerts(case(bids, stated=tender(MEAN)), "benchmark-manipulation")
    assert alert.bidders == ("a", "b")
    mean_all = (Decimal(1080000) + 1500000 + 1000000 + 1010000 + 1020000 + 1030000) / 6
    mean_rest = Decimal(1000000 + 1010000 + 1020000 + 1030000) / 4
    assert abs(Decimal(str(alert.detail["moved"])) - (mean_rest - mean_all) / mean_all) < Decimal("0.00001")


def test_a_lowest_price_formula_has_no_mean_to_pull() -> None:
    bids = {k: spec(f"{k}公司", total=f"{10 + i}00000", **RING) for i, k in enumerate("abcdef")}
    lowest = LowestPriceRatio.model_validate({"type": "price", "formula": "lowest-price-ratio"})
    assert alerts(case(bids, stated=tender(lowest)), "benchmark-manipulation") == []
