"""The pages of a bid, folded once and cut into the pieces that a passage is made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from evaluation.evidence.fold import Folded, fold
from evaluation.reading.document import Document, Page

_HEADING = re.compile(
    r"^\s*(第[一二三四五六七八九十百零\d]+[章节部分篇]|[一二三四五六七八九十]+\s*[、.．]|"
    r"[（(][一二三四五六七八九十\d]+[)）]|\d+(\.\d+)*\s*[、.．\s]|附件|附表|格式)"
)
_LEADER = re.compile(r"(?:[.．…·]\s*){4,}\d*\s*$|\t\s*\d+\s*$")
_RULES = re.compile(
    r"得\d*\.?\d*分|最高\d+\.?\d*分|扣\d*\.?\d*分|[优良中差][:：]\d|否则投标无效|评审因素|评分标准|评审标准|评分因素"
)
_LONGEST_HEADING = 40
_TARGET = 160  # characters of a piece: long enough to say something, short enough to point


@dataclass(frozen=True, slots=True)
class Piece:
    """Folded range (start, end) of a page that stands together, and whether it opens with a heading."""

    start: int
    end: int
    heading: bool
    rules: bool = False
    """Repeats the tender's criteria (得 2 分, 最高 8 分): an index or a quotation, not an answer."""


@dataclass(frozen=True, slots=True)
class IndexedPage:
    """A page ready to be searched."""

    document: str
    page: Page
    folded: Folded
    pieces: tuple[Piece, ...]
    contents: bool
    """A table of contents names everything and answers nothing."""


def index(documents: Sequence[Document]) -> list[IndexedPage]:
    """Every page of the documents, in order."""
    return [_indexed(document.name, page) for document in documents for page in document.pages]


class _Key:
    """A page as a cache key: by identity, which holds because the key keeps the page alive."""

    __slots__ = ("name", "page")

    def __init__(self, name: str, page: Page) -> None:
        self.name, self.page = name, page

    def __hash__(self) -> int:
        return hash((self.name, id(self.page)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.page is self.page and other.name == self.name


def _indexed(name: str, page: Page) -> IndexedPage:
    return _cached(_Key(name, page))


@lru_cache(maxsize=2_048)
def _cached(key: _Key) -> IndexedPage:
    page = key.page
    folded = fold(page.text)
    lines = page.text.split("\n")
    return IndexedPage(key.name, page, folded, tuple(_pieces(page, folded)), _is_contents(lines))


def _is_contents(lines: Sequence[str]) -> bool:
    """A page of contents: most lines lead to a page number, or 目录 stands above a list of headings."""
    full = [line for line in lines if line.strip()]
    led = sum(bool(_LEADER.search(line)) for line in full)
    if led >= 2 and led * 3 >= len(full):
        return True
    titled = any(re.fullmatch(r"\s*目\s*录\s*", line) for line in full[:4])
    numbered = sum(bool(_HEADING.match(line)) and len(line) <= 40 for line in full)
    return titled and numbered >= 4 and numbered * 2 >= len(full)


def _pieces(page: Page, folded: Folded) -> list[Piece]:
    """Lines joined up to the target length; a heading starts a new piece, running headers belong to none."""
    pieces: list[Piece] = []
    hidden = {start for start, _ in page.furniture}
    begins = _line_starts(page.text)
    bounds = [*folded.places.searchsorted(begins).tolist(), len(folded.text)]
    start, heading = 0, False

    def close(end: int) -> None:
        if end > start:
            pieces.append(_piece(folded, start, end, heading=heading))

    for begin, low, high, line in zip(begins, bounds, bounds[1:], page.text.split("\n"), strict=False):
        if begin in hidden:
            close(low)
            start, heading = high, False
            continue
        opens = len(line) <= _LONGEST_HEADING and bool(_HEADING.match(line))
        if low > start and (opens or low - start >= _TARGET):
            close(low)
            start, heading = low, False
        if low == start:
            heading = heading or opens
    close(len(folded.text))
    quoting = sum(p.rules for p in pieces)
    if quoting and quoting * 2 >= len(pieces):  # an index of criteria: its first and last lines belong to it
        pieces = [replace(p, rules=True) for p in pieces]
    return pieces


def _piece(folded: Folded, start: int, end: int, *, heading: bool) -> Piece:
    text = folded.text[start:end]
    return Piece(start, end, heading, len(_RULES.findall(text)) >= 2)


def _line_starts(text: str) -> list[int]:
    starts = [0]
    for line in text.split("\n")[:-1]:
        starts.append(starts[-1] + len(line) + 1)
    return starts
