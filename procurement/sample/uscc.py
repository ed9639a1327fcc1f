"""Unified social credit codes 统一社会信用代码 with the right check character (GB 32100-2015)."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def check_character(body: str) -> str:
    """The 18th character of a code whose first 17 are ``body``: 31 minus the weighted sum modulo 31.

    The weight of place *i* (from 0) is 3**i modulo 31.  ``ValueError`` for another length or a letter outside the
    code's alphabet (which leaves out I, O, S, V, Z).
    """
    if len(body) != 17:
        raise ValueError(f"17 characters are needed, found {len(body)}: {body!r}")
    total = sum(ALPHABET.index(letter) * pow(3, place, 31) for place, letter in enumerate(body))
    return ALPHABET[(31 - total % 31) % 31]


def with_check_character(body: str) -> str:
    """The whole code."""
    return body + check_character(body)
