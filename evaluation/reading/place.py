"""A place in a bid or a tender document as an address says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class Place:
    """What the query string says: which document, page, criterion, passage, and what is searched for.

    ``mark`` is a range of the page's text to point at, such as a heading: ``12-40``; ``box`` a rectangle on it in
    points, such as a seal: ``302-398-409-505``.
    """

    document: str = ""
    page: int = 0
    criterion: str = ""
    passage: int = -1
    search: str = ""
    mark: tuple[int, int] | None = None
    box: tuple[int, int, int, int] | None = None

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Place:
        """Reads a query string; what makes no sense counts as not stated."""
        return cls(
            document=query.get("document", ""),
            page=_number(query.get("page", ""), 0),
            criterion=query.get("criterion", ""),
            passage=_number(query.get("passage", ""), -1),
            search=query.get("q", "").strip()[:100],
            mark=_range(query.get("mark", "")),
            box=_rectangle(query.get("box", "")),
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
        if self.mark is not None:
            parts["mark"] = f"{self.mark[0]}-{self.mark[1]}"
        if self.box is not None:
            parts["box"] = "-".join(map(str, self.box))
        return urlencode(parts)


def _range(text: str) -> tuple[int, int] | None:
    first, dash, last = text.partition("-")
    start, end = _number(first, -1), _number(last, -1)
    return (start, end) if dash and 0 <= start < end else None


def _rectangle(text: str) -> tuple[int, int, int, int] | None:
    edges = [_number(part, -1) for part in text.split("-")]
    if len(edges) != 4 or min(edges) < 0 or edges[0] >= edges[2] or edges[1] >= edges[3]:
        return None
    return edges[0], edges[1], edges[2], edges[3]


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else otherwise
