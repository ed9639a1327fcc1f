"""PDF: text with character boxes by PDFium, tables by their rules or by pdfplumber, marks by pikepdf."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

from evaluation.reading.document import Boxes, Document, Heading, Image, Origin, Page, PageSource, Seal
from evaluation.reading.errors import UnreadableError
from evaluation.reading.evasion.pdf_runs import OddLetters, odd_letters, runs_of
from evaluation.reading.options import ReadOptions
from evaluation.reading.pdf.images import Marks, page_images
from evaluation.reading.pdf.library import LOCK
from evaluation.reading.pdf.marks import pdf_origin
from evaluation.reading.pdf.open_tables import with_open_tables
from evaluation.reading.pdf.outline import outline_of
from evaluation.reading.pdf.stamps import drawn_seals
from evaluation.reading.pdf.strokes import Rects, strokes
from evaluation.reading.pdf.tables import ruled_tables
from evaluation.reading.pdf.text import Drawn, drawn, read_texts
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
            pages, outline, rules = _read_pages(source)
        notes: tuple[str, ...] = ()
        if source.options.tables:
            pages, notes = with_open_tables(source.data, pages, rules)
        return Document(
            name=source.name,
            sha256=source.sha256,
            media_type=self.media_type,
            pages=tuple(pages),
            outline=outline,
            notes=notes,
            origin=pdf_origin(source.data) if source.options.marks else Origin(),
        )


def open_pdf(data: bytes, name: str) -> pdfium.PdfDocument:
    """The opened file, its form fields ready to be drawn; call with ``LOCK`` held and close it."""
    try:
        pdf = pdfium.PdfDocument(data)
        with contextlib.suppress(pdfium.PdfiumError):
            pdf.init_forms()  # what a signature field shows is drawn with the page
        return pdf
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


def _read_pages(source: Source) -> tuple[list[Page], tuple[Heading, ...], dict[int, Rects]]:
    name, options = source.name, source.options
    document = open_pdf(source.data, name)
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
        seen: dict[str, Marks] = {}
        drafts = [_read_page(document, number, options, seen) for number in range(1, count + 1)]
        texts = read_texts([draft.drawn for draft in drafts])
        pages = [_page(n, draft, *text) for n, (draft, text) in enumerate(zip(drafts, texts, strict=True), 1)]
        for page, draft in zip(pages, drafts, strict=True):
            if draft.odd is not None:
                source.runs.extend(runs_of(page, draft.odd))
        rules = {n: d.strokes for n, d in enumerate(drafts, 1) if d.strokes is not None}
        return mark_furniture(pages), outline_of(document, count), rules
    finally:
        document.close()


@dataclass(frozen=True, slots=True)
class _Draft:
    """What is taken from a page while it is open."""

    drawn: Drawn
    images: tuple[Image, ...] = ()
    strokes: Rects | None = None
    odd: OddLetters | None = None
    seals: tuple[Seal, ...] = ()


def _read_page(
    document: pdfium.PdfDocument, number: int, options: ReadOptions, seen: dict[str, Marks]
) -> _Draft:
    """One page.  A page that PDFium cannot load is kept, empty, in its place."""
    try:
        page = document[number - 1]
    except pdfium.PdfiumError:
        return _Draft(Drawn("", _NO_BOXES, 595.0, 842.0))
    try:
        width, height = page.get_width(), page.get_height()
        rotation = raw.FPDFPage_GetRotation(page.raw)
        textpage = raw.FPDFText_LoadPage(page.raw)
        if not textpage:
            return _Draft(Drawn("", _NO_BOXES, width, height))
        text = drawn(page.raw, textpage, rotation, width, height)
        odd = odd_letters(page.raw, textpage, rotation, width, height) if options.evasion else None
        raw.FPDFText_ClosePage(textpage)
        images: tuple[Image, ...] = ()
        seals: tuple[Seal, ...] = ()
        if options.images:
            images = page_images(page, rotation, width, height, seen, options.max_image_pixels)
            seals = drawn_seals(page, rotation, width, height, images)
        rules = strokes(page.raw, rotation, width, height) if options.tables and text.text else None
        return _Draft(text, images, rules, odd, seals)
    finally:
        page.close()


def _page(number: int, draft: _Draft, text: str, boxes: Boxes) -> Page:
    """The finished page."""
    tables = ruled_tables(draft.strokes, text, boxes) if draft.strokes is not None else ()
    kind: PageSource = "digital" if text.strip() else "scanned"
    return Page(
        number,
        draft.drawn.width,
        draft.drawn.height,
        text,
        boxes,
        kind,
        tables,
        draft.images,
        seals=draft.seals,
    )


_NO_BOXES = np.zeros((0, 4), np.float32)


register_format(PdfFormat())
