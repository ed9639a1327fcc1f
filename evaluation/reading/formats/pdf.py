"""PDF: text with character boxes by PDFium, tables by their ruling lines, marks by pikepdf."""

from __future__ import annotations

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

from evaluation.reading.document import Document, Heading, Image, Origin, Page, PageSource, Table
from evaluation.reading.errors import UnreadableError
from evaluation.reading.options import ReadOptions
from evaluation.reading.pdf.images import page_images
from evaluation.reading.pdf.library import LOCK
from evaluation.reading.pdf.marks import pdf_origin
from evaluation.reading.pdf.outline import outline_of
from evaluation.reading.pdf.strokes import strokes
from evaluation.reading.pdf.tables import ruled_tables
from evaluation.reading.pdf.text import page_text
from evaluation.reading.registry import Source, register_format
from evaluation.reading.structure.furniture import mark_furniture
from procurement.message import msg


class PdfFormat:
    """Portable Document Format, born digital or scanned."""

    name = "PDF"
    media_type = "application/pdf"
    suffixes = (".pdf",)

    def score(self, data: bytes) -> int:
        if data.startswith(b"%PDF-"):
            return 100
        return 80 if b"%PDF-" in data[:1024] else 0

    def read(self, source: Source) -> Document:
        with LOCK:
            pages, outline = _read_pages(source.data, source.name, source.options)
        return Document(
            name=source.name,
            sha256=source.sha256,
            media_type=self.media_type,
            pages=tuple(pages),
            outline=outline,
            origin=pdf_origin(source.data) if source.options.marks else Origin(),
        )


def open_pdf(data: bytes, name: str) -> pdfium.PdfDocument:
    """The opened file; call with ``LOCK`` held and close it."""
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise UnreadableError(
                name, msg("The PDF is encrypted and asks for a password; hand in a copy without one")
            ) from error
        if getattr(error, "err_code", None) == raw.FPDF_ERR_SECURITY:
            raise UnreadableError(name, msg("The PDF is encrypted in a way that cannot be opened")) from error
        raise UnreadableError(
            name, msg("The PDF is damaged: it cannot be opened (%(detail)s)", detail=str(error))
        ) from error


def _read_pages(data: bytes, name: str, options: ReadOptions) -> tuple[list[Page], tuple[Heading, ...]]:
    document = open_pdf(data, name)
    try:
        count = len(document)
        if count == 0:
            raise UnreadableError(name, msg("The PDF has no pages"))
        if count > options.max_pages:
            raise UnreadableError(
                name,
                msg(
                    "The PDF has %(found)s pages; at most %(limit)s are read",
                    found=count,
                    limit=options.max_pages,
                ),
            )
        seen: dict[str, str] = {}
        pages = [_read_page(document, number, options, seen) for number in range(1, count + 1)]
        return mark_furniture(pages), outline_of(document, count)
    finally:
        document.close()


def _read_page(document: pdfium.PdfDocument, number: int, options: ReadOptions, seen: dict[str, str]) -> Page:
    """One page.  A page that PDFium cannot load is kept, empty, in its place."""
    try:
        page = document[number - 1]
    except pdfium.PdfiumError:
        return blank_page(number)
    try:
        width, height = page.get_width(), page.get_height()
        rotation = raw.FPDFPage_GetRotation(page.raw)
        try:
            textpage = page.get_textpage()
        except pdfium.PdfiumError:
            return blank_page(number, width, height)
        text, boxes = page_text(page.raw, textpage.raw, rotation, width, height)
        textpage.close()
        images: tuple[Image, ...] = ()
        if options.images:
            images = page_images(page, rotation, width, height, seen, options.max_image_pixels)
        tables: tuple[Table, ...] = ()
        if options.tables and text:
            tables = ruled_tables(strokes(page.raw, rotation, width, height), text, boxes)
        kind: PageSource = "digital" if text.strip() else "scanned"
        return Page(number, width, height, text, boxes, kind, tables, images)
    finally:
        page.close()


def blank_page(number: int, width: float = 595.0, height: float = 842.0) -> Page:
    """A page of which nothing can be read."""
    return Page(number, width, height, "", np.zeros((0, 4), np.float32), "scanned")


register_format(PdfFormat())
