"""Shared passages: all bidders at once, without the tender's words, at their exact places."""

from itertools import permutations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.collusion.text.engine import Reuse, compare
from evaluation.collusion.text.passages import split_by_page
from evaluation.collusion.text.stream import Place
from tests.evaluation.collusion.material import HONEST, document

COPIED = (
    "网络割接采用先旁路后替换的三步走法：第一步新核心与旧核心并联运行七天，只学习地址不承担转发；"
    "第二步逐栋把汇聚上联改到新核心，每改一栋观察一个完整教学日。"
)
ASKED = (
    "投标人应当在合同签订后十五日内完成现场勘查并提交深化设计图纸，经采购人书面确认后方可施工，"
    "施工期间不得影响正常教学秩序，噪声较大的工序应当安排在节假日进行。"
)
LETTERS = (
    "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁"
)


def places(reuse: Reuse) -> list[tuple[Place, Place]]:
    return [(a, b) for p in reuse.passages for a, b, _ in split_by_page(reuse.stream, p)]


def test_a_copied_passage_is_found_at_its_exact_place_on_both_sides() -> None:
    reuse = compare([[document(HONEST[0] + COPIED + HONEST[1])], [document(HONEST[2] + COPIED + HONEST[3])]])
    [(a, b)] = places(reuse)
    assert a.text in COPIED
    assert b.text in COPIED
    assert len(a.text) >= len(COPIED) - 1  # the closing full stop is not compared
    assert (a.page, b.page) == (1, 1)


def test_layout_and_punctuation_do_not_hide_a_copy() -> None:
    changed = (
        "\n".join(COPIED[i : i + 9] for i in range(0, len(COPIED), 9)).replace("，", ", ").replace("；", ";")
    )
    reuse = compare([[document(COPIED)], [document(HONEST[2] + changed)]])
    assert [p.similarity for p in reuse.passages] == [1.0]


def test_a_lightly_edited_copy_is_followed_over_its_edits() -> None:
    edited = (
        COPIED.replace("七天", "五天").replace("只学习地址", "仅仅学习地址").replace("完整教学日", "整教学日")
    )
    [passage] = compare([[document(HONEST[0] + COPIED)], [document(edited + HONEST[1])]]).passages
    assert passage.length > 0.9 * len([c for c in COPIED if c not in "：；，。"])
    assert 0.85 < passage.similarity < 1


def test_independent_texts_share_nothing() -> None:
    assert compare([[document(text)] for text in HONEST]).passages == ()


def test_what_the_tender_says_is_not_held_against_those_who_quote_it() -> None:
    bids = [[document(HONEST[i] + ASKED)] for i in range(3)]
    assert compare(bids, [document(ASKED)]).passages == ()


def test_a_quotation_cut_up_by_answers_is_still_a_quotation() -> None:
    answered = ASKED.replace("，", "，响应：完全满足，")
    bids = [[document(HONEST[i] + answered)] for i in range(2)]
    assert compare(bids, [document(ASKED)]).passages == ()


def test_what_is_copied_beside_a_quotation_is_found_alone() -> None:
    bids = [[document(HONEST[i] + ASKED + COPIED)] for i in range(2)]
    reuse = compare(bids, [document(ASKED)])
    assert {a.text[:8] for a, _ in places(reuse)} == {COPIED[:8]}


def test_a_passage_over_a_page_break_is_shown_page_by_page() -> None:
    reuse = compare([[document(HONEST[0] + COPIED[:40], COPIED[40:] + HONEST[1])], [document(COPIED)]])
    found = places(reuse)
    assert [a.page for a, _ in found] == [1, 2]
    assert [a.text for a, _ in found] == [COPIED[:40], COPIED[40:-1]]
    assert "".join(b.text for _, b in found) == COPIED[:-1]


def test_running_heads_do_not_count_as_shared() -> None:
    head = "某某市第一中学智慧校园设备采购项目投标文件正本商务技术部分第一册"
    bids = [[document(head + HONEST[i], furniture=((0, len(head)),))] for i in range(2)]
    assert compare(bids).passages == ()


def test_one_bidder_repeating_itself_is_no_reuse() -> None:
    assert compare([[document(COPIED + COPIED), document(COPIED)], [document(HONEST[0])]]).passages == ()


def test_a_passage_that_a_whole_ring_shares_is_found_between_all_of_it() -> None:
    bids = [[document(HONEST[i % 5] * (i // 5 + 1) + COPIED)] for i in range(7)] + [[document(HONEST[4])]] * 9
    pairs = {(r.owner(p.a0), r.owner(p.b0)) for r in [compare(bids)] for p in r.passages if p.net > 0}
    assert {(i, j) for i in range(5) for j in range(i + 1, 5) if i != j} <= pairs


def test_the_order_of_bidders_does_not_matter() -> None:
    texts = {"a": HONEST[0] + COPIED, "b": COPIED + HONEST[1], "c": HONEST[2]}
    results = set()
    for order in permutations(texts):
        reuse = compare([[document(texts[k])] for k in order])
        results.add(
            frozenset(
                frozenset(
                    ((order[reuse.owner(p.a0)], a.start, a.end), (order[reuse.owner(p.b0)], b.start, b.end))
                )
                for p in reuse.passages
                for a, b, _ in split_by_page(reuse.stream, p)
            )
        )
    assert len(results) == 1


TEXT = st.text(st.sampled_from(LETTERS), min_size=40, max_size=120)


@given(st.lists(TEXT, min_size=2, max_size=4), TEXT)
@settings(max_examples=40, deadline=None)
def test_a_bid_that_only_quotes_shares_nothing_with_anybody(texts: list[str], asked: str) -> None:
    bids = [[document(asked)], [document("投标响应如下" + asked)], *([document(t)] for t in texts)]
    reuse = compare(bids, [document(asked), *(document(t) for t in texts)])
    assert reuse.passages == ()


@given(TEXT, TEXT, TEXT)
@settings(max_examples=40, deadline=None)
def test_a_place_shows_the_words_that_were_compared(one: str, other: str, copied: str) -> None:
    reuse = compare([[document(one + copied)], [document(copied + other)]])
    for passage in reuse.passages:
        for start, end in ((passage.a0, passage.a1), (passage.b0, passage.b1)):
            place = reuse.stream.place(start, end)
            assert place.text == reuse.stream.text(start, end)


def test_a_large_bid_handed_in_twice_is_one_passage() -> None:
    letters = Random(5)
    whole = "".join(chr(0x4E00 + letters.randrange(900)) for _ in range(30_000))
    paragraph = whole[:200]
    text = (
        whole + paragraph * 6 + whole[::-1]
    )  # what a bid repeats seeds nothing, and would cut a copy to pieces
    [passage] = compare([[document(text)], [document(text)]]).passages
    assert passage.length == len(text)
    assert passage.similarity == 1


def test_a_large_bid_edited_throughout_is_one_passage() -> None:
    letters = Random(6)
    text = "".join(chr(0x4E00 + letters.randrange(900)) for _ in range(30_000))
    edited = "".join("改" if letters.random() < 0.02 else c for c in text)
    [passage] = compare([[document(text)], [document(edited)]]).passages
    assert passage.length == len(text)
    assert 0.97 < passage.similarity < 0.99
