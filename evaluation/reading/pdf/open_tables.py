"""Tables without a full grid: open ones (三线表, horizontal rules only), partly ruled ones, plain columns of text.

A cheap test (``tabular.py``) says where such a table may stand.  Only those places are given to pdfplumber, with the
gaps between columns as edges; what it finds becomes cells, and the page's own characters their text.
"""

from __future__ import annotations

import contextlib
import io
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pdfplumber
from pdfminer.pdftypes import resolve1

from evaluation.reading.document import Page, Table
from evaluation.reading.pdf.cells import filled, owners
from evaluation.reading.pdf.strokes import Rects
from evaluation.reading.pdf.tabular import NEAR, Place, place_of, tabular

SECONDS = 20.0
"""What pdfplumber may take for one file; pages that come after have no open tables."""
MAX_PAGES = 200
_MAX_FORMS = 50
_MAX_PACKED, _MAX_DRAWING = 250_000, 1_500_000  # bytes of drawing on a page, packed and unpacked


def with_open_tables(
    data: bytes, pages: Sequence[Page], strokes: Mapping[int, Rects]
) -> tuple[list[Page], tuple[str, ...]]:
    """The pages of the PDF in ``data`` with the tables that no grid shows, and notes of what was left out.

    ``strokes`` are by page number.  A page that pdfplumber cannot read, or not in time, keeps the tables it has.
    """
    places = {page.number: found for page in pages if (found := tabular(page, strokes.get(page.number)))}
    if not places:
        return list(pages), ()
    tables = _read(data, {p.number: p for p in pages}, dict(list(places.items())[:MAX_PAGES]))
    left = ", ".join(str(n) for n in places if n not in tables)
    notes = (f"tables without a grid could not be read on these pages: {left}",) if left else ()
    return [
        replace(p, tables=tuple(sorted((*p.tables, *tables[p.number]), key=lambda t: (t.bbox.y0, t.bbox.x0))))
        if tables.get(p.number)
        else p
        for p in pages
    ], notes


def _read(
    data: bytes, pages: Mapping[int, Page], places: Mapping[int, list[Place]]
) -> dict[int, list[Table]]:
    """What pdfplumber finds at these places, by page; pages on which it fails or comes too late are left out."""
    tables: dict[int, list[Table]] = {}
    until = time.monotonic() + SECONDS
    numbers = sorted(places)
    parts = [numbers]
    while parts:
        part = parts.pop()
        try:
            with pdfplumber.open(io.BytesIO(data), pages=part) as pdf:
                for sheet in pdf.pages:
                    if time.monotonic() > until:
                        return tables
                    number = sheet.page_number
                    with contextlib.suppress(Exception):  # whatever a broken page makes it raise
                        if _light(sheet.page_obj):
                            found = [_table(sheet, pages[number], place) for place in places[number]]
                            tables[number] = [t for t in found if t is not None]
                    sheet.close()
        except Exception:  # noqa: BLE001 - PDFium opens what PDFMiner does not
            if len(part) > 1:  # one by one, so that a broken page does not take the others along
                parts = [[n] for n in reversed(part) if n not in tables]
    return tables


def _light(page: Any) -> bool:
    """Whether PDFMiner is soon done with this page: it cannot be stopped once it draws, forms included."""
    streams = [resolve1(s) for s in page.contents]
    forms = [page.resources]
    for _ in range(_MAX_FORMS):
        if not forms:
            break
        for thing in (resolve1(resolve1(forms.pop()).get("XObject")) or {}).values():
            form = resolve1(thing)
            if form.get("Subtype") is not None and form["Subtype"].name == "Form":
                streams.append(form)
                forms.append(form.get("Resources") or {})
    packed = sum(len(s.rawdata or b"") for s in streams)
    return not forms and packed <= _MAX_PACKED and sum(len(s.get_data()) for s in streams) <= _MAX_DRAWING


def _table(sheet: Any, page: Page, place: Place) -> Table | None:
    """The cells pdfplumber makes of a place, as a table of the page."""
    x_off, y_off = float(sheet.cropbox[0]), float(sheet.cropbox[1])
    box = place.bbox
    area = (box.x0 + x_off - 2, box.y0 + y_off - 2, box.x1 + x_off + 2, box.y1 + y_off + 2)
    ruled = _every_row_ruled(place)
    ends = box if ruled else place_of(place.lines, place.gaps).bbox  # rows made of words end with the words
    columns = [ends.x0, *((a + b) / 2 for a, b in place.gaps), ends.x1]
    settings = {
        "vertical_strategy": "lines",
        "explicit_vertical_lines": [x + x_off for x in columns],
        "horizontal_strategy": "lines" if ruled else "text",
        "snap_tolerance": NEAR,
        "intersection_tolerance": 6,
        "min_words_horizontal": 1,
        "text_x_tolerance": 2,
    }
    found = sheet.crop(area, strict=False).find_tables(settings)
    if not found:
        return None
    cells = [c for table in found for c in table.cells]
    ys = _rows(_distinct([v - y_off for c in cells for v in (c[1], c[3])]), place)
    xs = _filled(_distinct([*columns, *(v - x_off for c in cells for v in (c[0], c[2]))]), place)
    height, width = len(ys) - 1, len(xs) - 1
    if height < 2 or width < 2:
        return None
    xs[0], xs[-1] = min(xs[0], box.x0) - 1, max(xs[-1], box.x1) + 1
    owner = owners(ys, xs, ())
    for line in place.lines:
        row = int(np.clip(np.searchsorted(ys, (line.top + line.bottom) / 2) - 1, 0, height - 1))
        for a, b, _ in line.runs:  # a run over several columns is one merged cell
            first, last = np.clip(np.searchsorted(xs, [a + 1, b - 1]) - 1, 0, width - 1)
            owner[row, first : last + 1] = owner[row, first]
    table = filled(ys, xs, owner, page.text, page.boxes)
    if sum(sum(bool(c) for c in row) >= 2 for row in table.rows) < 2:
        return None
    return table


def _every_row_ruled(place: Place) -> bool:
    """Whether rules part all rows: then a line between them may be the second of a cell."""
    if len(place.rules) < 4:
        return False
    middles = [(x.top + x.bottom) / 2 for x in place.lines]
    most = [sum(a < m < b for m in middles) for a, b in pairwise(place.rules)]
    return float(np.median(most)) <= 2 and max(most) <= 4


def _rows(ys: list[float], place: Place) -> list[float]:
    """Edges of the rows that hold a line; a line set closer below than rows are, first cell empty, runs on."""
    middles = [(x.top + x.bottom) / 2 for x in place.lines]
    if _every_row_ruled(place):
        return [y for y in ys if not any(x.top + 2 < y < x.bottom - 2 for x in place.lines)]
    first = (place.bbox.x0 + place.gaps[0][0]) / 2
    heads = [
        m for m, x in zip(middles, place.lines, strict=True) if x.runs[0][0] <= max(first, place.gaps[0][0])
    ]
    usual = float(np.median(np.diff(heads))) if len(heads) > 2 else 0.0
    edges = [min(ys[0], place.bbox.y0, place.lines[0].top)]
    for (a, upper), (b, lower) in pairwise(zip(middles, place.lines, strict=True)):
        runs_on = b not in heads and b - a < 0.8 * usual and not any(a < r < b for r in place.rules)
        between = [y for y in ys if a < y < b]
        if not runs_on and between:
            edges.append((max(upper.bottom, between[0]) + min(lower.top, between[-1])) / 2)
    return [*edges, max(ys[-1], place.bbox.y1, place.lines[-1].bottom)]


def _filled(xs: list[float], place: Place) -> list[float]:
    """Edges of the columns that hold a run."""
    runs = [(a + b) / 2 for x in place.lines for a, b, _ in x.runs]
    kept = [xs[0]]
    for low, high in pairwise(xs):
        if any(low <= m < high for m in runs):
            kept.append(high)
    kept[-1] = xs[-1]
    return kept


def _distinct(values: Sequence[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > NEAR:
            found.append(value)
    return found
