"""A PDF page's text with a box for every code point, in reading order."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import numpy.typing as npt
from pypdfium2 import raw

from evaluation.reading.document import Boxes
from evaluation.reading.pdf.library import characters
from evaluation.reading.pdf.order import reading_order

_ODD = re.compile("[\x00\x02\ufffe]")
_ODD_TO = str.maketrans({"\x02": "-", "\ufffe": "-", "\x00": "\ufffd"})  # PDFium marks a hyphen at a line's end
_RETURN = 13
STEP = 32
"""Boxes are kept to 1/32 point: finer than any renderer shows, and the same after storing and loading."""


def page_text(page: Any, textpage: Any, rotation: int, width: float, height: float) -> tuple[str, Boxes]:
    """Text and boxes of one page; line ends are one line feed without a place."""
    text, rects = characters(textpage)
    if not text:
        return "", np.zeros((0, 4), np.float32)
    boxes = to_top_left(rects, page, rotation, width, height)
    if _ODD.search(text):
        text = text.translate(_ODD_TO)
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    if "\r" in text:
        keep = codes != _RETURN
        codes, boxes, text = codes[keep], boxes[keep], text.replace("\r", "")
    return reading_order(text, codes, boxes)


def to_top_left(
    rects: npt.NDArray[np.float32], page: Any, rotation: int, width: float, height: float
) -> Boxes:
    """PDF rectangles (left, top, right, bottom; y up, before rotation) as boxes of the page as it is shown."""
    bounds = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, bounds)
    left, low = rects[:, 0] - bounds.left, rects[:, 3] - bounds.bottom
    right, high = rects[:, 2] - bounds.left, rects[:, 1] - bounds.bottom
    if rotation == 0:
        sides = (left, height - high, right, height - low)
    elif rotation == 1:
        sides = (low, left, high, right)
    elif rotation == 2:
        sides = (width - right, low, width - left, high)
    else:
        sides = (width - high, height - right, width - low, height - left)
    return quantised(np.stack(sides, axis=1))


def quantised(boxes: npt.NDArray[np.floating[Any]]) -> Boxes:
    """The boxes rounded to the step in which they are kept."""
    rounded: Boxes = (np.round(np.asarray(boxes, np.float32) * STEP) / STEP).astype(np.float32)
    return rounded
