"""Where a page may hold a table without a full grid: a cheap test on its own letters and strokes.

Lines, one after another, that leave the same gaps free may be rows.  Prose in columns, contents with dot leaders and
forms with blanks are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from evaluation.reading.document import Box, Page
from evaluation.reading.pdf.strokes import Rects
from evaluation.reading.pdf.tables import edges, level

NEAR = 3.0
"""Points: edges nearer than this are one."""
_MAX_LETTERS = 12_000
_MAX_STROKES = 5_000
_WIDE = 0.9  # of a letter's height: a gap between cells
_FAR = 3.5  # of a letter's height, from line to line: another thing begins
_RULE = 0.25  # of the page's width: a shorter stroke rules no table
_PROSE = 12  # letters in a cell that fills its column, line after line
_LEADER = re.compile(r"[.．·•。]{4,}|…{2,}|_{3,}|＿{2,}|^[.．·…]+$")
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


def tabular(page: Page, strokes: Rects | None) -> list[Place]:
    """Where a page may hold a table without a grid: the cheap test."""
    if page.source != "digital" or not 12 <= len(page.text) <= _MAX_LETTERS:
        return []
    if strokes is not None and len(strokes) > _MAX_STROKES:
        return []
    lines = lines_of(page)
    if sum(len(line.runs) > 1 for line in lines) < 2:
        return []
    places = _ruled(page, lines, strokes) if strokes is not None else []
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
        with np.errstate(invalid="ignore"):
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
        if sum(len(line.runs) > 2 for line in group) >= 3 and not (
            _form_or_prose(group, gaps) or _spaced(group)
        ):
            places.append(place_of(group, gaps))
        start += max(len(group), 1)
    return places


def _ruled(page: Page, lines: Sequence[Line], strokes: Rects) -> list[Place]:
    """Rules of one width below one another, with lines between them that share a gap."""
    if len(strokes) < 3:
        return []
    drawn = [(e["top"], e["x0"], e["x1"]) for e in level(edges(strokes))]
    rules = sorted(r for r in drawn if r[2] - r[1] >= _RULE * page.width)
    places: list[Place] = []
    while len(rules) >= 3:
        _, left, right = rules[0]
        alike = [r[0] for r in rules if abs(r[1] - left) <= NEAR and abs(r[2] - right) <= NEAR]
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
            place = place_of(held, gaps)
            box = Box(left, heights[0], right, heights[-1])
            if not _form_or_prose(held, gaps):
                places.append(replace(place, bbox=box, rules=tuple(heights)))
        held.clear()
        heights.clear()

    for top, bottom in pairwise(rules):
        inner = [x for x in lines if top - NEAR <= (x.top + x.bottom) / 2 <= bottom + NEAR]
        inner = [x for x in inner if x.runs[0][0] >= left - NEAR and x.runs[-1][1] <= right + NEAR]
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


def _spaced(lines: Sequence[Line]) -> bool:
    """Headings with blanks between their letters: most runs are one Hanzi."""
    texts = [text for line in lines for _, _, text in line.runs]
    return 2 * sum(len(text) == 1 and text >= "\u2e80" for text in texts) > len(texts)


def place_of(lines: Sequence[Line], gaps: Gaps) -> Place:
    left, right = min(x.runs[0][0] for x in lines), max(x.runs[-1][1] for x in lines)
    box = Box(left, min(x.top for x in lines), right, max(x.bottom for x in lines))
    return Place(box, list(gaps), tuple(lines))


def _meet(a: Box, b: Box) -> bool:
    return a.x0 < b.x1 and b.x0 < a.x1 and a.y0 < b.y1 and b.y0 < a.y1
