"""Cells in hidden rows, columns or sheets 隐藏单元格: a search finds them, whoever opens the workbook does not.

Method: what the workbook itself says is hidden.  Honest workbooks hide working columns and lists for their drop-down
fields, so figures do not count, and words only when there are many of them.
"""

from __future__ import annotations

from collections.abc import Iterable

from evaluation.reading.document import Evasion
from evaluation.reading.evasion.marks import Grades, Span, joined, marks, quoted
from evaluation.reading.evasion.registry import Look, trick
from procurement.message import Message, msg

KIND = "hidden-cells"
_GRADES = Grades(medium=40, high=1_000_000)


@trick(KIND)
def hidden_cells(look: Look) -> Iterable[Evasion]:
    """Marks of hidden cells, one for each row of them."""
    texts = {page.number: page.text for page in look.document.pages}
    spans = [Span(run.page, run.start, run.end) for run in look.runs if run.tucked]
    letters = sum(c.isalpha() for s in spans for c in texts[s.page][s.start : s.end])

    def say(span: Span) -> Message:
        text = quoted(texts[span.page][span.start : span.end])
        return msg("“%(text)s” stands in a hidden row, column or sheet", text=text)

    return marks(look.document, KIND, joined(spans, texts, gap=8), _GRADES.of(letters), say)
