"""DOCX, PDF and XLSX carry the same report: what Art. 58 asks, in its order, with the same numbers."""

from __future__ import annotations

import io
import re
from decimal import Decimal

import pypdfium2
import pytest
from docx import Document
from openpyxl import load_workbook

from evaluation.reporting.docx import to_docx
from evaluation.reporting.outline import Heading, Outline, Table, shown
from evaluation.reporting.parts import report
from evaluation.reporting.pdf import to_pdf
from evaluation.reporting.xlsx import to_xlsx
from tests.evaluation.reporting.facts import facts

MADE_AT = "2026-03-03T10:00:00+08:00"


@pytest.fixture(scope="module")
def outline() -> Outline:
    return report(facts(), number=1, made_at=MADE_AT)


@pytest.fixture(scope="module")
def pdf_pages(outline: Outline) -> list[str]:
    document = pypdfium2.PdfDocument(to_pdf(outline))
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def flat(text: str) -> str:
    """Without what only breaks lines."""
    return re.sub(r"[\s\u200b\ufffe\x02-]+", "", text)


def numbers_of(outline: Outline) -> list[str]:
    return sorted(
        shown(cell)
        for table in outline.tables
        for row in table.rows
        for cell in row
        if isinstance(cell, Decimal)
    )


def test_the_parts_follow_article_58(outline: Outline) -> None:
    """87号令 Art. 58 (1) to (6), then the signatures (Art. 61) and the appendix."""
    parts = [block.text for block in outline.blocks if isinstance(block, Heading) and block.level == 1]
    assert [part[:2] for part in parts] == ["一、", "二、", "三、", "四、", "五、", "六、", "七、", "附录"]


def test_every_table_of_the_docx_reads_back_as_it_was_written(outline: Outline) -> None:
    document = Document(io.BytesIO(to_docx(outline)))
    read = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    meant = [[list(t.header), *([shown(c) for c in row] for row in t.rows)] for t in outline.tables if t.rows]
    assert read == meant


def test_every_number_stands_in_the_xlsx_as_a_number(outline: Outline) -> None:
    book = load_workbook(io.BytesIO(to_xlsx(outline)))
    assert book.sheetnames[1:] == [table.title for table in outline.tables]
    found = [
        Decimal(str(value))
        for sheet in book.worksheets
        for row in sheet.iter_rows(min_row=2, values_only=True)
        for value in row
        if isinstance(value, int | float)
    ]
    assert sorted(found) == sorted(Decimal(text.replace(",", "")) for text in numbers_of(outline))


def test_every_number_and_name_stands_in_the_pdf(outline: Outline, pdf_pages: list[str]) -> None:
    text = flat("".join(pdf_pages))
    for number in set(numbers_of(outline)):
        assert number in text
    for table in outline.tables:
        for row in table.rows:
            for cell in row:
                assert flat(shown(cell)) in text or len(shown(cell)) > 20, shown(cell)


def test_text_is_set_as_text_and_not_as_markup(pdf_pages: list[str]) -> None:
    assert "远航=科技\\#有限*公司" in flat("".join(pdf_pages))


def test_every_page_after_the_cover_names_the_report_and_its_number_of_pages(pdf_pages: list[str]) -> None:
    assert len(pdf_pages) > 3
    for number, text in enumerate(pdf_pages, 1):
        assert flat(f"第 {number} 页 共 {len(pdf_pages)} 页") in flat(text)
        assert number == 1 or flat("ZFCG-2026-0117-R1") in flat(text)


def test_a_name_that_looks_like_a_formula_is_text_in_the_workbook() -> None:
    data = facts()
    data["bids"][0]["name"] = "=1+1"
    book = load_workbook(io.BytesIO(to_xlsx(report(data, number=1, made_at=MADE_AT))))
    cell = book["开标一览表"]["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


@pytest.mark.parametrize("write", [to_docx, to_pdf])
def test_the_same_facts_give_the_same_bytes(write, outline: Outline) -> None:  # type: ignore[no-untyped-def]
    assert write(outline) == write(report(facts(), number=1, made_at=MADE_AT))


def test_rejections_stand_with_reason_and_article(outline: Outline) -> None:
    table = next(table for table in outline.tables if table.title == "无效投标人名单及原因")
    assert table.rows == (
        ("未中标有限公司", "Q1 营业执照有效", "营业执照已过期", "财政部令第87号第六十三条第（三）项"),
    )


def test_price_deductions_are_the_difference_of_the_stored_prices(outline: Outline) -> None:
    """2,715,000.37 − 2,443,500.33 = 271,500.04: ten percent, rounded by the scoring, not here."""
    table = next(table for table in outline.tables if table.title == "评标价格")
    assert [row[4] for row in table.rows] == [Decimal("271500.04"), Decimal("0.00"), "—"]


def test_a_revised_score_is_shown_before_and_after(outline: Outline) -> None:
    table = next(table for table in outline.tables if table.title == "评分核查与答复")
    assert "66.66→61.25" in shown(table.rows[0][3])
    assert "重新核对了方案" in shown(table.rows[0][3])


def test_ties_are_named_and_both_are_candidates() -> None:
    data = facts()
    data["ranking"]["rows"][1]["rank"] = 1
    outline = report(data, number=1, made_at=MADE_AT)
    candidates = next(table for table in outline.tables if table.title == "中标候选人")
    assert [row[0] for row in candidates.rows] == ["第一中标候选人", "第一中标候选人"]
    assert any("并列" in getattr(block, "text", "") for block in outline.blocks)


def test_a_fourth_bidder_is_ranked_and_no_candidate() -> None:
    """实施条例 Art. 53: at most three candidates, in order."""
    data = facts()
    rows = data["ranking"]["rows"]
    data["ranking"]["rows"] = [{**rows[0], "rank": rank, "key": str(rank)} for rank in (1, 2, 3, 4)]
    outline = report(data, number=1, made_at=MADE_AT)
    sizes = {table.title: len(table.rows) for table in outline.tables}
    assert (sizes["评标结果排序"], sizes["中标候选人"]) == (4, 3)


def test_a_draft_without_scores_says_so_and_breaks_nowhere() -> None:
    data = facts() | {
        "subjective": None,
        "ranking": None,
        "flags": [],
        "opening": None,
        "results": [],
        "bids": [],
    }
    outline = report(data, number=1, made_at="")
    assert not any(isinstance(block, Table) and block.title == "主观评审因素得分" for block in outline.blocks)
    assert to_pdf(outline).startswith(b"%PDF")
    assert to_docx(outline)[:2] == b"PK"


def test_no_data_key_stands_among_the_inputs() -> None:
    made = facts()
    made["criteria"][1]["rule"] = {"type": "value", "field": "warranty_years"}
    made["results"][0]["objective"][0]["inputs"] = [
        ["warranty_years", "5"],
        ["source of warranty_years", "read from the document, confidence 0.95"],
    ]
    table = next(t for t in report(made, number=1, made_at=MADE_AT).tables if t.title == "客观评审因素得分")
    assert "投标文件载明：5" in str(table.rows[0][5])
    assert "来源：自投标文件读取，置信度 0.95" in str(table.rows[0][5])
    assert "warranty_years" not in str(table.rows[0])
