"""The measure of Potthast et al. (2010), worked by hand."""

from __future__ import annotations

import pytest

from benchmarks.plagdet import Score, score

CASE = (0, 100, 200, 300)


def test_finding_exactly_what_is_there_scores_one() -> None:
    assert score([([CASE], [CASE])]).plagdet == 1.0


def test_half_of_a_case_on_both_sides_is_half_recalled_and_wholly_precise() -> None:
    result = score([([CASE], [(0, 50, 200, 250)])])
    assert (result.recall, result.precision) == (0.5, 1.0)
    assert result.plagdet == pytest.approx(2 / 3)


def test_a_case_found_in_two_parts_costs_granularity() -> None:
    result = score([([CASE], [(0, 50, 200, 250), (50, 100, 250, 300)])])
    assert (result.recall, result.precision, result.granularity) == (1.0, 1.0, 2.0)
    assert result.plagdet == pytest.approx(1 / 1.584962500721156)  # log2(1 + 2)


def test_a_detection_counts_only_where_it_overlaps_on_both_sides() -> None:
    result = score([([CASE], [(0, 100, 400, 500)])])
    assert (result.recall, result.precision, result.plagdet) == (0.0, 0.0, 0.0)


def test_false_alarms_in_pairs_without_a_case_cost_precision() -> None:
    result = score([([CASE], [CASE]), ([], [(0, 10, 0, 10)])])
    assert (result.recall, result.precision, result.granularity) == (1.0, 0.5, 1.0)


def test_detections_that_overlap_each_other_are_not_counted_twice() -> None:
    result = score([([CASE], [(0, 60, 200, 260), (40, 80, 240, 280)])])
    assert result.recall == pytest.approx(0.8)


def test_averages_are_over_cases_however_long_they_are() -> None:
    long, short = (0, 1000, 0, 1000), (0, 10, 0, 10)
    assert score([([long], [long]), ([short], [])]).recall == 0.5


def test_of_nothing_in_nothing_there_is_no_score() -> None:
    assert score([([], [])]) == Score(0, 0, 1, 0, 0)
    assert score([([], [])]).plagdet == 0.0
