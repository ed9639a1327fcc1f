"""The reading pane: one page of a bid with its passages, its search hits and the way to the other pages.

The reader and the scoring page show the same pane; all its state is in the query string, so that every place in a
bid has an address.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from evaluation.evidence.queries import Found, FoundPassage
from evaluation.reading import UnreadableError, queries
from evaluation.reading.document import Page
from evaluation.reading.models import ReadFile
from evaluation.reading.page_view import Mark, MarkKind, PageView, marks_of
from evaluation.reading.services import problem_of, read_file
from procurement.bids.models import Bid, BidDocument
from procurement.message import Message

MAX_HITS = 80
_BEFORE, _AFTER = 18, 42


@dataclass(frozen=True, slots=True)
class Place:
    """What the query string says: which document, page, criterion, passage, and what is searched for."""

    document: str = ""
    page: int = 0
    criterion: str = ""
    passage: int = -1
    search: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Place:
        """Reads a query string; what makes no sense counts as not stated."""
        return cls(
            document=query.get("document", ""),
            page=_number(query.get("page", ""), 0),
            criterion=query.get("criterion", ""),
            passage=_number(query.get("passage", ""), -1),
            search=query.get("q", "").strip()[:100],
        )

    def query(self) -> str:
        """The query string of this place."""
        parts: dict[str, str | int] = {}
        if self.criterion:
            parts["criterion"] = self.criterion
        if self.document:
            parts["document"] = self.document
        if self.page:
            parts["page"] = self.page
        if self.passage >= 0:
            parts["passage"] = self.passage
        if self.search:
            parts["q"] = self.search
        return urlencode(parts)


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """A document of the bid in the switch; ``problem`` when it cannot be read."""

    name: str
    pages: int
    problem: Message | None
    current: bool
    query: str


@dataclass(frozen=True, slots=True)
class PassageLink:
    """A passage in the list of what answers the criterion."""

    passage: FoundPassage
    current: bool
    query: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the search words stand, with the text round them."""

    document: str
    page: int
    before: str
    words: str
    after: str
    current: bool
    query: str


@dataclass(frozen=True, slots=True)
class Pane:
    """All that ``reading/_pane.html`` shows."""

    bid: Bid
    place: Place
    documents: tuple[DocumentLink, ...]
    view: PageView | None
    problem: Message | None
    passages: tuple[PassageLink, ...]
    searched_pages: int | None
    hits: tuple[Hit, ...]
    previous_query: str
    next_query: str


def pane(bid: Bid, rows: Sequence[BidDocument], found: Mapping[str, Found], place: Place) -> Pane:
    """The pane for one place in a bid.  Without a stated page it opens at the criterion's best passage."""
    answer = found.get(place.criterion)
    passages = answer.passages if answer else ()
    place = _settle(place, rows, passages)
    row = next((r for r in rows if r.name == place.document), None)
    readings = queries.readings(r.file for r in rows)
    view: PageView | None = None
    problem: Message | None = None
    total = 0
    if row is not None:
        try:
            total = read_file(file=row.file, name=row.name).pages
            place = _replace(place, page=max(1, min(place.page, total)))
            view = queries.bid_page(row, place.page, lambda page: _marks(page, place, passages), lazy=False)
        except UnreadableError as error:
            problem = error.reason
    hits = _hits(rows, place) if place.search else ()
    plain = Place(place.document, place.page, place.criterion, -1, place.search)
    return Pane(
        bid=bid,
        place=place,
        documents=tuple(_link(r, readings, place) for r in rows),
        view=view,
        problem=problem,
        passages=tuple(
            PassageLink(
                p,
                p.index == place.passage,
                Place(p.document, p.page, place.criterion, p.index).query(),
            )
            for p in passages
        ),
        searched_pages=answer.searched_pages if answer else None,
        hits=hits,
        previous_query=_replace(plain, page=place.page - 1).query() if view and place.page > 1 else "",
        next_query=_replace(plain, page=place.page + 1).query() if view and place.page < total else "",
    )


def _settle(place: Place, rows: Sequence[BidDocument], passages: Sequence[FoundPassage]) -> Place:
    """Fills in what the query string leaves open."""
    names = {row.name for row in rows}
    if place.document in names:
        return _replace(place, page=max(1, place.page))
    chosen = next(
        (p for p in passages if p.index == place.passage),
        passages[0] if passages else None,
    )
    if chosen is not None and chosen.document in names:
        return _replace(place, document=chosen.document, page=chosen.page, passage=chosen.index)
    return _replace(
        place,
        document=rows[0].name if rows else "",
        page=max(1, place.page),
        passage=-1,
    )


def _replace(place: Place, **changes: str | int) -> Place:
    values = {name: getattr(place, name) for name in Place.__slots__}
    return Place(**{**values, **changes})


def _link(row: BidDocument, readings: Mapping[str, ReadFile], place: Place) -> DocumentLink:
    reading = readings.get(row.file.sha256)
    problem = problem_of(reading) if reading else None
    query = Place(row.name, 1, place.criterion, -1, place.search).query()
    return DocumentLink(
        row.name,
        reading.pages if reading else 0,
        problem,
        row.name == place.document,
        query,
    )


def _marks(page: Page, place: Place, passages: Sequence[FoundPassage]) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    for passage in passages:
        if passage.document == place.document and passage.page == page.number:
            kind: MarkKind = "current" if passage.index == place.passage else "other"
            marks += marks_of(page, start=passage.start, end=passage.end, bbox=passage.bbox, kind=kind)
    if place.search:
        for start, end in _found_in(page.text, place.search):
            marks += marks_of(page, start=start, end=end, kind="hit")
    return tuple(marks)


def _hits(rows: Sequence[BidDocument], place: Place) -> tuple[Hit, ...]:
    hits: list[Hit] = []
    for document in queries.readable(rows):
        for page in document.pages:
            for start, end in _found_in(page.text, place.search):
                target = Place(document.name, page.number, place.criterion, -1, place.search)
                here = document.name == place.document and page.number == place.page
                text = page.text
                hits.append(
                    Hit(
                        document.name,
                        page.number,
                        _flat(text[max(0, start - _BEFORE) : start]),
                        _flat(text[start:end]),
                        _flat(text[end : end + _AFTER]),
                        here,
                        target.query(),
                    )
                )
                if len(hits) == MAX_HITS:
                    return tuple(hits)
    return tuple(hits)


def _found_in(text: str, words: str) -> list[tuple[int, int]]:
    """Where the words stand; a line break or a space inside them does not matter, nor does case."""
    letters = [re.escape(letter) for letter in words if not letter.isspace()]
    if not letters:
        return []
    return [match.span() for match in re.finditer(r"\s*".join(letters), text, re.IGNORECASE)]


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else otherwise
