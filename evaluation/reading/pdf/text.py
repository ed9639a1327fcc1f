"""The text of PDF pages with a box for every code point, in reading order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from pypdfium2 import raw

from evaluation.reading.document import Boxes
from evaluation.reading.pdf.library import characters
from evaluation.reading.pdf.order import NEWLINE, reading_orders
from evaluation.reading.pdf.turned import directions, turned, turned_back

_ODD = re.compile("[\x00\x02\ufffe]")
_ODD_TO = str.maketrans(
    {"\x02": "-", "\ufffe": "-", "\x00": "\ufffd"}
)  # PDFium marks a hyphen at a line's end
_RETURN, _SPACE, _WIDE = 13, 32, 0x2E80
_JUSTIFIED = 0.4  # of a letter's height: a wider gap is a gap between words or cells
_NOWHERE = np.full((1, 4), np.nan, np.float32)
_TRAILING = re.compile("[ \u3000\xa0]+(?=[\r\n]|$)")
_BEFORE_END = re.compile("[ \u3000\xa0]+\n")
Codes = npt.NDArray[np.uint32]
Owners = npt.NDArray[np.intp]
"""For each code point of many pages, the index of its page."""
STEP = 32
"""Boxes are kept to 1/32 point: finer than any renderer shows, and the same after storing and loading."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page as PDFium draws it: text in drawn order, a box for every code point, the page's size in points."""

    text: str
    boxes: Boxes
    width: float
    height: float


def drawn(page: Any, textpage: Any, rotation: int, width: float, height: float) -> Drawn:
    """The characters of one page, as they stand on it."""
    text, rects = characters(textpage)
    if not text:
        return Drawn("", np.zeros((0, 4), np.float32), width, height)
    if _ODD.search(text):
        text = text.translate(_ODD_TO)
    return Drawn(text, to_top_left(rects, page, rotation, width, height), width, height)


def read_texts(pages: Sequence[Drawn]) -> list[tuple[str, Boxes]]:
    """Text and boxes of every page in reading order; line ends are one line feed without a place.

    Many pages at once: a page is a thousand characters, and what is done to arrays so small costs mostly the calls.
    Between pages stands a line feed, so that nothing reaches over from one to the next.
    """
    if not pages:
        return []
    text = "\n".join(page.text for page in pages)
    boxes = np.concatenate([part for page in pages for part in (page.boxes, _NOWHERE)])[:-1]
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    lengths = np.array([len(page.text) + 1 for page in pages])
    quantised(boxes)
    owner = np.repeat(np.arange(len(pages)), lengths)[:-1]
    sideways = directions(codes, boxes, owner, len(pages))
    sizes = {page: (_in_steps(pages[page].width), _in_steps(pages[page].height)) for page in sideways}
    for page, direction in sideways.items():
        boxes[owner == page] = turned(boxes[owner == page], direction, sizes[page])
    drop = codes == _RETURN
    drop[_made_up_blanks(codes, boxes)] = True
    for match in _TRAILING.finditer(text):
        drop[match.start() : match.end()] = True
    if drop.any():
        keep = ~drop
        codes, boxes, owner = codes[keep], boxes[keep], owner[keep]
        text = codes.tobytes().decode("utf-32-le")
    text, codes, boxes, owner = _torn_lines(text, codes, boxes, owner)
    found = reading_orders(text, codes, boxes, owner, len(pages))
    for page, direction in sideways.items():
        found[page] = (found[page][0], turned_back(found[page][1], direction, sizes[page]))
    return found


def _made_up_blanks(codes: Codes, boxes: Boxes) -> npt.NDArray[np.intp]:
    """Gives blanks that PDFium makes up the gap between their neighbours, for their own box is nonsense.

    Comes back with those between Hanzi that only stand apart because the line is justified: there is no blank.
    """
    at = np.flatnonzero((codes == _SPACE) & (boxes[:, 2] <= boxes[:, 0]))
    at = at[(at > 0) & (at < len(codes) - 1)]
    if not len(at):
        return at
    left, top, right, bottom = boxes.T
    behind, ahead = at - 1, at + 1
    edge, height = right[behind], bottom[behind] - top[behind]
    level = np.abs(top[ahead] - top[behind]) < height
    reach = np.where(level & (left[ahead] >= edge), left[ahead], edge)
    left[at], top[at], right[at], bottom[at] = edge, top[behind], reach, bottom[behind]
    wide = (codes[behind] >= _WIDE) & (codes[ahead] >= _WIDE)
    spread: npt.NDArray[np.intp] = at[wide & level & (reach - edge < _JUSTIFIED * height)]
    return spread


def _torn_lines(text: str, codes: Codes, boxes: Boxes, owner: Owners) -> tuple[str, Codes, Boxes, Owners]:
    """A line end wherever the next letter stands a line lower and to the left: PDFium sometimes runs lines together."""
    printed = np.flatnonzero(codes > _SPACE)
    if len(printed) < 2:
        return text, codes, boxes, owner
    left, top, _, bottom = boxes[printed].T
    tear = (left[1:] < left[:-1]) & (top[1:] >= bottom[:-1] * 0.75 + top[:-1] * 0.25)
    ended = np.cumsum(codes == NEWLINE)[printed]
    places = np.flatnonzero(tear & (ended[1:] == ended[:-1]))
    if not len(places):
        return text, codes, boxes, owner
    at = printed[places + 1]
    codes = np.insert(codes, at, NEWLINE)
    boxes = np.insert(boxes, at, np.nan, axis=0).astype(np.float32)
    owner = np.insert(owner, at, owner[at])
    text = _BEFORE_END.sub("\n", codes.tobytes().decode("utf-32-le"))
    return (text, codes, boxes, owner) if len(text) == len(codes) else _without_blanks(codes, boxes, owner)


def _without_blanks(codes: Codes, boxes: Boxes, owner: Owners) -> tuple[str, Codes, Boxes, Owners]:
    """Blanks left before the new line ends go too."""
    text = codes.tobytes().decode("utf-32-le")
    keep = np.ones(len(codes), bool)
    for match in _TRAILING.finditer(text):
        keep[match.start() : match.end()] = False
    codes = codes[keep]
    return codes.tobytes().decode("utf-32-le"), codes, boxes[keep], owner[keep]


def to_top_left(
    rects: npt.NDArray[np.float32], page: Any, rotation: int, width: float, height: float
) -> Boxes:
    """PDF rectangles (left, top, right, bottom; y up, before rotation) as boxes of the page as it is shown."""
    bounds = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, bounds)
    left, top, right, bottom = rects.T
    x0, y0 = float(bounds.left), float(bounds.bottom)
    boxes = np.empty_like(rects)
    if rotation == 0:
        boxes[:, 0], boxes[:, 1], boxes[:, 2], boxes[:, 3] = (
            left - x0,
            height + y0 - top,
            right - x0,
            height + y0 - bottom,
        )
    elif rotation == 1:
        boxes[:, 0], boxes[:, 1], boxes[:, 2], boxes[:, 3] = bottom - y0, left - x0, top - y0, right - x0
    elif rotation == 2:
        boxes[:, 0], boxes[:, 1], boxes[:, 2], boxes[:, 3] = (
            width + x0 - right,
            bottom - y0,
            width + x0 - left,
            top - y0,
        )
    else:
        boxes[:, 0], boxes[:, 2] = width + y0 - top, width + y0 - bottom
        boxes[:, 1], boxes[:, 3] = height + x0 - right, height + x0 - left
    return boxes


def _in_steps(length: float) -> float:
    return round(length * STEP) / STEP


def quantised(boxes: Boxes) -> Boxes:
    """The boxes, changed in place: rounded to the step in which they are kept."""
    boxes *= STEP
    np.rint(boxes, out=boxes)
    boxes /= STEP
    return boxes
