"""Which pages of a file recognition has to read, and why."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np

from evaluation.reading.document import Document, Page
from evaluation.reading.ocr.garbage import is_garbage

Reason = Literal["scanned", "garbage", "picture"]
_LARGE = 0.35  # of the page: a picture that may be a scanned sheet
_FEW = 10  # characters: what a stamp or a caption puts over a picture
_EDGE = 0.115  # of the page's height: running headers and page numbers stand there


class Need(NamedTuple):
    """A page to recognise.

    ``scanned`` has no text; ``garbage`` has nonsense; ``picture`` has text beside a large picture that nothing of the
    text stands on, such as a certificate between a running header and a page number.
    """

    number: int
    reason: Reason


def needs(document: Document) -> list[Need]:
    """The pages to recognise; none in files that have no pages of their own."""
    if not can_be_seen(document):
        return []
    found = []
    for page in document.pages:
        reason = _reason(page)
        if reason is not None:
            found.append(Need(page.number, reason))
    return found


def can_be_seen(document: Document) -> bool:
    """Whether the file's pages have a look of their own that can be compared and recognised."""
    return document.media_type == "application/pdf" or document.media_type.startswith("image/")


def _reason(page: Page) -> Reason | None:
    if page.source == "scanned":
        return "scanned"
    if page.source != "digital":
        return None
    if is_garbage(page.text):
        return "garbage"
    return "picture" if _bare_picture(page) else None


def _bare_picture(page: Page) -> bool:
    if not page.images:
        return False
    area = page.width * page.height
    x, y = (page.boxes[:, 0] + page.boxes[:, 2]) / 2, (page.boxes[:, 1] + page.boxes[:, 3]) / 2
    low, high = page.height * _EDGE, page.height * (1 - _EDGE)
    for image in page.images:
        box = image.bbox
        if box is None or (box.x1 - box.x0) * (box.y1 - box.y0) < _LARGE * area:
            continue
        with np.errstate(invalid="ignore"):
            on_it = (x > box.x0) & (x < box.x1) & (y > max(box.y0, low)) & (y < min(box.y1, high))
        if int(on_it.sum()) < _FEW:
            return True
    return False
