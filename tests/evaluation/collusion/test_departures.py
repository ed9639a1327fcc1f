"""What two bids change alike inside words that they quote from the tender, and which numbers may be offered."""

import pytest

from evaluation.collusion.departures import departures
from evaluation.collusion.finding import Context
from evaluation.collusion.policy import DEFAULT
from tests.evaluation.collusion.material import HONEST, case, document

WARRANTY = "中标人应当对全部设备提供自验收合格之日起为期36个月的免费质量保证并承担由此发生的各项费用"


def found(asked: str, *changed: tuple[str, str], others: int = 2) -> list[tuple[str, str]]:
    """What stands and what the tender has, in bids of which the first two quote it changed, the others as it is."""
    said = asked
    for old, new in changed:
        assert old in said
        said = said.replace(old, new)
    texts = [HONEST[0] + said, HONEST[1] + said, *(own + asked for own in HONEST[2 : 2 + others])]
    made = case({key: document(text) for key, text in zip("abcd", texts, strict=False)}, (document(asked),))
    return [(slip.wrong, slip.right) for slip in departures(Context(made, DEFAULT))]


def test_the_same_wrong_term_in_a_quoted_sentence_is_a_departure() -> None:
    assert found(WARRANTY, ("36个月", "35个月")) == [("5", "6")]


@pytest.mark.parametrize("offer", ["48个月", "60个月", "30个月"])
def test_a_usual_term_may_be_offered(offer: str) -> None:
    assert found(WARRANTY, ("36个月", offer)) == []


def test_a_number_that_no_other_bid_keeps_is_nobodys_slip() -> None:
    assert found(WARRANTY, ("36个月", "35个月"), others=0) == []


def test_what_the_tender_bounds_may_be_offered_otherwise() -> None:
    assert found(WARRANTY.replace("为期36", "不少于36"), ("36个月", "37个月")) == []


def test_what_a_product_has_may_be_the_same_product() -> None:
    asked = "会议室主机的整机额定功率为350瓦并且应当具备过载保护与短路保护两项功能方可投入使用"
    assert found(asked, ("350瓦", "357瓦")) == []


def test_figures_of_one_digit_may_be_offered() -> None:
    asked = "供应商应当在接到故障通知之后的4小时之内派遣工程师到达现场进行处理并且书面说明原因"
    assert found(asked, ("4小时", "2小时")) == []


@pytest.mark.parametrize(
    ("asked", "old", "new"),
    [
        ("本项目依照中华人民共和国政府采购法第二十二条规定的供应商条件进行资格审查工作", "二十二条", "二十三条"),
        ("视频监控的施工与验收应当执行GB 50348-2018中关于安全防范工程的各项强制性条文规定", "50348", "50384"),
        ("采购活动执行财库〔2020〕46号文件关于促进中小企业发展的有关价格扣除的规定办理", "46号", "64号"),
    ],
)  # fmt: skip
def test_the_number_of_an_article_a_standard_or_a_document_is_never_offered(
    asked: str, old: str, new: str
) -> None:
    assert found(asked, (old, new)) != []


def test_a_later_edition_of_a_standard_mends_the_tender() -> None:
    asked = "视频监控的施工与验收应当执行GB 50348-2004中关于安全防范工程的各项强制性条文规定"
    assert found(asked, ("2004", "2018")) == []
    assert found(asked.replace("2004", "2018"), ("2018", "2008")) != []


def test_a_negation_that_both_leave_out_is_a_departure() -> None:
    asked = "施工期间任何人员均不得擅自进入正在使用的教学楼层和学生宿舍并应当服从门卫管理"
    assert found(asked, ("不得擅自", "得擅自")) == [("—", "不")]


def test_a_word_that_both_leave_out_is_a_departure_and_a_function_word_is_not() -> None:
    asked = "施工单位应当每日清理现场的建筑垃圾并且分类堆放在指定区域以内等待集中清运处置"
    assert found(asked, ("建筑垃圾", "垃圾")) == [("—", "建筑")]
    assert found(asked, ("现场的建筑", "现场建筑")) == []


def test_what_is_put_in_between_answers_the_tender() -> None:
    asked = "施工单位应当每日清理现场的建筑垃圾。清运车辆应当密闭并在规定的时段以内通行"
    assert found(asked, ("垃圾。", "垃圾。满足。")) == []
