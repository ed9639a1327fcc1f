"""Passages that only repeat the tender: every honest bid quotes it, and a quotation answers nothing.

A table of the criteria copied into the bid names every term of every criterion and would be the best hit for all of
them.  Such passages are not dropped, because an answer may stand between the quoted lines; they come after the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from evaluation.evidence.fold import fold
from evaluation.evidence.passage import Passage
from evaluation.reading.document import Document
from procurement.message import msg

LENGTH = 10
"""Characters that must agree: longer than a phrase of the trade, shorter than a clause."""
SHARE = 0.6
"""From this share of repeated text on a passage counts as a quotation."""


class TenderText:
    """The tender's own words, ready to be compared with."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._pieces: set[str] = set()
        for document in documents:
            for page in document.pages:
                self._pieces |= _pieces(fold(page.text).text)

    def share(self, text: str) -> float:
        """How much of ``text`` stands in the tender, 0 to 1; 0 for text too short to tell."""
        folded = fold(text).text
        count = len(folded) - LENGTH + 1
        if count < LENGTH or not self._pieces:
            return 0.0
        covered = 0
        reach = 0
        for start in range(count):
            if folded[start : start + LENGTH] in self._pieces:
                covered += start + LENGTH - max(reach, start)
                reach = start + LENGTH
        return covered / len(folded)


def own_words_first(
    passages: Sequence[Passage], tender: TenderText, *, stated: int, limit: int
) -> list[Passage]:
    """The passages with quotations moved to the end; the first ``stated`` are the bidder's own and stay in front."""
    head, rest = list(passages[:stated]), passages[stated:]
    quoted = {id(passage) for passage in rest if tender.share(passage.text) >= SHARE}
    rest = [p for p in rest if id(p) not in quoted] + [_marked(p) for p in rest if id(p) in quoted]
    return [*head, *rest][:limit]


def _marked(passage: Passage) -> Passage:
    why = msg("Repeats the tender's own words")
    if passage.reason is not None:
        why = msg("%(first)s; %(second)s", first=why, second=passage.reason)
    return replace(passage, reason=why)


def _pieces(text: str) -> set[str]:
    return {text[start : start + LENGTH] for start in range(len(text) - LENGTH + 1)}
