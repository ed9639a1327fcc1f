"""XLSX: sheets as tables, values as a person reads them."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

from evaluation.reading import ReadOptions, UnreadableError, read
from tests.evaluation.reading import make


def test_a_sheet_is_its_title_and_a_table() -> None:
    page = read(make.xlsx_of([["名称", "数量"], ["交换机", 12]]), "a.xlsx").pages[0]
    assert page.text == "报价\n名称\t数量\n交换机\t12"
    assert page.tables[0].rows == (("名称", "数量"), ("交换机", "12"))


def test_numbers_dates_and_truth_values_read_as_shown() -> None:
    rows = [[1.0, 0.1, 1234567.89, date(2026, 3, 2), True, None, "x"]]
    page = read(make.xlsx_of(rows), "a.xlsx").pages[0]
    assert page.tables[0].rows[0] == ("1", "0.1", "1234567.89", "2026-03-02", "TRUE", "", "x")


def test_every_sheet_is_read_hidden_ones_too() -> None:
    book = openpyxl.Workbook()
    book.active.title = "总表"
    book.active.append(["甲"])
    hidden = book.create_sheet("底稿")
    hidden.append(["乙"])
    hidden.sheet_state = "hidden"
    assert [p.text for p in read(make.saved(book), "a.xlsx").pages] == ["总表\n甲", "底稿\n乙"]


def test_a_workbook_that_would_unpack_too_large_is_refused_unread() -> None:
    data = make.xlsx_of([["x" * 1000]] * 200)
    with pytest.raises(UnreadableError, match="would unpack"):
        read(data, "a.xlsx", options=ReadOptions(max_unpacked=20_000))


def test_merged_cells_are_none() -> None:
    book = openpyxl.Workbook()
    for row in (["横", "", "竖"], ["左", "中", ""]):
        book.active.append(row)
    book.active.merge_cells("A1:B1")
    book.active.merge_cells("C1:C2")
    rows = read(make.saved(book), "a.xlsx").pages[0].tables[0].rows
    assert rows == (("横", None, "竖"), ("左", "中", None))


def test_a_broken_style_part_does_not_cost_the_values() -> None:
    data = make.rezipped(make.xlsx_of([["甲"]]), xl__theme__theme1_x=b"<broken")
    assert read(data, "a.xlsx").pages[0].text == "报价\n甲"
