"""A bid is split into the forms its tender prescribes."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.reading import Document, read
from evaluation.reading.overview import overview
from evaluation.reading.structure.entry import Entry
from evaluation.reading.structure.parts import bare_title, likeness, match_parts, prescribed_forms
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


def contents(document: Document) -> tuple[Entry, ...]:
    return overview(document).entries


def forms() -> tuple[Entry, ...]:
    return tuple(prescribed_forms(contents(read(make.docx_of(*TENDER.splitlines()), "招标文件.docx"))))


def test_forms_are_found_and_matched_one_to_one_whatever_their_order() -> None:
    bid = contents(read(make.docx_of(*BID.splitlines()), "投标文件.docx"))
    parts = match_parts(forms(), (("投标文件.docx", bid),))
    answered = {p.form: p.entry.title if p.entry else None for p in parts}
    assert answered == {
        "投标函": "二、投标函",
        "开标一览表": "一、开标一览表",
        "法定代表人授权委托书": "三、授权委托书",
        "中小企业声明函": None,
    }


def test_a_part_runs_to_the_next_heading_of_its_level_and_the_last_to_the_end() -> None:
    bid = contents(read(make.docx_of(*BID.splitlines()), "投标文件.docx"))
    by_form = {p.form: p for p in match_parts(forms(), (("投标文件.docx", bid),))}
    letter, opening = by_form["投标函"], by_form["开标一览表"]
    assert letter.entry is not None
    assert opening.end == (letter.entry.page, letter.entry.start)
    assert letter.holds("投标文件.docx", letter.entry.page, letter.entry.end)
    assert not opening.holds("投标文件.docx", letter.entry.page, letter.entry.end)
    assert not letter.holds("另一份.docx", letter.entry.page, letter.entry.end)
    assert not by_form["中小企业声明函"].holds("投标文件.docx", 1, 0)


def test_a_heading_that_names_the_same_kind_of_form_answers_it_in_other_words() -> None:
    asked = tuple(
        Entry(2, title, 1) for title in ("八、类似业绩一览表", "九、项目团队人员表", "十、技术偏离表")
    )
    have = (
        Entry(1, "第五部分 同类项目业绩", 3),
        Entry(2, "5.1 某学校业绩", 4),
        Entry(1, "第六部分 人员配备", 6),
    )
    found = [p.entry.page if p.entry else None for p in match_parts(asked, (("a.pdf", have),))]
    assert found == [3, 6, None]


def test_a_document_without_headings_is_offered_under_its_name() -> None:
    (part,) = match_parts((Entry(2, "九、分项报价表", 37),), (("报价/报价清单.xlsx", ()),))
    assert (part.document, part.entry and part.entry.page) == ("报价/报价清单.xlsx", 1)


def test_a_tender_without_a_chapter_of_formats_prescribes_nothing() -> None:
    assert prescribed_forms(contents(read(make.docx_of("第一章 总则", "本项目如下。"), "a.docx"))) == []
    assert match_parts((), (("a.pdf", (Entry(1, "投标函", 1),)),)) == ()


def test_annexes_are_the_forms_where_there_are_any() -> None:
    chapter = (
        Entry(1, "第六章 投标文件格式", 66), Entry(1, "资格证明文件目录", 67), Entry(2, "附件 1 投标声明书", 68),
        Entry(2, "附件 2 授权委托书", 69), Entry(1, "全权代表身份证", 69), Entry(2, "附件 3 承诺书", 70),
        Entry(1, "第七章 图纸", 90), Entry(2, "附件 9 图纸目录", 91),
    )  # fmt: skip
    assert [entry.page for entry in prescribed_forms(chapter)] == [68, 69, 70]


FORMS = {  # read off the chapters of formats themselves: how many forms, some of them with their pages
    "北大图书馆_货物服务类.pdf": (
        24,
        {"投标函": 35, "投标分项报价表": 38, "投标人业绩证明": 56, "技术规格偏离表": 65},
    ),
    "浙江政府采购_服务类.pdf": (17, {"投标声明书": 68, "供货清单": 81, "报价明细表": 89}),
    "招标文件正文.pdf": (7, {"投标函": 31, "投标价格表": 34, "廉洁合规承诺书": 35}),
}


@pytest.mark.parametrize("name", FORMS)
def test_the_forms_of_real_tenders_are_found(shared: Path, name: str) -> None:
    least, some = FORMS[name]
    document = read((shared / "data/tenders" / name).read_bytes(), name)
    found = {bare_title(entry.title): entry.page for entry in prescribed_forms(contents(document))}
    assert len(found) >= least
    assert {title: found.get(title) for title in some} == some


def test_numbers_and_remarks_do_not_tell_titles_apart() -> None:
    assert likeness("★附件 3：投标函（格式）", "二、投标函") == 100
    assert likeness("投标函", "技术偏离表") < 50
