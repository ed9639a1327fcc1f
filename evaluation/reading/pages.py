"""What reading says on the pages of the record: how far each file was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from evaluation.reading import queries
from procurement.bids.judgement import Reading, reader
from procurement.files.models import StoredFile


@reader
def readings(files: Iterable[StoredFile]) -> Mapping[str, Reading]:
    """Pages or problem of every file read so far, by hash."""
    return {sha: Reading(row.pages, row.problem) for sha, row in queries.readings(files).items()}
