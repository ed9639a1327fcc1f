"""What a reader wants to know of a document before its pages: its contents, what was recognised, what misleads.

Small beside the document itself, so that it is kept with the reading and shown without unpacking a page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from evaluation.reading.bills import read_bill
from evaluation.reading.document import Box, Document, Evasion
from evaluation.reading.structure.entry import Entry
from evaluation.reading.structure.fields import find_fields
from evaluation.reading.structure.lists import find_lists
from evaluation.reading.structure.sections import all_sections
from procurement.message import Message, msg

__all__ = ["Entry", "Overview", "Value", "overview"]
MOST_ENTRIES = 3_000
MOST_MARKS = 300
MOST_VALUES = 1_000
UNSURE = 0.8
"""Recognition below this (0 to 1, averaged over a page) is likely to have wrong letters."""
BILL = "items"
"""The field of a :class:`Value` that is a priced bill: its value counts the rows, its text is their sum."""
_LEAST_ROWS = 3  # a smaller priced table may be anything
_KNOWN = 0.8  # so many of a file's bookmarks among the headings found make those the fuller contents
_FULLER = 4  # and so do so many times more headings than bookmarks: those are strays


class Value(NamedTuple):
    """A field that the document fills in: its normalised value, the text as it stands, where, how sure (0 to 1)."""

    field: str
    value: str
    text: str
    page: int
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Overview:
    """``recognised`` are the pages read by recognition with how sure it was, ``pictures`` those without any text."""

    entries: tuple[Entry, ...] = ()
    recognised: tuple[tuple[int, float], ...] = ()
    pictures: tuple[int, ...] = ()
    evasion: tuple[Evasion, ...] = ()
    values: tuple[Value, ...] = ()

    @property
    def confidence(self) -> float | None:
        """How sure recognition was on average; ``None`` where nothing was recognised."""
        return sum(sure for _, sure in self.recognised) / len(self.recognised) if self.recognised else None

    @property
    def unsure(self) -> tuple[int, ...]:
        """The recognised pages that are likely to have wrong letters."""
        return tuple(page for page, sure in self.recognised if sure < UNSURE)

    @property
    def grave(self) -> tuple[Evasion, ...]:
        """What misleads and is above low."""
        return tuple(mark for mark in self.evasion if mark.severity != "low")

    def notes(self) -> list[Message]:
        """The state of the document in sentences; none for a plain one."""
        found = []
        if self.recognised:
            sure = f"{self.confidence:.2f}"
            count = len(self.recognised)
            found.append(
                msg(
                    "pages read by recognition: %(count)s, confidence %(confidence)s",
                    count=count,
                    confidence=sure,
                )
            )
        if self.pictures:
            found.append(msg("pages that are pictures without text: %(count)s", count=len(self.pictures)))
        return found

    @property
    def suspicion(self) -> Message | None:
        """How often the text misleads, for those who see alerts; ``None`` when it does not."""
        count = sum(mark.count for mark in self.grave)
        return msg("places where the text misleads: %(count)s", count=count) if count else None

    def to_json(self) -> dict[str, Any]:
        """A JSON-ready form that :meth:`from_json` reads back."""
        return {
            "entries": [list(entry) for entry in self.entries],
            "recognised": [[page, round(sure, 3)] for page, sure in self.recognised],
            "pictures": list(self.pictures),
            "evasion": [
                [m.kind, m.severity, m.page, m.start, m.end, _listed(m.box), m.message.to_json(), m.count]
                for m in self.evasion
            ],
            "values": [list(value) for value in self.values],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Overview:
        """The overview that :meth:`to_json` wrote."""
        return cls(
            tuple(Entry(*row) for row in data["entries"]),
            tuple((page, sure) for page, sure in data["recognised"]),
            tuple(data["pictures"]),
            tuple(
                Evasion(
                    kind, severity, page, start, end, Box(*box) if box else None, Message.from_json(text), n
                )
                for kind, severity, page, start, end, box, text, n in data["evasion"]
            ),
            tuple(Value(*row) for row in data.get("values", ())),
        )


def overview(document: Document) -> Overview:
    """The overview of a document that was read."""
    return Overview(
        tuple(_entries(document)[:MOST_ENTRIES]),
        tuple((p.number, p.ocr_confidence or 0.0) for p in document.pages if p.source == "ocr"),
        tuple(p.number for p in document.pages if p.source == "scanned"),
        document.evasion[:MOST_MARKS],
        tuple(_values(document)[:MOST_VALUES]),
    )


def _values(document: Document) -> list[Value]:
    """What the document fills in, its tables of contracts, staff and so on row by row, its priced bill as a whole.

    On a recognised page no value is surer than the page.
    """
    found = []
    for hit in find_fields(document):
        seen = document.page(hit.page).ocr_confidence
        sure = hit.confidence if seen is None else round(hit.confidence * seen, 3)
        found.append(Value(hit.field, hit.value, hit.text, hit.page, hit.start, hit.end, sure))
    for table in find_lists(document):
        for entry in table.entries:
            row = " · ".join(filter(None, (_cell(key, text) for key, text in entry.values.items())))
            place = (entry.page, entry.start, entry.end)
            found.append(Value(table.kind, row, row, *place, round(entry.confidence, 3)))
    bill = read_bill(document).rows
    if len(bill) >= _LEAST_ROWS:
        first = next((cell for cell in bill[0].cells.values() if cell.spans), None)
        start, end = (first.start, first.end) if first is not None else (-1, -1)
        total = sum((row.amount for row in bill if row.amount is not None), Decimal(0))
        seen = document.page(bill[0].page).ocr_confidence
        sure = 0.95 if seen is None else round(0.95 * seen, 3)
        found.append(Value(BILL, str(len(bill)), f"{total:,f}", bill[0].page, start, end, sure))
    return found


_DEVIATIONS = {"none": "无偏离", "positive": "正偏离", "negative": "负偏离"}


def _cell(key: str, text: str) -> str:
    """A value of a row as the tables of bids write it: a deviation in words, a starred clause with its star."""
    if key == "starred":
        return "★" if text == "true" else ""
    return _DEVIATIONS.get(text, text) if key == "kind" else text


def _entries(document: Document) -> list[Entry]:
    """The headings found; the file's own bookmarks where those say more than a few of them."""
    found = [
        Entry(s.level, " ".join(s.title.split()), s.page, s.start, s.heading_end)
        for s in all_sections(document)
    ]
    marks = [h for h in document.outline if h.title.strip() and 1 <= h.page <= len(document.pages)]
    if not marks:
        return found
    places = {(_plain(entry.title), entry.page): entry for entry in found}
    by_page: dict[int, list[str]] = {}
    for entry in found:
        by_page.setdefault(entry.page, []).append(_plain(entry.title))
    known = sum(_is_among(_plain(h.title), h.page, by_page) for h in marks)
    if len(found) > len(marks) and (known >= _KNOWN * len(marks) or len(found) > _FULLER * len(marks)):
        return found
    widest = min(h.level for h in marks)
    entries = []
    for heading in marks:
        there = places.get((_plain(heading.title), heading.page))
        title = " ".join(heading.title.split())
        start, end = (there.start, there.end) if there else (-1, -1)
        entries.append(Entry(heading.level - widest + 1, title, heading.page, start, end))
    return entries


def _is_among(title: str, page: int, by_page: Mapping[int, Sequence[str]]) -> bool:
    """Whether a bookmark names a heading found: it may say less than the heading and point at the page before it."""
    near = [*by_page.get(page, ()), *by_page.get(page + 1, ())]
    return any(heading.startswith(title) for heading in near)


def _listed(box: Box | None) -> list[float] | None:
    return list(box) if box else None


def _plain(title: str) -> str:
    return re.sub(r"[\W_]+", "", title)
