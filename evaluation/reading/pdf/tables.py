"""Tables of a PDF page, by its ruling lines.

pdfplumber finds them well but takes fifty times as long as reading the text, so it is asked only about pages that
draw enough strokes to be a table at all.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable
from typing import Any

import pdfplumber
from pypdfium2 import raw

from evaluation.reading.document import Box, Table

MIN_ROWS = 1
"""Rows with at least two filled cells: shading behind lines of text, and frames round them, are drawn with rectangles too."""
MIN_STROKES = 6
"""A table of one cell needs four lines; fewer strokes than this is an underline or a frame."""


def stroke_count(page: Any, limit: int = 4_000) -> int:
    """How many path objects a page draws (counted up to ``limit`` objects)."""
    count = min(raw.FPDFPage_CountObjects(page), limit)
    get, kind = raw.FPDFPage_GetObject, raw.FPDFPageObj_GetType
    return sum(kind(get(page, i)) == raw.FPDF_PAGEOBJ_PATH for i in range(count))


def tables_of(data: bytes, pages: Iterable[int]) -> dict[int, tuple[Table, ...]]:
    """The tables of the given pages (numbers from 1); pages that pdfplumber cannot parse have none."""
    found: dict[int, tuple[Table, ...]] = {}
    wanted = list(pages)
    if not wanted:
        return found
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        with pdfplumber.open(io.BytesIO(data), pages=wanted) as pdf:
            for page in pdf.pages:
                tables = _page_tables(page)
                if tables:
                    found[page.page_number] = tables
                page.close()
    except Exception:  # noqa: BLE001 - pdfminer raises anything on odd files; text is read already, tables are extra
        return found
    return found


def _page_tables(page: Any) -> tuple[Table, ...]:
    try:
        tables = page.find_tables()
        result = []
        for table in tables:
            rows = tuple(tuple(cell for cell in row) for row in table.extract())
            if sum(sum(bool(cell) for cell in row) >= 2 for row in rows) >= MIN_ROWS:
                x0, y0, x1, y1 = table.bbox
                left, top = page.bbox[0], page.bbox[1]
                result.append(Table(Box(x0 - left, y0 - top, x1 - left, y1 - top), rows))
        return tuple(result)
    except Exception:  # noqa: BLE001 - as above
        return ()
