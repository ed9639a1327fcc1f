"""The bids of a tender split into the parts that its chapter of formats prescribes, from what was read of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evaluation.reading.filled_parts import FilledPart, filled
from evaluation.reading.models import ReadFile
from evaluation.reading.overview import Entry, Overview
from evaluation.reading.queries import AnyDocument, readings
from evaluation.reading.services import indexed, overview_of
from evaluation.reading.structure.parts import Part, match_parts, prescribed_forms
from procurement.bids.models import Bid
from procurement.people.models import User
from procurement.people.visibility import bids_for
from procurement.tenders.models import Tender


@dataclass(frozen=True, slots=True)
class Forms:
    """The parts that a tender prescribes and the document that does; empty when none does."""

    document: str
    entries: tuple[Entry, ...]


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
    states = _states(rows)
    found = [
        Forms(row.name, tuple(prescribed_forms(states[row.file_id].entries)))
        for row in rows
        if row.file_id in states
    ]
    return max(found, key=lambda forms: len(forms.entries), default=Forms("", ()))


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
    return BidParts(
        bid,
        tuple(filled(part, states) for part in parts),
        sum(reading.pages for _, reading in there),
        sum(row.file_id not in known for row in rows),
    )


def _states(rows: Iterable[AnyDocument]) -> dict[str, Overview]:
    known = readings(row.file for row in rows)
    return {sha: overview_of(indexed(reading)) for sha, reading in known.items() if reading.problem is None}
