"""Reading, asked for: whole documents, single pages, and what a page looks like with its marks."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from urllib.parse import urlencode

from django.urls import reverse

from evaluation.reading import READER_VERSION, UnreadableError, store
from evaluation.reading.document import Document, Page
from evaluation.reading.models import ReadFile
from evaluation.reading.page_view import Mark, PageView, page_view
from evaluation.reading.services import content_of, read_file
from procurement.bids.models import BidDocument
from procurement.files.models import StoredFile
from procurement.tenders.models import TenderDocument

AnyDocument = BidDocument | TenderDocument


def document(file: StoredFile, name: str) -> Document:
    """The whole document, read now if it never was; :class:`UnreadableError` when it cannot be."""
    found = store.from_bytes(content_of(file=file, name=name))
    return found if found.name == name else dataclasses.replace(found, name=name)


def page(file: StoredFile, name: str, number: int) -> Page:
    """One page without unpacking the others; ``IndexError`` when the document has no such page."""
    reading = read_file(file=file, name=name)
    if reading.problem is None and not 1 <= number <= reading.pages:
        raise IndexError(f"{name} has {reading.pages} pages, page {number} was asked for")
    return store.load_page(content_of(file=file, name=name), number)


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
    found = page(row.file, row.name, number)
    address = reverse("reading:page_image", args=[row.bid.tender.reference, row.bid.key])
    image = f"{address}?{urlencode({'document': row.name, 'page': number})}"
    total = read_file(file=row.file, name=row.name).pages
    return page_view(
        found,
        document=row.name,
        total=total,
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
    found = page(row.file, row.name, number)
    address = reverse("reading:tender_page_image", args=[row.tender.reference])
    image = f"{address}?{urlencode({'document': row.name, 'page': number})}"
    total = read_file(file=row.file, name=row.name).pages
    return page_view(
        found,
        document=row.name,
        total=total,
        image=image,
        marks=marks(found),
        lazy=lazy,
    )
