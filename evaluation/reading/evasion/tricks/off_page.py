"""Text outside the page 页外文字: it is read, and never printed or shown.

Method: letters whose boxes lie wholly beyond an edge of the page as it is shown.  A few are crop marks, or what an
editor left when a page was cut to size.  A table too wide for its page hangs over the edge by an inch or so, at the
height of text that is on the page; that is low unless there is a great deal of it.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from evaluation.reading.document import Evasion, Page
from evaluation.reading.evasion.marks import Grades, Span, joined, marks, quoted
from evaluation.reading.evasion.registry import Look, trick
from procurement.message import Message, msg

KIND = "off-page"
_GRADES = Grades(medium=8, high=80)
_HANGING = Grades(medium=400, high=1_000_000)
_BEYOND = 0.5  # points
_OVERHANG = 90.0


@trick(KIND)
def off_page(look: Look) -> Iterable[Evasion]:
    """Marks of text beyond the page's edges, one for each line of it."""
    far: list[Span] = []
    hanging: list[Span] = []
    for page in look.document.pages:
        if page.source == "digital":
            _beyond(page, far, hanging)
    texts = {page.number: page.text for page in look.document.pages}

    def say(span: Span) -> Message:
        text = quoted(texts[span.page][span.start : span.end])
        return msg("“%(text)s” stands outside the page", text=text)

    return [
        mark
        for spans, grades in ((far, _GRADES), (hanging, _HANGING))
        for mark in marks(look.document, KIND, joined(spans, texts, gap=2), grades.of(len(spans)), say)
    ]


def _beyond(page: Page, far: list[Span], hanging: list[Span]) -> None:
    """Sorts the letters of a page that lie beyond its edges."""
    boxes = page.boxes
    with np.errstate(invalid="ignore"):
        left, right = boxes[:, 2] < -_BEYOND, boxes[:, 0] > page.width + _BEYOND
        out = left | right | (boxes[:, 3] < -_BEYOND) | (boxes[:, 1] > page.height + _BEYOND)
        if not out.any():
            return
        near = (left & (boxes[:, 0] > -_OVERHANG)) | (right & (boxes[:, 2] < page.width + _OVERHANG))
        taken = np.zeros(
            max(int(page.height), 0) + 2, bool
        )  # heights in points at which something stands on the page
        for y0, y1 in (
            np.clip(boxes[~out & ~np.isnan(boxes[:, 0])][:, 1::2], 0, len(taken) - 1).astype(int).tolist()
        ):
            taken[y0 : y1 + 1] = True
        for i in np.flatnonzero(out).tolist():
            if page.text[i].isalnum():
                middle = int(np.clip((boxes[i, 1] + boxes[i, 3]) / 2, 0, len(taken) - 1))
                (hanging if near[i] and taken[middle] else far).append(Span(page.number, i, i + 1))
