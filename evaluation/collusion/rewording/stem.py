"""Latin words without their endings, and the number that stands for a term."""

from __future__ import annotations

from functools import lru_cache
from zlib import crc32

_VOWELS = frozenset("aeiouy")
FIRST_LATIN = 1 << 62
"""Terms from here on are Latin words, below are pairs of Hanzi."""


def stem(word: str) -> str:
    """A word of lower-case letters without plural, past, participle and adverb endings; digits stay as they are.

    A handful of rules in the spirit of Porter (1980), "An algorithm for suffix stripping": two forms of one word need
    the same stem, the stem need not be a word.
    """
    if len(word) > 4:
        if word.endswith("ies"):
            word = word[:-3] + "y"
        elif word.endswith("sses"):
            word = word[:-2]
        elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
            word = word[:-1]
    for suffix in ("ing", "ed"):
        if (
            len(word) > len(suffix) + 2
            and word.endswith(suffix)
            and not _VOWELS.isdisjoint(word[: -len(suffix)])
        ):
            word = word[: -len(suffix)]
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    if len(word) > 6 and word.endswith("ly"):
        word = word[:-2]
    if len(word) > 4 and word.endswith("e"):
        word = word[:-1]
    if len(word) > 3 and word.endswith("y"):
        word = word[:-1] + "i"
    return word


@lru_cache(maxsize=200_000)
def latin_term(word: str) -> int:
    """The number of a Latin word's stem."""
    return FIRST_LATIN | crc32(stem(word).encode("utf-8", "surrogatepass"))
