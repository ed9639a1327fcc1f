"""``unanimity``: scores too much alike to have been given alone (87号令 Art. 62(4) 协商评分)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from evaluation.calibration import Calibration, check
from tests.evaluation.calibration.make import honest, real_sheet, sheet


def unanimous(result: Calibration) -> list[object]:
    return [flag.expert for flag in result.flags if flag.kind == "unanimity"]


FOUR = {"A": "93.50", "B": "69.18", "C": "65.97"}


def test_four_of_five_alike_to_the_cent_are_named() -> None:
    scores = dict.fromkeys(("J1", "J2", "J4", "J5"), FOUR) | {
        "J3": {"A": "92.50", "B": "67.18", "C": "63.97"}
    }
    result = check(sheet(scores))
    assert unanimous(result) == [("J1", "J2", "J4", "J5")]
    assert [(f.bidder, f.criterion, f.direction) for f in result.flags] == [(None, None, None)]


def test_the_real_sheet_of_2025_is_flagged(shared: Path) -> None:
    result = check(real_sheet(shared / "data/panels/cn_2025_goods_5x3.csv", "total_score"))
    assert unanimous(result) == [("J1", "J2", "J4", "J5")]


def test_a_real_sheet_with_two_alike_in_three_whole_points_is_not(shared: Path) -> None:
    # Experts 3 and 5 gave 82, 86, 83 each: in whole points that happens.
    assert check(real_sheet(shared / "data/panels/tw_11402-39_5x3.csv", "score")).flags == ()


def test_all_five_alike_on_everything_are_named() -> None:
    scores = {f"J{n}": {"A": "93", "B": "69", "C": "66"} for n in range(5)}
    assert unanimous(check(sheet(scores))) == [("J0", "J1", "J2", "J3", "J4")]


def test_matters_of_fact_on_which_all_agree_prove_nothing() -> None:
    facts = [
        replace(row, criterion=f"证书{n}", score=Decimal(2))
        for n in range(6)
        for row in honest(1, items=1, seed=1)
    ]
    assert unanimous(check([*honest(1, seed=1), *facts])) == []


def test_one_who_copied_another_is_found_on_coarse_scales() -> None:
    rows = honest(1, seed=3, step="1")
    first = {(row.bidder, row.criterion): row.score for row in rows if row.expert == "e0"}
    copied = [
        replace(row, score=first[row.bidder, row.criterion]) if row.expert == "e4" else row for row in rows
    ]
    assert unanimous(check(copied)) == [("e0", "e4")]


def test_coarse_honest_scores_are_not_called_unanimous() -> None:
    assert unanimous(check(honest(500, items=1, bidders=3, step="1", seed=4))) == []
