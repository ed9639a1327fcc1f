"""All documents of all bidders as sentences in one row, and the way from there to pages and to the first tier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evaluation.collusion.rewording.sentences import Positions, Sentences, read_sentences
from evaluation.collusion.text.stream import Place, Stream
from evaluation.reading.document import Document, Page


@dataclass(frozen=True, slots=True)
class Prose:
    """Sentences of many documents, one after the other.

    ``start`` and ``end`` count characters from the beginning of the first document, a line break after each page;
    ``document`` says which document a sentence is in, ``page_base`` where each page of all documents begins.
    """

    texts: tuple[Sentences, ...]
    documents: tuple[Document, ...]
    start: Positions
    end: Positions
    document: Positions
    page_base: Positions
    pages: tuple[tuple[int, int], ...]

    def __len__(self) -> int:
        return len(self.start)

    def page_of(self, sentences: Positions) -> Positions:
        """The page, by index among all pages, that has the middle of each sentence."""
        middle = (self.start[sentences] + self.end[sentences]) // 2
        found: Positions = np.searchsorted(self.page_base, middle, side="right") - 1
        return found

    def place(self, page: int, first: int, last: int) -> Place | None:
        """What of a range of characters is on a page, without blanks at its ends; ``None`` when nothing is."""
        document, number = self.pages[page]
        text, base = self.documents[document].page(number).text, int(self.page_base[page])
        start, end = max(first - base, 0), min(last - base, len(text))
        part = text[start:end]
        start, end = start + len(part) - len(part.lstrip()), end - (len(part) - len(part.rstrip()))
        return Place(self.documents[document], number, start, end) if start < end else None

    def stream_positions(self, stream: Stream) -> Positions:
        """For each folded character of a stream of the same documents, which of our characters it comes from.

        Borders between documents get the place of the character before them, so that the row never falls.
        """
        pages = np.searchsorted(stream.page_start, np.arange(len(stream.codes)), side="right") - 1
        at = np.where(stream.codes == 0, 0, self.page_base[np.maximum(pages, 0)] + stream.raw)
        rising: Positions = np.maximum.accumulate(at)
        return rising


def lay_out_prose(documents: Sequence[Document]) -> Prose:
    """The sentences of documents; running headers, footers and page numbers are left out."""
    texts, starts, ends, owners = [], [], [], []
    page_base: list[int] = []
    pages: list[tuple[int, int]] = []
    base = 0
    for index, document in enumerate(documents):
        parts, at = [], base
        for page in document.pages:
            page_base.append(at)
            pages.append((index, page.number))
            parts.append(_body(page))
            at += len(page.text) + 1
        sentences = read_sentences("\n".join(parts))
        texts.append(sentences)
        starts.append(sentences.start + base)
        ends.append(sentences.end + base)
        owners.append(np.full(len(sentences), index, np.int64))
        base = at
    none = [np.zeros(0, np.int64)]
    return Prose(
        tuple(texts),
        tuple(documents),
        np.concatenate(starts or none),
        np.concatenate(ends or none),
        np.concatenate(owners or none),
        np.array(page_base, np.int64),
        tuple(pages),
    )


def _body(page: Page) -> str:
    """The page's text with blanks in place of what repeats on every page."""
    text = page.text
    for start, end in page.furniture:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
