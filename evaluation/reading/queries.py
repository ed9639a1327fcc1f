"""Reading, asked for: whole documents, single pages, and what a page looks like with its marks."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from urllib.parse import urlencode

from django.urls import reverse

from evaluation.evidence.fold import fold
from evaluation.reading import READER_VERSION, UnreadableError, store
from evaluation.reading.document import Document, Page
from evaluation.reading.models import PageText, ReadFile
from evaluation.reading.page_view import Mark, PageView, page_view
from evaluation.reading.services import content_of, indexed, packed, read_file
from evaluation.reading.words import TextHit, around, places
from procurement.bids.models import BidDocument
from procurement.files.models import StoredFile
from procurement.tenders.models import TenderDocument

AnyDocument = BidDocument | TenderDocument


def document(file: StoredFile, name: str) -> Document:
    """The whole document, read now if it never was; :class:`UnreadableError` when it cannot be."""
    found = store.from_bytes(content_of(file=file, name=name))
    return found if found.name == name else dataclasses.replace(found, name=name)


def page(reading: ReadFile, name: str, number: int) -> Page:
    """One page of a reading without unpacking the others; ``IndexError`` when the document has no such page."""
    if reading.problem is None and not 1 <= number <= reading.pages:
        raise IndexError(f"{name} has {reading.pages} pages, page {number} was asked for")
    return store.load_page(packed(reading, name), number)


def readings(files: Iterable[StoredFile]) -> dict[str, ReadFile]:
    """What was read so far, by SHA-256, without the content: page counts and problems for a list."""
    hashes = {file.sha256 for file in files}
    rows = ReadFile.objects.filter(sha256__in=hashes, reader_version=READER_VERSION).defer("content")
    return {row.sha256: row for row in rows}


def readable(documents: Iterable[AnyDocument]) -> list[Document]:
    """The documents that can be read, in their order; the unreadable ones are left out."""
    found: list[Document] = []
    for row in documents:
        try:
            found.append(document(row.file, row.name))
        except UnreadableError:
            continue
    return found


def hits(rows: Sequence[AnyDocument], words: str, limit: int) -> list[TextHit]:
    """Where the words stand in these documents, in their order; the caller has made sure that they may be read.

    Documents that were not read yet are left out: recognising a scan takes longer than a page may.
    """
    wanted = fold(words).text
    if not wanted:
        return []
    known = {sha: indexed(reading) for sha, reading in readings(row.file for row in rows).items()}
    texts: dict[int, list[PageText]] = {}
    pages = PageText.objects.filter(reading__in=[r.pk for r in known.values()], folded__contains=wanted)
    for text in pages.order_by("reading", "number"):
        texts.setdefault(text.reading_id, []).append(text)
    found: list[TextHit] = []
    for row in rows:
        reading = known.get(row.file_id)
        for text in texts.get(reading.pk, ()) if reading else ():
            found += [
                TextHit(row.name, text.number, start, end, *around(text.text, start, end))
                for start, end in places(text.text, words)
            ]
            if len(found) >= limit:
                return found[:limit]
    return found


def bid_page(
    row: BidDocument,
    number: int,
    marks: Callable[[Page], tuple[Mark, ...]] = lambda page: (),
    *,
    lazy: bool = True,
) -> PageView:
    """The view of one page of a bid document, with the marks that ``marks`` lays over it.

    The caller has made sure that the reader may see the bid.  Raises as :func:`page` does.
    """
    reading = read_file(file=row.file, name=row.name)
    found = page(reading, row.name, number)
    address = reverse("reading:page_image", args=[row.bid.tender.reference, row.bid.key])
    image = f"{address}?{urlencode({'document': row.name, 'page': number})}"
    return page_view(
        found,
        document=row.name,
        total=reading.pages,
        image=image,
        marks=marks(found),
        lazy=lazy,
    )


def tender_page(
    row: TenderDocument,
    number: int,
    marks: Callable[[Page], tuple[Mark, ...]] = lambda page: (),
    *,
    lazy: bool = True,
) -> PageView:
    """The same for a page of a tender document."""
    reading = read_file(file=row.file, name=row.name)
    found = page(reading, row.name, number)
    address = reverse("reading:tender_page_image", args=[row.tender.reference])
    image = f"{address}?{urlencode({'document': row.name, 'page': number})}"
    return page_view(
        found,
        document=row.name,
        total=reading.pages,
        image=image,
        marks=marks(found),
        lazy=lazy,
    )
