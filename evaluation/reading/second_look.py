"""What needs the eye after a file has been read: recognition of pages without text, and the check of text by sight."""

from __future__ import annotations

from dataclasses import replace

from evaluation.reading.document import Document, Evasion
from evaluation.reading.evasion.look import with_marks
from evaluation.reading.evasion.printed import compared
from evaluation.reading.ocr.desk import Desk
from evaluation.reading.ocr.need import Need, can_be_seen, needs
from evaluation.reading.ocr.stage import recognise_pages
from evaluation.reading.options import ReadOptions
from procurement.message import msg


def second_look(document: Document, desk: Desk, options: ReadOptions) -> Document:
    """The document as its pages show it."""
    if not can_be_seen(document):
        return document
    wanted = needs(document)
    if wanted:
        document = recognise_pages(document, wanted, desk, options)
    if not options.evasion:
        return document
    document = _replaced_layers(document, wanted)
    return compared(document, desk, options) if document.media_type == "application/pdf" else document


def _replaced_layers(document: Document, wanted: list[Need]) -> Document:
    """What was noticed in a text layer that is nonsense goes with the layer; that it was nonsense is said."""
    gone = [n.number for n in wanted if n.reason == "garbage" and document.page(n.number).source == "ocr"]
    if not gone:
        return document
    kept = tuple(mark for mark in document.evasion if mark.page not in gone)
    reason = msg("The text layer of this page is unreadable; the page was read from its picture")
    marks = [Evasion("unreadable-layer", "low", number, 0, 0, None, reason) for number in gone]
    return with_marks(replace(document, evasion=kept), marks)
