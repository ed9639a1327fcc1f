"""``truth.json`` against golden values, worked by hand from the cast and the tender's rules."""

from __future__ import annotations

from decimal import Decimal

from procurement.sample.cast_more import CAST
from procurement.sample.truth import objective

from .conftest import Written


def test_two_bids_are_rejected_and_six_remain(written: Written) -> None:
    rejected = {key: [r["code"] for r in bid["rejections"]] for key, bid in written.truth["bids"].items()}
    assert {key: codes for key, codes in rejected.items() if codes} == {"boyan": ["O3"], "haitang": ["Q2"]}
    assert len(written.truth["valid"]) == 6


def test_a_rejected_bid_has_no_scores(written: Written) -> None:
    for key, bid in written.truth["bids"].items():
        given = [bid["evaluated_price"], bid["objective_total"], *bid["scores"].values()]
        assert len(bid["scores"]) == 9
        assert [value is not None for value in given] == [key in written.truth["valid"]] * 11


def test_a_certificate_that_had_run_out_earns_nothing() -> None:
    # three certificates, one of them lapsed before the deadline: two count
    boyan = next(bidder for bidder in CAST if bidder.key == "boyan")
    assert objective(boyan, Decimal(1), Decimal(1), seed=0)["O6"] == "2.00"


def test_one_bid_alone_is_abnormally_low(written: Written) -> None:
    # 财库〔2026〕2号: below 60 % of the ceiling, as this tender raised it: 3 000 000 × 0.60 = 1 800 000
    low = {key for key, bid in written.truth["bids"].items() if bid["abnormally_low"]}
    assert low == {"linghe"}
    assert Decimal(written.truth["bids"]["linghe"]["total"]) < 1800000


def test_chenlan_worked_by_hand(written: Written) -> None:
    bid, base = (
        written.truth["bids"]["chenlan"],
        Decimal(written.truth["bids"]["linghe"]["total"]) * Decimal("0.70"),
    )
    # small and domestic: 10 % and 20 % of the quote (采购法 促进中小企业; 财政部 2026 domestic goods)
    price = Decimal(bid["total"]) * Decimal("0.70")
    assert Decimal(bid["evaluated_price"]) == price.quantize(Decimal("0.01"))
    assert abs(Decimal(bid["scores"]["P1"]) - base / price * 30) <= Decimal("0.005")
    # 5 years 3 points; three contracts count (one too small, one too old) 6; 12 + 2 positive 14; licence 2; letters 3;
    # three certificates 3; 0.72 × 2.5 = 1.80; on site 2
    rest = {code: score for code, score in bid["scores"].items() if code != "P1"}
    assert rest == {
        "O1": "3.00",
        "O2": "6.00",
        "O3": "14.00",
        "O4": "2.00",
        "O5": "3.00",
        "O6": "3.00",
        "O7": "1.80",
        "O8": "2.00",
    }


def test_the_bounds_of_an_objective_score_are_met_somewhere(written: Written) -> None:
    bids = written.truth["bids"]
    assert bids["qiheng"]["scores"]["O2"] == "8.00"  # six contracts, four count
    assert bids["linghe"]["scores"]["O7"] == "2.00"  # 0.85 × 2.5 = 2.125, not above 2
    assert bids["qiheng"]["scores"]["O7"] == "1.38"  # 0.55 × 2.5 = 1.375, half up
    assert bids["hengshu"]["scores"]["O5"] == "0.00"  # no letters
    assert bids["linghe"]["scores"]["P1"] == "30.00"


def test_a_bidder_that_is_neither_small_nor_domestic_pays_the_full_price_in_the_evaluation(
    written: Written,
) -> None:
    bid = written.truth["bids"]["qiheng"]
    assert bid["evaluated_price"] == bid["total"]


def test_the_leaning_expert_gives_its_favourite_more_than_the_others_do(written: Written) -> None:
    rows = [line.split(",") for line in (written.folder / "panel.csv").read_text("utf-8").splitlines()[1:]]
    shares: dict[tuple[str, str], list[float]] = {}
    for expert, bidder, _, score, highest, _ in rows:
        assert 0 <= Decimal(score) <= Decimal(highest)
        shares.setdefault((expert, bidder), []).append(float(score) / float(highest))
    mean = {cell: sum(values) / len(values) for cell, values in shares.items()}
    leaning = written.truth["leaning"]
    own = mean[leaning["expert"], leaning["bidder"]]
    peers = [
        value
        for (expert, bidder), value in mean.items()
        if bidder == leaning["bidder"] and expert != leaning["expert"]
    ]
    assert own > max(peers) + 0.05
    assert {bidder for _, bidder in mean} == set(written.truth["valid"])
