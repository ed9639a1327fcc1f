"""Shared passages, slips, pictures and hidden characters as alerts."""

from collections.abc import Sequence
from dataclasses import replace

from evaluation.reading.document import Box, Document, Evasion, Severity
from procurement.message import msg
from tests.evaluation.collusion.material import HONEST, alerts, case, document, picture

OWN = (
    "网络割接采用先旁路后替换的三步走法，第一步新核心与旧核心并联运行七天，只学习地址不承担转发，第二步逐栋把汇聚上联改到新核心。",
    "三十六间教室并不是三十六个相同的盒子，我们把它们分成朝南采光强、紧邻马路噪声大、层高不足三米和后期加建四种类型。",
    "每间教室完工时留下一张房间卡，正面是设备序列号与端口对应关系，背面是最后一次联动的时间、人员和三张照片的编号。",
    "培训不按设备讲，按一天的时间线讲：早读前怎样让教室醒过来，第一节课怎样投屏，课间怎样切换广播，午休怎样静音。",
    "机房改造最怕的是漏水和误碰，我们在空调冷凝水管下方加装接水盘和漏水绳，列头柜总开关加防误碰罩，电源标签分两色。",
)
TENDER = (document("招标文件：投标人应当对设备逐台进行调试，调试记录由双方签字，调试不合格的不得进入验收。"),)


def honest(index: int, *more: str) -> Document:
    return document(HONEST[index] + "".join(more))


def test_one_alert_for_a_pair_with_every_passage_as_evidence() -> None:
    made = case({"a": honest(0, *OWN), "b": honest(1, *OWN[::-1]), "c": honest(2)}, TENDER)
    [alert] = alerts(made, "text-reuse")
    assert (alert.bidders, alert.level, alert.basis) == (
        ("a", "b"),
        "low",
        ("实施条例 40(4)", "87号令 37(4)"),
    )
    assert len(alert.evidence) == len(OWN)
    for passage in alert.evidence:
        assert (passage["a"]["bidder"], passage["b"]["bidder"]) == ("a", "b")
        assert passage["a"]["text"] == passage["b"]["text"]
        assert passage["similarity"] == 1.0
        assert passage["a"]["bbox"][0] == 10 * passage["a"]["start"]


def copied_much() -> dict[str, Document]:
    texts = [*OWN, *HONEST]
    passages = [texts[i] + texts[i + 1][:45] + texts[i - 1][:45] for i in range(1, 9)]
    fillers = {"a": "甲乙丙丁" * 20, "b": "子丑寅卯" * 20}
    return {key: document("".join(text + filler for text in passages)) for key, filler in fillers.items()}


def test_many_passages_are_high() -> None:
    made = case(copied_much(), TENDER)
    [alert] = alerts(made, "text-reuse")
    assert alert.level == "high"


def test_one_passage_is_not_enough_for_high() -> None:
    [alert] = alerts(case({"a": honest(0, OWN[0]), "b": honest(1, OWN[0])}, TENDER), "text-reuse")
    assert alert.level == "low"


def test_without_the_tender_shared_text_alone_is_no_suspicion() -> None:
    made = case(copied_much())
    [alert] = alerts(made, "text-reuse")
    assert (alert.level, alert.bits) == ("low", 11.0)
    assert "No tender document" in str(alert.derivation[-1])


def test_likeness_is_given_before_and_after_the_tenders_words_are_taken_out() -> None:
    quoted = TENDER[0].pages[0].text
    [alert] = alerts(
        case({"a": honest(0, quoted, OWN[0]), "b": honest(1, quoted, OWN[0])}, TENDER), "text-reuse"
    )
    assert 0 < alert.detail["after"] < alert.detail["raw"] < 1


def slips(*bids: str, tender: Sequence[Document] = TENDER) -> list[tuple[tuple[str, ...], list[str]]]:
    made = case({f"b{i}": document(text) for i, text in enumerate(bids)}, tuple(tender))
    return [(a.bidders, [e["value"] for e in a.evidence]) for a in alerts(made, "shared-error")]


COMMON = "我们安排设备调试，调试完成后提交调试报告。"


def test_the_same_wrong_character_in_two_bids_is_a_shared_error() -> None:
    found = slips(
        COMMON + "广播分区的调式安排在周六下午。",
        COMMON + "班牌数据的调式完成之后抽查课表。",
        COMMON,
        COMMON + "整机调试两次。",
    )
    assert found == [(("b0", "b1"), ["调式"])]


def test_an_error_that_the_tender_makes_proves_nothing() -> None:
    tender = [*TENDER, document("系统调式要求如下")]
    assert (
        slips(COMMON + "广播的调式完成于周六。", COMMON + "数据的调式完成后。", COMMON, tender=tender) == []
    )


def test_three_of_four_who_share_a_slip_are_a_larger_ring_and_all_of_four_a_habit() -> None:
    wrong = [COMMON * 2 + f"{x}的调式完成于周六。" for x in ("广播", "数据", "门禁", "考勤")]
    assert slips(*wrong[:3], COMMON) == [(("b0", "b1", "b2"), ["调式", "调式"])]
    assert slips(*wrong) == []


def test_a_slip_that_all_of_two_or_three_bidders_share_is_seen() -> None:
    wrong = [COMMON * 2 + f"{x}的调式完成于周六。" for x in ("广播", "数据", "门禁")]
    assert slips(*wrong[:2], tender=()) == [(("b0", "b1"), ["调式"])]
    assert slips(*wrong, tender=()) == [(("b0", "b1", "b2"), ["调式", "调式"])]


def test_a_slip_that_more_than_half_of_the_bids_have_counts_less() -> None:
    wrong = [COMMON * 2 + f"{x}的调式完成于周六。" for x in ("广播", "数据", "门禁")]

    def bits(*texts: str) -> float:
        made = case({f"b{i}": document(text) for i, text in enumerate(texts)}, tuple(TENDER))
        [alert] = alerts(made, "shared-error")
        return alert.bits

    assert bits(*wrong[:2], COMMON) == bits(*wrong) + 1 == bits(*wrong, COMMON) + 1


def test_the_seam_of_two_words_is_no_slip() -> None:
    common = "人员值守平台守护，值守记录完整，守则上墙，平台守候。" * 2
    assert (
        slips(common + "统一平台首页展示。", common + "三平台首页按岗位。", common, common, tender=()) == []
    )


def test_the_same_departure_from_the_tenders_wording_is_a_shared_error() -> None:
    asked = "教室内的录播主机应当支持双路供电并在断电后自动保存正在录制的全部课程视频文件"
    changed = asked.replace("录制", "摄制")
    [(who, values)] = slips(
        HONEST[0] + changed, HONEST[1] + changed, HONEST[2] + asked, tender=[document(asked)]
    )
    assert who == ("b0", "b1")
    assert values == ["摄"]


def test_a_departure_that_all_of_three_bidders_make_is_seen() -> None:
    asked = "教室内的录播主机应当支持双路供电并在断电后自动保存正在录制的全部课程视频文件"
    changed = asked.replace("录制", "摄制")
    [(who, values)] = slips(*(own + changed for own in HONEST[:3]), tender=[document(asked)])
    assert who == ("b0", "b1", "b2")
    assert values == ["摄", "摄"]


def test_mending_a_slip_of_the_tender_is_no_sign() -> None:
    right = "教室内的录播主机应当支持双路供电并在断电后自动保存正在录制的全部课程视频文件"
    asked = right.replace("自动保存", "自动保纯")
    assert slips(HONEST[0] + right, HONEST[1] + right, HONEST[2] + asked, tender=[document(asked)]) == []


def pictures(*of: tuple[str, str]) -> Document:
    return document("图", images=tuple(picture(sha, look) for sha, look in of))


def test_pictures_with_the_same_bytes_are_shared_unless_the_tender_has_them() -> None:
    made = {"a": pictures(("s1", "")), "b": pictures(("s1", ""))}
    [alert] = alerts(case(made), "image-reuse")
    assert alert.evidence[0]["a"]["bbox"] == [10.0, 10.0, 200.0, 200.0]
    assert alerts(case(made, (pictures(("s1", "")),)), "image-reuse") == []


def test_a_picture_that_was_scaled_is_recognised_by_its_looks() -> None:
    made = case({"a": pictures(("s1", "0f1e2d3c4b5a6978")), "b": pictures(("s2", "0f1e2d3c4b5a697b"))})
    [alert] = alerts(made, "image-reuse")
    assert (alert.level, alert.evidence[0]["kind"]) == ("low", "alike")


def test_even_surfaces_and_logos_are_no_sign() -> None:
    blank = case({"a": pictures(("s1", "0000000000000000")), "b": pictures(("s2", "0000000000000001"))})
    logo = document("", images=(picture("s1", side=40),))
    assert alerts(blank, "image-reuse") == []
    assert alerts(case({"a": logo, "b": logo}), "image-reuse") == []


def unseen(severity: Severity, text: str = OWN[0]) -> Document:
    mark = Evasion("white-on-white", severity, 1, 2, 8, Box(20, 20, 80, 30), msg("unseen"), 6)
    return replace(document(text), evasion=(mark,))


def test_what_reading_found_above_low_is_reported_with_its_place() -> None:
    made = case({"a": honest(0, *OWN[:1]), "b": unseen("medium", OWN[1]), "c": unseen("low", OWN[2])}, TENDER)
    [alert] = alerts(made, "evasion")
    assert alert.bidders == ("b",)
    [evidence] = alert.evidence
    assert (evidence["page"], evidence["start"], evidence["end"]) == (1, 2, 8)
    assert evidence["text"] == OWN[1][2:8]
    assert evidence["bbox"] == [20, 20, 80, 30]


def test_a_trick_that_the_tender_documents_have_as_well_is_the_templates() -> None:
    tender = (*TENDER, unseen("high"))
    assert alerts(case({"a": honest(0), "b": unseen("high", OWN[1])}, tender), "evasion") == []


def test_hidden_characters_are_reported_and_do_not_help() -> None:
    hidden = "\u200b".join(OWN[0][:40]) + OWN[0][40:]
    made = case({"a": honest(0, *OWN[:1]), "b": honest(1, hidden)}, TENDER)
    assert [alert.bidders for alert in alerts(made, "evasion")] == [("b",)]
    assert [alert.bidders for alert in alerts(made, "text-reuse")] == [("a", "b")]


def test_a_ring_of_nearly_all_bidders_is_seen_by_its_long_passages() -> None:
    shared = "".join(HONEST)  # some 230 characters
    alone = "各家自己写的话互不相同，这里是第{}家的说明，讲它如何安排人手、车辆与材料。"
    bids = {key: document((shared if n < 6 else "") + alone.format(n)) for n, key in enumerate("abcdefgh")}
    found = alerts(case(bids, (document("投标人应当提交方案。"),)), "text-reuse")
    assert {alert.level for alert in found} == {"low"}
    assert {bidder for alert in found for bidder in alert.bidders} == set("abcdef")
