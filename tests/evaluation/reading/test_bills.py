"""Priced bills: exact rows, wrong arithmetic pointed out, nothing corrected."""

from __future__ import annotations

from decimal import Decimal

import pytest

from evaluation.reading import read
from evaluation.reading.bills import amount_of, priced_rows, read_bill
from tests.evaluation.reading import make

HEAD = ["序号", "项目编码", "货物名称", "单位", "数量", "单价（元）", "合价（元）"]


def test_rows_come_out_by_their_headings_in_any_order() -> None:
    rows = [
        ["amount", "name", "qty", "unit_price", "unit", "code"],
        ["2400.00", "交换机", "2", "1200.00", "台", "A-1"],
    ]
    (row,) = priced_rows(read(make.xlsx_of(rows), "报价.xlsx"))
    assert (row.code, row.name, row.unit) == ("A-1", "交换机", "台")
    assert (row.quantity, row.unit_price, row.amount) == (Decimal(2), Decimal("1200.00"), Decimal("2400.00"))
    assert row.problems == ()
    assert (row.document, row.page, row.row) == ("报价.xlsx", 1, 2)


def test_chinese_headings_with_units_in_brackets_are_known() -> None:
    data = make.xlsx_of([["分项报价表"], HEAD, [1, "030101", "交换机", "台", 2, 1200, 2400]])
    (row,) = priced_rows(read(data, "报价.xlsx"))
    assert (row.code, row.amount, row.row) == ("030101", Decimal(2400), 3)


def test_a_wrong_product_is_a_problem_with_its_row() -> None:
    data = make.xlsx_of([HEAD, [1, "a", "交换机", "台", 3, "19.99", "59.96"]])
    (row,) = priced_rows(read(data, "报价.xlsx"))
    assert str(row.problems[0]) == "Row 2: 3 × 19.99 = 59.97, the bill states 59.96"


def test_products_are_compared_rounded_half_up_to_the_cent() -> None:
    data = make.xlsx_of([HEAD, [1, "a", "线缆", "米", "0.5", "0.05", "0.03"]])
    (row,) = priced_rows(read(data, "报价.xlsx"))
    assert row.problems == ()


def test_the_total_row_is_not_an_item_and_is_checked() -> None:
    rows = [
        HEAD,
        [1, "a", "甲", "台", 1, 100, 100],
        [2, "b", "乙", "台", 1, 50, 50],
        ["合计", "", "", "", "", "", 160],
    ]
    bill = read_bill(read(make.xlsx_of(rows), "报价.xlsx"))
    assert [r.name for r in bill.rows] == ["甲", "乙"]
    assert (bill.total, bill.stated_total) == (Decimal(150), Decimal(160))
    assert str(bill.problems[0]) == "The rows sum to 150, the bill states 160"


def test_a_figure_that_is_none_is_a_problem() -> None:
    data = make.xlsx_of([HEAD, [1, "a", "甲", "台", "若干", 100, ""]])
    (row,) = priced_rows(read(data, "报价.xlsx"))
    assert row.quantity is None
    assert "若干" in str(row.problems[0])


def test_a_long_bill_keeps_its_heading_over_the_pages() -> None:
    rows = [HEAD, *([i, f"c{i}", f"货物{i}", "台", i, 10, i * 10] for i in range(1, 201))]
    document = read(make.xlsx_of(rows), "报价.xlsx")
    assert len(document.pages) > 1
    found = priced_rows(document)
    assert [r.code for r in found] == [f"c{i}" for i in range(1, 201)]
    assert found[-1].page == len(document.pages)


def test_a_sheet_without_a_bill_gives_no_rows() -> None:
    assert priced_rows(read(make.xlsx_of([["姓名", "职务"], ["赵强", "经理"]]), "a.xlsx")) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234,567.80", "1234567.80"), ("¥ 860,000.00", "860000.00"), ("１２．５", "12.5"), ("3.2万元", "32000.0"),
        ("-5", "-5"), ("100元整", "100"), ("1.5e+06", "1.5E+6"),
    ],
)  # fmt: skip
def test_amounts_are_read_exactly(text: str, value: str) -> None:
    assert amount_of(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "若干", "1,23,4", "12-3", "nan", "1e999"])
def test_what_is_no_amount_is_none(text: str) -> None:
    assert amount_of(text) is None


def test_a_bill_over_pages_is_one_and_every_figure_points_to_its_page_and_box() -> None:
    head = "[序号], [货物名称], [单位], [数量], [单价（元）], [合价（元）],"
    cells = "".join(f"[{n}], [货物{n}], [台], [2], [{n}.50], [{n * 2 + 1}.00]," for n in range(1, 81))
    total = sum(n * 2 + 1 for n in range(1, 81))
    source = f"#table(columns: 6, table.header({head}), {cells} table.cell(colspan: 5)[合计], [{total}.00])"
    document = read(make.typst_pdf(source), "报价.pdf")
    bill = read_bill(document)
    assert [row.name for row in bill.rows] == [f"货物 {n}" for n in range(1, 81)]
    assert [row.row for row in bill.rows] == list(range(2, 82))  # the heading that pages repeat counts once
    assert len({row.page for row in bill.rows}) == len(document.pages) > 1
    assert (bill.stated_total, bill.problems) == (Decimal(total), ())
    for row in bill.rows:
        page, cell = document.page(row.page), row.cells["unit_price"]
        assert page.text[cell.start : cell.end] == str(row.unit_price)
        assert row.bbox is not None
        assert row.bbox.y0 <= cell.box.y0 < cell.box.y1 <= row.bbox.y1
    assert bill.total_place is not None
    assert document.page(bill.total_place.page).text[bill.total_place.start :].startswith(str(total))
