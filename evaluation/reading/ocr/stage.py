"""The pages that need it, recognised: a document in, the same document out with their text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from evaluation.reading.document import Box, Document, Page
from evaluation.reading.ocr.desk import Desk, Task
from evaluation.reading.ocr.layout import recognised_page
from evaluation.reading.ocr.need import Need
from evaluation.reading.ocr.scan import Scan, ScanLine
from evaluation.reading.options import ReadOptions
from evaluation.reading.structure.furniture import mark_furniture

_OVERLAP = 0.3  # of a recognised line under the page's own text: it is that text


def recognise_pages(document: Document, wanted: Sequence[Need], desk: Desk, options: ReadOptions) -> Document:
    """The document with these pages recognised, up to the limit of the options; what could not be is in ``notes``."""
    notes = list(document.notes)
    if len(wanted) > options.ocr_pages:
        notes.append(f"{len(wanted)} pages without text, {options.ocr_pages} of them recognised")
        wanted = wanted[: options.ocr_pages]
    pages = {page.number: page for page in document.pages}
    tasks = [task("scan", document, pages[need.number], options) for need in wanted]
    for need, answer in zip(wanted, desk.each(tasks), strict=True):
        if not answer["ok"]:
            notes.append(f"page {need.number} could not be recognised: {answer['detail']}")
            continue
        scan = Scan.from_json(answer["scan"])
        page = pages[need.number]
        pages[need.number] = _added(page, scan) if need.reason == "picture" else recognised_page(page, scan)
    marked = mark_furniture([pages[page.number] for page in document.pages])
    return replace(document, pages=tuple(marked), notes=tuple(notes))


def task(do: str, document: Document, page: Page, options: ReadOptions, **more: object) -> Task:
    """What to do with a page, as its worker wants it said."""
    return {
        "do": do,
        "media_type": document.media_type,
        "page": page.number,
        "width": page.width,
        "height": page.height,
        "max_pixels": options.max_image_pixels,
        **more,
    }


def _added(page: Page, scan: Scan) -> Page:
    """The page's own text, then what only its pictures show.  It stays a digital page."""
    lines = [line for line in scan.lines if not _is_own(page, line)]
    if not lines:
        return page
    seen = recognised_page(page, scan._replace(lines=lines))
    start = len(page.text) + 1
    return replace(
        page,
        text=f"{page.text}\n{seen.text}",
        boxes=np.concatenate((page.boxes, np.full((1, 4), np.nan, np.float32), seen.boxes)),
        tables=page.tables or tuple(table.after(start) for table in seen.tables),
        ocr_confidence=seen.ocr_confidence,
        ocr_lines=tuple((a + start, b + start, sure) for a, b, sure in seen.ocr_lines),
    )


def _is_own(page: Page, line: ScanLine) -> bool:
    """Whether the line is text that the page has already."""
    corners = np.array(line.corners).reshape(-1, 2)
    box = Box(*corners.min(axis=0).tolist(), *corners.max(axis=0).tolist())
    own = page.boxes[~np.isnan(page.boxes[:, 0])]
    across = np.minimum(own[:, 2], box.x1) - np.maximum(own[:, 0], box.x0)
    down = np.minimum(own[:, 3], box.y1) - np.maximum(own[:, 1], box.y0)
    covered = float((np.clip(across, 0, None) * np.clip(down, 0, None)).sum())
    return covered >= _OVERLAP * (box.x1 - box.x0) * (box.y1 - box.y0)
