"""Where pieces of text stand on laid-out pages, asked for in the order in which they were laid out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from evaluation.reading.document import Page
from evaluation.reading.evasion.run import Run

_LOOK_AHEAD = 400_000


class Piece(NamedTuple):
    """Text that is drawn alike: hidden, in the colour of its ground, or so many points high (0: as usual)."""

    text: str
    hidden: bool = False
    pale: bool = False
    size: float = 0.0

    @property
    def is_odd(self) -> bool:
        """Whether it is drawn so that nobody sees it."""
        return self.hidden or self.pale or self.size > 0


def runs_of(pieces: Iterable[Piece], pages: Sequence[Page]) -> list[Run]:
    """The odd ones of pieces that were laid out on these pages in this order, at their places."""
    pieces = list(pieces)
    if not any(piece.is_odd for piece in pieces):
        return []
    finder = Finder(pages)
    found: list[Run] = []
    for piece in pieces:
        if not piece.text.strip():
            continue
        if not piece.is_odd:
            finder.pass_by(piece.text)
            continue
        place = finder.find(piece.text)
        if place is not None:
            found.append(Run(*place, unpainted=piece.hidden, pale=piece.pale, size=piece.size))
    return found


class Finder:
    """Finds pieces of text on the pages, each after the one before."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = pages
        self._page, self._at = 0, 0

    def pass_by(self, text: str) -> None:
        """Moves on beyond this text if it stands where it should."""
        self._locate(text.strip(), near=True)

    def find(self, text: str) -> tuple[int, int, int] | None:
        """Page number, start and end of the text, or of as much of it as stands on one page."""
        text = text.strip()
        while len(text) >= 2:
            place = self._locate(text, near=False)
            if place is not None:
                return place
            text = text[: len(text) // 2]
        return self._locate(text, near=False) if text else None

    def _locate(self, text: str, *, near: bool) -> tuple[int, int, int] | None:
        page, at = self._page, self._at
        while page < len(self._pages):
            whole = self._pages[page].text
            start = whole.find(text, at, at + len(text) + 400 if near else at + _LOOK_AHEAD)
            if start >= 0:
                self._page, self._at = page, start + len(text)
                return self._pages[page].number, start, start + len(text)
            if near and at + len(text) + 400 < len(whole):
                return None
            page, at = page + 1, 0
        return None
