"""``item``: one single score far from the panel's (87号令 Art. 64(4) 畸高、畸低)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from evaluation.calibration import ExpertScore, check
from tests.evaluation.calibration.make import honest, sheet


def planted(score: str, *, seed: int = 1) -> list[ExpertScore]:
    return [
        replace(row, score=Decimal(score))
        if (row.expert, row.bidder, row.criterion) == ("e1", "b2", "S4")
        else row
        for row in honest(1, seed=seed)
    ]


@pytest.mark.parametrize(("score", "direction"), [("1", "low"), ("27", "high")])
def test_a_single_odd_score_is_named_with_its_criterion(score: str, direction: str) -> None:
    flags = check(planted(score)).flags
    assert [(f.kind, f.expert, f.bidder, f.criterion, f.direction) for f in flags] == [
        ("item", "e1", "b2", "S4", direction)
    ]
    assert flags[0].p is not None
    assert flags[0].p <= 0.001


def test_a_single_odd_score_is_not_taken_for_a_leaning() -> None:
    for seed in range(10):
        leaning = [(f.expert, f.bidder) for f in check(planted("0", seed=seed)).flags if f.kind == "leaning"]
        assert leaning == [(f.expert, f.bidder) for f in check(honest(1, seed=seed)).flags]


def test_a_score_within_30_percent_of_the_others_is_never_odd() -> None:
    # Without any noise a hundredth is a statistical wonder, and still nothing to ask about.
    rows = [
        ExpertScore(f"e{e}", f"b{b}", f"S{c}", Decimal("9.01") if (e, b, c) == (0, 0, 0) else Decimal(9))
        for e in range(5) for b in range(3) for c in range(3)
    ]  # fmt: skip
    assert check(rows).flags == ()


def test_on_totals_alone_a_lone_high_score_stands_apart() -> None:
    noise = {"e1": 1, "e2": -1, "e3": 0, "e4": 1, "e5": -1}
    scores = {
        e: {b: str(60 + place + n * (place % 2)) for place, b in enumerate("abcdefg")}
        for e, n in noise.items()
    }
    scores["e3"]["a"] = "95"
    flags = check(sheet(scores)).flags
    assert [(f.kind, f.expert, f.bidder, f.direction) for f in flags] == [("item", "e3", "a", "high")]


def test_two_experts_cannot_outvote_each_other() -> None:
    assert check(sheet({"e1": {"a": "90", "b": "60"}, "e2": {"a": "10", "b": "60"}})).flags == ()
