"""The bids of a tender split into the parts that its chapter of formats prescribes, from what was read of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q

from evaluation.reading.filled_parts import FilledPart, filled
from evaluation.reading.models import PageText, ReadFile
from evaluation.reading.overview import Entry, Overview
from evaluation.reading.queries import AnyDocument, readings
from evaluation.reading.services import indexed, overview_of
from evaluation.reading.stretches import MOST_PAGES, Stretch, stretch
from evaluation.reading.structure.blanks import blanks_of
from evaluation.reading.structure.parts import Part, match_parts, prescribed_forms
from procurement.bids.models import Bid
from procurement.people.models import User
from procurement.people.visibility import bids_for
from procurement.tenders.models import Tender


@dataclass(frozen=True, slots=True)
class Forms:
    """The parts that a tender prescribes and the document that does; empty when none does.

    ``words`` is the text of each form.
    """

    document: str
    entries: tuple[Entry, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BidParts:
    """A bid in its tender's parts.  ``searched_pages`` is in how many pages they were looked for."""

    bid: Bid
    parts: tuple[FilledPart, ...]
    searched_pages: int
    unread: int = 0

    @property
    def missing(self) -> tuple[Part, ...]:
        """The prescribed parts that were not found."""
        return tuple(one.part for one in self.parts if one.part.entry is None)

    @property
    def found(self) -> int:
        """How many prescribed parts were found."""
        return len(self.parts) - len(self.missing)


@dataclass(frozen=True, slots=True)
class PartsTable:
    """Parts × bids; ``lines`` are the prescribed parts, each with what answers it in every bid."""

    forms: Forms
    bids: tuple[BidParts, ...]

    @property
    def lines(self) -> list[tuple[Part, list[tuple[BidParts, Part]]]]:
        """Each prescribed part (as the first bid has it) with its cells in the order of the bids."""
        if not self.bids:
            return []
        return [
            (one.part, [(bid, bid.parts[index].part) for bid in self.bids])
            for index, one in enumerate(self.bids[0].parts)
        ]


def forms_of(tender: Tender) -> Forms:
    """What the tender prescribes, from the document that prescribes most; documents not read yet are left out."""
    rows = list(tender.documents.all())
    known = readings(row.file for row in rows)
    read = [(row, known[row.file_id]) for row in rows if row.file_id in known]
    best, reading, contents = Forms("", ()), None, Overview()
    for row, one in read:
        state = overview_of(indexed(one)) if one.problem is None else Overview()
        entries = tuple(prescribed_forms(state.entries))
        if reading is None or len(entries) > len(best.entries):
            best, reading, contents = Forms(row.name, entries), one, state
    if reading is None or not best.entries:
        return best
    spans = [(entry, _end(entry, contents.entries)) for entry in best.entries]
    texts = _texts([(reading, spans)])[reading.pk]
    return replace(best, words=tuple(stretch(texts, entry, end).text for entry, end in spans))


def _end(form: Entry, contents: Sequence[Entry]) -> tuple[int, int] | None:
    """Where the next heading of the form's own or a wider level stands."""
    later = ((e.page, e.start) for e in contents if e.level <= form.level)
    return next((place for place in later if place > (form.page, form.start)), None)


def parts_of(bid: Bid, rows: Sequence[AnyDocument], forms: Forms) -> BidParts:
    """One bid in parts; whoever asks has checked that it may be read."""
    return _parts(bid, rows, forms, readings(row.file for row in rows))


def parts_table(user: User, tender: Tender) -> PartsTable:
    """All bids of the tender that this person may read, in parts."""
    forms = forms_of(tender)
    bids = list(
        bids_for(user)
        .filter(tender=tender)
        .select_related("supplier", "tender")
        .prefetch_related("documents__file")
        .order_by("key")
    )
    known = readings(row.file for bid in bids for row in bid.documents.all())
    return PartsTable(forms, tuple(_parts(bid, list(bid.documents.all()), forms, known) for bid in bids))


def _parts(bid: Bid, rows: Sequence[AnyDocument], forms: Forms, known: Mapping[str, ReadFile]) -> BidParts:
    there = [(row.name, known[row.file_id]) for row in rows if row.file_id in known]
    states = {name: overview_of(indexed(reading)) for name, reading in there if reading.problem is None}
    offers = tuple((name, state.entries) for name, state in states.items())
    parts = match_parts(forms.entries, offers)
    stretches = _stretches(parts, dict(there))
    words = forms.words or ("",) * len(parts)
    return BidParts(
        bid,
        tuple(
            filled(part, states, blanks_of(form), stretches.get(index), form)
            for index, (part, form) in enumerate(zip(parts, words, strict=True))
        ),
        sum(reading.pages for _, reading in there),
        sum(row.file_id not in known for row in rows),
    )


Span = tuple[Entry, tuple[int, int] | None]
"""A heading and the (page, offset) where what it heads ends, ``None`` for the document's end."""


def _stretches(parts: Sequence[Part], known: Mapping[str, ReadFile]) -> dict[int, Stretch]:
    """The words of each part that the bid has, by its place among the parts."""
    spans: dict[str, list[Span]] = {}
    for part in parts:
        if part.document is not None and part.entry is not None:
            spans.setdefault(part.document, []).append((part.entry, part.end))
    texts = _texts([(known[name], wanted) for name, wanted in spans.items()])
    return {
        index: stretch(texts[known[part.document].pk], part.entry, part.end)
        for index, part in enumerate(parts)
        if part.document is not None and part.entry is not None
    }


def _texts(wanted: Iterable[tuple[ReadFile, Sequence[Span]]]) -> dict[int, dict[int, str]]:
    """By reading the text of the pages that these spans begin on and run over, by number."""
    pages = {
        reading.pk: {
            number
            for entry, end in spans
            for number in range(
                entry.page, min(entry.page + MOST_PAGES, (end or (entry.page + MOST_PAGES,))[0] + 1)
            )
        }
        for reading, spans in wanted
    }
    found: dict[int, dict[int, str]] = {key: {} for key in pages}
    if pages:
        asked = Q()
        for key, numbers in pages.items():
            asked |= Q(reading=key, number__in=numbers)
        for row in PageText.objects.filter(asked).only("reading_id", "number", "text"):
            found[row.reading_id][row.number] = row.text
    return found
