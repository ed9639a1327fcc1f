"""Sections whose titles are near a criterion's: structure as evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from evaluation.evidence.fold import fold
from evaluation.evidence.query import Term, bigrams, title_pieces
from evaluation.reading.document import Document
from evaluation.reading.structure.parts import Part
from evaluation.reading.structure.sections import Section, all_sections
from procurement.tenders.schema import CriterionSpec

_LEAST = 0.34
_BY_NAME, _LEAST_NAME = 1.3, 3  # a title that holds the criterion's whole title
_LONGEST = 3  # pages over which a title still speaks for the text under it


@dataclass(frozen=True, slots=True)
class Headed:
    """On one page: where a near section's text begins there, how near its title is, and whether it opens there."""

    start: int
    likeness: float
    opens_here: bool


class _Key:
    """A document as a cache key, by identity."""

    __slots__ = ("document",)

    def __init__(self, document: Document) -> None:
        self.document = document

    def __hash__(self) -> int:
        return id(self.document)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.document is self.document


@lru_cache(maxsize=64)
def _sections(key: _Key) -> tuple[Section, ...]:
    return tuple(all_sections(key.document))


def sections_of(document: Document) -> tuple[Section, ...]:
    """Every section of a document, flat, in order; found once for a document that is asked about often."""
    return _sections(_Key(document))


def section_scores(
    criterion: CriterionSpec, terms: Sequence[Term], documents: Sequence[Document], parts: Sequence[Part] = ()
) -> dict[tuple[str, int], list[Headed]]:
    """(document, page) → the near sections that reach over that page.

    ``parts`` are the bid's parts as the tender prescribes them 投标文件格式: where a criterion's title is near a form's,
    the section that answers the form is near, whatever the bidder calls it.
    """
    wanted = [bigrams(piece) for piece in title_pieces(criterion.title)]
    whole = fold(criterion.title).text
    answers = [t for t in terms if t.weight >= 2 and len(t.text) >= 3]
    found: dict[tuple[str, int], list[Headed]] = {}
    for document in documents:
        for section in sections_of(document):
            named = len(whole) >= _LEAST_NAME and whole in fold(section.title).text
            near = _BY_NAME if named else _nearness(section.title, wanted, answers)
            if near < _LEAST:
                continue
            _reach(found, document.name, (section.page, section.start), section.end_page, near)
    pages = {document.name: len(document.pages) for document in documents}
    for part in parts:
        if part.entry is None or part.document not in pages:
            continue
        near = _BY_NAME if len(whole) >= _LEAST_NAME and whole in fold(part.form).text else 0.0
        near = max(near, _nearness(part.form, wanted, answers))
        if near >= _LEAST:
            last = part.end[0] if part.end else pages[part.document]
            _reach(found, part.document, (part.entry.page, max(part.entry.start, 0)), last, near)
    return found


def _reach(
    found: dict[tuple[str, int], list[Headed]],
    document: str,
    opening: tuple[int, int],
    last: int,
    near: float,
) -> None:
    """A title speaks for its own page and some pages on."""
    first, start = opening
    for page in range(first, min(last, first + _LONGEST) + 1):
        opens = page == first
        found.setdefault((document, page), []).append(Headed(start if opens else 0, near, opens))


def _nearness(title: str, wanted: Sequence[frozenset[str]], answers: Sequence[Term]) -> float:
    """How much of what the criterion names the title names: whole titles by shared pairs of letters, else synonyms."""
    have = bigrams(title)
    if not have:
        return 0.0
    shares = [
        len(have & pairs) / len(pairs) * (0.6 + 0.4 * len(have & pairs) / len(have))
        for pairs in wanted
        if pairs
    ]
    folded = fold(title).text
    named = [0.75 for term in answers if term.text in folded]
    return max([*shares, *named], default=0.0)
