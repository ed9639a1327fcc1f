"""The tables that the reading pane lists, each row with the way to its place."""

from __future__ import annotations

from urllib.parse import parse_qs

from evaluation.reading import read
from evaluation.reading.document import Document
from evaluation.reading.overview import Overview, overview
from evaluation.reading.place import Place
from evaluation.reading.read_tables import MOST_ROWS, table_links
from tests.evaluation.reading import make

CONTRACTS = [["项目名称", "采购人", "合同金额（元）", "签订日期"],
             ["二中机房改造", "市第二中学", "860000", "2024-05-11"], ["图书馆改造", "市图书馆", "300000", "2023-01-08"]]  # fmt: skip
BILL = [["编码", "名称", "单位", "数量", "单价", "合价"],
        *([f"A-{n}", f"货物{n}", "台", "2", "1000", "2000"] for n in range(1, 5))]  # fmt: skip


def document(*tables: list[list[str]]) -> Document:
    return read(make.docx_of("目录", tables=tables), "投标文件.docx")


def test_tables_are_listed_by_kind_with_their_rows_and_the_sum_of_a_bill() -> None:
    contracts, bill = table_links(overview(document(CONTRACTS, BILL)), Place("投标文件.docx", 1))
    assert (str(contracts.name), contracts.count) == ("Table of contracts", 2)
    assert contracts.rows[0].value.text == "二中机房改造 · 市第二中学 · 860000 · 2024-05-11"
    assert (str(bill.name), bill.count, bill.rows[0].value.text) == ("Priced bill", 4, "8,000")


def test_a_row_leads_to_its_page_and_marks_its_cells() -> None:
    made = document(CONTRACTS)
    (table,) = table_links(overview(made), Place("投标文件.docx", 1))
    query = parse_qs(table.rows[1].query)
    start, end = map(int, query["mark"][0].split("-"))
    assert query["page"] == ["1"]
    assert made.page(1).text[start:end].split("\t") == CONTRACTS[2]
    assert table.rows[1].confidence == "0.95"
    marked = Place("投标文件.docx", 1, mark=(start, end))
    (beside,) = table_links(overview(made), marked)
    assert [row.current for row in beside.rows] == [False, True]
    assert beside.current
    assert not table.current


def test_a_long_table_says_how_many_rows_are_not_listed() -> None:
    rows = [[f"项目{n}", "市第二中学", "860000", "2024-05-11"] for n in range(MOST_ROWS + 7)]
    (table,) = table_links(overview(document([CONTRACTS[0], *rows])), Place("投标文件.docx", 1))
    assert (table.count, len(table.rows), table.unlisted) == (MOST_ROWS + 7, MOST_ROWS, 7)


def test_an_overview_with_its_tables_survives_storing() -> None:
    seen = overview(document(CONTRACTS, BILL))
    assert Overview.from_json(seen.to_json()) == seen
