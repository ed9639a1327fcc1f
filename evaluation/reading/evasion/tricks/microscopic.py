"""Text too small to be seen 微缩文字: a speck on the page, a sentence in its text.

Method: letters less than two points high: in a PDF by their boxes, in Word by their size.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from evaluation.reading.document import Evasion, Page
from evaluation.reading.evasion.marks import Grades, Span, joined, marks, quoted
from evaluation.reading.evasion.registry import Look, trick
from procurement.message import Message, msg

KIND = "microscopic"
LEAST = 2.0
"""Points: letters lower than this are not read by anybody."""
_GRADES = Grades(medium=8, high=80)


@trick(KIND)
def microscopic(look: Look) -> Iterable[Evasion]:
    """Marks of tiny text, one for each line of it."""
    texts = {page.number: page.text for page in look.document.pages}
    spans = [span for page in look.document.pages if page.source == "digital" for span in _tiny(page)]
    for run in look.runs:
        count = sum(c.isalnum() for c in texts[run.page][run.start : run.end])
        if 0 < run.size < LEAST and count:
            spans.append(Span(run.page, run.start, run.end, count))

    def say(span: Span) -> Message:
        text = quoted(texts[span.page][span.start : span.end])
        return msg("“%(text)s” is too small to be seen", text=text)

    severity = _GRADES.of(sum(span.times for span in spans))
    return marks(look.document, KIND, joined(spans, texts, gap=4), severity, say)


def _tiny(page: Page) -> list[Span]:
    with np.errstate(invalid="ignore"):
        height = np.minimum(page.boxes[:, 3] - page.boxes[:, 1], np.inf)
        width = page.boxes[:, 2] - page.boxes[:, 0]
        tiny = np.maximum(height, width) < LEAST  # text that runs down the page is as wide as it is high
    return [Span(page.number, i, i + 1) for i in np.flatnonzero(tiny).tolist() if page.text[i].isalnum()]
