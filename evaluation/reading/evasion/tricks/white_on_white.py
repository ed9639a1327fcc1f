"""Text in the colour of its ground 白色文字: painted, and yet not to be seen.

Method: in a PDF, letters in a very light or see-through colour whose places show no contrast once the page is
rendered (white letters on a dark cell do); in Word, very light letters without shading behind them.
"""

from __future__ import annotations

from collections.abc import Iterable

from evaluation.reading.document import Evasion
from evaluation.reading.evasion.marks import Grades, Span, joined, marks, quoted
from evaluation.reading.evasion.registry import Look, trick
from procurement.message import Message, msg

KIND = "white-on-white"
_GRADES = Grades(medium=5, high=60)


@trick(KIND)
def white_on_white(look: Look) -> Iterable[Evasion]:
    """Marks of text without contrast, one for each line of it."""
    texts = {page.number: page.text for page in look.document.pages}
    spans = []
    for run in look.runs:
        count = sum(c.isalnum() for c in texts[run.page][run.start : run.end])
        if run.pale and count:
            spans.append(Span(run.page, run.start, run.end, count))

    def say(span: Span) -> Message:
        text = quoted(texts[span.page][span.start : span.end])
        return msg("“%(text)s” has the colour of the page behind it", text=text)

    severity = _GRADES.of(sum(span.times for span in spans))
    return marks(look.document, KIND, joined(spans, texts, gap=4), severity, say)
