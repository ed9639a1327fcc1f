"""Pictures on a PDF page: place, size and hashes."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

from evaluation.reading.document import Box, Image
from evaluation.reading.looks import look
from evaluation.reading.pdf.text import to_top_left
from evaluation.reading.pictures import dhash

Marks = tuple[str, str]
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
            left, bottom, right, top = picture.get_bounds()
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
        found.append(Image(box, int(across), int(down), mark, *seen[mark]))
    return tuple(found)


def _marks_of(picture: Any) -> Marks:
    shown = picture.get_bitmap().to_pil()
    return dhash(shown), look(shown)


def _box(row: Any) -> Box:
    return Box(*(float(v) for v in row))
