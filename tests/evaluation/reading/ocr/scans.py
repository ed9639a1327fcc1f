"""Pages as a scanner leaves them, and files whose character maps are broken."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence

import pikepdf
import pypdfium2 as pdfium
from PIL import Image

from evaluation.reading.pdf.library import LOCK
from tests.evaluation.reading.make import saved_pdf


def pictures(data: bytes, *, dpi: int = 150, pages: Sequence[int] | None = None) -> list[Image.Image]:
    """Pages of a PDF (from 1; all of them) as pictures."""
    with LOCK, pdfium.PdfDocument(data) as pdf:
        numbers = pages or range(1, len(pdf) + 1)
        return [pdf[n - 1].render(scale=dpi / 72).to_pil().convert("RGB") for n in numbers]


def scanned(data: bytes, *, dpi: int = 150, turn: float = 0.0) -> bytes:
    """The PDF as pictures of its pages, turned by ``turn`` degrees to the left."""
    first, *rest = [
        p.rotate(turn, Image.Resampling.BICUBIC, expand=turn % 90 == 0, fillcolor="white")
        for p in pictures(data, dpi=dpi)
    ]
    out = io.BytesIO()
    first.save(out, "PDF", resolution=dpi, save_all=True, append_images=rest)
    return out.getvalue()


def png(picture: Image.Image, dpi: int = 150) -> bytes:
    """The picture as PNG with its resolution."""
    out = io.BytesIO()
    picture.save(out, "PNG", dpi=(dpi, dpi))
    return out.getvalue()


def with_character_map(data: bytes, change: Callable[[int], int]) -> bytes:
    """The PDF with every code that its fonts' character maps give replaced by ``change`` of it."""

    def moved(match: re.Match[bytes]) -> bytes:
        return b"<%s> <%04X>" % (match[1], change(int(match[2], 16)))

    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
                stream = thing.ToUnicode
                stream.write(
                    re.sub(rb"(?m)^<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]{4})>$", moved, stream.read_bytes())
                )
        return saved_pdf(pdf)
