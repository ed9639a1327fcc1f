"""The reading pane: one page of a bid with its passages, its search hits and the way to the other pages.

The reader and the scoring page show the same pane; all its state is in the query string, so that every place in a
bid has an address.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from evaluation.evidence.queries import Found, FoundPassage
from evaluation.reading import UnreadableError, queries
from evaluation.reading.bid_parts import forms_of, parts_of
from evaluation.reading.contents import Line, lines
from evaluation.reading.document import Evasion, Page
from evaluation.reading.filled_parts import PartLink, part_link
from evaluation.reading.hit_links import Hits, hit_links
from evaluation.reading.models import ReadFile
from evaluation.reading.overview import Overview
from evaluation.reading.page_view import Mark, MarkKind, PageView, marks_of
from evaluation.reading.place import Place
from evaluation.reading.read_tables import TableLinks, table_links
from evaluation.reading.services import overview_of, problem_of, read_file
from evaluation.reading.words import places
from procurement.bids.models import Bid, BidDocument
from procurement.message import Message

MAX_HITS = 500
MAX_TRICKS = 40


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
class ContentsLink:
    """A line of the contents as a link."""

    line: Line
    query: str


@dataclass(frozen=True, slots=True)
class TrickLink:
    """A place where the text of a document misleads."""

    trick: Evasion
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
    hits: Hits
    previous_query: str
    next_query: str
    contents: tuple[ContentsLink, ...] = ()
    notes: tuple[Message, ...] = ()
    tricks: tuple[TrickLink, ...] = ()
    unread: int = 0
    """How many documents were not read yet and so were not searched."""
    parts: tuple[PartLink, ...] = ()
    parts_pages: int = 0
    """In how many pages the prescribed parts were looked for."""
    tables: tuple[TableLinks, ...] = ()

    @property
    def table_current(self) -> bool:
        """Whether a row of a table is what is looked at."""
        return any(table.current for table in self.tables)

    @property
    def parts_found(self) -> int:
        """How many of the prescribed parts the bid has."""
        return sum(bool(link.query) for link in self.parts)


def pane(
    bid: Bid,
    rows: Sequence[BidDocument],
    found: Mapping[str, Found],
    place: Place,
    *,
    suspicions: bool = False,
) -> Pane:
    """The pane for one place in a bid.  Without a stated page it opens at the criterion's best passage.

    ``suspicions`` shows where the text misleads, to those who see alerts: what is suspected must not lean on a score.
    """
    answer = found.get(place.criterion)
    passages = answer.passages if answer else ()
    place = _settle(place, rows, passages)
    row = next((r for r in rows if r.name == place.document), None)
    view: PageView | None = None
    problem: Message | None = None
    total = 0
    state = Overview()
    if row is not None:
        try:
            reading = read_file(file=row.file, name=row.name)
            total, state = reading.pages, overview_of(reading)
            place = replace(place, page=max(1, min(place.page, total)))
            tricks = state.evasion if suspicions else ()
            view = queries.bid_page(
                row, place.page, lambda page: _marks(page, place, passages, tricks), lazy=False
            )
        except UnreadableError as error:
            problem = error.reason
    names = [r.name for r in rows]
    texts = queries.hits(rows, place.search, MAX_HITS + 1) if place.search else []
    readings = queries.readings(r.file for r in rows)
    plain = Place(place.document, place.page, place.criterion, -1, place.search)
    split = parts_of(bid, rows, forms_of(bid.tender))
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
        hits=hit_links(texts, place, names, MAX_HITS),
        previous_query=replace(plain, page=place.page - 1).query() if view and place.page > 1 else "",
        next_query=replace(plain, page=place.page + 1).query() if view and place.page < total else "",
        contents=contents_links(state, place) if view else (),
        notes=tuple(state.notes()),
        tricks=_trick_links(state, place) if suspicions else (),
        unread=sum(r.file_id not in readings for r in rows),
        parts=tuple(part_link(filled, place) for filled in split.parts),
        parts_pages=split.searched_pages,
        tables=table_links(state, place) if view else (),
    )


def contents_links(state: Overview, place: Place) -> tuple[ContentsLink, ...]:
    """The contents of the document beside this place; each line leads to its heading and marks it."""
    links = []
    for line in lines(state.entries, place.page, place.mark[0] if place.mark else -1):
        entry = line.entry
        mark = (entry.start, entry.end) if 0 <= entry.start < entry.end else None
        target = replace(place, page=entry.page, passage=-1, mark=mark)
        links.append(ContentsLink(line, target.query()))
    return tuple(links)


def _trick_links(state: Overview, place: Place) -> tuple[TrickLink, ...]:
    links = []
    for trick in state.grave[:MAX_TRICKS]:
        mark = (trick.start, trick.end) if trick.start < trick.end else None
        target = replace(place, page=trick.page, passage=-1, mark=mark)
        links.append(TrickLink(trick, trick.page == place.page, target.query()))
    return tuple(links)


def _settle(place: Place, rows: Sequence[BidDocument], passages: Sequence[FoundPassage]) -> Place:
    """Fills in what the query string leaves open."""
    names = {row.name for row in rows}
    if place.document in names:
        return replace(place, page=max(1, place.page))
    chosen = next(
        (p for p in passages if p.index == place.passage),
        passages[0] if passages else None,
    )
    if chosen is not None and chosen.document in names:
        return replace(place, document=chosen.document, page=chosen.page, passage=chosen.index)
    return replace(
        place,
        document=rows[0].name if rows else "",
        page=max(1, place.page),
        passage=-1,
    )


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


def _marks(
    page: Page, place: Place, passages: Sequence[FoundPassage], tricks: Sequence[Evasion]
) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    for passage in passages:
        if passage.document == place.document and passage.page == page.number:
            kind: MarkKind = "current" if passage.index == place.passage else "other"
            marks += marks_of(page, start=passage.start, end=passage.end, bbox=passage.bbox, kind=kind)
    return tuple(marks) + marks_at(page, place) + trick_marks(page, tricks)


def marks_at(page: Page, place: Place) -> tuple[Mark, ...]:
    """What the address itself points at: its range of text, and the words searched for."""
    marks: list[Mark] = []
    if place.box is not None:
        marks += marks_of(page, bbox=place.box)
    if place.mark is not None:
        marks += marks_of(page, start=place.mark[0], end=min(place.mark[1], len(page.text)))
    if place.search:
        for start, end in places(page.text, place.search):
            marks += marks_of(page, start=start, end=end, kind="hit")
    return tuple(marks)


def trick_marks(page: Page, tricks: Sequence[Evasion]) -> tuple[Mark, ...]:
    """Where the page misleads; what lies outside it has no place on its picture."""
    marks: list[Mark] = []
    for trick in tricks:
        if trick.page == page.number and trick.severity != "low":
            marks += marks_of(page, start=trick.start, end=trick.end, bbox=trick.box, kind="trick")
    return tuple(marks)
