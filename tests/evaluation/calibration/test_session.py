"""``straight-line``, ``too-fast`` and ``out-of-range``."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from evaluation.calibration import ExpertScore, check
from tests.evaluation.calibration.make import honest


def kinds(rows: list[ExpertScore]) -> list[tuple[str, object]]:
    return [
        (flag.kind, flag.expert) for flag in check(rows).flags if flag.kind in {"straight-line", "too-fast"}
    ]


def timed(**seconds: int) -> list[ExpertScore]:
    return [replace(row, seconds=Decimal(seconds.get(row.expert, 90))) for row in honest(1, items=4, seed=1)]


def test_the_same_score_for_everyone_is_a_straight_line() -> None:
    rows = [replace(row, score=Decimal(8)) if row.expert == "e1" else row for row in honest(1, seed=1)]
    assert kinds(rows) == [("straight-line", "e1")]


def test_the_same_share_of_every_maximum_is_one_too() -> None:
    rows = [
        replace(row, max_score=Decimal(20 + int(row.criterion[1:])), score=Decimal(20 + int(row.criterion[1:])) / 2)
        if row.expert == "e1" else replace(row, max_score=Decimal(20 + int(row.criterion[1:])))
        for row in honest(1, seed=1)
    ]  # fmt: skip
    assert ("straight-line", "e1") in kinds(rows)


def test_where_all_give_the_same_nobody_is_singled_out() -> None:
    rows = [replace(row, score=Decimal(8)) for row in honest(1, seed=1)]
    assert kinds(rows) == []


@pytest.mark.parametrize(
    ("seconds", "flagged"),
    [
        ({}, False),
        ({"e2": 2}, True),  # 40 s for the whole sheet
        ({"e2": 9}, True),  # 9 s an item where the others take 90
        ({"e2": 19}, False),
        ({"e0": 9, "e1": 9, "e2": 9, "e3": 9, "e4": 9}, False),  # all quick: 180 s for 20 items
        ({"e0": 1, "e1": 1, "e2": 1, "e3": 1, "e4": 1}, True),
    ],
)
def test_a_sheet_filled_in_too_fast(seconds: dict[str, int], flagged: bool) -> None:
    found = [expert for kind, expert in kinds(timed(**seconds)) if kind == "too-fast"]
    assert found == (sorted(e for e in seconds) if flagged else [])


def test_without_times_nobody_is_too_fast() -> None:
    assert kinds(honest(1, seed=1)) == []


@pytest.mark.parametrize(
    ("score", "direction", "effect"),
    [("20.01", "high", 0.01), ("-1", "low", -1.0), ("20", None, None), ("0", None, None)],
)
def test_a_score_outside_its_range_is_named(score: str, direction: str | None, effect: float | None) -> None:
    rows = honest(1, experts=2, bidders=1, items=1, seed=1, max_score="20")
    rows[0] = replace(rows[0], score=Decimal(score))
    found = [(f.kind, f.expert, f.direction, f.effect) for f in check(rows).flags]
    assert found == ([] if direction is None else [("out-of-range", "e0", direction, pytest.approx(effect))])


def test_a_slip_of_the_decimal_point_does_not_upset_the_rest() -> None:
    rows = honest(1, seed=1, max_score="30")
    slipped = [
        replace(row, score=row.score * 10)
        if (row.expert, row.bidder, row.criterion) == ("e1", "b1", "S1")
        else row
        for row in rows
    ]
    assert [f.kind for f in check(slipped).flags] == ["out-of-range", *(f.kind for f in check(rows).flags)]
