"""Severity over all tenders at once: points per item below the colleagues."""

from __future__ import annotations

from decimal import Decimal

import pytest

from evaluation.calibration import ExpertScore, check
from tests.evaluation.calibration.make import sheet


def test_who_scores_lower_is_severe() -> None:
    # items: 80/86 and 70/76: 3 points either side of the mean
    found = check(sheet({"e1": {"a": "80", "b": "70"}, "e2": {"a": "86", "b": "76"}})).severity
    assert found == {"e1": pytest.approx(3.0), "e2": pytest.approx(-3.0)}


def test_severe_colleagues_do_not_make_a_lenient_expert() -> None:
    # e1 is 4 below e2, e2 is 4 below e3: over both tenders e1 is 4 severe, e2 0, e3 −4, although within the second
    # tender alone e2 looks 2 severe and in the first 2 lenient.
    rows = [
        *sheet({"e1": {"a": "70"}, "e2": {"a": "74"}}, tender="t1"),
        *sheet({"e2": {"b": "80"}, "e3": {"b": "84"}}, tender="t2"),
    ]
    assert check(rows).severity == {
        "e1": pytest.approx(4.0),
        "e2": pytest.approx(0.0),
        "e3": pytest.approx(-4.0),
    }


def test_experts_who_never_meet_are_measured_apart() -> None:
    rows = [
        *sheet({"e1": {"a": "70"}, "e2": {"a": "74"}}, tender="t1"),
        *sheet({"e3": {"b": "10"}, "e4": {"b": "11"}}, tender="t2"),
    ]
    found = check(rows).severity
    assert found["e1"] + found["e2"] == pytest.approx(0)
    assert found["e3"] == pytest.approx(0.5)


def test_one_who_judged_alone_has_no_severity() -> None:
    assert check([ExpertScore("e1", "a", "S1", Decimal(5))]).severity == {"e1": 0.0}


def test_no_scores_nothing_to_say() -> None:
    result = check([])
    assert (result.flags, result.severity, result.agreement) == ((), {}, {})
