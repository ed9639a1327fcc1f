"""The blanks of a prescribed form, and what a bid has put into them."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.reading import read
from evaluation.reading.overview import overview
from evaluation.reading.structure.blanks import blanks_of, fillings
from evaluation.reading.structure.parts import bare_title, prescribed_forms

FORM = """××（采购组织机构名称）：
根据贵方的招标公告，（投标人名称）正式授权（被授权人姓名）代表我方提交投标文件，并承诺如下：
一、我方的投标总价为人民币（大写），质保期为＿＿年，自验收合格之日起计算。
二、与本项目有关的说明：
通讯地址：
电话：＿＿＿＿　传 真：（没有填无）
投标人名称（盖章）：
法定代表人（签字）：
日期：××年 ×× 月 ×× 日
"""
BID = """致采购人：
根据贵方的招标公告，晨星信息技术
有限公司正式授权王芳代表我方提交投标文件，并承诺如下：
一、我方的投标总价为人民币贰佰柒拾壹万伍仟元整，质保期为＿＿年，自验收合格之日起计算。
通讯地址：
杭州市文三路1号
电话：0571-88000001　传真：
投标人名称（盖章）：晨星信息技术有限公司
法定代表人（签字）：
日期：2026年3月1日
"""


def test_the_blanks_of_a_form_are_its_open_labels_and_the_gaps_in_its_sentences() -> None:
    assert [blank.label for blank in blanks_of(FORM)] == [
        "通讯地址", "电话", "传真", "投标人名称", "日期", "被授权人姓名", "大写", "质保期为…年，自验收",
    ]  # fmt: skip


def test_what_a_bid_puts_into_a_blank_is_read_with_its_place_and_what_it_leaves_open_is_said() -> None:
    found = {filling.label: filling for filling in fillings(blanks_of(FORM), BID, FORM)}
    assert {label: filling.text for label, filling in found.items()} == {
        "通讯地址": "杭州市文三路1号", "电话": "0571-88000001", "传真": "", "投标人名称": "晨星信息技术有限公司",
        "日期": "2026年3月1日", "被授权人姓名": "王芳", "大写": "贰佰柒拾壹万伍仟元整", "质保期为…年，自验收": "",
    }  # fmt: skip
    for filling in found.values():
        assert BID[filling.start : filling.end] == filling.text or not filling.text


def test_a_form_that_was_handed_in_as_it_was_has_every_blank_empty() -> None:
    assert {filling.text for filling in fillings(blanks_of(FORM), FORM, FORM)} == {""}


def test_a_blank_whose_words_the_bid_left_out_has_no_place() -> None:
    (filling,) = fillings(blanks_of("邮政编码：\n"), "通讯地址：杭州市", "邮政编码：\n")
    assert (filling.text, filling.start) == ("", -1)


def test_headings_salutations_and_sentences_that_lead_in_a_list_are_no_blanks() -> None:
    form = "温岭市政府采购中心：\n为此，我方承诺如下：\n三、服务情况：\n注：\n项目编号：WLCG-2024-15-GK\n法定代表人签字：\n"
    assert blanks_of(form) == ()


REAL = {  # read off the forms themselves
    "浙江政府采购_服务类.pdf": {
        "授权委托书": {"日期", "法定代表人姓名", "传真", "电话", "详细通讯地址", "邮政编码", "全权代表姓名", "职务"},
        "残疾人福利性单位声明函": {"单位名称", "日期"},
        "供货清单": {"投标人名称", "日期"},
    },
    "北大图书馆_货物服务类.pdf": {
        "开标一览表": {"投标人名称", "投标人企业类型", "日期"},
        "投标分项报价表": {"包号", "投标人名称", "日期"},
    },
}  # fmt: skip


@pytest.mark.parametrize("name", REAL)
def test_the_blanks_of_real_forms_are_found(shared: Path, name: str) -> None:
    document = read((shared / "data/tenders" / name).read_bytes(), name)
    forms = {bare_title(entry.title): entry for entry in prescribed_forms(overview(document).entries)}
    for title, labels in REAL[name].items():
        entry = forms[title]
        text = document.page(entry.page).text[entry.end :]
        assert {blank.label for blank in blanks_of(text)} == labels
