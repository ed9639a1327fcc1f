"""Reading, asked for: whole documents, single pages, and what a page looks like with its marks."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from evaluation.reading import READER_VERSION, UnreadableError
from evaluation.reading.document import Document, Page
from evaluation.reading.models import ReadFile
from evaluation.reading.services import problem_of, read_file
from procurement.bids.models import BidDocument
from procurement.files.models import StoredFile
from procurement.tenders.models import TenderDocument

AnyDocument = BidDocument | TenderDocument


def document(file: StoredFile, name: str) -> Document:
    """The whole document, read now if it never was; :class:`UnreadableError` when it cannot be."""
    from evaluation.reading import store

    found = store.from_bytes(_content(file, name))
    return found if found.name == name else dataclasses.replace(found, name=name)


def page(file: StoredFile, name: str, number: int) -> Page:
    """One page without unpacking the others; ``IndexError`` when the document has no such page."""
    from evaluation.reading import store

    reading = read_file(file=file, name=name)
    if reading.problem is None and not 1 <= number <= reading.pages:
        raise IndexError(f"{name} has {reading.pages} pages, page {number} was asked for")
    return store.load_page(_content(file, name), number)


def _content(file: StoredFile, name: str) -> bytes:
    reading = read_file(file=file, name=name)
    problem = problem_of(reading)
    if problem is not None or reading.content is None:
        raise UnreadableError(name, problem) if problem is not None else RuntimeError(f"{reading} has no content")
    return bytes(reading.content)


def readings(files: Iterable[StoredFile]) -> dict[str, ReadFile]:
    """What was read so far, by SHA-256, without the content: page counts and problems for a list."""
    hashes = {file.sha256 for file in files}
    rows = ReadFile.objects.filter(sha256__in=hashes, reader_version=READER_VERSION).defer("content")
    return {row.sha256: row for row in rows}


def readable(documents: Sequence[AnyDocument]) -> list[Document]:
    """The documents that can be read, in their order; the unreadable ones are left out."""
    found: list[Document] = []
    for row in documents:
        try:
            found.append(document(row.file, row.name))
        except UnreadableError:
            continue
    return found
