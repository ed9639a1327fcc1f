"""One author's way of writing: fills a template's places and chooses its alternatives.

A template holds places ``{我}`` (an author's own words for it) and alternatives ``[甲|乙|]``; the same template
therefore reads differently from author to author.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Mapping, Sequence

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_PLACE = re.compile(r"\{([^{}]*)\}")

#: Two authors may share no run of this many characters outside what they both quote.
RUN = 20


def draw(seed: int, *names: object) -> random.Random:
    """The random numbers of one part of the package; the same names give the same numbers."""
    return random.Random("/".join(str(name) for name in (seed, *names)))  # noqa: S311  no secret, and it must be repeatable


def speak(template: str, terms: Mapping[str, Sequence[str]], numbers: random.Random) -> str:
    """The template in one author's words."""
    while _CHOICE.search(template):
        template = _CHOICE.sub(lambda found: numbers.choice(found[1].split("|")), template)
    return _PLACE.sub(lambda found: numbers.choice(terms[found[1]]), template)


def plain(text: str) -> str:
    """Letters, digits and Hanzi only, in compatibility form: what a comparison of passages looks at."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


class Commons:
    """Remembers who wrote which run of characters, so that no honest author repeats another's."""

    def __init__(self, quotable: str = "") -> None:
        self._owners: dict[str, str] = dict.fromkeys(_runs(plain(quotable)), "")
        self._tails: dict[str, str] = {}

    def claim(self, author: str, text: str) -> bool:
        """Take ``text`` for ``author`` after what they wrote last; False, and nothing taken, where it is another's."""
        tail = self._tails.get(author, "") + plain(text)
        runs = _runs(tail)
        if any(self._owners.get(run, author) not in {author, ""} for run in runs):
            return False
        for run in runs:
            self._owners.setdefault(run, author)
        self._tails[author] = tail[-(RUN - 1) :]
        return True


def _runs(text: str) -> list[str]:
    return [text[start : start + RUN] for start in range(len(text) - RUN + 1)]
