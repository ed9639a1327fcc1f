"""Contracts, staff, certificates and deviations out of tables, in every format, each with its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pytest

from evaluation.reading import read
from evaluation.reading.document import Document
from evaluation.reading.structure.list_kinds import deviation_of
from evaluation.reading.structure.lists import FoundEntry, entries_by_kind, find_lists
from tests.evaluation.reading import make

if TYPE_CHECKING:
    from tests.evaluation.conftest import JudgedSample

CONTRACTS = [
    ["序号", "项目名称", "采购人", "合同金额（万元）", "签订日期", "联系人及电话"],
    ["1", "二中机房改造", "市第二中学", "86.00", "2024年5月11日", "王芳 13800000001"],
    ["2", "图书馆网络升级", "市图书馆", "120.5", "2025-01-08", ""],
    ["", "", "", "", "", ""],
]
STAFF = [
    ["序号", "姓名", "在本项目中担任的职务", "职称及职业资格", "证书编号"],
    ["1", "赵 强", "项目经理", "一级建造师", "浙133201612345"],
    ["2", "李岩", "技术负责人", "高级工程师", "G2019-88"],
]
DEVIATIONS = [
    ["序号", "招标文件条目号", "招标文件要求", "投标响应", "偏离情况", "说明"],
    ["1", "3.1.1", "★内存不小于 64GB", "64GB", "无偏离", ""],
    ["2", "3.1.2", "交换容量不低于 336Gbps", "400Gbps", "正偏离", "优于要求"],
    ["3", "3.1.3", "保修三年", "两年", "负偏离", ""],
]


def as_pdf(rows: Sequence[Sequence[str]]) -> Document:
    cells = "".join(f"[{cell}]," for row in rows for cell in row)
    return read(make.typst_pdf(f"#table(columns: {len(rows[0])}, {cells})"), "投标文件.pdf")


def as_docx(rows: Sequence[Sequence[str]]) -> Document:
    return read(make.docx_of("一、表格", tables=[rows]), "投标文件.docx")


def as_xlsx(rows: Sequence[Sequence[str]]) -> Document:
    return read(make.xlsx_of(rows, title="表"), "投标文件.xlsx")


FORMATS = pytest.mark.parametrize("made", [as_pdf, as_docx, as_xlsx])


def entries(document: Document, kind: str) -> list[FoundEntry]:
    (found,) = find_lists(document)
    assert found.kind == kind
    return list(found.entries)


@FORMATS
def test_a_table_of_contracts_gives_amounts_in_yuan_and_dates(made: Any) -> None:
    found = entries(made(CONTRACTS), "contracts")
    assert [e.values["title"] for e in found] == ["二中机房改造", "图书馆网络升级"]
    assert [e.values["buyer"] for e in found] == ["市第二中学", "市图书馆"]
    assert [e.values["amount"] for e in found] == ["860000", "1205000"]
    assert [e.values["signed_on"] for e in found] == ["2024-05-11", "2025-01-08"]
    assert all(e.confidence >= 0.9 for e in found)


@FORMATS
def test_a_table_of_staff_gives_names_posts_and_certificates(made: Any) -> None:
    first, second = entries(made(STAFF), "staff")
    assert (first.values["name"], first.values["role"]) == ("赵强", "项目经理")
    assert (first.values["certificate"], first.values["certificate_number"]) == (
        "一级建造师",
        "浙133201612345",
    )
    assert second.values["name"] == "李岩"


@FORMATS
def test_a_table_of_deviations_says_kind_and_star(made: Any) -> None:
    found = entries(made(DEVIATIONS), "deviations")
    assert [(e.values["clause"], e.values["starred"], e.values["kind"]) for e in found] == [
        ("3.1.1", "true", "none"), ("3.1.2", "false", "positive"), ("3.1.3", "false", "negative"),
    ]  # fmt: skip


@FORMATS
def test_an_entry_and_its_cells_stand_where_their_places_say(made: Any) -> None:
    document = made(CONTRACTS)
    for entry in entries(document, "contracts"):
        page = document.page(entry.page)
        assert entry.bbox is not None
        cell = entry.cells["title"]
        assert "".join(page.text[cell.start : cell.end].split()) == entry.values["title"]
        inner = page.box_between(cell.start, cell.end)
        assert inner is not None
        assert cell.box.y0 - 0.1 <= inner.y0 < inner.y1 <= cell.box.y1 + 0.1
        assert entry.bbox.y0 - 0.1 <= inner.y0 < inner.y1 <= entry.bbox.y1 + 0.1


def test_a_table_over_pages_is_one_list_with_a_page_for_each_entry() -> None:
    head = "[条款], [招标要求], [投标响应], [偏离],"
    cells = "".join(f"[3.{n}], [要求], [响应], [无偏离]," for n in range(1, 91))
    document = read(make.typst_pdf(f"#table(columns: 4, table.header({head}), {cells})"), "a.pdf")
    found = entries(document, "deviations")
    assert [e.values["clause"] for e in found] == [f"3.{n}" for n in range(1, 91)]
    assert {e.page for e in found} == set(range(1, len(document.pages) + 1))
    assert len(document.pages) > 1


def test_a_heading_of_two_rows_with_merged_cells_is_understood() -> None:
    document = read(
        make.typst_pdf(
            """#table(columns: 5, table.cell(rowspan: 2)[项目名称], table.cell(rowspan: 2)[合同金额（元）],
            table.cell(rowspan: 2)[签订日期], table.cell(colspan: 2)[用户情况], [单位名称], [联系方式],
            [食堂改造], [350000.00], [2024.3.5], [市委党校], [0571-88])"""
        ),
        "a.pdf",
    )
    (found,) = entries(document, "contracts")
    assert dict(found.values) == {
        "title": "食堂改造", "amount": "350000", "signed_on": "2024-03-05", "buyer": "市委党校", "contact": "0571-88",
    }  # fmt: skip


def test_a_contract_told_as_a_form_takes_its_name_from_the_heading_above() -> None:
    form = [["要素", "内容"], ["合同编号", "7"], ["甲方", "市第三中学"], ["成交金额（元）", "1,520,000.00"],
            ["签署日期", "2024年1月18日"]]  # fmt: skip
    data = make.docx_of("第一章 业绩", "一、南郊中学智慧黑板采购项目", tables=[form])
    (found,) = entries(read(data, "a.docx"), "contracts")
    assert found.values["title"] == "南郊中学智慧黑板采购项目"
    assert (found.values["amount"], found.values["signed_on"]) == ("1520000", "2024-01-18")
    assert list(found.values)[:2] == ["title", "buyer"]  # what names it comes first


def test_a_value_that_is_not_what_its_column_says_makes_the_entry_unsure() -> None:
    rows = [CONTRACTS[0], ["1", "二中机房改造", "市第二中学", "见合同", "2024年5月11日", ""]]
    (found,) = entries(as_docx(rows), "contracts")
    assert found.values["amount"] == "见合同"
    assert found.confidence <= 0.5


def test_blank_templates_and_other_tables_are_no_lists() -> None:
    blank = [DEVIATIONS[0], ["", "", "", "", "", ""], ["1", "", "", "", "", ""]]
    assert find_lists(as_docx(blank)) == []
    assert find_lists(as_docx([["序号", "货物名称", "数量"], ["1", "交换机", "2"]])) == []
    assert find_lists(as_docx([["条款号", "评审因素", "评审标准"], ["1", "资质", "提供证书"]])) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [("无偏离", "none"), ("无", "none"), ("/", "none"), ("完全响应", "none"), ("正偏离", "positive"), ("优于招标要求", "positive"),
     ("负偏离，见说明", "negative"), ("不满足", "negative"), ("详见附件", None), ("", None)],
)  # fmt: skip
def test_the_words_for_a_deviation(text: str, kind: str | None) -> None:
    assert deviation_of(text) == kind


def test_the_samples_tables_say_what_its_structured_bids_say(sample: JudgedSample) -> None:
    """F1 over all bidders against ``bid.yaml``, which the sample writes from the same facts."""
    right = found = stated = 0
    for key, bid in sample.package.bids.items():
        lists = entries_by_kind(sample.documents[key])
        for kind, keys in (
            ("contracts", ("title", "amount", "signed_on")),
            ("certificates", ("holder", "name", "number", "valid_until")),
            ("deviations", ("clause", "kind")),
        ):
            truth = {tuple(str(entry[k]) for k in keys) for entry in bid.fields[kind]}
            read_off = {tuple(e.values.get(k, "") for k in keys) for e in lists.get(kind, [])}
            if (
                kind == "deviations"
            ):  # the commercial terms have clauses without a number, bid.yaml leaves them out
                read_off = {entry for entry in read_off if entry[0][0].isdecimal()}
            right, found, stated = right + len(truth & read_off), found + len(read_off), stated + len(truth)
    assert stated > 800
    assert 2 * right / (found + stated) >= 0.99
