"""Tables come back from their stored form as they were, with or without addresses."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from evaluation.reading import read
from evaluation.reading.document import Box, Cell, Table
from evaluation.reading.stored_tables import from_json, to_json
from tests.evaluation.reading import make

TEXT = "序号\n名称\n1\n交换机二十四口\n合计"


def back(table: Table, text: str = TEXT) -> Table:
    return from_json(json.loads(json.dumps(to_json(table, text))), text)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    width, height = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    free = {(i, j) for i in range(height) for j in range(width)}
    cells = []
    aligned = draw(st.booleans())
    for row, column in sorted(free):
        if (row, column) not in free:
            continue
        across = draw(st.integers(1, width - column))
        while any((row, column + k) not in free for k in range(across)):
            across -= 1
        free -= {(row, column + k) for k in range(across)}
        spans = draw(st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(1, 3)), max_size=2))
        shift = 0.0 if aligned else draw(st.floats(-2, 2, width=32))
        box = Box(column * 50.5 + shift, row * 20.25, (column + across) * 50.5, row * 20.25 + 20.25)
        cells.append(Cell(row, column, 1, across, box, tuple((a, a + n) for a, n in spans)))
    return Table.of_cells(Box(0, 0, width * 50.5, height * 20.25), (height, width), cells, TEXT)


@given(tables())
def test_any_table_comes_back(table: Table) -> None:
    assert back(table) == table


def test_a_table_without_addresses_comes_back_with_its_texts() -> None:
    table = Table(Box(0, 1, 2, 3), (("a", None), ("b",)))
    assert back(table) == table


def test_texts_are_stored_once_where_the_addresses_say_them() -> None:
    (table,) = read(make.xlsx_of([["名称", "数量"], ["交换机", 12]]), "a.xlsx").pages[0].tables
    page = read(make.xlsx_of([["名称", "数量"], ["交换机", 12]]), "a.xlsx").pages[0]
    stored = json.dumps(to_json(table, page.text), ensure_ascii=False)
    assert "交换机" not in stored
    assert back(table, page.text) == table
