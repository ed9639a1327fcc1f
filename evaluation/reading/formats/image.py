"""Pictures of pages: PNG, JPEG, TIFF (a page per frame), BMP.  They have no text until it is recognised."""

from __future__ import annotations

import hashlib

import numpy as np
from PIL import Image as Pillow

from evaluation.reading.document import Box, Document, Image, Origin, Page
from evaluation.reading.errors import UnreadableError
from evaluation.reading.looks import look
from evaluation.reading.options import ReadOptions
from evaluation.reading.pdf.embedded import camera_serial
from evaluation.reading.pictures import dhash, open_picture
from evaluation.reading.registry import Source, register_format
from evaluation.reading.seals.found import seals_in
from procurement.message import msg

_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF87a", b"GIF89a")
_A4_WIDTH = 595.0


class ImageFormat:
    """A scan or a photograph of a page."""

    name = "image"
    media_type = "image/*"
    suffixes = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif")

    def score(self, data: bytes) -> int:
        bitmap = data.startswith(b"BM") and data[6:10] == bytes(4)  # a text may begin with BM as well
        return 90 if bitmap or data.startswith(_SIGNATURES) else 0

    def read(self, source: Source) -> Document:
        try:
            picture = open_picture(source.data, source.options.max_image_pixels)
            kind = picture.get_format_mimetype() if hasattr(picture, "get_format_mimetype") else None
            frames = min(getattr(picture, "n_frames", 1), source.options.max_pages)
            pages = tuple(
                _frame(picture, number, source.sha256 if frames == 1 else "", source.options)
                for number in range(1, frames + 1)
            )
        except Exception as error:  # Pillow's plugins raise whatever broken numbers make them raise
            raise UnreadableError(
                source.name, msg("The picture is damaged or too large: %(detail)s", detail=str(error)[:200])
            ) from error
        return Document(
            source.name,
            source.sha256,
            kind or self.media_type,
            pages,
            origin=_origin(picture) if source.options.marks else Origin(),
        )


def _frame(picture: Pillow.Image, number: int, sha256: str, options: ReadOptions) -> Page:
    """One frame; ``sha256`` is the file's where it is the only one, so that it equals the same file inside another."""
    picture.seek(number - 1)
    if picture.width * picture.height > options.max_image_pixels:
        raise ValueError(f"{picture.width} x {picture.height} pixels")
    picture.load()
    width, height = page_size(picture)
    mark = sha256 or hashlib.sha256(picture.tobytes()).hexdigest()
    whole = Box(0.0, 0.0, width, height)
    image = Image(
        whole,
        picture.width,
        picture.height,
        mark,
        dhash(picture),
        look(picture) if options.images else "",
        seals_in(picture) if options.images else (),
    )
    return Page(number, width, height, "", np.zeros((0, 4), np.float32), "scanned", (), (image,))


def page_size(picture: Pillow.Image) -> tuple[float, float]:
    """The page in points: by the stated resolution when it gives a believable sheet, else as wide as A4."""
    dpi = picture.info.get("dpi", (0, 0))
    try:
        across, down = float(dpi[0]), float(dpi[1])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        across = down = 0.0
    if across >= 50 and down >= 50:
        width, height = picture.width / across * 72, picture.height / down * 72
        if 200 <= width <= 3_000 and 200 <= height <= 3_000:
            return width, height
    return _A4_WIDTH, _A4_WIDTH * picture.height / picture.width


def _origin(picture: Pillow.Image) -> Origin:
    """Camera, software and time, from EXIF; the colour profile's hash."""
    exif = picture.getexif()
    extra = {}
    if profile := picture.info.get("icc_profile"):
        extra["icc"] = hashlib.sha256(profile).hexdigest()[:16]
    for key, tag in (("exif.make", 271), ("exif.model", 272)):
        if exif.get(tag):
            extra[key] = str(exif[tag]).strip("\x00 ")
    if serial := camera_serial(exif):
        extra["exif.serial"] = serial[:100]
    return Origin(
        author=str(exif.get(315, "") or "").strip("\x00 "),
        creator=str(exif.get(305, "") or "").strip("\x00 "),
        created=str(exif.get(306, "") or "").strip("\x00 "),
        extra=extra,
    )


register_format(ImageFormat())
