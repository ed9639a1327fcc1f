"""What needs the eye after a file has been read: recognition of pages without text, and the check of text by sight."""

from __future__ import annotations

from evaluation.reading.document import Document
from evaluation.reading.ocr.desk import Desk
from evaluation.reading.ocr.need import can_be_seen
from evaluation.reading.ocr.stage import recognise
from evaluation.reading.options import ReadOptions


def second_look(document: Document, desk: Desk, options: ReadOptions) -> Document:
    """The document as its pages show it."""
    if not can_be_seen(document):
        return document
    return recognise(document, desk, options)
