"""Folding: what is compared, and the way back to what was written."""

from hypothesis import given
from hypothesis import strategies as st

from evaluation.collusion.text.fold import fold, fold_character

ANY = st.text(st.characters(exclude_categories=("Cs",)), max_size=80)


def test_width_case_layout_and_punctuation_are_no_difference() -> None:
    assert fold("ＡＢＣ，质 量\n保证。").text() == fold("abc质量保证").text() == "abc质量保证"


def test_characters_without_width_do_not_hide_a_copy() -> None:
    assert fold("质\u200b量\u2060保\ufeff证").text() == "质量保证"


def test_cyrillic_look_alikes_are_read_as_latin() -> None:
    assert fold("СРU型号ХА").text() == fold("CPU型号XA").text()


def test_radicals_that_pdf_fonts_write_are_read_as_characters() -> None:
    assert fold("⻓度、⻋辆、⻩⾊").text() == "长度车辆黄色"


def test_one_character_may_become_several_that_all_point_back_to_it() -> None:
    folded = fold("面积㎡x")
    assert folded.text() == "面积m2x"
    assert folded.offsets.tolist() == [0, 1, 2, 2, 3]
    assert folded.span(2, 4) == (2, 3)


@given(ANY)
def test_every_folded_character_comes_from_where_its_offset_says(text: str) -> None:
    folded = fold(text)
    back: dict[int, str] = {}
    for character, offset in zip(folded.text(), folded.offsets.tolist(), strict=True):
        back[offset] = back.get(offset, "") + character
    assert back == {i: f for i, c in enumerate(text) if (f := fold_character(c))}


@given(ANY, ANY)
def test_folding_a_whole_is_folding_its_parts(one: str, other: str) -> None:
    assert fold(one + other).text() == fold(one).text() + fold(other).text()


@given(ANY)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text).text()
    assert fold(once).text() == once
