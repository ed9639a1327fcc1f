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
_ODD_TO = str.maketrans(
    {"\x02": "-", "\ufffe": "-", "\x00": "\ufffd"}
)  # PDFium marks a hyphen at a line's end
_RETURN, _SPACE, _WIDE = 13, 32, 0x2E80
_JUSTIFIED = 0.4  # of a letter's height: a wider gap is a gap between words or cells
_LINE_END = np.array([10], np.uint32)
_NOWHERE = np.full((1, 4), np.nan, np.float32)
_TRAILING = re.compile("[ \u3000\xa0]+(?=[\r\n]|$)")
Codes = npt.NDArray[np.uint32]
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
    text, codes, boxes = _without_trailing_spaces(text, codes, boxes)
    text, codes, boxes = _place_blanks(text, codes, boxes)
    text, codes, boxes = _torn_lines(text, codes, boxes)
    return reading_order(text, codes, boxes)


def _without_trailing_spaces(text: str, codes: Codes, boxes: Boxes) -> tuple[str, Codes, Boxes]:
    """Blanks before a line's end are kept by many writers and run past the margin; nobody sees them."""
    spans = [m.span() for m in _TRAILING.finditer(text)]
    if not spans:
        return text, codes, boxes
    keep = np.ones(len(codes), bool)
    for start, end in spans:
        keep[start:end] = False
    return _TRAILING.sub("", text), codes[keep], boxes[keep]


def _place_blanks(text: str, codes: Codes, boxes: Boxes) -> tuple[str, Codes, Boxes]:
    """Blanks that PDFium makes up get the gap between their neighbours, for their own box is nonsense.

    Between Hanzi that only stand apart because the line is justified there is no blank.
    """
    at = np.flatnonzero((codes == _SPACE) & (boxes[:, 2] - boxes[:, 0] <= 0))
    at = at[(at > 0) & (at < len(codes) - 1)]
    if not len(at):
        return text, codes, boxes
    before, after = boxes[at - 1], boxes[at + 1]
    height = before[:, 3] - before[:, 1]
    level = np.abs(after[:, 1] - before[:, 1]) < height
    right = np.where(level & (after[:, 0] >= before[:, 2]), after[:, 0], before[:, 2])
    boxes[at] = np.stack((before[:, 2], before[:, 1], right, before[:, 3]), axis=1)
    wide = (codes[at - 1] >= _WIDE) & (codes[at + 1] >= _WIDE)
    spread = at[wide & level & (right - before[:, 2] < _JUSTIFIED * height)]
    if not len(spread):
        return text, codes, boxes
    keep = np.ones(len(codes), bool)
    keep[spread] = False
    codes = codes[keep]
    return codes.tobytes().decode("utf-32-le"), codes, boxes[keep]


def _torn_lines(text: str, codes: Codes, boxes: Boxes) -> tuple[str, Codes, Boxes]:
    """A line end wherever the next letter stands a line lower and to the left: PDFium sometimes runs lines together."""
    printed = np.flatnonzero(codes > _SPACE)
    if len(printed) < 2:
        return text, codes, boxes
    left, top, bottom = boxes[printed, 0], boxes[printed, 1], boxes[printed, 3]
    tear = (left[1:] < left[:-1]) & (top[1:] >= bottom[:-1] - 0.25 * (bottom[:-1] - top[:-1]))
    for at in reversed(np.flatnonzero(tear).tolist()):
        a, b = int(printed[at]) + 1, int(printed[at + 1])
        if "\n" in text[a:b]:
            continue
        text = f"{text[:a]}\n{text[b:]}"
        codes = np.concatenate((codes[:a], _LINE_END, codes[b:]))
        boxes = np.concatenate((boxes[:a], _NOWHERE, boxes[b:]))
    return text, codes, boxes


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
