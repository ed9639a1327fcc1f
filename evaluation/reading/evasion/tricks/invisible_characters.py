"""Characters that take no room 零宽字符: the text looks whole and is broken for whoever searches or compares it.

Method: format characters, variation selectors, fillers and tags (those that steer the writing direction are another
trick).  Only those inside words count, between two letters or Hanzi; elsewhere, and up to four in a file, they are
what pasting from web pages leaves.  A soft hyphen in a Latin word is a hyphenation mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from evaluation.reading.document import Evasion
from evaluation.reading.evasion.marks import Grades, Span, joined, marks, quoted
from evaluation.reading.evasion.registry import Look, trick
from procurement.message import Message, msg

KIND = "invisible-characters"
HIDDEN = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u2800\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\U0001bca0-\U0001bca3\U000e0000-\U000e01ef"
)
_ANY = re.compile(f"[{HIDDEN}]+")
_GRADES = Grades(medium=5, high=20)


@trick(KIND)
def invisible_characters(look: Look) -> Iterable[Evasion]:
    """Marks of invisible characters; a soft hyphen between Latin letters is none."""
    inside: list[Span] = []
    beside: list[Span] = []
    texts = {page.number: page.text for page in look.document.pages}
    for number, text in texts.items():
        for match in _ANY.finditer(text):
            start, end = match.span()
            before, after = text[start - 1 : start], text[end : end + 1]
            if match[0].strip("\u00ad") == "" and before.isascii() and after.isascii():
                continue
            span = Span(number, start, end, end - start)
            (inside if before.isalnum() and after.isalnum() else beside).append(span)

    def say(span: Span) -> Message:
        text = texts[span.page]
        around = _ANY.sub("", text[max(span.start - 8, 0) : span.end + 8])
        codes = sorted({f"U+{ord(c):04X}" for c in _ANY.findall(text[span.start : span.end]) for c in c})
        return msg(
            "%(count)s invisible characters (%(codes)s) in “%(text)s”",
            count=span.times, codes=", ".join(codes[:4]), text=quoted(around),
        )  # fmt: skip

    severity = _GRADES.of(sum(span.times for span in inside))
    if severity != "low":  # then those beside punctuation are of the same making
        inside, beside = sorted((*inside, *beside)), []
    found = marks(look.document, KIND, joined(inside, texts, gap=12), severity, say)
    return found + marks(look.document, KIND, joined(beside, texts, gap=12), "low", say)
