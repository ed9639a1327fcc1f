"""A page as a picture, for the reader's eye: exactly where the document says each letter is."""

from __future__ import annotations

import io
from functools import lru_cache
from importlib.resources import as_file, files

import numpy as np
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from evaluation.reading.document import Document, Page
from evaluation.reading.errors import UnreadableError
from evaluation.reading.formats.archive import member_of
from evaluation.reading.formats.pdf import open_pdf
from evaluation.reading.ocr.embedded import OFFICE, picture_in
from evaluation.reading.options import DEFAULT
from evaluation.reading.pdf.library import LOCK
from evaluation.reading.pictures import open_picture
from evaluation.reading.seals.ink import on_paper
from procurement.message import msg

MAX_WIDTH = 4_000
_MAX_HEIGHT = 30_000
_DESCENT = 1.5  # points from the bottom of a letter's box up to its baseline
_INK, _RULE = (24, 24, 27), (190, 190, 196)


def page_png(data: bytes, document: Document, page: int, *, width_px: int) -> bytes:
    """Page ``page`` (from 1) of the file as PNG, ``width_px`` wide (at most 4000).

    ``data`` is the file itself; it is not looked at for pages laid out on the grid.  ``IndexError`` for a page that
    is not there, :class:`UnreadableError` when the file can no longer be opened.
    """
    shown = document.page(page)
    if document.members:
        inner, within, number = member_of(data, document, page)
        return page_png(inner, within, number, width_px=width_px)
    width = max(16, min(int(width_px), MAX_WIDTH))
    if shown.source == "flow":
        picture = _draw_flow(shown, width)
    elif document.media_type == "application/pdf":
        picture = _draw_pdf(data, document, page, width)
    elif document.media_type.startswith(OFFICE):
        inside = picture_in(data, document.name, shown.images[0].sha256)
        picture = _draw_image(inside, document, 1, width)
    else:
        picture = _draw_image(data, document, page, width)
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=3)
    return out.getvalue()


def picture_png(data: bytes, document: Document, page: int, sha256: str, *, width_px: int) -> bytes:
    """The picture with this hash out of an office file, at most ``width_px`` wide; errors as of :func:`page_png`.

    For pictures that have no place on the pages the file is laid out on; one that ``page`` does not hold is refused.
    """
    shown = document.page(page)
    if document.members:
        inner, within, number = member_of(data, document, page)
        return picture_png(inner, within, number, sha256, width_px=width_px)
    if not document.media_type.startswith(OFFICE) or all(image.sha256 != sha256 for image in shown.images):
        raise IndexError(f"page {page} holds no such picture")
    inside = picture_in(data, document.name, sha256)
    held = open_picture(inside, DEFAULT.max_image_pixels)
    picture = on_paper(held)
    picture.thumbnail((width_px, _MAX_HEIGHT))
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=3)
    return out.getvalue()


def _draw_pdf(data: bytes, document: Document, page: int, width: int) -> Pillow.Image:
    with LOCK:
        pdf = open_pdf(data, document.name)
        try:
            sheet = pdf[page - 1]
            scale = width / max(sheet.get_width(), 1.0)
            scale = min(scale, _MAX_HEIGHT / max(sheet.get_height(), 1.0))
            shown: Pillow.Image = sheet.render(scale=scale).to_pil().convert("RGB")
            return shown
        finally:
            pdf.close()


def _draw_image(data: bytes, document: Document, page: int, width: int) -> Pillow.Image:
    try:
        picture = open_picture(data, DEFAULT.max_image_pixels)
        picture.seek(page - 1)
        height = max(1, min(round(picture.height * width / picture.width), _MAX_HEIGHT))
        return picture.convert("RGB").resize((width, height), Pillow.Resampling.LANCZOS)
    except (ValueError, OSError, EOFError) as error:
        raise UnreadableError(
            document.name, msg("The picture cannot be shown: %(detail)s", detail=str(error))
        ) from error


@lru_cache(maxsize=16)
def _font(size: int) -> ImageFont.FreeTypeFont:
    with as_file(files("pylopdf_fonts_zh_cn") / "NotoSansSC-Regular.otf") as path:
        return ImageFont.truetype(str(path), size)


def _draw_flow(page: Page, width: int) -> Pillow.Image:
    """Draws each character in its own box and the tables' outer frames."""
    scale = width / page.width
    height = max(1, min(round(page.height * scale), _MAX_HEIGHT))
    picture = Pillow.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(picture)
    for table in page.tables:
        x0, y0, x1, y1 = (v * scale for v in table.bbox)
        pen.rectangle((x0, y0, x1, y1), outline=_RULE)
    held = np.flatnonzero(~np.isnan(page.boxes[:, 0]))
    if not len(held):
        return picture
    first = page.boxes[held[0]]
    font = _font(max(4, round(float(first[3] - first[1]) * scale)))
    for i in held.tolist():  # one by one: a run set together would drift off the grid
        if not page.text[i].isspace():
            x, _, _, bottom = page.boxes[i].tolist()
            pen.text(
                (x * scale, (bottom - _DESCENT) * scale), page.text[i], fill=_INK, font=font, anchor="ls"
            )
    return picture
