"""All bids at once: rewordings with their places on pages, beyond the tender and beyond what the first tier reports."""

from itertools import permutations

import numpy as np
import pytest

from evaluation.collusion.rewording.bidders import Reworded, least_net, reworded, usual_net
from evaluation.collusion.rewording.candidates import FEW, rare_pairs
from evaluation.collusion.rewording.prose import lay_out_prose
from evaluation.collusion.rewording.settings import BETWEEN_BIDS
from evaluation.collusion.rewording.vectors import vectors
from evaluation.collusion.text.engine import Reuse, compare
from evaluation.reading.document import Document
from tests.evaluation.collusion.material import document
from tests.evaluation.collusion.rewording.golden import OTHERS, REWORDED


def found(bids: list[Document], tender: list[Document] | None = None) -> tuple[Reuse, tuple[Reworded, ...]]:
    reuse = compare([[bid] for bid in bids], tender or [])
    return reuse, reworded(reuse, tender or [])


def bid(index: int, *texts: str, name: str = "") -> Document:
    return document(OTHERS[index] + "".join(texts), name=name or f"b{index}.pdf")


@pytest.mark.parametrize(("original", "changed"), REWORDED)
def test_what_was_reworded_is_found_with_its_place_in_both_bids(original: str, changed: str) -> None:
    reuse, [passage] = found([bid(0, original), bid(1), bid(2, changed)])
    assert passage.bidders == (0, 2)
    [(left, right, similarity)] = passage.pieces
    assert (left.text, right.text) == (original, changed)
    assert 0.3 <= similarity == passage.similarity < 1
    assert reuse.passages == ()


def test_bids_about_different_things_share_nothing() -> None:
    assert found([bid(i) for i in range(4)])[1] == ()


def turned(text: str) -> str:
    """The clauses of each sentence in reverse order."""
    return "。".join("，".join(part.split("，")[::-1]) for part in text.split("。"))


def test_what_answers_the_tender_in_other_words_is_the_tenders_own() -> None:
    asked = "".join(original for original, _ in REWORDED)
    answers = "".join(changed for _, changed in REWORDED)
    bids = [bid(0, answers), bid(1, turned(answers))]
    reuse, passages = found(bids)
    assert reuse.passages or passages
    assert found(bids, [document(asked)])[1] == ()


def test_what_is_copied_from_the_tender_is_no_rewording_either() -> None:
    original = REWORDED[0][0]
    reuse, passages = found([bid(0, original), bid(1, original)], [document(original)])
    assert (reuse.passages, passages) == ((), ())


def test_a_passage_of_the_first_tier_is_not_reported_again() -> None:
    (first, first_changed), (second, _) = REWORDED
    bids = [bid(0, second, first), bid(1, second, first_changed)]
    reuse, passages = found(bids)
    [copied] = reuse.passages
    [(left, right, _)] = [piece for passage in passages for piece in passage.pieces]
    for place, (start, end) in ((left, (copied.a0, copied.a1)), (right, (copied.b0, copied.b1))):
        told = reuse.stream.place(start, end)
        assert place.end <= told.start or told.end <= place.start
    assert left.text in first
    assert right.text in first_changed


def test_a_passage_over_a_page_break_is_shown_page_by_page() -> None:
    original, changed = REWORDED[0]
    cut = original.index("逐栋")
    _reuse, [passage] = found(
        [document(OTHERS[0] + original[:cut], original[cut:] + OTHERS[1]), bid(2, changed)]
    )
    assert [left.page for left, _, _ in passage.pieces] == [1, 2]
    assert {right.page for _, right, _ in passage.pieces} == {1}
    for left, right, _ in passage.pieces:
        assert left.text in original
        assert right.text in changed


def test_of_pages_that_say_much_the_same_each_goes_with_its_own() -> None:
    (original, changed), (second, second_changed) = REWORDED
    again, changed_again = (
        text[:60].replace("新核心", "备用防火墙").replace("交换机", "安全网关") for text in REWORDED[0]
    )
    bids = [document(original, again + second), document(changed, changed_again + second_changed)]
    pages = {(left.page, right.page) for p in found([*bids, bid(2)])[1] for left, right, _ in p.pieces}
    assert pages == {(1, 1), (2, 2)}


def test_words_of_the_first_tier_inside_a_longer_sentence_are_cut_off() -> None:
    copied = "广播分区按楼层和操场划成二十七个回路各设独立音量旋钮便于期末考试时单独关闭"
    original, changed = (text.replace("。", "，")[:-1] for text in REWORDED[0])
    reuse, passages = found([bid(0, original + "，" + copied + "。"), bid(1, changed + "，" + copied + "。")])
    [told] = [reuse.stream.text(p.a0, p.a1) for p in reuse.passages]
    assert copied in told
    [(left, right, _)] = [piece for passage in passages for piece in passage.pieces]
    assert not any(
        copied[i : i + 4] in text for text in (left.text, right.text) for i in range(len(copied) - 3)
    )


def test_running_heads_are_not_compared() -> None:
    head = REWORDED[1][0]
    pages = [head + text for text in OTHERS[:2]]
    furnished = document(*pages, furniture=((0, len(head)),))
    assert found([furnished, bid(2, REWORDED[1][1])])[1] == ()


def certificate(fields: str, number: str, firm: str) -> str:
    values = {
        "名": "证书名称： 信息技术服务运行维护资质\n",
        "号": f"证书编号： {number}\n",
        "主": f"持有单位： {firm}系统集成有限公司\n",
        "围": "覆盖范围： 多媒体教学设备销售安装\n",
        "期": "有效期至： 二〇二九年二月\n",
        "构": "发证机构： 白鹭技术评审中心\n",
        "级": "资质等级： 三级甲等\n",
    }
    return "".join(values[field] for field in fields) + "\n"


def test_forms_that_everybody_fills_in_are_no_rewording() -> None:
    one = certificate("名号主围期构级", "760032946", "海棠湾")
    other = certificate("主名构级号围期", "409647877", "启衡")
    assert found([bid(0, "\n\n", one), bid(1, "\n\n", other)])[1] == ()


def test_the_order_of_the_bids_does_not_matter() -> None:
    bids = [bid(0, REWORDED[0][0]), bid(1, REWORDED[1][0]), bid(2, REWORDED[0][1], REWORDED[1][1])]
    expected = None
    for order in permutations(range(3)):
        _, passages = found([bids[i] for i in order])
        seen = {
            frozenset((order[owner], place.text) for owner, place in zip(p.bidders, piece[:2], strict=True))
            for p in passages
            for piece in p.pieces
        }
        expected = expected or seen
        assert seen == expected
    assert expected is not None
    assert len(expected) == 2


def test_only_sentences_that_share_two_rare_terms_are_compared_and_all_of_those() -> None:
    documents = [bid(i % 4, *REWORDED[i % 2], name=str(i)) for i in range(6)]
    prose = lay_out_prose(documents)
    rows = vectors(prose.texts)
    seeds = rare_pairs(rows, prose.document, np.ones(len(prose), bool), BETWEEN_BIDS)
    counts, norms = rows.rows.toarray(), rows.norm
    expected = set()
    rare = (rows.times >= 2) & (rows.times <= FEW)
    for i in range(len(prose)):
        for j in range(i + 1, len(prose)):
            both = (counts[i] > 0) & (counts[j] > 0)
            alike = counts[i] @ counts[j] / max(norms[i] * norms[j], 1e-9)
            dice = 2 * both.sum() / (rows.distinct[i] + rows.distinct[j])
            enough = alike > BETWEEN_BIDS.cosine and dice > BETWEEN_BIDS.dice and (both & rare).sum() >= 2
            if enough and prose.document[i] != prose.document[j]:
                expected.add((i, j))
    assert expected
    assert set(zip(seeds.a.tolist(), seeds.b.tolist(), strict=True)) == expected


def test_what_most_pairs_of_a_trade_share_does_not_stand_out() -> None:
    pairs = [(i, j) for i in range(4) for j in range(i + 1, 4)]
    assert usual_net([(pair, 40.0) for pair in pairs], 4) == 50.0
    assert usual_net([(pair, 90.0) for pair in pairs], 4) == 60.0  # a ring of all does not excuse itself
    assert usual_net([((0, 1), 90.0)], 4) == 0.0
    assert usual_net([((0, 1), 90.0)], 2) == 0.0


def test_what_is_left_of_a_passage_the_first_tier_reports_in_part_is_told_too() -> None:
    """Alone the second sentence is too little to count; with the copied words beside it, it is no chance."""
    original, changed = REWORDED[0]
    copied = original[:24]
    first, second = original.split("。")[:2]
    turned_first, turned_second = changed.split("。")[:2]
    bids = [bid(0, f"{first}。{second}。"), bid(1), bid(2, f"{copied}。{turned_first}。{turned_second}。")]
    reuse, [passage] = found(bids)
    assert [reuse.stream.text(p.a0, p.a1) for p in reuse.passages] == [copied.replace("，", "")[:23]]
    assert [(left.text, right.text) for left, right, _ in passage.pieces] == [
        (second + "。", turned_second + "。")
    ]
    assert passage.net < least_net(1_000)
    assert found([bid(0, second + "。"), bid(1), bid(2, turned_second + "。")])[1] == ()
