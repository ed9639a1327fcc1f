"""Pages that are printed sideways or upside down are read line by line as they were written."""

from __future__ import annotations

import io

import numpy as np
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from evaluation.reading import read
from evaluation.reading.pdf.turned import Direction, turned, turned_back
from tests.evaluation.reading import make

LINES = ["一、投标函", "投标人名称：晨星信息技术有限公司", "投标总价（小写）：二百万元", "大写：贰佰万元整"]
SOURCE = "\n\n".join(LINES)


def turned_pdf(angle: int) -> bytes:
    """The lines on a page that its file shows turned."""
    with pikepdf.open(io.BytesIO(make.typst_pdf(SOURCE))) as pdf:
        pdf.pages[0].rotate(angle, relative=True)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_a_page_that_is_shown_turned_is_read_in_the_order_of_its_lines(angle: int) -> None:
    assert read(turned_pdf(angle), "a.pdf").page(1).text.split("\n") == LINES


@pytest.mark.parametrize(("angle", "forward"), [(90, (0, 1)), (180, (-1, 0)), (270, (0, -1))])
def test_the_boxes_of_a_turned_page_stay_where_its_letters_are_printed(
    angle: int, forward: tuple[int, int]
) -> None:
    page = read(turned_pdf(angle), "a.pdf").page(1)
    start = page.text.index("晨星")
    first, later = page.box_between(start, start + 1), page.box_between(start + 5, start + 6)
    assert first is not None
    assert later is not None
    across, down = later.x0 - first.x0, later.y0 - first.y0
    assert across * forward[0] + down * forward[1] > 20
    assert abs(across * forward[1]) + abs(down * forward[0]) < 3
    assert 0 <= first.x0 < first.x1 <= page.width
    assert 0 <= first.y0 < first.y1 <= page.height


def test_a_table_set_sideways_on_an_upright_page_is_read_row_by_row() -> None:
    source = "#rotate(90deg, reflow: true)[" + " #linebreak() ".join(LINES) + "]"
    assert read(make.typst_pdf(source), "a.pdf").page(1).text.split("\n") == LINES


def test_a_label_written_downwards_does_not_turn_the_page_it_stands_on() -> None:
    source = SOURCE + "\n\n#rotate(90deg, reflow: true)[存档联]\n\n" + SOURCE
    assert read(make.typst_pdf(source), "a.pdf").page(1).text.split("\n") == [*LINES, "存档联", *LINES]


@given(
    arrays(np.float32, (5, 4), elements=st.integers(0, 30_000).map(lambda n: n / 32)),
    st.sampled_from(["left", "down", "up"]),
)
def test_what_is_turned_and_turned_back_is_as_it_was(boxes: np.ndarray, direction: Direction) -> None:  # type: ignore[type-arg]
    size = (595.25, 841.875)
    assert (turned_back(turned(boxes, direction, size), direction, size) == boxes).all()
