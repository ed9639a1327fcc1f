"""Headings and the section tree, on made files and against hand-made truth for real ones."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest

from evaluation.reading import Document, read
from evaluation.reading.structure.numbering import chinese_number, number_of
from evaluation.reading.structure.sections import all_sections, sections
from tests.evaluation.reading import make

TRUTH = Path(__file__).parent / "truth"
REAL = {
    "beida": "北大图书馆_货物服务类.pdf",
    "zhejiang": "浙江政府采购_服务类.pdf",
    "crv": "招标文件正文.pdf",
    "guangzhou": "广州建设工程_工程类.pdf",  # annotated from its own text before our headings were looked at
}


@pytest.mark.parametrize(
    ("line", "style", "ordinals"),
    [
        ("第一章 投标邀请", "chapter", (1,)), ("第十二部分 合同", "volume", (12,)), ("第3节 总则", "section", (3,)),
        ("一、项目编号：X", "cjk", (1,)), ("（十二）信用记录", "cjk-bracket", (12,)), ("1.2.3 澄清", "dotted", (1, 2, 3)),
        ("3. 资金来源", "arabic", (3,)), ("2、服务器", "list", (2,)), ("★附件 5-10：", "annex", (5, 10)),
        ("第七条 争议的解决方式", "article", (7,)),
    ],
)  # fmt: skip
def test_the_usual_numberings_are_told_apart(line: str, style: str, ordinals: tuple[int, ...]) -> None:
    number = number_of(line)
    assert number is not None
    assert (number.style, number.ordinals) == (style, ordinals)


@pytest.mark.parametrize(
    "line", ["第二章的规定执行", "2023 年 6 月", "1.5%的违约金", "第三条规定", "一般要求", "10.00 元"]
)
def test_what_only_looks_numbered_is_not(line: str) -> None:
    assert number_of(line) is None


def test_chinese_numbers_count() -> None:
    pairs = {"一": 1, "十": 10, "十二": 12, "二十": 20, "二十一": 21, "一百零五": 105, "甲": None}
    assert {text: chinese_number(text) for text in pairs} == pairs


def outline_of(document: Document) -> list[tuple[int, str]]:
    return [(s.level, s.title) for s in all_sections(document)]


WORDS = """第一章 投标邀请
一、项目概况
本项目采购交换机及配套服务，供应商应当具备相应能力。
二、资格要求
1.具有独立承担民事责任的能力，提供营业执照复印件；
2.具有良好的商业信誉，提供声明函；
3.法律、行政法规规定的其他条件。
第二章 供应商须知
1. 总则
1.1 适用范围
本须知适用于本次采购活动。
1.2 定义
采购人指某学校。
2. 招标文件
招标文件由下列部分组成。
"""


def test_sections_nest_by_their_numbers_and_clauses_are_not_headings() -> None:
    document = read(make.docx_of(*WORDS.splitlines()), "a.docx")
    assert outline_of(document) == [
        (1, "第一章 投标邀请"), (2, "一、项目概况"), (2, "二、资格要求"),
        (1, "第二章 供应商须知"), (2, "1. 总则"), (3, "1.1 适用范围"), (3, "1.2 定义"), (2, "2. 招标文件"),
    ]  # fmt: skip


def test_a_section_runs_to_the_next_of_its_own_or_a_wider_level() -> None:
    document = read(make.docx_of(*WORDS.splitlines()), "a.docx")
    first, second = sections(document)
    text = document.pages[0].text
    assert text[first.start : first.heading_end] == "第一章 投标邀请"
    assert text[first.start : first.end].endswith("规定的其他条件。\n")
    assert second.end == len(text)
    assert text[first.children[1].start : first.children[1].end].startswith("二、资格要求\n1.")


def test_a_sequence_goes_on_into_the_next_chapter_and_keeps_titles_that_end_in_a_colon() -> None:
    first = ["1．定义", "2．招标说明", "3．资金来源", "4．投标文件的组成"]
    second = ["5．开标", "6．评标程序", "7．定标", "8．合同签订"]
    words = ["第一章 投标须知", *(w for t in first for w in (t, "具体内容如下，请投标人阅读。"))]
    words += ["第二章 开标与评标", *(w for t in second for w in (t, "具体内容如下，请投标人阅读。"))]
    words = ["4．投标文件的组成：" if w == first[-1] else "7．定标。" if w == "7．定标" else w for w in words]
    found = [t for _, t in outline_of(read(make.docx_of(*words), "a.docx"))]
    assert found == ["第一章 投标须知", *first, "第二章 开标与评标", *second]


def test_an_announcement_that_turns_from_titles_to_sentences_keeps_its_titles() -> None:
    titles = ["一、工程名称", "二、招标单位", "三、建设地点", "四、资金来源"]
    lines = [line for title in titles for line in (f"{title}：", "内容见招标文件，以交易平台为准。")]
    lines += [
        "五、资格审查结果将在交易平台公示，公示时间不少于三日。",
        "六、投标文件全部采用电子文档，按要求提交。",
        "七、异议应当书面提出，逾期不予受理。",
    ]
    assert [t for _, t in outline_of(read(make.docx_of(*lines), "a.docx"))] == titles


def test_annexes_may_be_lettered() -> None:
    number = number_of("附表 A")
    assert number is not None
    assert (number.style, number.ordinals) == ("annex", (1,))


def test_a_page_of_contents_gives_no_headings() -> None:
    contents = [f"第{c}章 某某部分……………{i}" for i, c in enumerate("一二三四五六", 1)]
    assert outline_of(read(make.docx_of("目录", *contents), "a.docx")) == []


def test_heading_styles_of_a_word_file_are_headings_even_without_numbers() -> None:
    word = docx.Document()
    word.add_paragraph("一、总体说明")
    word.add_heading("售后服务承诺", 2)
    word.add_paragraph("我公司承诺如下，保证履行。")
    assert "售后服务承诺" in [t for _, t in outline_of(read(make.saved(word), "a.docx"))]


@pytest.mark.parametrize("key", REAL)
def test_headings_of_real_documents_agree_with_hand_made_truth(shared: Path, key: str) -> None:
    document = read((shared / "data/tenders" / REAL[key]).read_bytes(), REAL[key])
    truth = {tuple(line.split("\t", 1)) for line in (TRUTH / f"{key}.headings.txt").read_text().splitlines()}
    found = {(str(s.page), re.sub(r"\s", "", s.title)[:14]) for s in all_sections(document)}
    right = len(truth & found)
    precision, recall = right / len(found), right / len(truth)
    f1 = 2 * precision * recall / (precision + recall)
    assert f1 >= 0.95, (f1, sorted(found - truth), sorted(truth - found))
