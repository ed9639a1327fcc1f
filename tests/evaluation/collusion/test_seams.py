"""Pairs in which free words of one character meet, and pairs that are one word or none."""

import pytest

from evaluation.collusion.seams import alike, is_counted, joins


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("触发即关阀", "即关"), ("再剪断抽出", "剪断"), ("对角锁紧", "锁紧"), ("大件吊运", "吊运"),
        ("从2018年记到今天", "年记"), ("墙角互拼", "角互"),
    ],
)  # fmt: skip
def test_adverb_result_unit_and_two_handgrips_join(text: str, pair: str) -> None:
    assert joins(text, text.index(pair))


@pytest.mark.parametrize(
    ("text", "pair"),
    [("厂家陪训两天", "陪训"), ("技工按装到位", "按装"), ("质保期既将届满", "既将"), ("学年记录", "年记")],
)
def test_a_slip_is_no_seam(text: str, pair: str) -> None:
    assert not joins(text, text.index(pair))


def test_what_a_number_leads_is_counted_and_so_is_the_middle_of_one_for_each() -> None:
    assert is_counted("须一室一策", 1)
    assert is_counted("须一室一策", 2)
    assert is_counted("须一室一策", 3)
    assert not is_counted("专职按全员", 2)
    assert not is_counted("室一", 0)


def test_the_words_round_a_pair_are_counted_on_both_sides_up_to_the_first_difference() -> None:
    assert alike(("完成调式后提交", 2), ("未完成调式后报送", 3)) == 3
    assert alike(("甲调式", 1), ("乙调式", 1)) == 0
