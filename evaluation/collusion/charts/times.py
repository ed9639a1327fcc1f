"""When files came about and bids came in 制作与上传时间线: one lane a bidder, and what happened close together.

Times of files are what their makers' clocks said; a file that states no offset is taken to have been made by the
clock of the house.  Whoever uploads a minute after another proves nothing by it: the drawing is context.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Literal

Kind = Literal["created", "saved", "uploaded"]
CLOSE = timedelta(minutes=15)
"""Uploads, or files made, by two bidders within this are pointed out."""
_OLDEST = timedelta(days=400)
"""What is older, seen from the latest moment, is a template's date and only listed."""
LANE = 34
WIDTH, LEFT, TOP = 1080, 190, 14


@dataclass(frozen=True, slots=True)
class Moment:
    """Something of one bidder at one time; ``what`` is the file, empty for the upload of the whole bid."""

    bidder: str
    kind: Kind
    at: datetime
    what: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment in drawing units."""

    moment: Moment
    x: float
    y: float
    close: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A day on the axis."""

    x: float
    at: datetime


@dataclass(frozen=True, slots=True)
class Timeline:
    """What is drawn (``marks``) and listed (``moments``, in order); ``close`` holds those near another bidder's."""

    lanes: tuple[tuple[str, int], ...]
    marks: tuple[Mark, ...]
    moments: tuple[Moment, ...]
    close: frozenset[Moment] = frozenset()
    ticks: tuple[Tick, ...] = ()
    height: int = 0
    width: int = WIDTH
    left: int = LEFT
    right: int = field(default=WIDTH - 20)


def parsed(text: str, house: tzinfo = UTC) -> datetime | None:
    """An ISO moment, aware; ``None`` for what is none.  Without an offset the clock of the house is taken."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=house)


def timeline(bidders: Sequence[str], moments: Iterable[Moment]) -> Timeline:
    """Places the moments of these bidders on one axis from the first to the last."""
    listed = tuple(
        sorted((m for m in moments if m.bidder in bidders), key=lambda m: (m.at, m.bidder, m.kind, m.what))
    )
    lanes = tuple((key, TOP + LANE * row + LANE // 2) for row, key in enumerate(bidders))
    height = TOP + LANE * len(bidders) + 26
    close = _close(listed)
    if not listed:
        return Timeline(lanes, (), (), height=height)
    drawn = [m for m in listed if listed[-1].at - m.at <= _OLDEST]
    first, last = drawn[0].at, drawn[-1].at
    span = max((last - first).total_seconds(), 60.0)
    heights, right = dict(lanes), WIDTH - 20

    def across(at: datetime) -> float:
        return round(LEFT + (right - LEFT) * (at - first).total_seconds() / span, 1)

    marks = tuple(Mark(m, across(m.at), heights[m.bidder], m in close) for m in drawn)
    return Timeline(lanes, marks, listed, close, _ticks(first, last, across), height)


def _close(moments: Sequence[Moment]) -> frozenset[Moment]:
    """Moments of one kind that lie close to one of another bidder."""
    found: set[Moment] = set()
    for index, one in enumerate(moments):
        for other in moments[index + 1 :]:
            if other.at - one.at > CLOSE:
                break
            if other.kind == one.kind and other.bidder != one.bidder:
                found |= {one, other}
    return frozenset(found)


def _ticks(first: datetime, last: datetime, across) -> tuple[Tick, ...]:  # type: ignore[no-untyped-def]
    """The two ends, and up to four evenly spaced between them."""
    steps = 4
    span = (last - first) / steps
    if not span:
        return (Tick(across(first), first),)
    return tuple(Tick(across(at), at) for at in (first + span * step for step in range(steps + 1)))
