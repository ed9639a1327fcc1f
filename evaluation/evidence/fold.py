"""Text made comparable, with the way back: every folded character knows where it came from.

Folding is NFKC and case folding, character by character, with white space and invisible characters left out and
Chinese punctuation as its plain kin, so that 投 标 报 价, ``投标报价`` broken over two lines, full-width Latin, and
“甲”、乙。 and "甲",乙. all compare equal.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

_PLAIN = str.maketrans(
    "。｡、､“”„‟″‘’‚‛′【】〔〕〖〗《》〈〉—–―‐‑−・·•",
    ".." + ",," + '"' * 5 + "'" * 5 + "[]()[]<><>" + "-" * 6 + "···",
)
"""Punctuation marks that typists and programs exchange; one for one, so that offsets hold."""
_DROPPED = ("Zs", "Zl", "Zp", "Cc", "Cf", "Mn")


@lru_cache(maxsize=65_536)
def fold_character(character: str) -> str:
    """What one character compares as: nothing, itself, or several."""
    if unicodedata.category(character) in _DROPPED:
        return ""
    folded = unicodedata.normalize("NFKC", character).casefold().translate(_PLAIN)
    return "".join(c for c in folded if unicodedata.category(c) not in _DROPPED)


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded ``text``; ``places[i]`` is the offset in the original of the character that gave ``text[i]``."""

    text: str
    places: npt.NDArray[np.int32]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The range of the original that folded to ``text[start:end]`` (not empty)."""
        return int(self.places[start]), int(self.places[end - 1]) + 1


def fold(text: str) -> Folded:
    """The folded text with its offset map."""
    pieces = list(map(fold_character, text))
    lengths = np.fromiter(map(len, pieces), np.int32, len(pieces))
    return Folded("".join(pieces), np.repeat(np.arange(len(pieces), dtype=np.int32), lengths))
