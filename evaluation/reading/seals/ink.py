"""How red, or how blue, each spot of a picture is: seals are printed in ink that text is not."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image as Pillow

Colours = npt.NDArray[np.uint8]
"""Rows of pixels, red green blue."""
Ink = npt.NDArray[np.uint8]
"""How far a spot's own colour stands out from the two others; 0 for paper, print and grey."""

LEAST_INK = 30
"""Of 255: less is the paper's tint, or what JPEG leaves of colour beside black print."""
FAINT_INK = 18
"""Where a seal has faded, this much is still its ink."""
_GLANCE = 500  # pixels of the longer side at a first glance
_GLANCE_INK = 15
_LEAST_SHARE = 0.0006  # of the picture: a seal of 15 mm on a sheet has more


def red(colours: Colours) -> Ink:
    """The ink of red seals."""
    return _beyond(colours[:, :, 0], colours[:, :, 1], colours[:, :, 2])


def blue(colours: Colours) -> Ink:
    """The ink of blue seals, which foreign firms and some departments use."""
    return _beyond(colours[:, :, 2], colours[:, :, 0], colours[:, :, 1])


INKS = {"red": red, "blue": blue}


def coloured(picture: Pillow.Image) -> tuple[str, ...]:
    """The inks that there is enough of for a seal; a glance, so that pictures without any cost nothing."""
    if picture.mode in {"1", "L", "LA", "I", "F", "I;16"}:
        return ()
    step = max(picture.size) // _GLANCE
    if step > 1 and picture.mode in {"RGB", "CMYK", "YCbCr"}:
        picture = picture.reduce(step)
    seen = np.asarray(on_paper(picture))
    return tuple(
        name
        for name, ink in INKS.items()
        if np.count_nonzero(ink(seen) >= _GLANCE_INK) >= _LEAST_SHARE * seen.size / 3
    )


def on_paper(picture: Pillow.Image) -> Pillow.Image:
    """The picture in red, green and blue; where it is see-through, the paper shows."""
    if picture.mode in {"RGBA", "PA", "P"}:
        shown = picture.convert("RGBA")
        return Pillow.alpha_composite(Pillow.new("RGBA", shown.size, "white"), shown).convert("RGB")
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _beyond(own: Ink, one: Ink, other: Ink) -> Ink:
    more = np.maximum(one, other)
    return np.where(own > more, own - more, 0).astype(np.uint8)
