"""From a criterion to the page that answers it."""

from __future__ import annotations

from evaluation.evidence import find_passages, mentions
from evaluation.reading import Document, read
from evaluation.reading.structure.entry import Entry
from evaluation.reading.structure.parts import Part
from procurement.bids.schema import EvidencePlace
from procurement.tenders.schema import CriterionSpec
from tests.evaluation.reading import make

PARTS = [
    ("目录", "一、营业执照……………1\n二、类似业绩……………2\n三、售后服务方案……………3\n四、投标函…………4"),
    ("一、营业执照", "统一社会信用代码 91330106MA2CF0XK3L，住所杭州市，经营范围为软件开发。"),
    ("二、类似业绩一览表", "二中机房改造，合同金额 860000 元，合同签订日期 2024 年 5 月。"),
    ("三、售后服务方案", "我公司承诺接到报修后两小时内响应，质保期三年，备品备件充足。"),
    ("四、技术方案", "系统采用分层架构，接入层与核心层之间以光纤连接。"),
]


def bid() -> list[Document]:
    source = "#pagebreak()".join(f"= {title}\n\n{body}\n" for title, body in PARTS)
    return [read(make.typst_pdf(source), "投标文件.pdf")]


def criterion(title: str, **more: object) -> CriterionSpec:
    return CriterionSpec.model_validate(
        {"code": "C", "title": title, "kind": "subjective", "max_score": "10", **more}
    )


def first_page(title: str) -> int:
    return find_passages(criterion(title), bid())[0].page


def test_the_section_that_answers_comes_first_not_the_table_of_contents() -> None:
    assert first_page("营业执照有效") == 2
    assert first_page("近三年类似业绩") == 3
    assert first_page("售后服务") == 4


def test_a_passage_addresses_its_text_and_says_why() -> None:
    documents = bid()
    passage = find_passages(criterion("售后服务方案"), documents)[0]
    page = documents[0].page(passage.page)
    assert page.text[passage.start : passage.end] == passage.text
    assert passage.bbox == page.box_between(passage.start, passage.end)
    assert passage.reason is not None
    assert "售后服务" in str(passage.reason)
    assert passage.strength == 1.0


def test_places_the_bidder_names_come_first_even_without_a_match() -> None:
    stated = [EvidencePlace(document="投标文件.pdf", page=5)]
    found = find_passages(criterion("售后服务方案"), bid(), stated=stated)
    assert [p.page for p in found[:2]] == [5, 4]


def test_a_stated_place_that_does_not_exist_is_left_out() -> None:
    stated = [EvidencePlace(document="投标文件.pdf", page=99)]
    assert find_passages(criterion("营业执照"), bid(), stated=stated)[0].page == 2


def test_a_stated_box_gives_the_text_inside_it() -> None:
    documents = bid()
    page = documents[0].page(3)
    at = page.text.index("860000")
    box = page.box_between(at, at + 6)
    assert box is not None
    stated = [EvidencePlace(document="投标文件.pdf", page=3, bbox=tuple(box))]
    assert find_passages(criterion("业绩"), documents, stated=stated)[0].text == "860000"


def test_nothing_found_is_an_empty_list() -> None:
    assert find_passages(criterion("航空航天发射许可"), bid()) == []
    assert find_passages(criterion("营业执照"), []) == []


def test_the_part_that_answers_a_criterions_form_counts_whatever_the_bidder_calls_it() -> None:
    """The tender prescribes 项目团队人员表; the bidder heads the same 我们的伙伴."""
    source = (
        "= 一、公司简介\n\n本公司成立多年。#pagebreak()\n= 二、我们的伙伴\n\n赵强，高级工程师，负责现场。"
    )
    documents = [read(make.typst_pdf(source), "投标文件.pdf")]
    wanted = criterion("项目团队人员")
    assert 2 not in [p.page for p in find_passages(wanted, documents)]
    start = documents[0].page(2).text.index("二、")
    entry = Entry(1, "二、我们的伙伴", 2, start, start + 7)
    part = Part("项目团队人员表", 39, "投标文件.pdf", entry, 76.0)
    assert find_passages(wanted, documents, parts=[part])[0].page == 2
    elsewhere = Part("技术偏离表", 43, "投标文件.pdf", entry, 76.0)
    assert 2 not in [p.page for p in find_passages(wanted, documents, parts=[elsewhere])]


def test_at_most_limit_passages_come_back() -> None:
    assert len(find_passages(criterion("方案"), bid(), limit=1)) <= 1


def test_mentions_ignore_spacing_width_case_and_line_breaks() -> None:
    documents = [read("我方具有 ISO\r\n９００１ 质 量管理体系。".encode(), "a.txt")]
    (found,) = mentions("iso9001质量管理体系", documents)
    assert found.text == "ISO\r\n９００１ 质 量管理体系"
    assert mentions("ISO14001", documents) == []


def test_every_mention_is_found_in_page_order() -> None:
    documents = [read("甲乙甲乙甲乙".encode(), "a.txt"), read("乙甲乙".encode(), "b.txt")]
    assert [(p.document, p.start) for p in mentions("甲乙", documents)] == [
        ("a.txt", 0),
        ("a.txt", 2),
        ("a.txt", 4),
        ("b.txt", 1),
    ]
