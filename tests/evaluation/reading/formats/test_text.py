"""Plain text: one page, exactly as decoded."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.reading import UnreadableError, read

WORDS = "第一章 总则\r\n本项目采用综合评分法。\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_text_is_as_decoded_line_ends_included(encoding: str) -> None:
    (page,) = read(WORDS.encode(encoding), "a.txt").pages
    assert page.text == WORDS


def test_a_long_text_is_still_one_page() -> None:
    document = read(("投标文件" * 30 + "\n").encode() * 500, "a.txt")
    (page,) = document.pages
    assert float(np.nanmax(page.boxes[:, 3])) <= page.height


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b" \n\t ", bytes(range(1, 30)) * 9])
def test_what_is_not_text_or_holds_none_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        read(data, "a.txt")


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cn", "Co", "Cs")), min_size=1))
def test_any_text_comes_back_with_a_row_of_boxes_for_each_code_point(text: str) -> None:
    if text.strip():
        (page,) = read(b"\xef\xbb\xbf" + text.encode(), "a.txt").pages
        assert page.text == text
        assert page.boxes.shape == (len(text), 4)
