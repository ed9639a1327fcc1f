"""What reading says on the pages of the record: how far each file was read, and which prescribed parts a bid has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.urls import reverse

from evaluation.reading.bid_parts import forms_of, parts_of
from evaluation.reading.models import ReadFile
from evaluation.reading.services import overview_of
from procurement.bids.judgement import PartsState, Reading, reader, splitter
from procurement.bids.models import Bid
from procurement.files.models import StoredFile


@reader
def readings(files: Iterable[StoredFile]) -> Mapping[str, Reading]:
    """Pages or problem of every file read so far, by hash; the newest reader's word counts."""
    rows = ReadFile.objects.filter(sha256__in={file.sha256 for file in files}).order_by("reader_version")
    return {row.sha256: _reading(row) for row in rows.defer("content")}


def _reading(row: ReadFile) -> Reading:
    state = overview_of(row)
    return Reading(
        row.pages,
        row.problem,
        tuple(note.to_json() for note in state.notes()),
        state.suspicion.to_json() if state.suspicion else None,
    )


@splitter
def parts_state(bid: Bid) -> PartsState | None:
    """The prescribed parts of a bid; whoever asks has checked that the bid may be read."""
    split = parts_of(bid, list(bid.documents.all()), forms_of(bid.tender))
    if not split.parts:
        return None
    missing = tuple(part.form for part in split.missing)
    address = reverse("reading:parts", args=[bid.tender.reference])
    return PartsState(len(split.parts), missing, split.searched_pages, address)
