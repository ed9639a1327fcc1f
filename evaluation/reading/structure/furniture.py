"""Running headers, footers and page numbers: lines that stand in the same place on page after page.

They are marked, not removed: a header may be evidence (a bidder's name left in another's volume).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from evaluation.reading.document import Page
from evaluation.reading.structure.numbering import number_of

_EDGE = 0.09  # of the page's height, at the top and at the foot
_LINES = 3  # looked at on each edge
_DIGITS = re.compile(r"\d+|(?<=第)[一二三四五六七八九十百]+(?=页)")
_NUMBER = re.compile(
    r"^[\s\-–—~·.第共/|]*#[\s\-–—~·.页共第/|of]*#?[\s\-–—~·.页/|]*$|^[ivxlc]{1,6}$", re.IGNORECASE
)
_PAGED = re.compile(
    r"第\s*[\d一二三四五六七八九十百]+\s*页|\d+\s*[/／|]\s*\d+|[-—–]\s*\d+\s*[-—–]|^\s*\d+\s*$|页\s*\d+|\d+\s*页|\s\d{1,4}\s*$"
)
_SHARE = 0.25


class _Line(NamedTuple):
    start: int
    end: int
    top: bool
    key: str


def mark_furniture(pages: Sequence[Page]) -> list[Page]:
    """The pages with their furniture ranges filled in."""
    edges = [_edge_lines(page) for page in pages]
    seen = Counter(
        (line.top, line.key) for lines in edges for line in {(x.top, x.key): x for x in lines}.values()
    )
    needed = max(3, round(len(pages) * _SHARE))
    marked = []
    for page, lines in zip(pages, edges, strict=True):
        ranges = tuple(
            (line.start, line.end)
            for line in lines
            if seen[line.top, line.key] >= (2 if _NUMBER.match(line.key) else min(needed, 8))
            and len(pages) > 1
        )
        marked.append(replace(page, furniture=ranges) if ranges else page)
    return marked


def _edge_lines(page: Page) -> list[_Line]:
    text = page.text
    if not text:
        return []
    low, high = page.height * _EDGE, page.height * (1 - _EDGE)
    found: list[_Line] = []
    start = 0
    for _ in range(_LINES):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end > start and not page.boxes.item(start, 3) < low:
            break
        if end > start:
            found.append(_Line(start, end, True, _key(text[start:end])))
        start = end + 1
        if start >= len(text):
            return found
    floor = start
    end = len(text)
    for _ in range(_LINES):
        start = max(text.rfind("\n", 0, end) + 1, floor)
        if end > start and page.boxes.item(start, 1) > high:
            found.append(_Line(start, end, False, _key(text[start:end])))
        end = start - 1
        if end <= floor:
            break
    return found


def _key(text: str) -> str:
    """Lines with the same key are the same furniture; numbered headings (附件 6) differ by their number."""
    number = number_of(text)
    if number is not None and number.style not in ("arabic", "dotted"):
        return text.strip()
    if not _PAGED.search(text):
        return text.replace(" ", "").replace("\u3000", "")
    return _DIGITS.sub("#", text).replace(" ", "").replace("\u3000", "")
