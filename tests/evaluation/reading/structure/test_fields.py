"""Fields: found by their labels, normalised, placed; judged against hand-made truth for real documents."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.reading import read
from evaluation.reading.structure.amounts import amount_in_words
from evaluation.reading.structure.fields import best_fields, find_fields, normalised, uscc_is_valid
from tests.evaluation.reading import make

FORM = """投标人名称：晨星信息技术有限公司（盖章）
法定代表人：周明
统一社会信用代码：91330106MA2CF0XK35
注册资本：1,200 万元
投标总价（小写）：2,715,000.00 元
大写：贰佰柒拾壹万伍仟元整
投标有效期自投标截止之日起 90 日历天
质保期：三年
联系电话：13800000001 邮箱：a@example.com
"""


def values(text: str) -> dict[str, str]:
    return {k: v.value for k, v in best_fields([read(make.docx_of(*text.splitlines()), "a.docx")]).items()}


def test_the_fields_of_a_bid_are_read() -> None:
    found = values(FORM)
    expected = {
        "supplier": "晨星信息技术有限公司", "legal_representative": "周明", "registered_capital": "12000000",
        "price_total": "2715000", "price_words": "2715000", "validity_days": "90", "warranty_years": "3",
        "phone": "13800000001", "email": "a@example.com",
    }  # fmt: skip
    assert {k: found.get(k) for k in expected} == expected


def test_a_field_addresses_the_words_it_was_read_from() -> None:
    document = read(make.docx_of(*FORM.splitlines()), "a.docx")
    for hit in find_fields(document):
        page = document.page(hit.page)
        assert page.text[hit.start : hit.end].strip() == hit.text
        assert hit.bbox == page.box_between(hit.start, hit.end)
        assert 0 < hit.confidence < 1


def test_blanks_and_clause_numbers_are_no_values() -> None:
    found = values(
        "投标总价（小写）：______ 元\n法定代表人：（签字）\n投标报价 14.1 所有报价均以人民币计算\n项目名称：项目编号："
    )
    assert found == {}


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("某某采购项目（项目编号：WLCG-2024-15-GK）招标文件", "WLCG-2024-15-GK"),
        ("（招标编号:0873-2301HW3L0142)", "0873-2301HW3L0142"),
        ("项目编号：浙财采〔2024〕15号", "浙财采〔2024〕15号"),
        ("项目编号：HTLF-2025(01)", "HTLF-2025(01)"),
    ],
)
def test_a_bracket_that_was_opened_before_a_value_does_not_close_in_it(line: str, number: str) -> None:
    document = read(make.docx_of(line), "a.docx")
    (hit,) = (f for f in find_fields(document) if f.field == "project_number")
    assert hit.value == number
    assert document.page(1).text[hit.start : hit.end] == hit.text == number


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("质保期：三年", "warranty_years", "3"),
        ("3、质保期：自验收合格之日起36个月。", "warranty_years", "3"),
        ("交货期：合同签订之日起 45 日历天", "delivery_days", "45"),
    ],
)
def test_a_line_that_is_a_label_and_its_value_is_surer_than_the_same_words_in_a_sentence(
    line: str, field: str, value: str
) -> None:
    def sureness(text: str) -> float:
        found = best_fields([read(make.docx_of(text), "a.docx")])
        assert found[field].value == value
        return found[field].confidence

    assert sureness(line) >= 0.9
    assert sureness(f"招标文件规定的{line.rsplit('、', maxsplit=1)[-1]}，供应商应当满足。") < 0.9


@pytest.mark.parametrize(
    "line",
    [
        "投标保证金金额：（大写）壹万伍仟元整（小写）：15000元",
        "在递交投标文件前缴纳投标保证金人民币捌万元整。",
        "中标人应缴纳履约保证金人民币拾万元整",
        "低于人民币贰拾万元的，以贰拾万元计",
    ],
)
def test_money_that_is_not_the_price_is_not_read_as_it(line: str) -> None:
    assert not {"price_words", "price_total"} & values(line).keys()
    assert values(f"{line}\n投标总价（大写）：叁拾万元整")["price_words"] == "300000"


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("贰佰柒拾壹万伍仟元整", "2715000"), ("壹亿零叁佰万元", "103000000"), ("人民币 壹拾元零伍分", "10.05"),
        ("叁元贰角", "3.2"), ("拾万元整", "100000"), ("壹仟零壹拾元", "1010"), ("陆佰玖拾万零柒佰捌拾伍元肆角叁分", "6900785.43"),
    ],
)  # fmt: skip
def test_amounts_in_words_are_exact(words: str, amount: str) -> None:
    assert amount_in_words(words) == Decimal(amount)


@pytest.mark.parametrize("words", ["", "元整", "大写", "壹佰元贰", "万元"])
def test_what_is_no_amount_in_words_is_none(words: str) -> None:
    assert amount_in_words(words) is None


DIGITS = "零壹贰叁肆伍陆柒捌玖"


def in_words(number: int) -> str:
    """An independent writer of whole amounts below 10^8."""

    def four(part: int) -> str:
        text, zero = "", False
        for unit, name in ((1000, "仟"), (100, "佰"), (10, "拾"), (1, "")):
            digit = part // unit % 10
            if digit:
                text += ("零" if zero and text else "") + DIGITS[digit] + name
                zero = False
            else:
                zero = True
        return text

    high, low = divmod(number, 10_000)
    joint = "零" if high and low and (low < 1000 or high % 10 == 0) else ""
    return (four(high) + "万" if high else "") + joint + four(low) + "元整"


@given(st.integers(1, 99_999_999))
def test_every_whole_amount_survives_its_words(number: int) -> None:
    assert amount_in_words(in_words(number)) == number


def test_the_check_digit_of_a_credit_code_is_checked() -> None:
    assert uscc_is_valid("91330106673959654P")
    assert not uscc_is_valid("91330106673959654Q")
    assert not uscc_is_valid("9133010667395965")


def test_dates_come_out_as_iso() -> None:
    assert normalised("date", "2026 年 3 月 2 日上午 9：30") == "2026-03-02T09:30"
    assert normalised("date", "2026年13月2日") is None


REAL: dict[str, dict[str, str]] = {
    "北大图书馆_货物服务类.pdf": {
        "project_number": "0873-2301HW3L0142", "project_name": "北京大学图书馆 CASHL 期刊采购项目", "budget": "9910000",
        "buyer": "北京大学", "agency": "北京中教仪国际招标代理有限公司", "bid_deadline": "2023-07-05T09:00", "validity_days": "90",
    },
    "PCMET-2611YG0122 黄浦海关辅助服务采购项目 招标文件 发售稿.docx": {
        "project_number": "PCMET-2611YG0122", "project_name": "2026年黄浦海关辅助服务采购项目", "budget": "2417100",
        "agency": "上海浦成机电设备招标有限公司", "bid_deadline": "2026-03-25T10:00", "validity_days": "90",
    },
    "罗泾镇综合管理服务项目（宝山工业园区北园区）招标文件.docx": {
        "project_number": "310113106251209159568-13297903", "project_name": "罗泾镇综合管理服务项目(宝山工业园区北园区)",
        "budget": "1500000", "ceiling": "1500000", "buyer": "上海市宝山区罗泾镇综合行政执法队",
        "agency": "上海瑞和工程咨询有限公司", "bid_deadline": "2026-01-23T13:30", "validity_days": "90",
    },
    "上海松江客整所列车库内保洁服务招标文件HTLF-2025-BJZB006.docx": {
        "project_number": "HTLF-2025-BJZB006", "project_name": "上海松江客整所列车库内保洁服务招标",
        "buyer": "上海华铁旅客服务有限公司", "bid_deadline": "2025-06-16T09:00", "validity_days": "90",
    },
    "保洁员劳务外包项目公开招标文件（定稿）.docx": {
        "project_number": "2026-JHYYKZ-F1004", "project_name": "某单位保洁员劳务外包项目", "budget": "756000",
        "agency": "中国人民解放军92728部队", "bid_deadline": "2026-07-16T09:30", "validity_days": "180",
    },
    "2024年上海市公安局宝山分局物业管理服务-招标文件.docx": {
        "project_number": "310113000240930133426-13157007", "project_name": "2024年上海市公安局宝山分局物业管理服务",
        "ceiling": "10787900", "buyer": "上海市公安局宝山分局", "agency": "上海市宝山区政府采购中心",
        "bid_deadline": "2024-11-26T09:00", "validity_days": "90",
    },
    "招标文件正文.pdf": {
        "project_number": "S01009324FZ0081", "buyer": "华润万家有限公司", "validity_days": "120",
    },
    "浙江政府采购_服务类.pdf": {
        "project_number": "WLCG-2024-15-GK", "project_name": "温岭市自然资源和规划局数据中心信创基础软硬件采购项目",
        "buyer": "温岭市自然资源和规划局", "agency": "温岭市政府采购中心", "bid_deadline": "2024-06-18T09:00",
        "validity_days": "90", "delivery_days": "30", "warranty_years": "3",
    },
}  # fmt: skip
JUDGED = {
    "project_number",
    "project_name",
    "budget",
    "ceiling",
    "buyer",
    "agency",
    "bid_deadline",
    "validity_days",
}


def test_fields_of_real_documents_agree_with_hand_made_truth(shared: Path) -> None:
    right = said = true = 0
    wrong = []
    for name, truth in REAL.items():
        found = best_fields([read((shared / "data/tenders" / name).read_bytes(), name)])
        answers = {k: v.value for k, v in found.items() if k in JUDGED | set(truth)}
        right += sum(truth.get(k) == v for k, v in answers.items())
        wrong += [(name, k, v, truth.get(k)) for k, v in answers.items() if truth.get(k) != v]
        said, true = said + len(answers), true + len(truth)
    f1 = 2 * right / (said + true)
    assert f1 >= 0.9, (f1, wrong)
