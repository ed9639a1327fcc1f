"""What is kept of a picture: its size, its exact hash and perceptual ones."""

from __future__ import annotations

import hashlib
import io
import warnings

import numpy as np
from PIL import Image as Pillow

from evaluation.reading.document import Box, Image
from evaluation.reading.looks import look
from evaluation.reading.seals.found import seals_in

_DHASH_WIDTH = 9
_DHASH_HEIGHT = 8


def dhash(picture: Pillow.Image) -> str:
    """The 64-bit difference hash, as 16 hex digits: is each of 8×8 grey cells brighter than its right neighbour?

    Survives scaling, recompression and slight colour changes; an even picture hashes to zeros.
    """
    grey = picture.convert("L").resize((_DHASH_WIDTH, _DHASH_HEIGHT), Pillow.Resampling.BOX)
    cells = np.asarray(grey, dtype=np.int16)
    return np.packbits(cells[:, :-1] > cells[:, 1:]).tobytes().hex()


def open_picture(data: bytes, max_pixels: int) -> Pillow.Image:
    """The picture in ``data``; ``ValueError`` when it is none, is broken, or would unpack to too many pixels."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # sizes are judged here, not by Pillow's own warning
            picture = Pillow.open(io.BytesIO(data))
    except Exception as error:  # Pillow's plugins raise whatever broken numbers make them raise
        raise ValueError(str(error)) from error
    if picture.width * picture.height > max_pixels:
        raise ValueError(f"{picture.width} x {picture.height} pixels")
    return picture


def describe(data: bytes, bbox: Box | None, max_pixels: int) -> Image | None:
    """The mark of one embedded picture, or ``None`` when it cannot be decoded (a vector drawing, a broken file)."""
    try:
        picture = open_picture(data, max_pixels)
        mark, seen, seals = dhash(picture), look(picture), seals_in(picture)
    except Exception:  # noqa: BLE001 - as above
        return None
    return Image(bbox, picture.width, picture.height, hashlib.sha256(data).hexdigest(), mark, seen, seals)
