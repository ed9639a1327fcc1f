"""Decimal numbers as text for machines."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def plain(value: Decimal | str | None, places: int | None = None) -> str | None:
    """A decimal without exponent: rounded half up to ``places``, or without trailing zeros when none are given."""
    if value is None:
        return None
    number = Decimal(value)
    if places is not None:
        return str(number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
