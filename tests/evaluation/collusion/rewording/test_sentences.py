"""Sentences know where they stand, and what they are compared by."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from evaluation.collusion.rewording.sentences import read_sentences
from evaluation.collusion.rewording.stem import FIRST_LATIN, stem
from tests.evaluation.collusion.rewording.golden import OTHERS

TEXTS = st.text(st.sampled_from("甲乙丙丁设备 调试。，；\n！？abc.dE1２（）:　é\u200bﬁ"), max_size=200)


def said(text: str) -> list[str]:
    sentences = read_sentences(text)
    return [text[i:j] for i, j in zip(sentences.start.tolist(), sentences.end.tolist(), strict=True)]


def test_a_chinese_text_is_cut_at_its_full_stops() -> None:
    assert said(OTHERS[1]) == [
        "绿化养护分四季安排，春季补植，夏季抗旱，秋季修枝，冬季涂白。",
        "病虫害以生物防治为主，用药提前三天公示，修剪下来的枝条当日清运出校。",
    ]


def test_an_english_text_is_cut_at_full_stops_before_blanks_but_not_inside_numbers() -> None:
    assert said('The price is 3.50 a piece. "We deliver on Mondays!" Nobody works on Sundays.') == [
        "The price is 3.50 a piece.",
        'We deliver on Mondays!"',
        "Nobody works on Sundays.",
    ]


def test_what_is_too_short_to_say_anything_goes_with_the_sentence_beside_it() -> None:
    assert said("好。设备安装在三楼机房内。完。") == ["好。设备安装在三楼机房内。完。"]


def test_a_list_item_is_a_sentence_though_nothing_closes_it() -> None:
    assert len(said("项目启动后成立工作小组\n（一）设备到货后当面清点\n（二）安装完毕后逐台调试")) == 3


def test_a_line_break_inside_a_sentence_changes_neither_its_end_nor_its_terms() -> None:
    plain, broken = "设备安装在三楼的机房内部。", "设备安装在三\n楼的机房内部。"
    assert said(broken) == [broken]
    assert read_sentences(plain).term.tolist() == read_sentences(broken).term.tolist()


def test_width_and_case_make_no_difference_to_terms() -> None:
    assert read_sentences("ＣＰＵ Cores").term.tolist() == read_sentences("cpu core").term.tolist()


def test_no_term_is_formed_across_punctuation() -> None:
    assert len(read_sentences("甲乙，丙丁").term) == 2


def test_cells_of_a_form_are_no_prose() -> None:
    form = "证书编号： 760032946\n持有单位： 海棠公司\n有效期至： 2029年2月\n发证机构： 中衡认证"
    assert read_sentences(OTHERS[0]).prose.all()
    assert not read_sentences(form).prose.any()


def test_english_words_are_prose_though_blanks_stand_between_them() -> None:
    assert read_sentences("We test each line twice a year and keep the books open.").prose.all()


def test_forms_of_one_word_have_one_stem() -> None:
    for forms in (
        ("install", "installs", "installed", "installing"),
        ("policy", "policies"),
        ("quick", "quickly"),
    ):
        if forms[0] != "quick":
            assert len({stem(word) for word in forms}) == 1
    assert stem("quickly") == stem("quick")
    assert stem("class") != stem("clas")
    assert stem("2026") == "2026"


@given(TEXTS)
def test_sentences_stand_in_order_and_hold_every_letter_of_the_text(text: str) -> None:
    sentences = read_sentences(text)
    places = list(zip(sentences.start.tolist(), sentences.end.tolist(), strict=True))
    assert all(0 <= i < j <= len(text) for i, j in places)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(places))
    inside = [any(i <= at < j for i, j in places) for at in sentences.folded.offsets.tolist()]
    assert all(inside)


@given(TEXTS)
def test_every_term_belongs_to_a_sentence(text: str) -> None:
    sentences = read_sentences(text)
    assert len(sentences.sentence) == len(sentences.term)
    assert all(0 <= s < len(sentences) for s in sentences.sentence.tolist())
    latin = [t for t in sentences.term.tolist() if t >= FIRST_LATIN]
    assert not latin or any(c.isascii() and c.isalnum() for c in sentences.folded.text())
