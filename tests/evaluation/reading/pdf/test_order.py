"""Reading order never loses or doubles a line, and forward drawing is left alone."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from evaluation.reading.pdf.order import order_lines, reading_orders

place = st.integers(0, 500)
line = st.tuples(place, place, st.integers(5, 300), st.integers(6, 20))


def rects(lines: list[tuple[int, int, int, int]]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return np.array([(x, y, x + w, y + h) for x, y, w, h in lines], np.float32)


@given(st.lists(line, min_size=1, max_size=40))
def test_every_line_is_read_exactly_once(lines: list[tuple[int, int, int, int]]) -> None:
    order = order_lines(rects(lines))
    assert order is None or sorted(order) == list(range(len(lines)))


@given(st.integers(2, 40))
def test_lines_drawn_down_the_page_stay_as_drawn(count: int) -> None:
    assert order_lines(rects([(72, 40 + 18 * i, 300, 12) for i in range(count)])) is None


@given(st.permutations(list(range(8))))
def test_lines_drawn_in_any_order_are_read_from_the_top(drawn: list[int]) -> None:
    order = order_lines(rects([(72, 40 + 18 * i, 300, 12) for i in drawn]))
    assert [drawn[i] for i in (order or range(len(drawn)))] == sorted(drawn)


def test_pages_read_together_stay_apart() -> None:
    text = "b1\nb2\na1\nc1"
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    boxes = np.zeros((len(text), 4), np.float32)
    for start, y in ((0, 100), (3, 50), (6, 10), (9, 10)):
        boxes[start : start + 2] = (10, y, 30, y + 12)
    owner = np.array([0] * 6 + [1] * 3 + [2] * 2)
    assert [t for t, _ in reading_orders(text, codes, boxes, owner, 3)] == ["b2\nb1", "a1", "c1"]
