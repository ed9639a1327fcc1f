"""Findings to marks: joined where they touch, graded by how many there are in the whole file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from evaluation.reading.document import Document, Evasion, Severity
from procurement.message import Message

_MOST = 12  # marks of one kind on a page; further ones are counted in the last


class Span(NamedTuple):
    """Offsets ``start`` to ``end`` on page ``page``, and how often the trick occurs in it."""

    page: int
    start: int
    end: int
    times: int = 1


class Grades(NamedTuple):
    """From how many on, in the whole file, a finding is medium and high."""

    medium: int
    high: int

    def of(self, count: int) -> Severity:
        """The severity of so many."""
        return "high" if count >= self.high else "medium" if count >= self.medium else "low"


def marks(
    document: Document, kind: str, spans: Sequence[Span], severity: Severity, say: Callable[[Span], Message]
) -> list[Evasion]:
    """The marks of spans that are in the order of the text."""
    found: list[Evasion] = []
    on_page: Counter[int] = Counter()
    for span in _capped(spans, on_page):
        page = document.page(span.page)
        box = page.box_between(span.start, span.end)
        found.append(Evasion(kind, severity, span.page, span.start, span.end, box, say(span), span.times))
    return found


def _capped(spans: Sequence[Span], on_page: Counter[int]) -> list[Span]:
    kept: list[Span] = []
    for span in spans:
        on_page[span.page] += 1
        if on_page[span.page] <= _MOST:
            kept.append(span)
        else:
            last = kept[-1]
            kept[-1] = last._replace(end=max(span.end, last.end), times=last.times + span.times)
    return kept


def joined(spans: Sequence[Span], texts: dict[int, str], *, gap: int) -> list[Span]:
    """Spans no further than ``gap`` characters apart on one line, as one."""
    kept: list[Span] = []
    for span in sorted(spans):
        last = kept[-1] if kept else None
        if (
            last is not None
            and last.page == span.page
            and span.start - last.end <= gap
            and "\n" not in texts[span.page][last.end : span.start]
        ):
            kept[-1] = last._replace(end=max(span.end, last.end), times=last.times + span.times)
        else:
            kept.append(span)
    return kept


def quoted(text: str, limit: int = 40) -> str:
    """A piece of text as a message shows it: on one line, not too long."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[:limit]}…"
