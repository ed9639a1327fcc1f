"""Pictures on a PDF page: place, size and hashes."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from PIL import Image as Pillow
from pypdfium2 import raw

from evaluation.reading.document import Box, Image, Seal
from evaluation.reading.looks import look
from evaluation.reading.pdf.text import to_top_left
from evaluation.reading.pictures import dhash
from evaluation.reading.seals.found import seals_in, turned
from evaluation.reading.seals.ink import coloured

Marks = tuple[str, str, tuple[Seal, ...]]
_MIN_SIDE = 8  # pixels: smaller ones are rules and bullets


def page_images(
    page: pdfium.PdfPage, rotation: int, width: float, height: float, seen: dict[str, Marks], max_pixels: int
) -> tuple[Image, ...]:
    """The pictures of one page.  ``seen`` maps exact hashes to the perceptual ones already worked out in this file."""
    found: list[Image] = []
    for index, picture in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)):
        if index >= 200:
            break
        try:
            across, down = picture.get_px_size()
            left, bottom, right, top = _bounds(picture)
            if min(across, down) < _MIN_SIDE or across * down > max_pixels:
                continue
            stored = bytes(picture.get_data(decode_simple=False))
            mark = hashlib.sha256(stored).hexdigest()
            if mark not in seen:
                seen[mark] = _marks_of(picture)
        except (pdfium.PdfiumError, ValueError, OSError):
            continue
        rect = np.array([[left, top, right, bottom]], np.float32)
        box = _box(to_top_left(rect, page.raw, rotation, width, height)[0])
        alike, look_of, seals = seen[mark]
        found.append(Image(box, int(across), int(down), mark, alike, look_of, turned(seals, rotation)))
    return tuple(found)


def _bounds(picture: Any) -> tuple[float, float, float, float]:
    """Where the picture stands on the page, also out of forms that are drawn somewhere else."""
    left, bottom, right, top = picture.get_bounds()
    form = picture.container
    while form is not None:
        a, b, c, d, e, f = form.get_matrix().get()
        xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
        ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
        left, bottom, right, top = min(xs), min(ys), max(xs), max(ys)
        form = form.container
    return left, bottom, right, top


def _marks_of(picture: Any) -> Marks:
    shown = picture.get_bitmap().to_pil()
    return dhash(shown), look(shown), _seals_of(picture, shown)


def _seals_of(picture: Any, shown: Pillow.Image) -> tuple[Seal, ...]:
    """The seals of a picture as the page shows it: its mask laid on, turned as it stands."""
    if not coloured(shown):
        return ()
    try:
        return seals_in(picture.get_bitmap(render=True).to_pil())
    except pdfium.PdfiumError:
        return seals_in(shown)


def _box(row: Any) -> Box:
    return Box(*(float(v) for v in row))
