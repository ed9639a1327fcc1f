"""From a criterion to the pages that answer it.

A piece of text scores by the terms it holds (each weighed by how rare it is on this bid's pages), more where they
head a section and where several different ones meet, less on a page of contents.  A piece that holds only a common
word is not evidence: nothing found is an empty list, never a random page.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from evaluation.evidence.fold import fold
from evaluation.evidence.index import IndexedPage, Piece, index
from evaluation.evidence.passage import Passage
from evaluation.evidence.query import Term, terms_of
from evaluation.evidence.titles import Headed, section_scores
from evaluation.reading.document import Box, Document
from evaluation.reading.structure.parts import Part
from procurement.bids.schema import EvidencePlace
from procurement.message import Message, msg
from procurement.tenders.schema import CriterionSpec

MIN_SCORE = 2.0
_HEADING_FACTOR = 1.6
_CONTENTS_FACTOR = 0.15
_FADING = 0.7
_SECTION_WEIGHT = (
    6.0  # a section whose title is the criterion's own weighs as much as its full title in the text
)
_UNDER = (1.0, 0.55, 0.35, 0.2)  # of that, in the section's first piece and the next ones


def find_passages(
    criterion: CriterionSpec,
    documents: Sequence[Document],
    *,
    stated: Sequence[EvidencePlace] = (),
    parts: Sequence[Part] = (),
    limit: int = 8,
) -> list[Passage]:
    """The passages that answer ``criterion``, best first, at most ``limit``.

    ``parts`` are the parts of the bid that the tender prescribes, where it is known to prescribe any.
    Places the bidder states come first, in the bidder's order, even when nothing on them matches.  ``strength`` is
    1 for those and between 0 and 1, relative to the best, for what was found.  Nothing found is an empty list.
    """
    pages = index(documents)
    terms = terms_of(criterion)
    weights = _rarity(terms, pages)
    headed = section_scores(criterion, terms, documents, parts)
    found = [p for place in stated if (p := _stated(place, pages, terms, weights)) is not None][:limit]
    taken = {(p.document, p.page) for p in found}
    ranked = _ranked(pages, terms, weights, headed)
    best = ranked[0][0] if ranked else 1.0
    per_page: dict[tuple[str, int], int] = {}
    for score, page, piece, hits in ranked:
        key = (page.document, page.page.number)
        if len(found) >= limit:
            break
        if key in taken or per_page.get(key, 0) >= 2:
            continue
        per_page[key] = per_page.get(key, 0) + 1
        found.append(_passage(page, piece, score / best, _why(hits, piece)))
    return found


def mentions(phrase: str, documents: Sequence[Document]) -> list[Passage]:
    """Every place where ``phrase`` stands, in page order, whatever its spacing, width, case or line breaks."""
    wanted = fold(phrase).text
    found: list[Passage] = []
    if not wanted:
        return found
    for page in index(documents):
        at = page.folded.text.find(wanted)
        while at >= 0:
            found.append(_range(page, at, at + len(wanted), 1.0, msg("Mentions “%(phrase)s”", phrase=phrase)))
            at = page.folded.text.find(wanted, at + len(wanted))
    return found


def _rarity(terms: Sequence[Term], pages: Sequence[IndexedPage]) -> dict[str, float]:
    """Weight of each term: its own, scaled by how few pages hold it; a term on every page tells nothing."""
    weights = {}
    total = max(len(pages), 1)
    for term in terms:
        holding = sum(term.text in page.folded.text for page in pages)
        if holding:
            weights[term.text] = term.weight * (
                0.25 + math.log((total + 1) / holding) / math.log(total + 1.5)
            )
    return weights


def _ranked(
    pages: Sequence[IndexedPage],
    terms: Sequence[Term],
    weights: dict[str, float],
    headed: Mapping[tuple[str, int], Sequence[Headed]] = MappingProxyType({}),
) -> list[tuple[float, IndexedPage, Piece, list[Term]]]:
    alive = [t for t in terms if t.text in weights]
    ranked: list[tuple[float, IndexedPage, Piece, list[Term]]] = []
    for page in pages:
        here = [t for t in alive if t.text in page.folded.text]
        sections = headed.get((page.document, page.page.number), ())
        if not here and not sections:
            continue
        page_score = _gathered(weights[t.text] for t in _outer(here))
        for piece in page.pieces:
            text = page.folded.text[piece.start : piece.end]
            hits = _outer([t for t in here if t.text in text])
            score = _gathered(weights[t.text] * (1 + 0.15 * min(text.count(t.text) - 1, 3)) for t in hits)
            if piece.heading and any(t.text in text[:40] for t in hits):
                score *= _HEADING_FACTOR
            score += _SECTION_WEIGHT * _title_share(page, piece, sections)
            if score <= 0:
                continue
            score += 0.35 * page_score
            if page.contents or piece.rules:
                score *= _CONTENTS_FACTOR
            if score >= MIN_SCORE:
                ranked.append((score, page, piece, hits))
    order = {id(page): i for i, page in enumerate(pages)}
    ranked.sort(key=lambda r: (-r[0], order[id(r[1])], r[2].start))
    return ranked


def _gathered(weights: Iterable[float]) -> float:
    """Many synonyms of one thing say little more than the best of them."""
    return sum(weight * _FADING**i for i, weight in enumerate(sorted(weights, reverse=True)))


def _title_share(page: IndexedPage, piece: Piece, sections: Sequence[Headed]) -> float:
    """The best title over this piece, less the further the piece lies below it."""
    best = 0.0
    low, high = page.folded.original(piece.start, piece.end)
    for section in sections:
        if section.start <= high:
            below = sum(
                1 for p in page.pieces if section.start <= page.folded.original(p.start, p.end)[0] < low
            )
            share = _UNDER[min(below, len(_UNDER) - 1)] if section.opens_here else _UNDER[-1]
            best = max(best, section.likeness * share)
    return best


def _outer(hits: list[Term]) -> list[Term]:
    """Without the terms that are part of another hit: 质保 inside 质保期 counts once."""
    return [t for t in hits if not any(t is not o and t.text in o.text for o in hits)]


def _why(hits: list[Term], piece: Piece) -> Message:
    words = "、".join(t.shown for t in sorted(hits, key=lambda t: -t.weight)[:4])
    if not words:
        return msg("Stands in a section whose title is near the criterion's")
    if piece.heading:
        return msg("Section that names: %(words)s", words=words)
    return msg("Holds: %(words)s", words=words)


def _stated(
    place: EvidencePlace, pages: Sequence[IndexedPage], terms: Sequence[Term], weights: dict[str, float]
) -> Passage | None:
    """The passage at a place that the bidder named; ``None`` when the bid has no such page."""
    page = next((p for p in pages if p.document == place.document and p.page.number == place.page), None)
    if page is None:
        return None
    reason = msg("The bidder names this page")
    if place.bbox is not None:
        box = Box(*place.bbox)
        return Passage(place.document, place.page, box, text_in(page, box), reason=reason)
    ranked = _ranked([page], terms, weights)
    if ranked:
        _, _, piece, hits = ranked[0]
        words = "、".join(t.shown for t in hits[:4])
        return _passage(page, piece, 1.0, msg("The bidder names this page; it holds: %(words)s", words=words))
    if page.pieces:
        return _passage(page, page.pieces[0], 1.0, reason)
    return Passage(
        place.document, place.page, Box(0.0, 0.0, page.page.width, page.page.height), "", reason=reason
    )


def text_in(page: IndexedPage, box: Box) -> str:
    """The text whose characters have their middle inside ``box``."""
    boxes = page.page.boxes
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    inside = (x >= box.x0) & (x <= box.x1) & (y >= box.y0) & (y <= box.y1)
    return "".join(c for c, held in zip(page.page.text, inside.tolist(), strict=True) if held)


def _passage(page: IndexedPage, piece: Piece, strength: float, reason: Message) -> Passage:
    return _range(page, piece.start, piece.end, strength, reason)


def _range(page: IndexedPage, start: int, end: int, strength: float, reason: Message) -> Passage:
    low, high = page.folded.original(start, end)
    box = page.page.box_between(low, high)
    text = page.page.text[low:high]
    return Passage(
        page.document, page.page.number, box, text, low, high, round(min(strength, 1.0), 4), reason
    )
