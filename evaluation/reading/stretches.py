"""A part of a document as one text, whose offsets lead back to its pages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from evaluation.reading.structure.entry import Entry

MOST_PAGES = 4
"""A form is short: of a longer part so many pages are looked at."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The text, and where each page's share begins: (offset in the text, page, offset in the page)."""

    text: str = ""
    shares: tuple[tuple[int, int, int], ...] = ()

    def place(self, offset: int) -> tuple[int, int]:
        """The (page, offset in its text) of an offset in the stretch."""
        begin, page, start = self.shares[bisect_right(self.shares, (offset, 1 << 30, 0)) - 1]
        return page, start + offset - begin


def stretch(texts: Mapping[int, str], entry: Entry, end: tuple[int, int] | None) -> Stretch:
    """What stands between a heading and an end, from the texts of the pages; pages without text are left out."""
    shares: list[tuple[int, int, int]] = []
    pieces: list[str] = []
    length = 0
    last = entry.page + MOST_PAGES - 1 if end is None else min(end[0], entry.page + MOST_PAGES - 1)
    for page in range(entry.page, last + 1):
        text = texts.get(page, "")
        start = max(entry.end, 0) if page == entry.page else 0
        stop = end[1] if end is not None and page == end[0] and end[1] >= 0 else len(text)
        if start < stop:
            shares.append((length, page, start))
            pieces.append(text[start:stop])
            length += stop - start + 1
    return Stretch("\n".join(pieces), tuple(shares))
