"""Folded text always knows the way back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from evaluation.evidence.fold import fold


@given(st.text(max_size=80), st.data())
def test_every_folded_range_comes_from_a_range_that_folds_to_hold_it(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    assert len(folded.places) == len(folded.text)
    assert list(folded.places) == sorted(folded.places)
    if folded.text:
        start = data.draw(st.integers(0, len(folded.text) - 1))
        end = data.draw(st.integers(start + 1, len(folded.text)))
        low, high = folded.original(start, end)
        assert folded.text[start:end] in fold(text[low:high]).text


def test_full_width_case_and_spacing_fold_away() -> None:
    assert fold("ＩＳＯ 9001：２０１５\u200b").text == fold("iso9001:2015").text


def test_chinese_punctuation_folds_to_its_plain_kin_one_for_one() -> None:
    assert fold("“甲”、乙。（一）《丙》—").text == fold('"甲",乙.(一)<丙>-').text
