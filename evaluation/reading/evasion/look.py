"""All tricks, looked for in one document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from evaluation.reading.document import Document, Evasion
from evaluation.reading.evasion.aside import Aside, aside_marks
from evaluation.reading.evasion.registry import Look, tricks
from evaluation.reading.evasion.run import Run

_RANK = {"high": 0, "medium": 1, "low": 2}


def reported(document: Document, runs: Sequence[Run], asides: Sequence[Aside] = ()) -> Document:
    """The document with what was found in it and beside it, gravest first, else in the order of its pages."""
    look = Look(document, runs)
    found = [mark for find in tricks().values() for mark in find(look)]
    return with_marks(document, [*found, *aside_marks(document, asides)])


def with_marks(document: Document, found: Sequence[Evasion]) -> Document:
    """The document with these marks besides those it has."""
    marks = sorted((*document.evasion, *found), key=lambda m: (_RANK[m.severity], m.page, m.start, m.kind))
    return replace(document, evasion=tuple(marks))
