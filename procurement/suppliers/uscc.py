"""The unified social credit code 统一社会信用代码: eighteen characters, the last of which checks the others.

GB 32100-2015: each of the first 17 characters has a value from 0 to 30 (digits, then capital letters without I, O,
S, V, Z); the check value is 31 minus the weighted sum modulo 31, with the weights 3ⁱ mod 31.
"""

from __future__ import annotations

from procurement.message import Message, msg

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_LENGTH = 18


def check_character(first: str) -> str:
    """The check character for the first 17; ``ValueError`` when one of them is not of the code's alphabet."""
    total = sum(ALPHABET.index(letter) * pow(3, place, 31) for place, letter in enumerate(first))
    return ALPHABET[-total % 31]


def uscc_problem(code: str) -> Message | None:
    """What is wrong with a code; ``None`` when it is sound.  Lower case and outer blanks are passed over."""
    text = code.strip().upper()
    if len(text) != _LENGTH:
        return msg(
            "the credit code %(code)s has %(count)s characters, %(wanted)s are expected",
            code=code,
            count=len(text),
            wanted=_LENGTH,
        )
    strange = sorted({letter for letter in text if letter not in ALPHABET})
    if strange:
        return msg("the credit code %(code)s contains %(letters)s", code=code, letters=" ".join(strange))
    expected = check_character(text[:-1])
    if text[-1] != expected:
        return msg(
            "the credit code %(code)s ends in %(found)s, its check character is %(expected)s",
            code=code,
            found=text[-1],
            expected=expected,
        )
    return None
