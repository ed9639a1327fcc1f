"""Pictures inside Word files and workbooks, such as a scanned certificate pasted in: each becomes a page that is read.

An office file has no place for them on its laid-out pages, and numbering these anew would move every page a bid refers
to, so the pictures follow after the last page, each as a page of its own that shows it.  Small ones are logos and
stamps.  One on which nothing is written stays where it was; one that could not be recognised is a page without text,
so that nobody takes what it may say for absent.  Each such page says on which page its picture stands.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from evaluation.reading.document import Box, Document, Image, Page
from evaluation.reading.errors import UnreadableError
from evaluation.reading.ocr.desk import Desk
from evaluation.reading.ocr.layout import recognised_page
from evaluation.reading.ocr.scan import Scan
from evaluation.reading.ocr.stage import task
from evaluation.reading.ooxml.package import Parts
from evaluation.reading.options import DEFAULT, ReadOptions
from procurement.message import msg

OFFICE = "application/vnd.openxmlformats-officedocument."
"""How the media types of Word files and workbooks begin."""
_FOLDERS = ("word/media/", "xl/media/")
_LEAST_SIDE, _LEAST_AREA = 240, 160_000  # pixels
_SLIM = 8  # times as wide as high: a rule or a banner
_WIDTH, _HIGHEST = 595.0, 3_000.0


class Found(NamedTuple):
    """A picture to be read and the page it stands on."""

    page: int
    image: Image
    part: str


def with_pictures(document: Document, data: bytes, desk: Desk, options: ReadOptions) -> Document:
    """The document with the pictures that say something as pages after its own."""
    found = _wanted(document, data, options)
    if not found:
        return document
    notes = list(document.notes)
    if len(found) > options.ocr_pages:
        notes.append(f"{len(found)} pictures, {options.ocr_pages} of them recognised")
        found = found[: options.ocr_pages]
    blank = [_page(one.image) for one in found]
    tasks = [
        task("scan", document, page, options, part=one.part) for one, page in zip(found, blank, strict=True)
    ]
    added: list[Page] = []
    moved: set[tuple[int, str]] = set()
    for one, page, answer in zip(found, blank, desk.each(tasks), strict=True):
        shown = _read(page, answer)
        number = len(document.pages) + len(added) + 1
        if not answer["ok"]:
            notes.append(f"page {number} could not be recognised: {answer['detail']}")
        elif not shown.text.strip():
            continue
        notes.append(f"page {number} is a picture on page {one.page}")
        added.append(replace(shown, number=number, picture_on=one.page))
        moved.add((one.page, one.image.sha256))
    pages = tuple(_without(page, moved) for page in document.pages)
    return replace(document, pages=(*pages, *added), notes=tuple(notes))


def picture_in(data: bytes, name: str, sha256: str) -> bytes:
    """The picture with this hash in an office file; :class:`UnreadableError` when it is not there any more."""
    parts = Parts(data, name, DEFAULT)
    for part in parts.names:
        content = parts.bytes(part) if part.startswith(_FOLDERS) else None
        if content is not None and hashlib.sha256(content).hexdigest() == sha256:
            return content
    raise UnreadableError(name, msg("The file no longer holds this picture"))


def _wanted(document: Document, data: bytes, options: ReadOptions) -> list[Found]:
    """The pictures large enough to be read, each once, in the order of the pages."""
    first: dict[str, tuple[int, Image]] = {}
    for page in document.pages:
        for image in page.images:
            if page.source == "flow" and _is_large(image):
                first.setdefault(image.sha256, (page.number, image))
    if not first:
        return []
    parts = parts_of(data, document.name, set(first), options)
    return [Found(page, image, parts[sha]) for sha, (page, image) in first.items() if sha in parts]


def parts_of(data: bytes, name: str, wanted: set[str], options: ReadOptions) -> dict[str, str]:
    """Hash → part that holds it."""
    parts = Parts(data, name, options)
    found: dict[str, str] = {}
    for part in parts.names:
        content = parts.bytes(part) if part.startswith(_FOLDERS) else None
        mark = hashlib.sha256(content).hexdigest() if content is not None else ""
        if mark in wanted:
            found.setdefault(mark, part)
    return found


def _is_large(image: Image) -> bool:
    short, long = sorted((image.width, image.height))
    return short >= _LEAST_SIDE and short * long >= _LEAST_AREA and long <= _SLIM * short


def _page(image: Image) -> Page:
    """A page as wide as A4 that the picture fills."""
    height = min(_WIDTH * image.height / image.width, _HIGHEST)
    filled = replace(image, bbox=Box(0.0, 0.0, _WIDTH, height))
    return Page(1, _WIDTH, height, "", np.zeros((0, 4), np.float32), "scanned", images=(filled,))


def _read(page: Page, answer: dict[str, Any]) -> Page:
    return recognised_page(page, Scan.from_json(answer["scan"])) if answer["ok"] else page


def _without(page: Page, moved: set[tuple[int, str]]) -> Page:
    """The page without the pictures that have a page of their own now."""
    kept: Sequence[Image] = [i for i in page.images if (page.number, i.sha256) not in moved]
    return page if len(kept) == len(page.images) else replace(page, images=tuple(kept))
