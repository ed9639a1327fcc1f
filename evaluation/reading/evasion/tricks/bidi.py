"""Characters that turn the writing direction 双向控制符: what is stored reads backwards from what is shown.

Method: overrides turn Chinese and Latin text round and have no honest use in it; embeddings and isolates are rare in
it; the two direction marks come with text pasted from elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from evaluation.reading.document import Evasion, Severity
from evaluation.reading.evasion.marks import Grades, Span, marks, quoted
from evaluation.reading.evasion.registry import Look, trick
from procurement.message import Message, msg

KIND = "bidi"
_CONTROL = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_OVERRIDE = "\u202d\u202e"
_MARK = "\u061c\u200e\u200f"
_END = "\u202c\u2069"
_FURTHEST = 200
_OTHERS = Grades(medium=3, high=1_000_000)
_MARKS = Grades(medium=20, high=1_000_000)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


@trick(KIND)
def bidi(look: Look) -> Iterable[Evasion]:
    """Marks of direction controls; none in a file that has letters written from the right."""
    document = look.document
    if any(_RIGHT_TO_LEFT.search(page.text) for page in document.pages):
        return []
    overrides: list[Span] = []
    others: list[Span] = []
    single: list[Span] = []
    for page in document.pages:
        for match in _CONTROL.finditer(page.text):
            at = match.start()
            if match[0] in _OVERRIDE:
                overrides.append(Span(page.number, at, _reach(page.text, at)))
            elif match[0] in _MARK:
                single.append(Span(page.number, at, at + 1))
            elif match[0] not in _END:
                others.append(Span(page.number, at, _reach(page.text, at)))
    texts = {page.number: page.text for page in document.pages}

    def say(span: Span) -> Message:
        shown = _CONTROL.sub("", texts[span.page][max(span.start - 4, 0) : span.end + 4])
        code = f"U+{ord(texts[span.page][span.start]):04X}"
        return msg("The writing direction is turned (%(code)s) in “%(text)s”", code=code, text=quoted(shown))

    graded: list[tuple[list[Span], Severity]] = [
        (overrides, "high"),
        (others, _OTHERS.of(len(others))),
        (single, _MARKS.of(len(single))),
    ]
    return [mark for spans, grade in graded for mark in marks(document, KIND, spans, grade, say)]


def _reach(text: str, start: int) -> int:
    """Where what begins at ``start`` ends: at its closing control, else with the line, or after a good deal of it."""
    furthest = min(start + _FURTHEST, len(text))
    line = text.find("\n", start, furthest)
    line = furthest if line < 0 else line
    ends = [at + 1 for end in _END if (at := text.find(end, start, line)) >= 0]
    return min(ends, default=line)
