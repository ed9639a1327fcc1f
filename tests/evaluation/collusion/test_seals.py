"""Whose seal stands in whose documents."""

from __future__ import annotations

from functools import cache

import pytest

from evaluation.collusion.alert import Alert
from evaluation.collusion.seals import Reading, fitting
from evaluation.reading.document import Box, Document, Page, Seal
from evaluation.reading.document import Image as Picture
from evaluation.reading.seals.found import seals_in
from tests.evaluation.collusion.material import HONEST, alerts, case, page, spec
from tests.evaluation.reading.seal_pictures import faded, jpeg, on_white, seal

A, B, C = "晨星信息技术有限公司", "远山数字科技股份有限公司", "杭州博远教育装备有限公司"
AGENCY = "质量认证检测中心"


@cache
def mark(name: str, turn: float = 0.0, worn: int = 0) -> str:
    """The mark of a print of this firm's seal."""
    print_ = seal(name, 300, turn=turn)
    [found] = seals_in(jpeg(on_white(faded(print_, 0.7, seed=worn)), 70) if worn else on_white(print_))
    return found.mark


def printed(name: str, text: str | None = None, sure: float = 0.99, **look: float) -> Seal:
    return Seal(Box(0.0, 0.0, 1.0, 1.0), mark(name, **look), name if text is None else text, sure)  # type: ignore[arg-type]


def leaf(words: str, *seals: Seal, number: int = 1) -> Page:
    """A page with a picture for each seal."""
    pictures = tuple(
        Picture(Box(300, 100 + 130 * i, 420, 220 + 130 * i), 300, 300, f"{i}", seals=(one,))
        for i, one in enumerate(seals)
    )
    return page(words, number, images=pictures)


def bid(*pages: Page) -> Document:
    return Document("投标文件.pdf", "0" * 64, "application/pdf", pages)


def own(name: str, words: str, *more: Page) -> Document:
    """A bid with its bidder's seal on two pages, turned and worn differently."""
    pages = (
        leaf(words, printed(name)),
        leaf("报价一览表", printed(name, turn=31.0, worn=1), number=2),
        *more,
    )
    return bid(*pages)


def mixed(*bids: tuple[str, Document]) -> list[Alert]:
    return alerts(
        case({key: (spec(name), document) for key, (name, document) in zip("abc", bids, strict=False)}),
        "mixed-documents",
    )


def test_anothers_seal_with_its_name_read_is_high_by_article_40_5() -> None:
    signed = leaf("投标函 我方承诺按期供货", printed(A, turn=12.0, worn=2), number=3)
    [alert] = mixed((A, own(A, HONEST[0])), (B, own(B, HONEST[1], signed)))
    assert (alert.level, alert.bidders) == ("high", ("a", "b"))
    assert alert.basis == ("实施条例 40(5)", "87号令 37(5)")
    assert alert.detail == {"host": "b", "guest": "a"}
    [item] = alert.evidence
    assert (item["field"], item["value"], item["read"]) == ("seal", A, f"{A} (99%)")
    assert (item["a"]["bidder"], item["a"]["page"]) == ("a", 1)
    assert (item["b"]["bidder"], item["b"]["page"], item["b"]["bbox"]) == ("b", 3, [300, 100, 420, 220])


def test_each_bid_with_its_own_seal_is_no_sign() -> None:
    assert mixed((A, own(A, HONEST[0])), (B, own(B, HONEST[1])), (C, own(C, HONEST[2]))) == []


def test_the_seal_of_an_agency_in_all_bids_is_no_sign() -> None:
    papers = leaf("检验报告", printed(AGENCY, turn=5.0), number=3)
    named = [(name, own(name, HONEST[i], papers)) for i, name in enumerate((A, B, C))]
    assert mixed(*named) == []
    unread = leaf("检验报告", printed(AGENCY, "", 0.0), number=3)
    assert mixed(*[(name, own(name, HONEST[i], unread)) for i, name in enumerate((A, B, C))]) == []


def test_a_seal_that_cannot_be_read_is_known_by_its_looks_and_is_medium() -> None:
    unread = leaf("投标函", printed(A, "", 0.0, turn=70.0, worn=3), number=3)
    [alert] = mixed((A, own(A, HONEST[0])), (B, own(B, HONEST[1], unread)))
    assert alert.level == "medium"
    assert [str(step) for step in alert.derivation] == ["seal, by its looks or a name read in part: 14 bits"]


def test_a_name_read_in_part_is_medium() -> None:
    part = leaf("投标函", printed(A, "晨星信患技木有限公司", 0.8, turn=9.0, worn=4), number=3)
    [alert] = mixed((A, own(A, HONEST[0])), (B, own(B, HONEST[1], part)))
    assert alert.level == "medium"


@pytest.mark.parametrize(
    "words",
    [
        "机房搬迁服务合同 合同编号：2024-17",
        "竣工验收报告",
        "产品授权书 兹授权投标人以我公司产品参加投标",
        "双方签字盖章 甲方： 乙方： 日期",
    ],
)
def test_a_seal_on_a_contract_or_an_authorisation_is_there_honestly(words: str) -> None:
    paper = leaf(words, printed(A, turn=12.0, worn=2), printed(B, turn=3.0), number=3)
    [alert] = mixed((A, own(A, HONEST[0])), (B, own(B, HONEST[1], paper)))
    assert alert.level == "low"


GIVEN = (
    f"授权函 我公司{A}为该产品的制造商，现授权{B}以本公司产品参加投标",
    f"原厂售后服务承诺函 {A}承诺为{B}所投产品提供质保",
    f"用户评价表 {B}为我单位提供的服务优秀",
    f"软件测试报告 委托方 {B} 检测单位 {A}",
    f"培训合格证书 兹证明{B}的工程师合格",
)


@pytest.mark.parametrize("words", GIVEN)
def test_what_another_bidder_gave_to_the_host_bears_its_seal_honestly(words: str) -> None:
    paper = leaf(words, printed(A, turn=12.0, worn=2), number=3)
    found = mixed((A, own(A, HONEST[0])), (B, own(B, HONEST[1], paper)))
    assert {alert.level for alert in found if "name" not in str(alert.derivation[0])} <= {"low"}


@pytest.mark.parametrize("words", [one.replace(B, C) for one in GIVEN[2:]])
def test_what_was_given_to_somebody_else_came_from_another_desk(words: str) -> None:
    paper = leaf(words, printed(A, turn=12.0, worn=2), number=3)
    [alert] = mixed((A, own(A, HONEST[0])), (B, own(B, HONEST[1], paper)))
    assert alert.level == "high"


def test_the_later_pages_of_a_contract_bear_the_seals_of_both() -> None:
    seals = printed(A, turn=12.0, worn=2), printed(B, turn=3.0, worn=5)
    contract = [
        leaf("机房设备采购合同 合同编号：2024-17", number=3),
        leaf("第六条 交货 第七条 付款", *seals, number=4),
        leaf("附件一 设备清单", *seals, number=5),
    ]
    [alert] = mixed((A, own(A, HONEST[0])), (B, own(B, HONEST[1], *contract)))
    assert alert.level == "low"
    after = leaf("投标函 我方承诺按期供货", *seals, number=6)
    [alert] = mixed((A, own(A, HONEST[0])), (B, own(B, HONEST[1], *contract, after)))
    assert alert.level == "high"


def test_a_copied_contract_names_the_buyer_in_many_places() -> None:
    words = f"机房设备采购合同 甲方：{A} 乙方：{B} 甲方（盖章）：{A} 乙方（盖章）：{B} 2024年5月"
    paper = leaf(words, printed(A, turn=12.0, worn=2), printed(B, turn=3.0), number=3)
    [alert] = mixed((A, own(A, HONEST[0])), (B, own(B, HONEST[1], paper)))
    assert alert.level == "low"


@pytest.mark.parametrize(
    "sister", ["晨新信息技术有限公司", "上海晨星信息技术有限公司", "晨星信息技术有限公司上海分公司"]
)
def test_the_seal_of_a_sister_firm_is_nobodys_here(sister: str) -> None:
    paper = leaf("投标函", printed(sister, sure=0.99), number=3)
    assert mixed((A, own(A, HONEST[0])), (B, own(B, HONEST[1], paper))) == []


@pytest.mark.parametrize("words", ["法定代表人授权委托书", "合同条款偏离表", "采购合同条款响应表", "投标函"])
def test_a_place_where_the_bidder_itself_signs_is_no_contract(words: str) -> None:
    signed = leaf(words, printed(A), number=3)
    [alert] = mixed((A, own(A, HONEST[0])), (B, own(B, HONEST[1], signed)))
    assert alert.level == "high"


def test_who_states_a_contract_with_the_seals_owner_has_its_seal_honestly() -> None:
    host = spec(B, fields={"contracts": [{"title": "机房搬迁", "buyer": A, "amount": "320000"}]})
    made = case(
        {
            "a": (spec(A), own(A, HONEST[0])),
            "b": (host, own(B, HONEST[1], leaf("第三页", printed(A), number=3))),
        }
    )
    [alert] = alerts(made, "mixed-documents")
    assert alert.level == "low"


def test_a_seal_that_the_tender_documents_bear_is_no_sign() -> None:
    tender = bid(leaf("招标文件", printed(A)))
    made = case(
        {
            "a": (spec(A), own(A, HONEST[0])),
            "b": (spec(B), own(B, HONEST[1], leaf("附件", printed(A), number=3))),
        },
        (tender,),
    )
    assert alerts(made, "mixed-documents") == []


def test_bare_files_are_compared_by_the_seal_that_most_of_each_bear() -> None:
    files = {
        "a": own(A, HONEST[0]),
        "b": own(B, HONEST[1], leaf("投标函", printed(A, turn=12.0, worn=2), number=3)),
    }
    [alert] = alerts(case(files), "mixed-documents")
    assert (alert.level, alert.detail["host"]) == ("medium", "b")
    assert alerts(case({"a": own(A, HONEST[0]), "b": own(B, HONEST[1])}), "mixed-documents") == []


def test_without_a_print_of_the_owners_the_seal_stands_alone_in_the_evidence() -> None:
    signed = leaf("投标函", printed(A), number=3)
    plain = bid(leaf(HONEST[0]))
    [alert] = mixed((A, plain), (B, own(B, HONEST[1], signed)))
    [item] = alert.evidence
    assert (alert.level, item["bidder"], item["page"], "a" in item) == ("high", "b", 3, False)


def test_a_third_firms_seal_that_reads_much_like_a_bidders_is_not_its() -> None:
    like = leaf("合作单位", printed("恒大信息技术有限公司", sure=0.8, turn=9.0), number=3)
    assert mixed((A, own(A, HONEST[0])), (B, own(B, HONEST[1], like))) == []


NAMES = ("晨星信息技术有限公司", "远山数字科技有限公司", "晨新信息技术有限公司", "北京晨星信息技术有限公司")


@pytest.mark.parametrize(
    ("text", "confidence", "expected"),
    [
        ("远山数字科技有限公司", 0.95, Reading(1, True)),
        ("科技有限公司远山数字", 0.95, Reading(1, True)),  # read from the middle of the ring
        ("远山数字科技有限公司合同专用章", 0.95, Reading(1, True)),
        ("远山数宁科枝有限公司", 0.80, Reading(1, False, 2)),
        ("晨星信息技术有限公司", 0.99, Reading(0, True)),  # its neighbour is one character off: only when read well
        ("晨星信息技术有限公司", 0.80, None),
        ("北京晨星信息技术有限公司", 0.99, Reading(3, True)),  # holds another bidder's name, and is not its
        ("北京华信信息技术有限公司", 0.99, None),
        ("国家质量监督检验中心", 0.99, None),
        ("公司", 0.99, None),
        ("", 0.0, None),
    ],
)  # fmt: skip
def test_the_name_on_a_ring_fits_one_bidder_or_none(
    text: str, confidence: float, expected: Reading | None
) -> None:
    assert fitting(text, NAMES, confidence) == expected
