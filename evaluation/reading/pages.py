"""What reading says on the pages of the record: how far each file was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from evaluation.reading.models import ReadFile
from evaluation.reading.services import overview_of
from procurement.bids.judgement import Reading, reader
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
