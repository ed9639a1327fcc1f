"""What the page of one alert shows, gathered from the alert, the two bids' pages and the decisions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evaluation.collusion import evidence_view
from evaluation.collusion.articles import Provision, provision
from evaluation.collusion.diff import Piece, fine_diff
from evaluation.collusion.evidence_view import Passage, Row, Side
from evaluation.collusion.labels import detector_name
from evaluation.collusion.models import Alert, Verdict
from evaluation.reading import UnreadableError
from evaluation.reading import queries as reading
from evaluation.reading.document import Page
from evaluation.reading.page_view import Mark, PageView, marks_of
from procurement.bids.models import Bid, BidDocument
from procurement.message import Message

_DIFF_LIMIT = 6_000
"""Characters a side beyond which a fine diff helps nobody; the texts are then shown as they are."""


@dataclass(frozen=True, slots=True)
class Party:
    """A bidder of the alert: its key, and its name as a firm."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Half:
    """One of the two panes: whose bid, which page, or why it cannot be shown."""

    party: Party
    side: Side
    view: PageView | None
    problem: Message | None


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
    alert: Alert, found: Sequence[Passage], number: int, names: Mapping[str, str]
) -> PassageView:
    """The passage of this number (the nearest one where there is none) with both pages and all marks on them."""
    passage = found[max(1, min(number, len(found))) - 1]
    bids = {
        bid.key: bid for bid in Bid.objects.filter(tender=alert.evaluation.tender).select_related("tender")
    }
    halves = tuple(_half(side, passage, found, bids, names) for side in (passage.a, passage.b))
    short = passage.length <= _DIFF_LIMIT
    a, b = unbroken(passage.a.text), unbroken(passage.b.text)
    pieces = fine_diff(a, b) if short else (Piece("replace", a, b),)
    return PassageView(passage, (halves[0], halves[1]), pieces, len(found))


def unbroken(text: str) -> str:
    """The text without the line breaks of its page: where a line ends is the layout's doing, not the writer's."""
    return _BREAK.sub(lambda found: " " if found[1].isascii() and found[2].isascii() else "", text)


_BREAK = re.compile(r"(?<=(.))\s*\n\s*(?=(.))")


def _half(
    side: Side, current: Passage, found: Sequence[Passage], bids: Mapping[str, Bid], names: Mapping[str, str]
) -> Half:
    party = Party(side.bidder, names.get(side.bidder, side.bidder))
    row = BidDocument.objects.filter(bid=bids.get(side.bidder), name=side.document).select_related(
        "bid__tender", "file"
    )
    document = row.first() if side.bidder in bids else None
    if document is None:
        return Half(party, side, None, None)
    try:
        view = reading.bid_page(
            document, side.page, lambda page: _marks(page, side, current, found), lazy=False
        )
    except UnreadableError as error:
        return Half(party, side, None, error.reason)
    except IndexError:
        return Half(party, side, None, None)
    return Half(party, side, view, None)


def _marks(page: Page, side: Side, current: Passage, found: Sequence[Passage]) -> tuple[Mark, ...]:
    """The open passage, and in another look every other passage on the same page."""
    marks: list[Mark] = []
    for passage in found:
        for other in (passage.a, passage.b):
            if (other.bidder, other.document, other.page) != (side.bidder, side.document, side.page):
                continue
            kind = "shared" if passage.number == current.number else "other"
            label = str(passage.number)
            marks += marks_of(page, start=other.start, end=other.end, bbox=other.bbox, kind=kind, label=label)  # type: ignore[arg-type]
    return tuple(marks)
