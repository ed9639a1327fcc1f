"""The pages of a bid, folded once and cut into the pieces that a passage is made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from evaluation.evidence.fold import Folded, fold
from evaluation.reading.document import Document, Page

_HEADING = re.compile(
    r"^\s*(第[一二三四五六七八九十百零\d]+[章节部分篇]|[一二三四五六七八九十]+\s*[、.．]|"
    r"[（(][一二三四五六七八九十\d]+[)）]|\d+(\.\d+)*\s*[、.．\s]|附件|附表|格式)"
)
_TARGET = 160  # characters of a piece: long enough to say something, short enough to point


@dataclass(frozen=True, slots=True)
class Piece:
    """Folded range (start, end) of a page that stands together, and whether it opens with a heading."""

    start: int
    end: int
    heading: bool


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
    dotted = sum(bool(re.search(r"[.．…·]{4,}\s*\d+\s*$|\t\s*\d+\s*$", line)) for line in lines)
    contents = dotted >= 4 and dotted * 3 >= sum(bool(line.strip()) for line in lines)
    return IndexedPage(key.name, page, folded, tuple(_pieces(page, folded)), contents)


def _pieces(page: Page, folded: Folded) -> list[Piece]:
    """Lines joined up to the target length; a heading starts a new piece."""
    pieces: list[Piece] = []
    at = start = 0
    heading = False
    bounds = folded.places.searchsorted(_line_starts(page.text))
    for line, low in zip(page.text.split("\n"), bounds.tolist(), strict=True):
        opens = len(line) <= 40 and bool(_HEADING.match(line))
        if low > start and (opens or low - start >= _TARGET):
            pieces.append(Piece(start, low, heading))
            start, heading = low, False
        if low == start:
            heading = heading or opens
        at = low
    if len(folded.text) > start:
        pieces.append(Piece(start, len(folded.text), heading))
    return [p for p in pieces if p.end > p.start] if at or pieces else []


def _line_starts(text: str) -> list[int]:
    starts = [0]
    for line in text.split("\n")[:-1]:
        starts.append(starts[-1] + len(line) + 1)
    return starts
