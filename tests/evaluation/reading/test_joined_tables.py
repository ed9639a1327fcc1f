"""Tables that run over pages, in files typeset for the purpose."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from evaluation.reading import read
from evaluation.reading.joined_tables import JoinedTable, joined_tables
from tests.evaluation.reading.make import typst_pdf

HEAD = ("序号", "名称", "金额")
ROWS = [(str(n), "保洁员" if n % 2 else "保安员", f"{n * 150}.00") for n in range(1, 71)]


def joined(source: str) -> list[JoinedTable]:
    return joined_tables(read(typst_pdf(source), "a.pdf"))


def table(rows: Sequence[tuple[str, ...]], *, repeat: bool = True, stroke: str = "0.5pt") -> str:
    head = "".join(f"[{c}]," for c in HEAD)
    cells = "".join(f"[{c}]," for row in rows for c in row)
    header = f"table.header(repeat: {str(repeat).lower()}, {head})"
    return f"#table(columns: (1fr, 2fr, 1fr), stroke: {stroke}, {header}, {cells})\n"


@pytest.mark.parametrize("stroke", ["0.5pt", "none"])
@pytest.mark.parametrize("repeat", [True, False])
def test_a_table_over_three_pages_is_one_with_one_heading(repeat: bool, stroke: str) -> None:
    (found,) = joined(table(ROWS, repeat=repeat, stroke=stroke))
    assert found.rows == (HEAD, *ROWS)
    assert [number for number, _ in found.places] == list(range(1, len(found.places) + 1))
    assert len(found.places) >= 2


def test_running_headers_and_page_numbers_do_not_part_a_table() -> None:
    page = '#set page(header: [某某项目招标文件], numbering: "1")\n'
    (found,) = joined(page + table([*ROWS, *ROWS]))
    assert found.rows == (HEAD, *ROWS, *ROWS)


def test_a_caption_on_the_next_page_begins_another_table() -> None:
    source = table(ROWS[:5]) + "#pagebreak()\n表 2 分项报价\n" + table(ROWS[5:9])
    assert [t.rows for t in joined(source)] == [(HEAD, *ROWS[:5]), (HEAD, *ROWS[5:9])]


def test_text_below_the_first_table_ends_it() -> None:
    source = table(ROWS[:5]) + "以上报价含税。\n#pagebreak()\n" + table(ROWS[5:9])
    assert len(joined(source)) == 2


def test_other_columns_are_another_table() -> None:
    other = "#table(columns: (1fr, 1fr), [甲], [乙], [丙], [丁])"
    assert len(joined(table(ROWS[:5]) + "#pagebreak()\n" + other)) == 2


def test_a_page_without_a_table_between_parts_two() -> None:
    source = table(ROWS[:5]) + "#pagebreak()\n说明\n#pagebreak()\n" + table(ROWS[5:9])
    assert len(joined(source)) == 2


def test_a_heading_of_two_rows_that_pages_repeat_is_dropped_whole() -> None:
    head = "table.cell(rowspan: 2)[名称], table.cell(colspan: 2)[价格], [单价], [合价],"
    cells = "".join(f"[货物{n}], [{n}.00], [{n * 2}.00]," for n in range(1, 71))
    (found,) = joined(f"#table(columns: 3, table.header({head}), {cells})")
    assert found.rows[:2] == (("名称", "价格", None), (None, "单价", "合价"))
    assert [row[0] for row in found.rows[2:]] == [f"货物 {n}" for n in range(1, 71)]


def test_every_row_knows_its_page_and_every_cell_its_place() -> None:
    document = read(typst_pdf(table(ROWS)), "a.pdf")
    (found,) = joined_tables(document)
    assert {line.page for line in found.lines} == {1, 2}
    for line in found.lines:
        page = document.page(line.page)
        for text, cell in zip(line.texts, line.cells, strict=True):
            assert cell is not None
            assert cell.page == line.page
            assert page.text[cell.start : cell.end] == text
            inner = page.box_between(cell.start, cell.end)
            assert inner is not None
            assert cell.box.y0 <= inner.y0
            assert inner.y1 <= cell.box.y1
        assert line.box is not None
        assert line.box.y1 - line.box.y0 < 40


def test_a_row_torn_by_the_page_is_one_row() -> None:
    long = "\\ ".join(f"第 {n} 行要求" for n in range(1, 20))
    rows = [*ROWS[:28], ("29", long, ""), ("30", "保安员", "1.00")]
    (found,) = joined(table(rows, repeat=False))
    assert [row[0] for row in found.rows] == ["序号", *(str(n) for n in range(1, 31))]
    assert found.rows[29][1] == "\n".join(f"第 {n} 行要求" for n in range(1, 20))
    assert len(found.places) == 2
