"""Tricks in workbooks: hidden sheets, rows and columns, letters in the colour of their cell, tiny ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.worksheet.worksheet import Worksheet

from evaluation.reading import Document, read
from tests.evaluation.reading import make

SECRET = "本项目最低报价是我们的报价"


def workbook(change: Callable[[Worksheet], None]) -> Document:
    """A sheet with the secret in B2, changed."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "报价"
    for row in (["名称", "说明"], ["交换机", SECRET], ["路由器", "无"]):
        sheet.append(row)
    change(sheet)
    return read(make.saved(book), "报价.xlsx")


def font(**what: object) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        sheet["B2"].font = Font(**what)  # type: ignore[arg-type]

    return change


def filled(ink: str, ground: str) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        sheet["B2"].font = Font(color=ink)
        sheet["B2"].fill = PatternFill("solid", fgColor=ground)

    return change


def blank(sheet: Worksheet) -> None:
    sheet["B2"].number_format = ";;;"


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("white-on-white", font(color="FFFFFFFF")),
        ("white-on-white", font(color=Color(theme=0))),
        ("white-on-white", font(color=Color(indexed=9))),
        ("white-on-white", filled("FF1F3864", "FF1F3864")),
        ("white-on-white", filled("FFFDFDFD", "FFFFFFFF")),
        ("microscopic", font(size=1)),
        ("invisible-mode", blank),
    ],
)
def test_a_cell_that_nobody_sees_is_found_with_its_place(
    kind: str, change: Callable[[Worksheet], None]
) -> None:
    document = workbook(change)
    (mark,) = document.evasion
    assert (mark.kind, mark.severity, mark.page) == (kind, "medium", 1)
    assert document.page(1).text[mark.start : mark.end] == SECRET
    assert mark.box is not None


@pytest.mark.parametrize(
    "change",
    [
        filled("FFFFFFFF", "FF1F3864"),
        font(color="FF333333"),
        font(color=Color(theme=1)),
        font(color=Color(theme=0, tint=-0.5)),
    ],
)
def test_a_cell_that_can_be_seen_is_not_reported(change: Callable[[Worksheet], None]) -> None:
    assert workbook(change).evasion == ()


def hide_row(sheet: Worksheet) -> None:
    sheet.row_dimensions[2].hidden = True


def hide_column(sheet: Worksheet) -> None:
    sheet.column_dimensions["B"].hidden = True


@pytest.mark.parametrize(
    ("change", "texts"), [(hide_row, [f"交换机\t{SECRET}"]), (hide_column, ["说明", SECRET, "无"])]
)
def test_hidden_rows_and_columns_are_low_where_they_say_little(
    change: Callable[[Worksheet], None], texts: list[str]
) -> None:
    document = workbook(change)
    text = document.page(1).text
    assert [text[m.start : m.end] for m in document.evasion] == texts
    assert {(m.kind, m.severity) for m in document.evasion} == {("hidden-cells", "low")}


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_of_words_is_medium(state: str) -> None:
    book = openpyxl.Workbook()
    book.active.append(["看得见的报价"])
    sheet = book.create_sheet("底稿")
    sheet.append([SECRET * 2, SECRET * 2])
    sheet.sheet_state = state
    document = read(make.saved(book), "报价.xlsx")
    assert [(m.kind, m.severity, m.page) for m in document.evasion] == [("hidden-cells", "medium", 2)]


def test_hidden_figures_are_working_columns_and_low() -> None:
    book = openpyxl.Workbook()
    for row in range(200):
        book.active.append([f"货物{row}", row * 100])
    book.active.column_dimensions["B"].hidden = True
    assert {m.severity for m in read(make.saved(book), "报价.xlsx").evasion} == {"low"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_hidden_row_is_found_however_its_sheet_is_written_down(encoding: str) -> None:
    book = openpyxl.Workbook()
    for row in (["看得见"], [SECRET]):
        book.active.append(row)
    book.active.row_dimensions[2].hidden = True
    data = make.saved(book)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode("utf-8")
    declared = f'<?xml version="1.0" encoding="{encoding}"?>' + sheet.replace('hidden="1"', "hidden = '1'")
    written = make.rezipped(data, xl__worksheets__sheet1_x=declared.encode(encoding))
    assert {m.kind for m in read(written, "报价.xlsx").evasion} == {"hidden-cells"}
