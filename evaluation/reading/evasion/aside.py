"""Tricks in what stands beside the running text: headers, footers, notes, comments.

Such text is on no page of its own here, so a mark points at the file's first page without a place in its text and
says in words where it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from evaluation.reading.document import Document, Evasion, Page
from evaluation.reading.evasion.finder import Piece, runs_of
from evaluation.reading.evasion.registry import Look, tricks
from procurement.message import Message, msg


@dataclass(frozen=True, slots=True)
class Aside:
    """One such text: where it is (``header``, ``footer``, ``footnote``, ``endnote``, ``comment``), and its pieces."""

    where: str
    pieces: tuple[Piece, ...]


def aside_marks(document: Document, asides: Sequence[Aside]) -> list[Evasion]:
    """The marks of all tricks in these texts."""
    if not asides:
        return []
    texts = ["".join(piece.text for piece in aside.pieces) for aside in asides]
    pages = tuple(
        Page(number, 1.0, 1.0, text, np.full((len(text), 4), np.nan, np.float32), "flow")
        for number, text in enumerate(texts, 1)
    )
    runs = [run for page, aside in zip(pages, asides, strict=True) for run in runs_of(aside.pieces, [page])]
    look = Look(replace(document, pages=pages), runs)
    found = [mark for find in tricks().values() for mark in find(look)]
    return [
        replace(
            mark, page=1, start=0, end=0, box=None, message=_say(asides[mark.page - 1].where, mark.message)
        )
        for mark in found
    ]


def _say(where: str, what: Message) -> Message:
    return {
        "header": msg("In a header: %(what)s", what=what),
        "footer": msg("In a footer: %(what)s", what=what),
        "footnote": msg("In a footnote: %(what)s", what=what),
        "endnote": msg("In an endnote: %(what)s", what=what),
    }.get(where) or msg("In a comment: %(what)s", what=what)
