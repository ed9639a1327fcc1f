"""All documents of all bidders laid end to end as one array of folded characters, and the way back to pages.

A zero stands before every document and at the end, so that nothing matches across a border.  Pages of a document
follow each other without one: a sentence that runs over a page break is still one sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from evaluation.collusion.text.fold import Codes, Folded, fold
from evaluation.reading.document import Document, Page

Positions = npt.NDArray[np.int64]
Owners = npt.NDArray[np.unsignedinteger[Any]]
_AT_ONCE = 1 << 15  # characters that are folded at once, so that what lies between fits a processor's cache


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of one page, in code points of that page's text."""

    document: Document
    page: int
    start: int
    end: int

    @property
    def text(self) -> str:
        """The page's own words there."""
        return self.document.page(self.page).text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Stream:
    """Folded characters of many documents: ``codes`` with, for each position, what is needed to find it again."""

    codes: Codes
    raw: npt.NDArray[np.int32]
    document_start: Positions
    owner: Positions
    page_start: Positions
    pages: tuple[tuple[int, int], ...]
    documents: tuple[Document, ...]

    def document_at(self, positions: Positions) -> Positions:
        """The index of the document at each position."""
        found: Positions = np.searchsorted(self.document_start, positions, side="right") - 1
        return found

    def owners(self) -> Owners:
        """The bidder at every position; borders count to the document before them."""
        most = int(self.owner.max(initial=0))
        narrow = self.owner.astype(np.uint8 if most < 1 << 8 else np.uint16 if most < 1 << 16 else np.uint32)
        at = np.zeros(len(self.codes), narrow.dtype)
        ends = np.append(self.document_start, len(self.codes))[1:]
        for owner, start, end in zip(narrow, self.document_start.tolist(), ends.tolist(), strict=True):
            at[start:end] = owner
        return at

    def page_breaks(self, start: int, end: int) -> list[int]:
        """Positions inside a range where another page begins."""
        first, last = np.searchsorted(self.page_start, (start, end), side="right")
        return [int(p) for p in self.page_start[first:last] if start < p < end]

    def place(self, start: int, end: int) -> Place:
        """Where a range that crosses no page break stands."""
        index = int(np.searchsorted(self.page_start, start, side="right")) - 1
        document, page = self.pages[index]
        return Place(self.documents[document], page, int(self.raw[start]), int(self.raw[end - 1]) + 1)

    def text(self, start: int, end: int) -> str:
        """The folded characters of a range."""
        return self.codes[start:end].tobytes().decode("utf-32-le")


def _body(page: Page) -> Iterator[tuple[int, Folded]]:
    """The folded text of a page without running headers, footers and page numbers; in pieces, with their offsets."""
    if not page.furniture:
        yield from (
            (start, fold(page.text[start : start + _AT_ONCE])) for start in range(0, len(page.text), _AT_ONCE)
        )
        return
    folded = fold(page.text)
    aside = np.zeros(len(page.text), bool)
    for start, end in page.furniture:
        aside[start:end] = True
    kept = ~aside[folded.offsets]
    yield 0, Folded(folded.codes[kept], folded.offsets[kept])


def lay_out(owned: Sequence[tuple[int, Document]]) -> Stream:
    """The stream of documents, each with the index of the bidder who owns it."""
    most = 1 + sum(1 + sum(len(page.text) for page in document.pages) for _, document in owned)
    codes, raw = np.empty(most, np.uint32), np.empty(most, np.int32)
    codes[0], raw[0] = 0, 0
    document_start, page_start, pages = [], [], []
    at, borders = 1, len(owned)
    for index, (_, document) in enumerate(owned):
        document_start.append(at)
        for page in document.pages:
            page_start.append(at)
            pages.append((index, page.number))
            for offset, folded in _body(page):
                end = at + len(folded)
                if end + borders > len(codes):  # some characters are folded to several
                    more = np.zeros(end + borders - len(codes) + len(codes) // 8, np.uint32)
                    codes, raw = np.concatenate((codes, more)), np.concatenate((raw, more.view(np.int32)))
                codes[at:end], raw[at:end] = folded.codes, folded.offsets
                raw[at:end] += np.int32(offset)
                at = end
        codes[at], raw[at] = 0, 0
        at, borders = at + 1, borders - 1
    return Stream(
        codes[:at],
        raw[:at],
        np.array(document_start, np.int64),
        np.array([owner for owner, _ in owned], np.int64),
        np.array(page_start, np.int64),
        tuple(pages),
        tuple(document for _, document in owned),
    )
