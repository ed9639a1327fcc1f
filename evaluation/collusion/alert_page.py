"""What the page of one alert shows, gathered from the alert, the two bids' pages and the decisions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from evaluation.collusion import evidence_view
from evaluation.collusion.articles import Provision, provision
from evaluation.collusion.diff import Piece, fine_diff
from evaluation.collusion.evidence_view import Passage, Row, Side
from evaluation.collusion.labels import detector_name
from evaluation.collusion.models import Alert, Verdict
from evaluation.collusion.text.on_page import quoted_on
from evaluation.collusion.text.quoted import Known
from evaluation.collusion.text.stream import lay_out
from evaluation.library import queries as library
from evaluation.reading import UnreadableError
from evaluation.reading import queries as reading
from evaluation.reading.document import Page
from evaluation.reading.page_view import Mark, PageView, marks_of
from evaluation.reading.place import Place
from procurement.bids.models import Bid, BidDocument
from procurement.bids.naming import with_names
from procurement.message import Message
from procurement.people.templatetags.gongping import message
from procurement.tenders.models import Tender, TenderDocument

_ROUND = 12.0  # points shown round a picture
_ONE_SCALE = 1.6  # times as large: pictures that differ more are each shown as large as there is room
_DIFF_LIMIT = 6_000
"""Characters a side beyond which a fine diff helps nobody; the texts are then shown as they are."""


@dataclass(frozen=True, slots=True)
class Party:
    """A bidder of the alert: its key, and its name as a firm."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Half:
    """One of the two panes: whose bid in which tender, which page, or why it cannot be shown.

    ``reference`` is empty when this person may not read the bid, or when it is no longer there.
    """

    party: Party
    side: Side
    view: PageView | None
    problem: Message | None
    reference: str = ""
    frame: tuple[float, float] | None = None
    """How much of the page (points) the cutting of a picture or seal shows, so that both sides have one scale."""

    @property
    def crop(self) -> str:
        """The part of the page that shows a shared picture, as the view box of a drawing; empty for a text."""
        if self.view is None or self.side.bbox is None or self.side.text:
            return ""
        x0, y0, x1, y1 = self.side.bbox
        width, height = self.frame or (x1 - x0 + _ROUND, y1 - y0 + _ROUND)
        return f"{(x0 + x1 - width) / 2:.1f} {(y0 + y1 - height) / 2:.1f} {width:.1f} {height:.1f}"

    @property
    def picture(self) -> str:
        """The address of a picture that has no place on its page; empty for what has one."""
        if self.view is None or not self.side.picture or self.side.text:
            return ""
        return f"{self.view.image}&picture={self.side.picture}"

    @property
    def place(self) -> str:
        """Where a link leads: the page in the reader, with the passage or the picture marked."""
        side = self.side
        mark = (side.start, side.end) if 0 <= side.start < side.end else None
        box = None
        if mark is None and side.bbox is not None:
            x0, y0, x1, y1 = (max(round(edge), 0) for edge in side.bbox)
            box = (x0, y0, max(x1, x0 + 1), max(y1, y0 + 1))
        return Place(side.document, side.page, mark=mark, box=box).query()


@dataclass(frozen=True, slots=True)
class PassageView:
    """The passage that is open, between its neighbours."""

    passage: Passage
    halves: tuple[Half, Half]
    pieces: tuple[Piece, ...]
    total: int

    @property
    def previous(self) -> int | None:
        """The number of the passage before, if there is one."""
        return self.passage.number - 1 if self.passage.number > 1 else None

    @property
    def next(self) -> int | None:
        """The number of the passage after, if there is one."""
        return self.passage.number + 1 if self.passage.number < self.total else None

    @property
    def edited(self) -> bool:
        """Whether the two texts differ at all."""
        return any(piece.change != "equal" for piece in self.pieces)


def parties(alert: Alert, names: Mapping[str, str]) -> tuple[Party, ...]:
    """The bidders in the order in which the evidence names its sides."""
    return tuple(Party(key, names.get(key, key)) for key in alert.bidders)


def is_open(alert: Alert) -> bool:
    """Whether no decision stands (``verdict`` is annotated by :func:`queries.alerts_for`)."""
    return alert.verdict in {"", Verdict.REOPENED}  # type: ignore[attr-defined]


def said(data: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """A stored sentence of a sign or a ring in the reader's language, with bidders called by name."""
    return message(with_names(data, names))


def provisions(alert: Alert) -> list[Provision]:
    """The articles with their words."""
    return [provision(basis) for basis in alert.basis]


def passages(alert: Alert) -> tuple[Passage, ...]:
    """The passages of the alert."""
    return evidence_view.passages(alert.evidence, alert.bidders)


def rows(alert: Alert) -> tuple[Row, ...]:
    """The shared values of the alert."""
    return evidence_view.rows(alert.evidence, alert.bidders, amounts=alert.detector.startswith("price"))


def title(alert: Alert) -> str:
    """The kind of sign in words."""
    return detector_name(alert.detector)


def passage_view(
    alert: Alert, found: Sequence[Passage], number: int, names: Mapping[str, str], readable: QuerySet[Bid]
) -> PassageView:
    """The passage of this number (the nearest one where there is none) with both pages and all marks on them.

    ``readable`` are the bids this person may read: a page of any other bid is not shown.
    """
    passage = found[max(1, min(number, len(found))) - 1]
    own = alert.evaluation.tender.reference
    halves = [
        _half(side, passage, found, _bid_of(side, own, readable), names) for side in (passage.a, passage.b)
    ]
    short = passage.length <= _DIFF_LIMIT
    a, b = unbroken(passage.a.text), unbroken(passage.b.text)
    pieces = fine_diff(a, b) if short else (Piece("replace", a, b),)
    frame = _frame(passage.a, passage.b)
    halves = [replace(half, frame=frame) for half in halves]
    return PassageView(passage, (halves[0], halves[1]), pieces, len(found))


def _frame(a: Side, b: Side) -> tuple[float, float] | None:
    """What both cuttings show, in points, where two pictures are about as large as each other."""
    if a.bbox is None or b.bbox is None:
        return None
    wide, high = zip(*((x1 - x0, y1 - y0) for x0, y0, x1, y1 in (a.bbox, b.bbox)), strict=True)
    if max(wide) > _ONE_SCALE * min(wide) or max(high) > _ONE_SCALE * min(high):
        return None
    return max(wide) + _ROUND, max(high) + _ROUND


def _bid_of(side: Side, own: str, readable: QuerySet[Bid]) -> Bid | None:
    """The bid a side stands in: one of this tender's by its key, one of another tender's by its supplier's name."""
    bids = readable.filter(tender__reference=side.tender or own).select_related("tender")
    named = bids.filter(supplier__name=side.bidder) if side.tender else bids.filter(key=side.bidder)
    return named.first()


def unbroken(text: str) -> str:
    """The text without the line breaks of its page: where a line ends is the layout's doing, not the writer's."""
    return _BREAK.sub(lambda found: " " if found[1].isascii() and found[2].isascii() else "", text)


_BREAK = re.compile(r"(?<=(.))\s*\n\s*(?=(.))")


def _half(
    side: Side, current: Passage, found: Sequence[Passage], bid: Bid | None, names: Mapping[str, str]
) -> Half:
    party = Party(bid.key if bid else side.bidder, names.get(side.bidder, side.bidder))
    if bid is None:
        return Half(party, side, None, None)
    reference = bid.tender.reference
    documents = BidDocument.objects.filter(bid=bid, name=side.document).select_related("bid__tender", "file")
    document = documents.first()
    if document is None:
        return Half(party, side, None, None, reference)
    said = known_of(bid.tender)
    try:
        view = reading.bid_page(
            document,
            side.page,
            lambda page: (*_quoted(page, said), *_marks(page, side, current, found)),
            lazy=False,
        )
    except UnreadableError as error:
        return Half(party, side, None, error.reason, reference)
    except IndexError:
        return Half(party, side, None, None, reference)
    return Half(party, side, view, None, reference)


def _quoted(page: Page, said: Known) -> tuple[Mark, ...]:
    """What the page quotes from the tender documents: left out of the comparison, and shown greyed."""
    if not len(said):
        return ()
    return tuple(
        mark
        for start, end in quoted_on(page, said)
        for mark in marks_of(page, start=start, end=end, kind="quoted")
    )


def known_of(tender: Tender) -> Known:
    """The n-grams of what bids may quote: the tender's documents and the agency's model texts."""
    files = tender.documents.order_by("position").values_list("file__sha256", flat=True)
    return _known(tender.pk, tuple(files), library.identity())


@lru_cache(maxsize=8)
def _known(tender: int, _files: tuple[str, ...], _library: str) -> Known:
    rows = TenderDocument.objects.filter(tender=tender).select_related("file").order_by("position")
    texts = (*reading.readable(rows), *library.documents())
    return Known(lay_out([(0, document) for document in texts]).codes)


def _marks(page: Page, side: Side, current: Passage, found: Sequence[Passage]) -> tuple[Mark, ...]:
    """The open passage, and in another look every other passage on the same page."""
    marks: list[Mark] = []
    here = (side.tender, side.bidder, side.document, side.page)
    for passage in found:
        for other in (passage.a, passage.b):
            if (other.tender, other.bidder, other.document, other.page) != here:
                continue
            kind = "shared" if passage.number == current.number else "other"
            label = str(passage.number)
            marks += marks_of(page, start=other.start, end=other.end, bbox=other.bbox, kind=kind, label=label)  # type: ignore[arg-type]
    return tuple(marks)
