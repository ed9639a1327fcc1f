"""The rings of a document's seals, read: a document in, the same document out with the names on its seals.

A seal that is put on every page by a program is the same picture each time, and is read once.  Looks are enough to see
that only where the marks are equal to the last bit: the seals of two firms of one town and trade look much alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from evaluation.reading.document import Box, Document, Image, Page, Seal
from evaluation.reading.ocr.desk import Desk
from evaluation.reading.ocr.embedded import OFFICE, parts_of
from evaluation.reading.ocr.stage import task
from evaluation.reading.options import ReadOptions
from evaluation.reading.seals.found import seals_on

Read = dict[str, tuple[str, float]]
"""Mark → what was read, and how surely."""


def with_seals_read(document: Document, data: bytes, desk: Desk, options: ReadOptions) -> Document:
    """The document with what stands on its seals; what could not be read stays without a text."""
    if document.members:  # each is looked at by itself
        return document
    tasks = _tasks(document, data, options)
    if not tasks:
        return document
    read: Read = {}
    notes = list(document.notes)
    if len(tasks) > options.ocr_pages:
        notes.append(f"{len(tasks)} pages with seals, {options.ocr_pages} of them looked at")
        tasks = tasks[: options.ocr_pages]
    for (marks, what), answer in zip(tasks, desk.each([what for _, what in tasks]), strict=True):
        if answer["ok"]:
            read.update(
                {
                    mark: (str(text), float(sure))
                    for mark, (text, sure) in zip(marks, answer["seals"], strict=True)
                }
            )
        else:
            notes.append(f"the seals of page {what['page']} could not be read: {answer['detail']}")
    return replace(document, pages=tuple(_named(page, read) for page in document.pages), notes=tuple(notes))


def _tasks(
    document: Document, data: bytes, options: ReadOptions
) -> list[tuple[list[str], Mapping[str, Any]]]:
    """For each page, or picture in an office file, the marks that are new there, and what the worker is told."""
    office = document.media_type.startswith(OFFICE)
    parts: dict[str, str] = {}
    if office:
        held = {i.sha256 for page in document.pages for i in page.images if i.seals}
        parts = parts_of(data, document.name, held, options) if held else {}
    known: set[str] = set()
    found = []
    for page in document.pages:
        places: dict[str, list[tuple[str, Box]]] = {}
        for seal, box, image in seals_on(page):
            if seal.mark in known:
                continue
            part = parts.get(image.sha256, "") if office and image is not None else ""
            if office and not part:
                continue
            share = seal.box if part else _share(box, page)
            if share is not None:
                known.add(seal.mark)
                places.setdefault(part, []).append((seal.mark, share))
        for part, seals in places.items():
            boxes = [list(box) for _, box in seals]
            found.append(
                ([mark for mark, _ in seals], task("seals", document, page, options, part=part, boxes=boxes))
            )
    return found


def _share(box: Box | None, page: Page) -> Box | None:
    """A box in points as parts of the page's width and height."""
    if box is None:
        return None
    return Box(box.x0 / page.width, box.y0 / page.height, box.x1 / page.width, box.y1 / page.height)


def _named(page: Page, read: Read) -> Page:
    images = tuple(_image(image, read) for image in page.images)
    return replace(page, images=images, seals=_seals(page.seals, read)) if page.seals or images else page


def _image(image: Image, read: Read) -> Image:
    return replace(image, seals=_seals(image.seals, read)) if image.seals else image


def _seals(seals: Iterable[Seal], read: Read) -> tuple[Seal, ...]:
    return tuple(
        replace(seal, text=read[seal.mark][0], sure=read[seal.mark][1]) if seal.mark in read else seal
        for seal in seals
    )
