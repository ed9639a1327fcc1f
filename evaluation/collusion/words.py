"""Where Chinese words begin and end, by the dictionary that the segmenter carries (rjieba)."""

from __future__ import annotations

from functools import lru_cache

from rjieba import Jieba

_SELDOM = 100  # by the dictionary's counts, in which 安装 has 2,382 and 调式 (a mode in music) 78
ALL = 60_101_967
"""The sum of the dictionary's counts."""


@lru_cache(maxsize=1)
def _segmenter() -> Jieba:
    return Jieba()


@lru_cache(maxsize=100_000)
def frequency(text: str) -> int:
    """How often the dictionary has met a word; 0 for what it does not have."""
    return int(_segmenter().suggest_freq(text)) if _segmenter().has_word(text) else 0


def is_misspelling(wrong: str, right: str) -> bool:
    """Whether ``wrong`` is no word of its own, or a rare one, and ``right`` is a commoner one."""
    return frequency(wrong) < _SELDOM and frequency(right) >= max(2 * frequency(wrong), 1)


def tokens(text: str) -> list[str]:
    """The words of a text by the dictionary alone, in order; joined they are the text."""
    return list(_segmenter().cut(text, False))


def stands_alone(text: str, at: int) -> bool:
    """Whether the characters ``at`` and ``at + 1`` are a unit of their own: one word, or two words of one character.

    A pair inside a longer word, or over the seam of two words, is no unit of the language and cannot be a misspelt word.
    """
    position, pieces = 0, []
    for word in tokens(text):
        end = position + len(word)
        if position < at + 2 and end > at:
            pieces.append(word)
        position = end
    return pieces == [text[at : at + 2]] or pieces == list(text[at : at + 2])
