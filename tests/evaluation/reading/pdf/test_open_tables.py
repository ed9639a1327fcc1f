"""Tables without a full grid, in files typeset for the purpose; and what only looks like one."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
import pytest

from evaluation.reading import ReadOptions, read
from evaluation.reading.document import Table
from evaluation.reading.options import DEFAULT
from tests.evaluation.reading.make import saved_pdf, typst_pdf

RULE = "table.hline(stroke: {})"
ROWS = [
    ("序号", "名称", "数量", "单价"),
    ("1", "保洁员", "12", "4800.00"),
    ("2", "保安员", "8", "5200.00"),
    ("3", "绿化养护工", "3", "5600.00"),
    ("4", "项目经理", "1", "9800.00"),
]


def tables(source: str, options: ReadOptions = DEFAULT) -> tuple[Table, ...]:
    return read(typst_pdf(source), "a.pdf", options=options).pages[0].tables


def table(rows: Sequence[tuple[str, ...]], *, rules: tuple[int, ...] = (), more: str = "") -> str:
    """A typst table without strokes but rules above the rows of these numbers."""
    cells = "".join(
        ("table.hline()," if n in rules else "") + "".join(f"[{cell}]," for cell in row)
        for n, row in enumerate(rows)
    )
    last = "table.hline()," if len(rows) in rules else ""
    return f"#table(columns: (1fr,) * {len(rows[0])}, stroke: none, {more}{cells}{last})\n"


PROSE = "本项目的服务范围包括办公楼公共区域的日常保洁、绿化养护以及会议服务，服务期限为三年。" * 3 + "\n\n"


def test_an_open_table_is_read_row_by_row() -> None:
    found = tables(PROSE + table(ROWS, rules=(0, 1, 5)) + PROSE)
    assert [t.rows for t in found] == [tuple(ROWS)]


@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_columns_without_any_rule_are_a_table(align: str) -> None:
    found = tables(PROSE + table(ROWS, more=f"align: {align},") + PROSE)
    assert [t.rows for t in found] == [tuple(ROWS)]


def test_a_partly_ruled_table_with_one_upright_line_is_read() -> None:
    rows = [("费用", "金额（元）"), ("人工", "120000"), ("材料", "36000"), ("税金", "9360")]
    found = tables(PROSE + table(rows, rules=(0, 1, 2, 3, 4), more="table.vline(x: 1),") + PROSE)
    assert [t.rows for t in found] == [tuple(rows)]


def test_a_cell_of_two_lines_between_rules_is_one_cell() -> None:
    long = "公共区域日常保洁与垃圾分类清运以及外墙清洗"
    rows = [
        ("项目", "内容", "频次"),
        ("保洁", long, "每日"),
        ("绿化", "修剪", "每月"),
        ("会议", "布置", "每周"),
    ]
    (found,) = tables(table(rows, rules=(0, 1, 2, 3, 4)))
    assert [len(found.rows), len(found.rows[0])] == [4, 3]
    assert (found.rows[1][1] or "").replace("\n", "") == long
    assert found.rows[1][0] == "保洁"


def test_a_heading_is_one_cell_of_the_columns_it_reaches() -> None:
    heading = "第二部分：现场管理人员费用以及其他各项费用"
    source = table(ROWS, rules=(0, 1, 5)).replace("[4],", f"table.cell(colspan: 4)[{heading}],[4],", 1)
    (found,) = tables(source)
    assert found.rows == (*ROWS[:4], (heading, None, None, ""), ROWS[4])


def test_an_empty_cell_stays_empty() -> None:
    rows = [*ROWS[:3], ("3", "绿化养护工", "", "5600.00"), ROWS[4]]
    (found,) = tables(PROSE + table(rows, rules=(0, 1, 5)))
    assert found.rows == tuple(rows)


def test_a_full_grid_is_read_once() -> None:
    cells = "".join(f"[{c}]," for row in ROWS for c in row)
    assert [t.rows for t in tables(f"#table(columns: 4, {cells})")] == [tuple(ROWS)]


def test_nothing_is_looked_for_where_tables_are_not_asked_for() -> None:
    assert tables(table(ROWS), ReadOptions(tables=False)) == ()


@pytest.mark.parametrize("columns", [2, 3])
def test_prose_in_columns_is_no_table(columns: int) -> None:
    assert tables(f"#columns({columns})[{PROSE * 8}]") == ()


def test_contents_with_dot_leaders_are_no_table() -> None:
    lines = "".join(
        f"第{n}章 #h(2cm) 投标须知{n} #box(width: 1fr, repeat[.]) #h(1cm) {n * 7}\\\n" for n in range(1, 9)
    )
    assert tables(lines) == ()
    assert tables("#outline()\n" + "".join(f"= 第{n}章\n投标须知\n" for n in range(1, 5))) == ()


def test_a_form_with_blanks_is_no_table() -> None:
    blank = "#box(width: 3cm, stroke: (bottom: 0.5pt))[~]"
    line = f"投标人：{blank} #h(1cm) 日期：{blank} #h(1cm) 电话：{blank}\n\n"
    assert tables(line * 4) == ()
    assert (
        tables("投标人：\\_\\_\\_\\_\\_ #h(1cm) 日期：\\_\\_\\_\\_\\_ #h(1cm) 盖章：\\_\\_\\_\\_\\_\n\n" * 4)
        == ()
    )


def test_running_headers_are_no_table() -> None:
    header = "#set page(header: [项目编号 #h(1fr) 招标文件 #h(1fr) 第一册 #line(length: 100%)])\n"
    pages = "#pagebreak()\n".join([PROSE * 3] * 4)
    assert all(not p.tables for p in read(typst_pdf(header + pages), "a.pdf").pages)


def test_rules_and_columns_of_a_turned_page_are_found_where_they_are_shown() -> None:
    pdf = pikepdf.open(
        io.BytesIO(typst_pdf("#set page(width: 842pt, height: 595pt)\n" + table(ROWS, rules=(0, 1, 5))))
    )
    page = pdf.pages[0]
    page.contents_coalesce()
    drawing = page.Contents.read_bytes()
    page.Contents = pdf.make_stream(b"q 0 1 -1 0 595 0 cm\n" + drawing + b"\nQ")
    page.MediaBox, page.Rotate = pikepdf.Array([0, 0, 595, 842]), 90
    (found,) = read(saved_pdf(pdf), "a.pdf").pages[0].tables
    assert found.rows == tuple(ROWS)


def test_a_crop_box_moves_an_open_table_with_its_text() -> None:
    pdf = pikepdf.open(io.BytesIO(typst_pdf(table(ROWS, rules=(0, 1, 5)))))
    pdf.pages[0].CropBox = pikepdf.Array([40, 300, 560, 830])
    (found,) = read(saved_pdf(pdf), "a.pdf").pages[0].tables
    assert found.rows == tuple(ROWS)


def test_a_page_that_pdfplumber_cannot_open_is_read_and_the_others_keep_their_tables() -> None:
    pdf = pikepdf.open(io.BytesIO(typst_pdf("#pagebreak()\n".join([table(ROWS, rules=(0, 1, 5))] * 2))))
    pdf.pages[0].Rotate = pikepdf.Name("/X")
    document = read(saved_pdf(pdf), "a.pdf")
    assert "保洁员" in document.pages[0].text
    assert [len(p.tables) for p in document.pages] == [0, 1]
    assert document.notes == ("tables without a grid could not be read on these pages: 1",)


def test_a_page_heavy_with_drawing_is_left_alone() -> None:
    pdf = pikepdf.open(io.BytesIO(typst_pdf(table(ROWS))))
    pdf.pages[0].contents_add(pdf.make_stream(b"1 2 m 3 4 5 6 7 8 c S\n" * 80_000))
    document = read(saved_pdf(pdf), "a.pdf")
    assert document.pages[0].tables == ()
    assert document.notes


def test_headings_with_blanks_between_letters_are_no_table() -> None:
    assert tables("目　　　录　　　表\n\n第　　一　　章\n\n投　　标　　函\n\n") == ()


def test_open_tables_of_the_same_width_stay_two_when_prose_parts_them() -> None:
    one = table(ROWS, rules=(0, 1, 5))
    assert [t.rows for t in tables(one + PROSE + one)] == [tuple(ROWS)] * 2
