"""Ranges that the first tier has reported: lengths, middles and what is left between them, against plain counting."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from evaluation.collusion.rewording.matched import Ranges

SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)), min_size=1, max_size=8)


def ranges(spans: list[tuple[int, int]]) -> tuple[Ranges, set[int]]:
    start = np.array([s for s, _ in spans], np.int64)
    size = np.array([n for _, n in spans], np.int64)
    return Ranges.of(start, start + size), {x for s, n in spans for x in range(s, s + n)}


@given(SPANS, st.integers(0, 80), st.integers(0, 40))
def test_covered_characters_are_counted_once(spans: list[tuple[int, int]], start: int, size: int) -> None:
    made, inside = ranges(spans)
    counted = made.covered(np.array([start]), np.array([start + size]))
    assert counted.tolist() == [sum(x in inside for x in range(start, start + size))]


@given(SPANS, st.integers(0, 80), st.integers(1, 40))
def test_what_is_trimmed_away_is_exactly_what_is_covered(
    spans: list[tuple[int, int]], start: int, size: int
) -> None:
    made, inside = ranges(spans)
    begin, end = made.trim(start, start + size)
    free, run = 0, 0
    for x in range(start, start + size):
        run = 0 if x in inside else run + 1
        free = max(free, run)
    assert max(end - begin, 0) == free
    assert not any(x in inside for x in range(begin, end))


def test_sentences_on_two_sides_of_a_passage_get_different_numbers() -> None:
    made, _ = ranges([(10, 10), (40, 4)])
    assert made.before(np.array([0, 9, 20, 39, 50])).tolist() == [0, 0, 1, 1, 2]
