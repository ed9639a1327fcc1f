"""What an expert types, and the hash of a sheet."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.panel.points import (
    Line,
    NotPointsError,
    canonical,
    level_of,
    own_order,
    read_points,
    receipt,
    runs,
)
from procurement.tenders.schema import Level

LEVELS = [
    Level.model_validate({"label": "优", "from": "16", "to": "20"}),
    Level.model_validate({"label": "良", "from": "10", "to": "16"}),
    Level.model_validate({"label": "一般", "from": "0", "to": "10"}),
]


@pytest.mark.parametrize(
    ("typed", "points"),
    [
        ("16", "16"),
        (" 16.5 ", "16.5"),
        ("１６．５", "16.5"),
        ("0", "0"),
        ("20", "20"),
        ("16.50", "16.50"),
        ("+3", "3"),
    ],
)
def test_digits_are_read_as_points(typed: str, points: str) -> None:
    assert read_points(typed, max_score=Decimal(20), places=2) == Decimal(points)


def test_nothing_typed_is_no_score() -> None:
    assert read_points("  ", max_score=Decimal(20), places=2) is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("20.01", "outside the range: from 0 to 20"),
        ("-0.5", "outside the range"),
        ("16.555", "at most 2"),
        ("十六", "not a number"),
        ("16,5", "not a number"),
        ("1e1", "not a number"),
        ("NaN", "not a number"),
        ("Infinity", "not a number"),
        ("1_6", "not a number"),
    ],
)
def test_what_is_no_score_is_refused_in_words(typed: str, words: str) -> None:
    with pytest.raises(NotPointsError) as refused:
        read_points(typed, max_score=Decimal(20), places=2)
    assert words in str(refused.value.reason)


def test_whole_points_when_the_tender_has_no_decimals() -> None:
    with pytest.raises(NotPointsError) as refused:
        read_points("16.5", max_score=Decimal(20), places=0)
    assert "whole points" in str(refused.value.reason)
    assert read_points("16.0", max_score=Decimal(20), places=0) == 16


@given(st.decimals(0, 20, places=2))
def test_every_allowed_number_comes_back_as_it_was_typed(points: Decimal) -> None:
    assert read_points(str(points), max_score=Decimal(20), places=2) == points


def test_a_score_on_the_border_belongs_to_the_better_level() -> None:
    assert [level_of(Decimal(p), LEVELS) for p in ("20", "16", "15.9", "10", "0")] == [0, 0, 1, 1, 2]
    assert level_of(None, LEVELS) is None
    assert level_of(Decimal(21), LEVELS) is None


LINES = [Line("b", "S1", Decimal("16.0")), Line("a", "S2", Decimal(3), "理由"), Line("a", "S1", None)]


def test_the_receipt_does_not_depend_on_order_or_trailing_zeros() -> None:
    shuffled = LINES[:]
    random.Random(1).shuffle(shuffled)
    other = [
        Line(x.bidder, x.criterion, Decimal("16") if x.score == 16 else x.score, x.note) for x in shuffled
    ]
    assert receipt(canonical("T", "e", LINES)) == receipt(canonical("T", "e", other))


def test_the_receipt_changes_with_every_part_of_the_sheet() -> None:
    base = receipt(canonical("T", "e", LINES))
    assert len(base) == 64
    assert receipt(canonical("T2", "e", LINES)) != base
    assert receipt(canonical("T", "e2", LINES)) != base
    assert receipt(canonical("T", "e", [*LINES[:2], Line("a", "S1", Decimal(0))])) != base
    assert receipt(canonical("T", "e", [LINES[0], Line("a", "S2", Decimal(3), "别的"), LINES[2]])) != base


def test_each_expert_and_criterion_has_an_order_of_its_own_that_stays() -> None:
    keys = [f"b{n}" for n in range(8)]
    first = own_order(keys, seed=1, expert=1, criterion="S1")
    assert first == own_order(reversed(keys), seed=1, expert=1, criterion="S1")
    assert sorted(first) == keys
    others = {
        tuple(own_order(keys, seed=1, expert=e, criterion=c)) for e in (1, 2, 3) for c in ("S1", "S2", "S3")
    }
    assert len(others) == 9


def test_a_criterion_with_one_score_for_all_bids_is_a_run() -> None:
    scores = [
        (c, b, Decimal(16) if c == "S1" else Decimal(n)) for c in ("S1", "S2") for n, b in enumerate("abc")
    ]
    assert runs(scores) == [("S1", Decimal(16), 3)]
    assert runs([("S1", "a", Decimal(16)), ("S1", "b", Decimal(16))]) == []
    assert runs([("S1", "a", None), ("S1", "b", None), ("S1", "c", None)]) == []
