"""XLS and ET: binary workbooks come out in the shape of XLSX ones."""

from __future__ import annotations

import struct

import pytest

from evaluation.reading import UnreadableError, read
from evaluation.reading.bills import read_bill
from tests.evaluation.reading.old_office import XlsFormat, XlsSheet, ole, xls_of

BILL = XlsSheet(
    "报价", [["名称", "数量", "单价", "金额"], ["交换机", 12.0, 3.5, 42.0], ["合计", "", "", 42.0]]
)


@pytest.mark.parametrize("name", ["报价.xls", "报价.et"])
def test_a_sheet_is_its_title_and_a_table(name: str) -> None:
    document = read(xls_of(BILL), name)
    page = document.pages[0]
    assert document.media_type == "application/vnd.ms-excel"
    assert page.text == "报价\n名称\t数量\t单价\t金额\n交换机\t12\t3.5\t42\n合计\t\t\t42"
    assert page.tables[0].rows[1] == ("交换机", "12", "3.5", "42")
    assert page.boxes.shape == (len(page.text), 4)


def test_a_priced_bill_is_read_row_by_row() -> None:
    bill = read_bill(read(xls_of(BILL), "报价.xls"))
    assert [(row.name, str(row.amount)) for row in bill.rows] == [("交换机", "42")]
    assert str(bill.stated_total) == "42"


def test_merged_cells_are_none() -> None:
    sheet = XlsSheet("表", [["横", "", "竖"], ["左", "中", ""]], merges=[(0, 0, 0, 1), (0, 2, 1, 2)])
    rows = read(xls_of(sheet), "a.xls").pages[0].tables[0].rows
    assert rows == (("横", None, "竖"), ("左", "中", None))


def test_every_sheet_is_read_and_a_hidden_one_is_reported() -> None:
    words = "此处文字只有检索能够看到" * 4
    document = read(xls_of(BILL, XlsSheet("底稿", [[words]], hidden=True)), "a.xls")
    assert [page.text.split("\n")[0] for page in document.pages] == ["报价", "底稿"]
    (mark,) = document.evasion
    assert (mark.kind, mark.severity, mark.page) == ("hidden-cells", "medium", 2)
    assert document.page(2).text[mark.start : mark.end] == words


def test_hidden_rows_and_columns_are_reported_with_their_place() -> None:
    sheet = XlsSheet(
        "表", [["名称", "数量"], ["看得见", "一"], ["看不见", "二"]], hidden_rows=[2], hidden_columns=[1]
    )
    document = read(xls_of(sheet), "a.xls")
    text = document.page(1).text
    assert [text[m.start : m.end] for m in document.evasion] == ["数量", "一", "看不见\t二"]
    assert {(m.kind, m.severity) for m in document.evasion} == {("hidden-cells", "low")}


def test_letters_in_the_colour_of_their_cell_tiny_ones_and_blank_formats_are_reported() -> None:
    formats = [
        XlsFormat(ink=9),  # white on no fill
        XlsFormat(ink=10, ground=10),  # red on red
        XlsFormat(ink=9, ground=8),  # white on black: a heading
        XlsFormat(size=1),
        XlsFormat(number=";;;"),
    ]
    rows = [
        ["白字白底的文字"],
        ["红字红底的文字"],
        ["白字黑底的标题"],
        ["小到看不见的文字"],
        ["格式不显示的文字"],
    ]
    sheet = XlsSheet("表", rows, styles={(row, 0): row + 1 for row in range(5)})
    document = read(xls_of(sheet, formats=formats), "a.xls")
    text = document.page(1).text
    assert {(m.kind, text[m.start : m.end]) for m in document.evasion} == {
        ("white-on-white", "白字白底的文字"),
        ("white-on-white", "红字红底的文字"),
        ("microscopic", "小到看不见的文字"),
        ("invisible-mode", "格式不显示的文字"),
    }


def test_a_workbook_with_a_password_is_called_encrypted() -> None:
    with pytest.raises(UnreadableError, match="encrypted"):
        read(xls_of(BILL, locked=True), "报价.xls")


def test_a_workbook_named_as_a_word_file_is_refused_with_both_named() -> None:
    with pytest.raises(UnreadableError, match="says DOC but the content is XLS"):
        read(xls_of(BILL), "报价.doc")


def test_a_damaged_workbook_is_refused() -> None:
    with pytest.raises(UnreadableError, match="damaged"):
        read(ole({"Workbook": b"\x09\x08\xff\xff" + b"\xff" * 600}), "报价.xls")


def test_a_workbook_that_reaches_too_far_is_refused_before_room_is_made_for_it() -> None:
    data = bytearray(xls_of(BILL))
    at = data.index(struct.pack("<HHIIHHH", 0x200, 14, 0, 3, 0, 4, 0))
    struct.pack_into("<I", data, at + 8, 4_000_000_000)
    with pytest.raises(UnreadableError, match="more than 2000000 cells"):
        read(bytes(data), "报价.xls")
