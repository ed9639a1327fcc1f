"""Exact numbers: a score is computed as a fraction and rounded half up once, at the end.

A quotient such as 2 443 500 ÷ 2 604 000 has no finite decimal.  Rounding it before it is multiplied by the weight
can turn an exact half (28.145) into 28.14; a ``Fraction`` cannot.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

Number = Decimal | Fraction | int


def half_up(number: Number, places: int) -> Decimal:
    """``number`` rounded half up (away from zero at the half) to ``places`` decimals, exactly."""
    scaled = abs(Fraction(number)) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = tuple(int(digit) for digit in str(whole))
    return Decimal((1 if number < 0 and whole else 0, digits, -places))


def clamp(number: Fraction, low: Number, high: Number) -> Fraction:
    """``number`` held between ``low`` and ``high``."""
    return max(Fraction(low), min(Fraction(high), number))


def mean(numbers: Iterable[Number]) -> Fraction:
    """The exact mean; ``ValueError`` of nothing."""
    values = [Fraction(number) for number in numbers]
    if not values:
        raise ValueError("the mean of no numbers")
    return sum(values, Fraction(0)) / len(values)


def plain(number: Decimal) -> str:
    """A decimal in plain notation without trailing zeros: ``1E+3`` is ``1000``, ``2.50`` is ``2.5``."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def grouped(number: Decimal) -> str:
    """An amount with thousands separators, as people read it."""
    return f"{number:,f}"
