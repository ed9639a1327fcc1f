"""Dealers of one maker hand in its letters, leaflets and photographs: one cause, which counts once and accuses nobody."""

from collections.abc import Sequence

import pytest

from evaluation.collusion.alert import CollusionResult
from evaluation.collusion.detect import detect
from evaluation.collusion.makers import Makers
from evaluation.reading.document import Document, Origin
from procurement.bids.schema import BidSpec
from tests.evaluation.collusion.material import HONEST, alerts, case, document, picture, spec

# The example of GB 11643-1999.
PERSON = "11010519491231002X"
NAMES = ("凌河科技有限公司", "卓溪网络有限公司", "博延信息有限公司")
LETTER = f"""制造商授权书
致：市第一中学
我方星澜电子有限公司（制造商）授权%s以我公司生产的星澜X9交互式一体机参加贵方采购活动，并对该产品的质量、交货与三年质保承担全部责任。
制造商法定代表人：欧阳明远 身份证号：{PERSON}
制造商地址：海州市高新区望潮路188号 电话：0571-88231177 邮箱：bid@xinglan-display.cn"""
LEAFLET = (
    "整机内置双核散热风道与石墨导热片，在环境温度四十五摄氏度下连续点亮七十二小时，背板最高温升不超过十八开尔文。"
    "音响部分为前置二点一声道，额定功率四十五瓦，低频下潜至七十赫兹，自带八阵元线性麦克风，拾音半径十二米。"
)
FAMILIES = {"people", "contact", "text-reuse", "image-reuse"}


def dealer(at: int, *more: Document, letter: str = LETTER) -> tuple[BidSpec, Document, Document, Document]:
    """A bid with the maker's whole file: its letter to this dealer, and its leaflet with three photographs."""
    shown = tuple(picture(f"s{i}", side=600) for i in range(3))
    return (
        spec(NAMES[at], str(100 + 7 * at * at)), document(HONEST[at]), document(letter % NAMES[at], name="授权书.pdf"),
        document(f"产品彩页\n{LEAFLET}", name="附件.pdf", images=shown), *more,
    )  # type: ignore[return-value]  # fmt: skip


def dealers(number: int, *, more: Sequence[Document] = (), letter: str = LETTER) -> CollusionResult:
    """Dealers of one maker; the first two of them hand in ``more``."""
    made = {"abc"[i]: dealer(i, *(more if i < 2 else ()), letter=letter) for i in range(number)}
    return detect(case({**made, "d": (spec("路人有限公司", "181"), document(HONEST[3]))}))


@pytest.mark.parametrize("number", [2, 3])
def test_dealers_of_one_maker_with_its_whole_file_are_no_ring(number: int) -> None:
    found = dealers(number)
    assert {a.detector for a in found.alerts if a.bits} == FAMILIES  # all of it is shown
    assert {(a.level, a.bits) for a in found.alerts if a.detector in FAMILIES} == {("low", 3)}
    assert found.groups == ()


def test_the_derivation_says_that_one_maker_explains_it() -> None:
    [alert] = [a for a in dealers(2).alerts if a.detector == "people"]
    assert "One maker explains" in " ".join(str(step) for step in alert.derivation)


def test_a_ring_behind_a_makers_letter_is_found_by_its_other_signs() -> None:
    plan = document(
        "值班电话13957120846，邮箱：zhiban@hengtu-wy.cn。"
        + "".join(f"第{i}批设备进场后由值守小组逐台登记并于当晚复核第{i * 7}号台账。" for i in range(40))
    )
    found = dealers(3, more=(plan,))
    [ring] = found.groups
    assert (ring.bidders, ring.level) == (("a", "b"), "high")
    assert any("One maker explains alerts" in str(step) for step in ring.derivation)
    assert not any(str(step).startswith("same people") for step in ring.derivation)  # wholly the maker's


def test_a_number_that_a_bid_prints_of_itself_too_is_not_its_makers() -> None:
    own = document(f"项目经理身份证号{PERSON}")
    found = dealers(2, more=(own,))
    assert next(a for a in found.alerts if a.detector == "people").level == "high"


def test_a_telephone_that_a_bidder_states_is_not_its_makers() -> None:
    bids = {
        "a": (spec(NAMES[0], contacts=[{"name": "王一", "phone": "0571-88231177"}]), document(HONEST[0])),
        "b": (spec(NAMES[1], "140"), document(LETTER % NAMES[1])),
    }
    [alert] = alerts(case(bids), "contact")
    assert alert.bits == 7


def test_a_maker_that_bids_itself_explains_nothing() -> None:
    bids = {
        k: (spec(n, str(t)), document(LETTER % n)) for k, n, t in zip("ab", NAMES, (100, 140), strict=False)
    }
    maker = (spec("星澜电子有限公司", "123"), document(HONEST[4]))
    [alert] = alerts(case({**bids, "m": maker}), "people")
    assert (alert.bidders, alert.level) == (("a", "b"), "high")


def test_marks_of_origin_of_a_makers_own_letters_are_handed_on_and_no_bidders() -> None:
    made_at = Origin(author="星澜商务部", ids=("docId:4F2A9C1B",), created="2026-02-20T10:11:12Z")

    def bid(at: int, text: str) -> tuple[BidSpec, Document, Document]:
        return (
            spec(NAMES[at], str(100 + at)),
            document(HONEST[at]),
            document(text, name="附.docx", origin=made_at),
        )

    letters = {key: bid(at, LETTER % NAMES[at]) for at, key in enumerate("ab")}
    [alert] = alerts(case(letters), "document-origin")
    assert (alert.bits, alert.level) == (6, "low")
    assert "in files of a maker" in " ".join(str(step) for step in alert.derivation)
    [own] = alerts(case({key: bid(at, HONEST[at + 2]) for at, key in enumerate("ab")}), "document-origin")
    assert own.level == "high"


@pytest.mark.parametrize(
    ("title", "bits"),
    [
        ("产品彩页", 3),
        ("产品图片", 3),
        (
            "产品彩页\n本机适用于会议室、教室与施工现场的临时办公，画面在强光下仍清晰可辨，支持多种安装方式。",
            3,
        ),
        ("产品彩页\n图1 本项目踏勘", 13.7),
        ("所投产品 品牌：星澜 型号：X9", 3),
        ("项目部人员与现场照片", 13.7),  # 7 + 0.6 × 7 + 0.36 × 7
        ("产品图片与我公司业绩现场", 13.7),
    ],
)
def test_photographs_of_a_product_are_its_makers_and_those_of_people_and_sites_are_not(
    title: str, bits: float
) -> None:
    shown = document(title, images=tuple(picture(f"s{i}", side=600) for i in range(3)))
    [alert] = alerts(case({"a": shown, "b": shown}), "image-reuse")
    assert alert.bits == bits


def test_a_page_without_words_is_headed_as_the_one_before() -> None:
    both = Makers([document("产品彩页", "", HONEST[0])], ())
    assert [both.shows("投标文件.pdf", number) for number in (1, 2, 3)] == [True, True, False]


def test_a_makers_word_in_a_bids_own_sentence_does_not_hand_its_text_to_the_maker() -> None:
    own = f"我公司提供制造商授权书，见附件。{HONEST[0]}"
    assert not Makers([document(own)], ()).says("投标文件.pdf", 1, 17, len(own))
    told = f"制造商授权书\n{HONEST[0]}\n二、项目组织\n{HONEST[1]}"
    makers, after = Makers([document(told)], ()), told.index("二、")
    assert makers.says("投标文件.pdf", 1, 0, after)
    assert not makers.says("投标文件.pdf", 1, after, len(told))
