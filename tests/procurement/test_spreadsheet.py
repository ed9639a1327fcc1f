"""What leaves as a spreadsheet is what the page showed, and nothing that a spreadsheet program would run."""

import io
from datetime import UTC, datetime
from decimal import Decimal

import openpyxl
import pytest

from procurement.spreadsheet import Sheet, workbook, xlsx_response


def _cell(value, name="A2"):
    book = openpyxl.load_workbook(io.BytesIO(workbook([Sheet("t", ["head"], [[value]])])))
    return book.active[name]


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1"])
def test_text_that_looks_like_a_formula_stays_text(text):
    cell = _cell(text)
    assert cell.data_type == "s"
    assert cell.value == text
    assert cell.quotePrefix


def test_ordinary_text_is_not_marked():
    assert not _cell("晨星信息技术有限公司").quotePrefix


def test_an_amount_stays_an_exact_number():
    cell = _cell(Decimal("2715000.50"))
    assert cell.data_type == "n"
    assert Decimal(str(cell.value)) == Decimal("2715000.50")


def test_a_number_the_format_cannot_hold_exactly_is_told_as_text():
    assert _cell(Decimal("12345678901234567.89")).value == "12345678901234567.89"


def test_times_are_those_of_the_house():
    assert _cell(datetime(2026, 3, 2, 1, 30, tzinfo=UTC)).value.isoformat() == "2026-03-02T09:30:00"


def test_control_characters_do_not_break_the_file():
    assert _cell("a\x00b\x0bc").value == "abc"


def test_sheets_of_one_name_stand_side_by_side():
    book = openpyxl.load_workbook(io.BytesIO(workbook([Sheet("a/b", ["x"]), Sheet("a/b", ["x"])])))
    assert len(set(book.sheetnames)) == 2


def test_the_download_keeps_a_chinese_name():
    response = xlsx_response("评审结果", [Sheet("t", ["x"])])
    assert "filename*=UTF-8''%E8%AF%84" in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]
