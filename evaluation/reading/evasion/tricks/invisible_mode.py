"""Text that is placed and not painted 隐藏文字: PDF's invisible mode (Tr 3), hidden text of Word.

Method: such letters on a picture are how a scan carries its recognised text (a searchable PDF) and are low; whether
they say what the picture shows is a check of its own (``printed.py``).  Anywhere else nobody sees what a search finds.
"""

from __future__ import annotations

from collections.abc import Iterable

from evaluation.reading.document import Evasion
from evaluation.reading.evasion.marks import Grades, Span, joined, marks, quoted
from evaluation.reading.evasion.registry import Look, trick
from procurement.message import Message, msg

KIND = "invisible-mode"
_GRADES = Grades(medium=5, high=60)


@trick(KIND)
def invisible_mode(look: Look) -> Iterable[Evasion]:
    """Marks of unpainted text, one for each line of it."""
    texts = {page.number: page.text for page in look.document.pages}
    plain: list[Span] = []
    on_picture: list[Span] = []
    for run in look.runs:
        count = sum(c.isalnum() for c in texts[run.page][run.start : run.end])
        if run.unpainted and count:
            (on_picture if run.on_picture else plain).append(Span(run.page, run.start, run.end, count))

    def say(span: Span) -> Message:
        text = quoted(texts[span.page][span.start : span.end])
        return msg("“%(text)s” is in the text and not shown on the page", text=text)

    def say_scan(span: Span) -> Message:
        text = quoted(texts[span.page][span.start : span.end])
        return msg("“%(text)s” lies unseen over a picture, as in a scan with recognised text", text=text)

    severity = _GRADES.of(sum(span.times for span in plain))
    return [
        *marks(look.document, KIND, joined(plain, texts, gap=4), severity, say),
        *marks(look.document, KIND, joined(on_picture, texts, gap=400)[:1000], "low", say_scan),
    ]
