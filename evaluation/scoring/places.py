"""Where a stated fact stands: from "page 40" to the box round the amount on that page.

A bid states a fact and its page; people write amounts and dates in many ways.  The fact's value is looked for on
the page in each usual form; where none is found the page alone is kept, and the passage says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from evaluation.evidence import Passage, find_passages
from evaluation.evidence.index import index
from evaluation.reading.document import Box, Document, Page
from evaluation.scoring.facts import as_date, as_number, as_text
from evaluation.scoring.numbers import plain
from evaluation.scoring.rule import RuleContext
from procurement.bids.schema import EvidencePlace
from procurement.message import Message, msg

_WAN = Decimal(10000)
MOST = 3
"""How many places are shown for a fact whose page the bid does not name."""


def forms(value: Any) -> tuple[str, ...]:
    """The ways in which a value is usually written, the most telling first."""
    number = as_number(value)
    if number is not None and not isinstance(value, bool):
        return _amount_forms(number)
    day = as_date(value)
    if day is not None:
        return _date_forms(day)
    text = as_text(value) if isinstance(value, str) else ""
    return (text,) if len(text) > 1 else ()


def at(
    documents: Sequence[Document], places: Iterable[EvidencePlace], wanted: Sequence[str]
) -> list[Passage]:
    """A passage for each stated place, with the box of the first of the ``wanted`` forms found on its page."""
    return [_at(documents, place, wanted) for place in places]


def anywhere(documents: Sequence[Document], wanted: Sequence[str], *, limit: int = MOST) -> list[Passage]:
    """The first ``limit`` places of the most telling form that is found at all; often none."""
    for form in wanted:
        found: list[Passage] = []
        for document, page, start, end in _occurrences(documents, form):
            found.append(_passage(document, page, start, end, msg("the stated value was found on this page")))
            if len(found) == limit:
                break
        if found:
            return found
    return []


def evidence_for(context: RuleContext, places: Sequence[EvidencePlace], *values: Any) -> list[Passage]:
    """The places that the bid states for a fact; else where its value stands; else what answers the criterion."""
    wanted = [form for value in values for form in forms(value)]
    if places:
        return [
            _boxed(context, place, p)
            for place, p in zip(places, at(context.documents, places, wanted), strict=True)
        ]
    found = anywhere(context.documents, wanted)
    return found or find_passages(context.criterion, context.documents, limit=1)


def _boxed(context: RuleContext, place: EvidencePlace, passage: Passage) -> Passage:
    """A stated page on which the value was not found, narrowed to what on it answers the criterion."""
    if passage.bbox is not None or unreachable(context.documents, place) is not None:
        return passage
    found = find_passages(context.criterion, context.documents, stated=[place], limit=1)
    return replace(found[0], reason=passage.reason) if found else passage


def beside(documents: Sequence[Document], wanted: str, *, near: str, limit: int = MOST) -> list[Passage]:
    """Where ``wanted`` stands on a page that also says ``near``, such as a clause in a table of deviations."""
    found = [
        _passage(document, page, start, end, msg("the stated value was found on this page"))
        for document, page, start, end in _occurrences(documents, wanted)
        if near in page.text
    ]
    return found[:limit]


def contents_last(documents: Sequence[Document], passages: Sequence[Passage]) -> list[Passage]:
    """The passages with those on a table of contents at the end: it names everything and shows nothing."""
    contents = {(page.document, page.page.number) for page in index(documents) if page.contents}
    return sorted(passages, key=lambda passage: (passage.document, passage.page) in contents)


def unreachable(documents: Sequence[Document], place: EvidencePlace) -> Message | None:
    """Why the stated place cannot be opened; ``None`` when it can."""
    document = _named(documents, place.document)
    if document is None:
        return msg("%(document)s is not among the documents that were read", document=place.document)
    if place.page > len(document.pages):
        return msg(
            "%(document)s has %(pages)s pages, page %(page)s was stated",
            document=place.document,
            pages=len(document.pages),
            page=place.page,
        )
    return None


def _at(documents: Sequence[Document], place: EvidencePlace, wanted: Sequence[str]) -> Passage:
    document = _named(documents, place.document)
    reason = unreachable(documents, place)
    if document is None or reason is not None:
        return Passage(place.document, place.page, None, "", reason=reason)
    page = document.page(place.page)
    for form in wanted:
        match = _search(page, form)
        if match is not None:
            return _passage(document, page, *match.span(), msg("stated in the bid and found on this page"))
    if place.bbox is not None:
        return Passage(place.document, place.page, Box(*place.bbox), "", reason=msg("stated in the bid"))
    if page.source == "scanned":
        reason = msg("stated in the bid; the page is a picture, so its text could not be searched")
    else:
        reason = msg("stated in the bid; the value itself was not found in the page's text")
    return Passage(place.document, place.page, None, "", reason=reason)


def _named(documents: Sequence[Document], name: str) -> Document | None:
    return next((document for document in documents if document.name == name), None)


def _occurrences(documents: Sequence[Document], form: str) -> Iterator[tuple[Document, Page, int, int]]:
    pattern = _pattern(form)
    for document in documents:
        for page in document.pages:
            for match in pattern.finditer(page.text):
                yield document, page, *match.span()


def _passage(document: Document, page: Page, start: int, end: int, reason: Message) -> Passage:
    box = page.box_between(start, end)
    return Passage(document.name, page.number, box, page.text[start:end], start, end, reason=reason)


def _search(page: Page, form: str) -> re.Match[str] | None:
    return _pattern(form).search(page.text)


def _pattern(form: str) -> re.Pattern[str]:
    """The form as people typeset it: line breaks inside words are passed over, a number is never part of another."""
    if re.fullmatch(r"[\d.,]+", form):
        return re.compile(rf"(?<![\d.,]){re.escape(form)}(?![\d]|[.,]\d)")
    letters = [letter for letter in form if not letter.isspace()]
    body = r"\s*".join(re.escape(letter) for letter in letters)
    head = r"(?<!\d)" if form[0].isdigit() else ""
    tail = r"(?!\d)" if form[-1].isdigit() else ""
    return re.compile(head + body + tail, re.IGNORECASE)


def _amount_forms(number: Decimal) -> tuple[str, ...]:
    whole = plain(number)
    cents = f"{number:.2f}" if number == number.quantize(Decimal("0.01")) else whole
    grouped = f"{Decimal(cents):,f}", f"{Decimal(whole):,f}"
    listed = [*grouped, cents, whole]
    if number >= _WAN:
        wan = plain(number / _WAN)
        listed += [f"{form}{unit}" for form in (f"{Decimal(wan):,f}", wan) for unit in ("万元", "万")]
        listed += [f"{number / _WAN:.2f}万元"] if number % 100 == 0 else []
    return tuple(dict.fromkeys(form for form in listed if len(form) > 1))


def _date_forms(day: date) -> tuple[str, ...]:
    year, month, date_ = day.year, day.month, day.day
    padded = f"{month:02}", f"{date_:02}"
    bare = str(month), str(date_)
    listed = [f"{year}年{m}月{d}日" for m, d in (bare, padded)]
    listed += [f"{year}{mark}{m}{mark}{d}" for mark in ("-", ".", "/") for m, d in (padded, bare)]
    return tuple(dict.fromkeys(listed))
