"""Where Chinese words begin and end, by the dictionary that the segmenter carries (rjieba)."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from rjieba import Jieba


@lru_cache(maxsize=1)
def _segmenter() -> Jieba:
    return Jieba()


@lru_cache(maxsize=100_000)
def is_word(text: str) -> bool:
    """Whether the dictionary has this word."""
    return bool(_segmenter().has_word(text))


def tokens(text: str) -> list[str]:
    """The words of a text in order; joined they are the text."""
    return list(_segmenter().cut(text))


def seam(text: str, at: int) -> bool:
    """Whether a boundary between two words runs between characters ``at`` and ``at + 1``, one of them a longer word.

    Such a pair of characters is no unit of the language and cannot be a misspelt word.
    """
    position = 0
    words = tokens(text)
    for word, following in pairwise(words):
        position += len(word)
        if position == at + 1:
            return len(word) > 1 or len(following) > 1
        if position > at + 1:
            return False
    return False
