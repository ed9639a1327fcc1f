"""What the page of one alert shows, gathered from the alert, the two bids' pages and the decisions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

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
from procurement.bids.models import Bid, BidDocument
from procurement.bids.naming import with_names
from procurement.message import Message
from procurement.people.templatetags.gongping import message
from procurement.tenders.models import Tender, TenderDocument

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

    @property
    def crop(self) -> str:
        """The part of the page that shows a shared picture, as the view box of a drawing; empty for a text."""
        if self.view is None or self.side.bbox is None or self.side.text:
            return ""
        x0, y0, x1, y1 = self.side.bbox
        return f"{x0 - 6:.1f} {y0 - 6:.1f} {x1 - x0 + 12:.1f} {y1 - y0 + 12:.1f}"


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


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How much of a bid is the tender's own words, and how much is shared beyond them; all in characters.

    ``raw`` is how alike the bid is to the other one with the tender's words in it, ``after`` with them taken out.
    """

    party: Party
    characters: int
    quoted: int
    shared: int

    @property
    def own(self) -> int:
        """Characters that neither the tender nor the other bid has."""
        return max(0, self.characters - self.quoted - self.shared)

    @property
    def raw(self) -> float:
        """Quoted or shared, as a share of the whole text."""
        return (self.quoted + self.shared) / max(self.characters, 1)

    @property
    def after(self) -> float:
        """Shared, as a share of what is not quoted."""
        return self.shared / max(self.characters - self.quoted, 1)

    @property
    def raw_width(self) -> str:
        """``raw`` on a bar of 100 units."""
        return f"{100 * min(self.raw, 1):.1f}"

    @property
    def after_width(self) -> str:
        """``after`` on a bar of 100 units."""
        return f"{100 * min(self.after, 1):.1f}"


def left_out(alert: Alert, names: Mapping[str, str]) -> list[LeftOut]:
    """Raw similarity beside similarity after subtraction, for both bids; empty for signs that compare no text."""
    counts = [alert.detail.get(key) for key in ("characters", "quoted", "shared")]
    if not all(isinstance(count, list) and len(count) == len(alert.bidders) for count in counts):
        return []
    rows = zip(parties(alert, names), *counts, strict=True)
    return [LeftOut(party, *(int(count) for count in numbers)) for party, *numbers in rows]


def left_out_rows(alert: Alert, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """The same in words, for files."""
    words = _(
        "%(characters)d characters, %(quoted)d quoted from the tender, %(shared)d shared beyond it: alike %(raw)s before and %(after)s after subtraction"
    )
    return [
        (
            row.party.name,
            words
            % {
                "characters": row.characters,
                "quoted": row.quoted,
                "shared": row.shared,
                "raw": f"{row.raw:.1%}",
                "after": f"{row.after:.1%}",
            },
        )
        for row in left_out(alert, names)
    ]


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
    return PassageView(passage, (halves[0], halves[1]), pieces, len(found))


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
