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


def size_text(size: int) -> str:
    """A number of bytes as people read it: ``512 B``, ``1.5 MB``, ``8 GB`` (1 KB is 1024 B)."""
    number, unit = Decimal(size), "B"
    for unit in ("B", "KB", "MB", "GB", "TB"):
        if number < 1024 or unit == "TB":
            break
        number /= 1024
    return f"{plain(plain(number, 1))} {unit}"
