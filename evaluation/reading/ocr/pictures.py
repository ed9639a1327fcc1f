"""Pages as pictures for recognition: PDF pages rendered, frames of picture files decoded."""

from __future__ import annotations

import numpy as np

from evaluation.reading.formats.pdf import open_pdf
from evaluation.reading.ocr.engine import Picture
from evaluation.reading.ooxml.package import Parts
from evaluation.reading.options import DEFAULT
from evaluation.reading.pdf.library import LOCK
from evaluation.reading.pictures import open_picture

DPI = 200
_MAX_SIDE = 4_000  # pixels: enough for A3 at 240 dots an inch


def page_picture(
    data: bytes, media_type: str, number: int, max_pixels: int, dpi: int = DPI, *, part: str = ""
) -> Picture:
    """Page ``number`` (from 1) as people see it; ``UnreadableError``, ``ValueError`` or ``OSError`` when it cannot be.

    ``part`` is the picture in an office file that is meant instead of a page.
    """
    if part:
        return _frame(Parts(data, "", DEFAULT).bytes(part) or b"", 1, max_pixels)
    return (
        _pdf_page(data, number, dpi) if media_type == "application/pdf" else _frame(data, number, max_pixels)
    )


def _pdf_page(data: bytes, number: int, dpi: int) -> Picture:
    with LOCK:
        pdf = open_pdf(data, "")
        try:
            page = pdf[number - 1]
            scale = min(dpi / 72, _MAX_SIDE / max(page.get_width(), page.get_height(), 1.0))
            pixels = page.render(scale=scale).to_numpy()
            return np.array(pixels[:, :, :3], np.uint8)
        finally:
            pdf.close()


def _frame(data: bytes, number: int, max_pixels: int) -> Picture:
    picture = open_picture(data, max_pixels)
    picture.seek(number - 1)
    if picture.width * picture.height > max_pixels:
        raise ValueError(f"{picture.width} x {picture.height} pixels")
    if picture.mode in ("RGBA", "LA", "P"):  # see-through parts show the paper
        from PIL import Image as Pillow

        picture = picture.convert("RGBA")
        paper = Pillow.new("RGBA", picture.size, "white")
        picture = Pillow.alpha_composite(paper, picture)
    colours = picture.convert("RGB")
    colours.thumbnail((_MAX_SIDE, _MAX_SIDE))
    return np.ascontiguousarray(np.asarray(colours, np.uint8)[:, :, ::-1])
