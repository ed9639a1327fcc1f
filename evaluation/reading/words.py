"""Where words stand in a text, however it is broken, spaced or widened."""

from __future__ import annotations

import re
from dataclasses import dataclass

from evaluation.evidence.fold import fold

AROUND = 36


@dataclass(frozen=True, slots=True)
class TextHit:
    """A place where words stand, with the text round it."""

    document: str
    page: int
    start: int
    end: int
    before: str
    words: str
    after: str


def places(text: str, words: str) -> list[tuple[int, int]]:
    """The ranges of ``text`` that say ``words``: line breaks, blanks, case and full width do not matter."""
    wanted = fold(words).text
    if not wanted:
        return []
    folded = fold(text)
    if wanted not in folded.text:
        return []
    return [folded.original(m.start(), m.end()) for m in re.finditer(re.escape(wanted), folded.text)]


def around(
    text: str, start: int, end: int, *, before: int = AROUND // 2, after: int = AROUND
) -> tuple[str, str, str]:
    """What stands before, at and after a range, each on one line."""
    return (
        _flat(text[max(0, start - before) : start]),
        _flat(text[start:end]),
        _flat(text[end : end + after]),
    )


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)
