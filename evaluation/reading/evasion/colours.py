"""Colours as the eye tells them apart."""

from __future__ import annotations

Colour = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""

WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)
_LIGHT = 0.92  # of white: what is lighter is not seen on white paper
_NEAR = 20  # of 255, in each of the three


def alike(one: Colour, other: Colour) -> bool:
    """Whether letters of one colour cannot be told from a ground of the other."""
    if _brightness(one) >= _LIGHT and _brightness(other) >= _LIGHT:
        return True
    return all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))


def tinted(colour: Colour, tint: float) -> Colour:
    """The colour made lighter (up to 1) or darker (down to -1), as office files say it."""
    tint = max(-1.0, min(tint, 1.0))
    red, green, blue = (round(c + (255 - c) * tint) if tint > 0 else round(c * (1 + tint)) for c in colour)
    return red, green, blue


def from_hex(text: str) -> Colour | None:
    """``1F3864`` as a colour; ``None`` for anything else, such as ``auto``."""
    if len(text) != 6:
        return None
    try:
        return int(text[:2], 16), int(text[2:4], 16), int(text[4:], 16)
    except ValueError:
        return None


def _brightness(colour: Colour) -> float:
    red, green, blue = colour
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255
