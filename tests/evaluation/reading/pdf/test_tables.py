"""Ruled tables: pdfplumber's cells from PDFium's strokes, each an address into its page."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.reading import Page, read
from evaluation.reading.document import Boxes, Table
from evaluation.reading.pdf.strokes import Rects
from evaluation.reading.pdf.tables import ruled_tables
from tests.evaluation.reading.make import raw_pdf, show, typst_pdf

MERGED = """#table(columns: (1fr, 1fr, 1fr, 1fr),
  table.cell(rowspan: 2)[姓名], table.cell(colspan: 2)[证书], table.cell(rowspan: 2)[备注],
  [名称], [编号],
  [赵强], [一级建造师], [浙 1332016], [项目经理],
  [李岩], table.cell(colspan: 3)[无])"""


def only_page(source: str) -> Page:
    return read(typst_pdf(source), "a.pdf").pages[0]


def test_merged_cells_stand_where_they_begin_and_cover_the_rest() -> None:
    (table,) = only_page(MERGED).tables
    assert table.rows == (
        ("姓名", "证书", None, "备注"),
        (None, "名称", "编号", None),
        ("赵强", "一级建造师", "浙 1332016", "项目经理"),
        ("李岩", "无", None, None),
    )
    reach = {c.text(only_page(MERGED).text): (c.down, c.across) for c in table.cells}
    assert reach["姓名"] == (2, 1)
    assert reach["证书"] == (1, 2)
    assert reach["无"] == (1, 3)


@pytest.mark.parametrize("source", [MERGED, "#table(columns: 2, [甲\\ 乙], [丙], [], [丁 戊])"])
def test_the_box_of_a_cell_holds_the_characters_of_its_ranges_and_no_others(source: str) -> None:
    page = only_page(source)
    (table,) = page.tables
    for cell in table.cells:
        own = {i for start, end in cell.spans for i in range(start, end)}
        for i, (x0, y0, x1, y1) in enumerate(page.boxes.tolist()):
            x, y = (x0 + x1) / 2, (y0 + y1) / 2
            inside = cell.box.x0 < x < cell.box.x1 and cell.box.y0 < y < cell.box.y1
            assert inside == (i in own) or page.text[i].isspace()


def test_a_row_without_a_rule_where_the_page_parts_it_is_a_row() -> None:
    """Word draws no rule above a row that goes on from the page before."""
    lines = [(50, 700, 550), (50, 660, 550)]
    rules = "".join(f"{x0} {y} m {x1} {y} l S\n" for x0, y, x1 in lines)
    bars = "".join(f"{x} 660 m {x} 760 l S\n" for x in (50, 300, 550))
    words = show("rest of the row", 310, 730) + show("next", 60, 675) + show("row", 310, 675)
    (table,) = read(raw_pdf([rules + bars + words]), "a.pdf").pages[0].tables
    assert table.rows == (("", "rest of the row"), ("next", "row"))


def test_two_tables_side_by_side_are_not_closed_to_one() -> None:
    def grid(left: int) -> str:
        rules = "".join(f"{left} {y} m {left + 200} {y} l S\n" for y in (600, 650, 700))
        return rules + "".join(f"{x} 600 m {x} 700 l S\n" for x in (left, left + 100, left + 200))

    words = "".join(
        show(w, x, y) for w, x, y in [("a", 60, 670), ("b", 160, 670), ("c", 360, 670), ("d", 460, 670)]
    )
    tables = read(raw_pdf([grid(50) + grid(350) + words]), "a.pdf").pages[0].tables
    assert [t.rows for t in tables] == [(("a", "b"), ("", "")), (("c", "d"), ("", ""))]


def drawn(columns: int, rows: int, gone: set[tuple[int, int]]) -> tuple[Rects, str, Boxes]:
    """A grid of 40 × 20 points without the upright strokes named, and a letter in every field, row by row."""
    strokes = [(0.0, 20.0 * i, 40.0 * columns, 20.0 * i + 0.5) for i in range(rows + 1)]
    strokes += [
        (40.0 * j, 20.0 * i, 40.0 * j + 0.5, 20.0 * i + 20)
        for i in range(rows)
        for j in range(columns + 1)
        if (i, j) not in gone
    ]
    text = ""
    boxes: list[tuple[float, ...]] = []
    for i in range(rows):
        for j in range(columns):
            text += chr(0x4E00 + i * columns + j)
            boxes.append((40.0 * j + 10, 20.0 * i + 5, 40.0 * j + 20, 20.0 * i + 15))
        text += "\n"
        boxes.append((float("nan"),) * 4)
    return np.array(strokes, np.float32), text, np.array(boxes, np.float32)


@st.composite
def grids(draw: st.DrawFn) -> tuple[int, int, set[tuple[int, int]]]:
    columns, rows = draw(st.integers(2, 6)), draw(st.integers(2, 6))
    inner = [(i, j) for i in range(rows) for j in range(1, columns)]
    return columns, rows, draw(st.sets(st.sampled_from(inner)))


@given(grids())
def test_every_cell_is_the_page_text_at_its_ranges_and_every_letter_is_in_one_cell(
    grid: tuple[int, int, set[tuple[int, int]]],
) -> None:
    strokes, text, boxes = drawn(*grid)
    held: list[int] = []
    for table in ruled_tables(strokes, text, boxes):
        covered = [
            (row, column)
            for c in table.cells
            for row in range(c.row, c.row + c.down)
            for column in range(c.column, c.column + c.across)
        ]
        assert sorted(covered) == [(i, j) for i in range(len(table.rows)) for j in range(len(table.rows[0]))]
        for cell in table.cells:
            assert table.rows[cell.row][cell.column] == cell.text(text)
            held += [i for start, end in cell.spans for i in range(start, end)]
    assert len(held) == len(set(held))
    ruled = [t for t in ruled_tables(strokes, text, boxes) if len(t.rows) == grid[1]]
    if ruled:
        assert sorted(held) == [i for i, c in enumerate(text) if c != "\n"]


def test_a_table_after_other_text_points_behind_it() -> None:
    page = only_page(MERGED)
    moved: Table = page.tables[0].after(3)
    assert all(cell.text("前文\n" + page.text) == moved.rows[cell.row][cell.column] for cell in moved.cells)


def test_a_form_that_is_not_filled_in_is_a_table_and_framed_lines_are_none() -> None:
    (table,) = only_page(
        "#table(columns: (1fr, 2fr), [工程名称], [], [投标总报价（元）], [], [投标总工期], [])"
    ).tables
    assert table.rows == (("工程名称", ""), ("投标总报价（元）", ""), ("投标总工期", ""))
    long = "[" + "投标人应当仔细阅读招标文件的全部内容并承担由此产生的一切后果" * 2 + "], [],"
    assert only_page(f"#table(columns: (9fr, 1fr), {long * 3})").tables == ()
