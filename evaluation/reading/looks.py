"""What a picture looks like, in a form that survives cropping, scaling, recompression, loss of colour and a slight turn.

The mark holds the places and descriptions of up to 96 salient points (ORB: Rublee et al. 2011, "ORB: an efficient
alternative to SIFT or SURF") and a grey miniature.  Pictures that are mostly one tone, such as a scanned page, a
certificate or a drawing on white, get none: what they have in common is the form, which everybody's has.
"""

from __future__ import annotations

import base64
import struct
import zlib
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image as Pillow

POINTS = 96
MINIATURE = 48
"""Pixels of a miniature's longer side."""

_SIDE = 400  # pixels of the longer side on which points are looked for
_LEAST_SIDE, _LEAST_AREA = 64, 20_000
_ONE_TONE, _TONES = 0.65, 33
_HEAD = struct.Struct("<BBH")
_UNIT = 65_535
_MARGIN = 16


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """A picture's points (across and down, in its longer side), their 32-byte descriptions, and its miniature."""

    points: npt.NDArray[np.float32]
    described: npt.NDArray[np.uint8]
    miniature: npt.NDArray[np.uint8]


def look(picture: Pillow.Image) -> str:
    """The mark, as text; empty for what is small, mostly one tone, or has no points to speak of."""
    if min(picture.size) < _LEAST_SIDE or picture.width * picture.height < _LEAST_AREA:
        return ""
    grey = _within(picture.convert("L"), _SIDE)
    small = np.asarray(_within(grey, MINIATURE), dtype=np.uint8)
    tones = np.bincount(small.ravel(), minlength=256)
    if np.convolve(tones, np.ones(_TONES, np.int64), "same").max() >= _ONE_TONE * small.size:
        return ""
    found, described = _finder().detectAndCompute(np.asarray(grey, dtype=np.uint8), None)
    if not found:
        return ""
    places = np.array([point.pt for point in found], np.float64) / max(grey.size) * _UNIT
    places = np.clip(np.rint(places), 0, _UNIT).astype("<u2")
    head = _HEAD.pack(small.shape[1], small.shape[0], len(places))
    packed = head + places.tobytes() + np.asarray(described, np.uint8).tobytes() + small.tobytes()
    return base64.b85encode(zlib.compress(packed)).decode("ascii")


def unpack(mark: str) -> Look:
    """The look that a mark holds; ``ValueError`` when it holds none."""
    try:
        packed = zlib.decompress(base64.b85decode(mark))
        width, height, number = _HEAD.unpack_from(packed)
        at = _HEAD.size
        places = np.frombuffer(packed, "<u2", 2 * number, at).reshape(-1, 2)
        described = np.frombuffer(packed, np.uint8, 32 * number, at + 4 * number).reshape(-1, 32)
        small = np.frombuffer(packed, np.uint8, width * height, at + 36 * number).reshape(height, width)
    except (zlib.error, struct.error) as error:
        raise ValueError(f"not the mark of a picture: {error}") from error
    return Look((places / np.float32(_UNIT)).astype(np.float32), described, small)


def _within(picture: Pillow.Image, side: int) -> Pillow.Image:
    scale = side / max(picture.size)
    if scale >= 1:
        return picture
    size = max(round(picture.width * scale), 1), max(round(picture.height * scale), 1)
    return picture.resize(size, Pillow.Resampling.BOX)


@cache
def _finder() -> Any:
    import cv2  # a reading that meets no picture does without it

    return cv2.ORB.create(POINTS, 1.2, 8, _MARGIN, fastThreshold=10)
