"""Kendall's W, ICC and Krippendorff's alpha against worked examples."""

from __future__ import annotations

from decimal import Decimal

import pytest

from evaluation.calibration import ExpertScore, check
from evaluation.calibration.rows import Agreement
from tests.evaluation.calibration.make import sheet


def agreement(scores: dict[str, dict[str, str]]) -> Agreement:
    return check(sheet(scores)).agreement[""]


def test_full_agreement_in_order() -> None:
    # Three experts, four bidders: the chance of one common order is 1 ÷ 24²
    found = agreement({e: {"a": "1", "b": "2", "c": "3", "d": "4"} for e in ("x", "y", "z")})
    assert found.kendall_w == pytest.approx(1.0)
    assert found.p == pytest.approx(1 / 576, abs=0.004)


def test_kendalls_w_by_hand_with_ties() -> None:
    # orders of a, b, c: x 1 2 3; y 1 3 2; z 1.5 1.5 3.  Sums 3.5, 6.5, 8; about 6: 6.25 + 0.25 + 4 = 10.5
    # most: m·Σ(r − 2)² = 3·(2 + 2 + 1.5) = 16.5; W = 0.6364
    scores = {
        "x": {"a": "1", "b": "2", "c": "3"},
        "y": {"a": "1", "b": "3", "c": "2"},
        "z": {"a": "1", "b": "1", "c": "3"},
    }
    assert agreement(scores).kendall_w == pytest.approx(10.5 / 16.5)


def test_opposite_orders_have_no_agreement() -> None:
    found = agreement({"x": {"a": "1", "b": "2"}, "y": {"a": "2", "b": "1"}})
    assert found.kendall_w == pytest.approx(0.0)
    assert found.p == pytest.approx(1.0)


def test_the_intraclass_correlation_of_shrout_and_fleiss() -> None:
    # Their table of 6 targets and 4 judges: ICC(2,1) = 0.29, ICC(2,4) = 0.62
    table = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    scores = {f"j{j}": {f"t{t}": str(row[j]) for t, row in enumerate(table)} for j in range(4)}
    found = agreement(scores)
    assert found.icc == pytest.approx(0.29, abs=0.005)
    assert found.icc_mean == pytest.approx(0.62, abs=0.005)


def test_krippendorffs_alpha_by_hand() -> None:
    # Two experts, items (1, 2) and (3, 3): observed (1·2) ÷ 4 = 0.5; expected over the 12 ordered pairs of
    # 1, 2, 3, 3: 2·(1 + 4 + 4 + 1 + 1 + 0) ÷ 12 = 22 ÷ 12; alpha = 1 − 0.5 ÷ 1.8333 = 0.7273
    rows = [
        ExpertScore(e, "a", c, Decimal(v))
        for e, c, v in (("x", "S1", "1"), ("y", "S1", "2"), ("x", "S2", "3"), ("y", "S2", "3"))
    ]
    assert check(rows).agreement[""].krippendorff_alpha == pytest.approx(1 - 0.5 / (22 / 12))


def test_what_cannot_be_formed_is_none() -> None:
    assert agreement({"x": {"a": "1", "b": "2"}}) == Agreement()
    assert agreement({"x": {"a": "1"}, "y": {"a": "1"}}).to_json() == dict.fromkeys(Agreement().to_json())
    assert agreement({e: {"a": "1", "b": "1"} for e in "xy"}).kendall_w is None
