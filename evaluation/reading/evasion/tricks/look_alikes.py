"""Letters that look like others 形近字符: the eye reads the word, a comparison does not.

Method: a letter of another script inside a Latin word, or in place of a whole one between Hanzi, in a file that has
no other text in that script; kana between Hanzi in a file without Japanese; mathematical letters inside words; and
radicals in place of characters.  Radicals in a PDF are mostly its writer's doing (fonts give both the same glyph), so
there they are never more than low.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from evaluation.reading.document import Evasion
from evaluation.reading.evasion.confusables import FOREIGN, HANZI, LATIN, dressed, radical
from evaluation.reading.evasion.marks import Grades, Span, joined, marks, quoted
from evaluation.reading.evasion.registry import Look, trick
from procurement.message import Message, msg

KIND = "look-alikes"
_LETTER = re.compile(f"[{FOREIGN}]")
_WORD = re.compile(
    f"[A-Za-z{FOREIGN}]+"
)  # with a stranger somewhere inside, it would be matched in quadratic time
_HAN = "\u3400-\u9fff"
_KANA = re.compile(f"(?<=[{_HAN}])[{''.join(HANZI)}](?=[{_HAN}])")
_JAPANESE = re.compile("[\u3041-\u3096]|[\u30a1-\u30fa]{3}")
_OWN_SCRIPT = re.compile("[БГДЖЗИЛПФЦЧШЩЫЭЮЯбгдёжзийлптфцчшщъыьэюя]{2}|[ΓΔΘΛΞΠΣΦΨΩαβγδεζηθλμξπστφψω]{3}")
_RADICAL = re.compile("[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]")
_DRESSED = re.compile("[\U0001d400-\U0001d7ff\U0001f130-\U0001f189]+")
_WORDS = Grades(medium=3, high=10)
_RADICALS = Grades(medium=5, high=20)


@trick(KIND)
def look_alikes(look: Look) -> Iterable[Evasion]:
    """Marks of words with look-alikes in them."""
    document = look.document
    texts = {page.number: page.text for page in document.pages}
    foreign = any(_OWN_SCRIPT.search(text) for text in texts.values())
    japanese = any(_JAPANESE.search(text) for text in texts.values())
    words: list[Span] = []
    radicals: list[Span] = []
    for number, text in texts.items():
        if _LETTER.search(text):
            words += [
                Span(number, *match.span())
                for match in _WORD.finditer(text)
                if _mixed(match[0]) or (not foreign and _is_disguised(text, *match.span()))
            ]
        if not japanese:
            words += [Span(number, *match.span()) for match in _KANA.finditer(text)]
        words += [Span(number, *match.span()) for match in _DRESSED.finditer(text)]
        radicals += [Span(number, *m.span()) for m in _RADICAL.finditer(text) if radical(m[0])]

    def say(span: Span) -> Message:
        found = texts[span.page][span.start : span.end]
        return msg(
            "“%(found)s” is not written as it looks (“%(plain)s”)",
            found=quoted(found),
            plain=quoted(plain(found)),
        )

    grade = _RADICALS.of(len(radicals)) if look.laid_out else "low"
    return [
        *marks(document, KIND, sorted(words), _WORDS.of(len(words)), say),
        *marks(document, KIND, joined(radicals, texts, gap=6), grade, say),
    ]


def plain(text: str) -> str:
    """The text as the eye takes it."""
    return "".join(LATIN.get(c) or HANZI.get(c) or radical(c) or dressed(c) or c for c in text)


def _mixed(word: str) -> bool:
    """Latin letters and a stranger among them; one Greek letter before or after may be a unit (μm, Ωcm) and is none here."""
    return any(c in LATIN for c in word) and any(c.isascii() for c in word) and len(word) > 1


def _is_disguised(text: str, start: int, end: int) -> bool:
    """A word of strangers alone between Hanzi."""
    before, after = text[start - 1 : start], text[end : end + 1]
    between = "\u3400" <= before <= "\u9fff" and "\u3400" <= after <= "\u9fff"
    return between and end - start >= 2 and all(c in LATIN for c in text[start:end])
