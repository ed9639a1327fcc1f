"""A bid is split into the forms its tender prescribes."""

from __future__ import annotations

from evaluation.reading import read
from evaluation.reading.structure.parts import likeness, match_parts, prescribed_forms
from tests.evaluation.reading import make

TENDER = """第五章 采购需求
一、项目概况
本项目采购交换机，供应商应当具备相应能力。
第六章 投标文件格式
一、投标函
致：采购人，我方郑重承诺如下。
二、开标一览表
投标总价如下表，以元计。
三、法定代表人授权委托书
兹授权下列人员为代理人。
四、中小企业声明函（货物）
本公司郑重声明如下。
"""
BID = """第一章 商务部分
一、开标一览表
投标总价：100 元。
二、投标函
我方承诺如下，绝不反悔。
三、授权委托书
兹授权王芳为代理人。
第二章 技术部分
一、总体方案
本方案如下，请审阅。
二、施工计划
计划如下，请审阅。
"""


def test_forms_are_found_and_matched_one_to_one_whatever_their_order() -> None:
    forms = prescribed_forms(read(make.docx_of(*TENDER.splitlines()), "招标文件.docx"))
    parts = match_parts(forms, [read(make.docx_of(*BID.splitlines()), "投标文件.docx")])
    answered = {p.form: p.section.title if p.section else None for p in parts}
    assert answered == {
        "投标函": "二、投标函",
        "开标一览表": "一、开标一览表",
        "法定代表人授权委托书": "三、授权委托书",
        "中小企业声明函": None,
    }


def test_a_tender_without_a_chapter_of_formats_prescribes_nothing() -> None:
    assert prescribed_forms(read(make.docx_of("第一章 总则", "本项目如下。"), "a.docx")) == []


def test_numbers_and_remarks_do_not_tell_titles_apart() -> None:
    assert likeness("★附件 3：投标函（格式）", "二、投标函") == 100
    assert likeness("投标函", "技术偏离表") < 50
