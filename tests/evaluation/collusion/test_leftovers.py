"""What two bids cannot have from this tender: wrong clause numbers, other projects, other firms."""

import pytest

from evaluation.reading.document import Document
from tests.evaluation.collusion.material import HONEST, alerts, case, document, spec

SUBJECTS = (
    "通断时延",
    "背光均匀",
    "电源冗余",
    "散热噪声",
    "接口防护",
    "网口速率",
    "机柜承重",
    "线缆阻燃",
    "镜头焦距",
    "音箱功率",
    "主机容量",
    "投影流明",
)
CLAUSES = [f"3.{i}.2 投标产品的{word}应当满足本章规定的要求" for i, word in enumerate(SUBJECTS, 1)]
TENDER = (document("\n".join(CLAUSES)),)


def answer(*changed: tuple[str, str], own: str = "") -> Document:
    """Every clause with an answer, some under another number."""
    text = "\n".join(f"{clause}。响应：满足。" for clause in CLAUSES) + "\n" + own
    for old, new in changed:
        text = text.replace(old, new)
    return document(text)


def test_a_clause_under_the_same_wrong_number_is_a_shared_error() -> None:
    wrong = ("3.4.2 ", "3.9.4 ")
    made = case({"a": answer(wrong), "b": answer(wrong), "c": answer(), "d": answer()}, TENDER)
    [alert] = alerts(made, "shared-error")
    assert (alert.bidders, alert.bits, alert.level) == (("a", "b"), 6, "low")
    [item] = alert.evidence
    assert (item["field"], item["value"], item["expected"]) == ("clause", "3.9.4", "3.4.2")
    assert item["a"]["text"] == "3.9.4"


def test_bids_with_a_numbering_of_their_own_make_no_slip() -> None:
    own = tuple((f"3.{i}.2 ", f"7.1.{i} ") for i in range(1, 13))
    made = case({"a": answer(*own), "b": answer(*own), "c": answer(), "d": answer()}, TENDER)
    assert alerts(made, "shared-error") == []


def test_a_number_that_the_tender_itself_has_is_no_error() -> None:
    tender = (document("\n".join(CLAUSES).replace("3.4.2 ", "3.9.4 ")),)
    wrong = ("3.4.2 ", "3.9.4 ")
    made = case({"a": answer(wrong), "b": answer(wrong), "c": answer(), "d": answer()}, tender)
    assert [a for a in alerts(made, "shared-error") if a.bidders == ("a", "b")] == []


def test_a_reference_to_a_clause_that_is_not_there_is_a_shared_error() -> None:
    ours = answer(own="本方案依据招标文件第5.7.1条编写。")
    theirs = answer(own="我们对采购文件第5.7.1款逐项作了说明。")
    [alert] = alerts(case({"a": ours, "b": theirs, "c": answer(), "d": answer()}, TENDER), "shared-error")
    assert alert.evidence[0]["value"] == "5.7.1"


def bids(one: str, other: str) -> dict[str, object]:
    """Four bids, two of which have a sentence more."""
    texts = (HONEST[0] + one, HONEST[1] + other, HONEST[2], HONEST[3])
    names = ("甲方测试有限公司", "乙方测试有限公司", "丙方测试有限公司", "丁方测试有限公司")
    return {k: (spec(n), document(t)) for k, n, t in zip("abcd", names, texts, strict=True)}


HOSPITAL = (
    "我方将安排专人负责青山县第三人民医院智能化改造项目的验收。",
    "进场前三天向青山县第三人民医院智能化改造项目部报备。",
)


def test_anothers_project_in_two_bids_was_forgotten_there() -> None:
    [alert] = alerts(case(bids(*HOSPITAL), TENDER), "shared-error")
    assert (alert.bidders, alert.bits, alert.level) == (("a", "b"), 7, "low")
    assert alert.evidence[0]["value"] == "青山县第三人民医院智能化改造"


def test_a_project_that_the_tender_names_is_no_sign() -> None:
    tender = (document("采购人为青山县第三人民医院，本项目为其智能化改造。"),)
    assert alerts(case(bids(*HOSPITAL), tender), "shared-error") == []


def test_kinds_of_projects_name_nobody() -> None:
    made = bids("我们做过许多办公楼综合布线改造项目。", "我司擅长办公楼综合布线改造项目。")
    assert alerts(case(made, TENDER), "shared-error") == []


@pytest.mark.parametrize(
    ("firm", "found"), [("东方恒信建设集团有限公司", True), ("丙方测试有限公司", False)]
)  # a bidder's own name is for mixed-documents
def test_another_firm_in_the_bidders_place_is_a_shared_error(firm: str, found: bool) -> None:
    made = case(bids(f"投标人：{firm}（盖章）", f"供应商名称（全称）：{firm}"), TENDER)
    assert [a.bits for a in alerts(made, "shared-error")] == ([9] if found else [])


def test_the_number_of_another_tender_is_a_shared_error_and_that_of_a_contract_is_none() -> None:
    tender = (document("项目编号：QSZC-2026-0107，采购人为青山县教育局。"),)
    old = ("项目编号：LXZC-2024-0311，投标人按要求提交。", "本响应文件的采购编号：LXZC-2024-0311。")
    [alert] = alerts(case(bids(*old), tender), "shared-error")
    assert (alert.bidders, alert.evidence[0]["value"]) == (("a", "b"), "LXZC-2024-0311")
    assert (
        alerts(
            case(bids(*(o.replace("LXZC-2024-0311", "QSZC-2026-0107") for o in old)), tender), "shared-error"
        )
        == []
    )
    done = ("类似业绩合同的项目编号：LXZC-2024-0311。", "类似业绩：采购编号：LXZC-2024-0311。")
    assert alerts(case(bids(*done), tender), "shared-error") == []
