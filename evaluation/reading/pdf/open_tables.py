"""Tables without a full grid: open ones (三线表, horizontal rules only), partly ruled ones, plain columns of text.

A cheap test on the page's own letters and strokes says where such a table may stand: lines, one after another, that
leave the same gaps free.  Only those places are given to pdfplumber, with the gaps as edges of columns; what it finds
becomes cells, and the page's own characters their text.  Prose in columns, contents with dot leaders and forms with
blanks are no tables.
"""

from __future__ import annotations

import io
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import pdfplumber

from evaluation.reading.document import Box, Page, Table
from evaluation.reading.pdf.strokes import THIN, Rects
from evaluation.reading.pdf.tables import cell_texts, joined

SECONDS = 20.0
"""What pdfplumber may take for one file; pages that come after have no open tables."""
MAX_PAGES = 200
_MAX_LETTERS = 12_000
_MAX_STROKES = 5_000
_WIDE = 0.9  # of a letter's height: a gap between cells
_FAR = 3.5  # of a letter's height, from line to line: another thing begins
_RULE = 0.25  # of the page's width: a shorter stroke rules no table
_NEAR = 3.0  # points
_PROSE = 12  # letters in a cell that fills its column, line after line
_LEADER = re.compile(r"[.．·•。]{4,}|…{2,}|(?:[.·] ){4,}|_{3,}|＿{2,}")
_LABEL = re.compile(r"[:：]\s*$|[:：].{0,2}$|[（(](?:盖章|签字|签名|公章|签章)|^[年月日时分秒至，。；]+$")
Gaps = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Line:
    """Letters of one height on the page, as runs (from, to, text) that wide gaps part."""

    top: float
    bottom: float
    runs: tuple[tuple[float, float, str], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table may stand: its box, the gaps between its columns, its lines, the heights of its rules."""

    bbox: Box
    gaps: Gaps
    lines: tuple[Line, ...]
    rules: tuple[float, ...] = ()


def with_open_tables(data: bytes, pages: Sequence[Page], strokes: Mapping[int, Rects]) -> list[Page]:
    """The pages of the PDF in ``data``, with the tables that no grid shows; ``strokes`` are by page number.

    A page that pdfplumber cannot read keeps the tables it has.
    """
    places = {page.number: found for page in pages if (found := tabular(page, strokes.get(page.number)))}
    if not places:
        return list(pages)
    tables = _read(data, {p.number: p for p in pages}, dict(list(places.items())[:MAX_PAGES]))
    return [
        replace(p, tables=tuple(sorted((*p.tables, *tables[p.number]), key=lambda t: (t.bbox.y0, t.bbox.x0))))
        if tables.get(p.number)
        else p
        for p in pages
    ]


def tabular(page: Page, strokes: Rects | None) -> list[Place]:
    """Where a page may hold a table without a grid: the cheap test."""
    if page.source != "digital" or not 12 <= len(page.text) <= _MAX_LETTERS:
        return []
    lines = lines_of(page)
    if sum(len(line.runs) > 1 for line in lines) < 2:
        return []
    places = _ruled(page, lines, strokes) if strokes is not None and len(strokes) <= _MAX_STROKES else []
    within = [p.bbox for p in places]
    places += _columns([line for line in lines if not any(b.y0 <= line.top <= b.y1 for b in within)])
    taken = [t.bbox for t in page.tables]
    return [p for p in places if not any(_meet(p.bbox, box) for box in taken)]


def lines_of(page: Page) -> list[Line]:
    """The printed lines of a page from the top down, running headers and what stands in tables left out."""
    boxes = page.boxes
    codes = np.frombuffer(page.text.encode("utf-32-le"), np.uint32)
    keep = ~np.isnan(boxes[:, 0]) & (codes > 32) & (codes != 0x3000) & (codes != 0xA0)
    for start, end in page.furniture:
        keep[start:end] = False
    y = (boxes[:, 1] + boxes[:, 3]) / 2
    for box in (t.bbox for t in page.tables):
        keep &= ~((y > box.y0) & (y < box.y1) & (boxes[:, 2] > box.x0) & (boxes[:, 0] < box.x1))
    at = np.flatnonzero(keep)
    if len(at) < 6:
        return []
    height = float(np.median(boxes[at, 3] - boxes[at, 1]))
    at = at[np.argsort(y[at], kind="stable")]
    lines = []
    for part in np.split(at, np.flatnonzero(np.diff(y[at]) > 0.35 * height) + 1):
        order = part[np.argsort(boxes[part, 0], kind="stable")]
        left, right = boxes[order, 0], np.maximum.accumulate(boxes[order, 2])
        breaks = np.flatnonzero(left[1:] - right[:-1] > _WIDE * height) + 1
        runs = tuple(
            (float(boxes[run[0], 0]), float(boxes[run, 2].max()), "".join(page.text[i] for i in run))
            for run in np.split(order, breaks)
        )
        lines.append(Line(float(boxes[order, 1].min()), float(boxes[order, 3].max()), runs))
    return lines


def _columns(lines: Sequence[Line]) -> list[Place]:
    """Three lines and more, one after another, that share two gaps and more."""
    places: list[Place] = []
    start = 0
    while start < len(lines):
        group, gaps = [lines[start]], _gaps(lines[start])
        if len(gaps) < 2 or _no_row(lines[start]):
            start += 1
            continue
        for line in lines[start + 1 :]:
            height = line.bottom - line.top
            shared = _shared(gaps, _gaps(line, open_ends=True), _WIDE * 0.8 * height)
            far = line.top - group[-1].top > _FAR * height
            if far or _no_row(line) or len(shared) < max(2, len(gaps) - 1):
                break
            group.append(line)
            gaps = shared
        while group and len(group[-1].runs) < 2:  # a short line below the table
            group.pop()
        if sum(len(line.runs) > 2 for line in group) >= 3 and not _form_or_prose(group, gaps):
            places.append(_place(group, gaps))
        start += max(len(group), 1)
    return places


def _ruled(page: Page, lines: Sequence[Line], strokes: Rects) -> list[Place]:
    """Rules of one width below one another, with lines between them that share a gap."""
    if len(strokes) < 3:
        return []
    flat = strokes[(strokes[:, 3] - strokes[:, 1] <= THIN) & (strokes[:, 2] - strokes[:, 0] > THIN)]
    rules = joined((flat[:, 1] + flat[:, 3]) / 2, flat[:, 0], flat[:, 2])
    rules = sorted(r for r in rules if r[2] - r[1] >= _RULE * page.width)
    places: list[Place] = []
    while len(rules) >= 3:
        _, left, right = rules[0]
        alike = [r[0] for r in rules if abs(r[1] - left) <= _NEAR and abs(r[2] - right) <= _NEAR]
        rules = [r for r in rules if r[0] not in alike]
        places += _between(alike, left, right, lines)
    return places


def _between(rules: list[float], left: float, right: float, lines: Sequence[Line]) -> list[Place]:
    places: list[Place] = []
    held: list[Line] = []
    heights: list[float] = []
    gaps: Gaps = []

    def close() -> None:
        if len(heights) >= 3 and sum(len(line.runs) > 1 for line in held) >= 2 and gaps:
            place = _place(held, gaps)
            box = Box(left, heights[0], right, heights[-1])
            if not _form_or_prose(held, gaps):
                places.append(replace(place, bbox=box, rules=tuple(heights)))
        held.clear()
        heights.clear()

    for top, bottom in pairwise(rules):
        inner = [x for x in lines if top - _NEAR <= (x.top + x.bottom) / 2 <= bottom + _NEAR]
        inner = [x for x in inner if x.runs[0][0] >= left - _NEAR and x.runs[-1][1] <= right + _NEAR]
        several = [x for x in inner if len(x.runs) > 1]
        if not several or any(_no_row(x) for x in inner):
            close()
            continue
        shared: Gaps | None = gaps if held else None
        for line in several:
            own = _gaps(line, open_ends=True)
            shared = (
                _shared(shared, own, 0.5 * (line.bottom - line.top)) if shared is not None else _gaps(line)
            )
        over = [x for x in inner if len(x.runs) == 1 and not _in_one_column(x, shared or [])]
        if not shared or len(over) > len(several):
            close()
            continue
        if not heights:
            heights.append(top)
        heights.append(bottom)
        held += inner
        gaps = shared
    close()
    return places


def _gaps(line: Line, *, open_ends: bool = False) -> Gaps:
    """What a line leaves free between its runs; with ``open_ends`` also left and right of them."""
    gaps = [(a[1], b[0]) for a, b in pairwise(line.runs)]
    return [(-1e6, line.runs[0][0]), *gaps, (line.runs[-1][1], 1e6)] if open_ends else gaps


def _shared(first: Gaps, second: Gaps, least: float) -> Gaps:
    both = [(max(a, c), min(b, d)) for a, b in first for c, d in second]
    return sorted((a, b) for a, b in both if b - a >= least)


def _in_one_column(line: Line, gaps: Gaps) -> bool:
    """Whether a lone run keeps clear of the gaps, as the second line of a cell does and prose does not."""
    left, right, _ = line.runs[0]
    return all(right <= (a + b) / 2 or left >= (a + b) / 2 for a, b in gaps)


def _no_row(line: Line) -> bool:
    return any(_LEADER.search(text) for _, _, text in line.runs)


def _form_or_prose(lines: Sequence[Line], gaps: Gaps) -> bool:
    """Labels with blanks behind them, or columns whose every line is full of letters."""
    texts = [text for line in lines for _, _, text in line.runs]
    if 3 * sum(bool(_LABEL.search(text)) for text in texts) > len(texts):
        return True
    cuts = [(a + b) / 2 for a, b in gaps]
    full = columns = 0
    for low, high in pairwise([-1e6, *cuts, 1e6]):
        runs = [r for line in lines for r in line.runs if low <= (r[0] + r[1]) / 2 < high]
        if not runs:
            continue
        columns += 1
        widest = max(b - a for a, b, _ in runs)
        filled = [r for r in runs if r[1] - r[0] >= 0.85 * widest and len(r[2]) >= _PROSE]
        full += 3 * len(filled) >= 2 * len(runs) and len(runs) >= 3
    return 2 * full > columns


def _place(lines: Sequence[Line], gaps: Gaps) -> Place:
    left, right = min(x.runs[0][0] for x in lines), max(x.runs[-1][1] for x in lines)
    box = Box(left, min(x.top for x in lines), right, max(x.bottom for x in lines))
    return Place(box, list(gaps), tuple(lines))


def _meet(a: Box, b: Box) -> bool:
    return a.x0 < b.x1 and b.x0 < a.x1 and a.y0 < b.y1 and b.y0 < a.y1


def _read(
    data: bytes, pages: Mapping[int, Page], places: Mapping[int, list[Place]]
) -> dict[int, list[Table]]:
    """What pdfplumber finds at these places; its failures leave a page without."""
    tables: dict[int, list[Table]] = {}
    until = time.monotonic() + SECONDS
    try:
        with pdfplumber.open(io.BytesIO(data), pages=sorted(places)) as pdf:
            for sheet in pdf.pages:
                if time.monotonic() > until:
                    break
                page = pages[sheet.page_number]
                try:
                    found = [_table(sheet, page, place) for place in places[page.number]]
                    tables[page.number] = [t for t in found if t is not None]
                except Exception:  # noqa: BLE001, S112 - whatever a broken page makes it raise, the text is read
                    continue
                finally:
                    sheet.close()
    except Exception:  # noqa: BLE001 - PDFium opens files that PDFMiner does not
        return tables
    return tables


def _table(sheet: Any, page: Page, place: Place) -> Table | None:
    """The cells pdfplumber makes of a place, as a table of the page."""
    x_off, y_off = float(sheet.cropbox[0]), float(sheet.cropbox[1])
    box = place.bbox
    area = (box.x0 + x_off - 2, box.y0 + y_off - 2, box.x1 + x_off + 2, box.y1 + y_off + 2)
    columns = [box.x0, *((a + b) / 2 for a, b in place.gaps), box.x1]
    settings = {
        "vertical_strategy": "lines",
        "explicit_vertical_lines": [x + x_off for x in columns],
        "horizontal_strategy": "lines" if _every_row_ruled(place) else "text",
        "snap_tolerance": _NEAR,
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
    owner = np.arange(height * width).reshape(height, width)
    for line in place.lines:
        row = int(np.clip(np.searchsorted(ys, (line.top + line.bottom) / 2) - 1, 0, height - 1))
        for a, b, _ in line.runs:  # a run over several columns is one merged cell
            first, last = np.clip(np.searchsorted(xs, [a + 1, b - 1]) - 1, 0, width - 1)
            owner[row, first : last + 1] = owner[row, first]
    texts = cell_texts(ys, xs, owner, page.text, page.boxes)
    rows = tuple(
        tuple(
            None if j and owner[i, j] == owner[i, j - 1] else texts.get(int(owner[i, j]), "")
            for j in range(width)
        )
        for i in range(height)
    )
    if sum(sum(bool(c) for c in row) >= 2 for row in rows) < 2:
        return None
    return Table(Box(xs[0], ys[0], xs[-1], ys[-1]), rows)


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
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found
