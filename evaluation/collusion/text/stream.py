"""All documents of all bidders laid end to end as one array of folded characters, and the way back to pages.

A zero stands before every document and at the end, so that nothing matches across a border.  Pages of a document
follow each other without one: a sentence that runs over a page break is still one sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.collusion.text.fold import Codes, Folded, fold
from evaluation.reading.document import Document, Page

Positions = npt.NDArray[np.int64]


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

    def owners(self) -> npt.NDArray[np.uint16]:
        """The bidder at every position; borders count to the document before them."""
        lengths = np.diff(np.append(self.document_start, len(self.codes)))
        owner = np.repeat(self.owner.astype(np.uint16), lengths)
        return np.concatenate((np.zeros(len(self.codes) - len(owner), np.uint16), owner))

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


def _body(page: Page) -> Folded:
    """The folded text of a page without running headers, footers and page numbers."""
    folded = fold(page.text)
    if not page.furniture:
        return folded
    aside = np.zeros(len(page.text), bool)
    for start, end in page.furniture:
        aside[start:end] = True
    kept = ~aside[folded.offsets]
    return Folded(folded.codes[kept], folded.offsets[kept])


def lay_out(owned: Sequence[tuple[int, Document]]) -> Stream:
    """The stream of documents, each with the index of the bidder who owns it."""
    border, none = np.zeros(1, np.uint32), np.zeros(1, np.int32)
    codes, raw = [border], [none]
    document_start, page_start, pages = [], [], []
    at = 1
    for index, (_, document) in enumerate(owned):
        document_start.append(at)
        for page in document.pages:
            folded = _body(page)
            page_start.append(at)
            pages.append((index, page.number))
            codes.append(folded.codes)
            raw.append(folded.offsets.astype(np.int32))
            at += len(folded)
        codes.append(border)
        raw.append(none)
        at += 1
    return Stream(
        np.concatenate(codes),
        np.concatenate(raw),
        np.array(document_start, np.int64),
        np.array([owner for owner, _ in owned], np.int64),
        np.array(page_start, np.int64),
        tuple(pages),
        tuple(document for _, document in owned),
    )
