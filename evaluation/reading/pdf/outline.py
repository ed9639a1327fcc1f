"""Bookmarks 书签: the outline a PDF carries itself."""

from __future__ import annotations

import pypdfium2 as pdfium

from evaluation.reading.document import Heading
from evaluation.reading.pdf.marks import storable

_MAX = 5_000


def outline_of(document: pdfium.PdfDocument, pages: int) -> tuple[Heading, ...]:
    """Every bookmark with a page, in order; a broken tree is read as far as it goes."""
    found: list[Heading] = []
    try:
        for mark in document.get_toc(max_depth=12):
            target = mark.get_dest()
            index = target.get_index() if target is not None else None
            title = storable(mark.get_title()).strip()
            if title and index is not None and 0 <= index < pages:
                found.append(Heading(mark.level + 1, title, index + 1))
            if len(found) >= _MAX:
                break
    except (pdfium.PdfiumError, UnicodeDecodeError, ValueError):
        return tuple(found)
    return tuple(found)
