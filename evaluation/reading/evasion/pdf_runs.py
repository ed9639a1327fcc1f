"""How a PDF page draws its text: what is not painted, and what cannot be told from its ground.

Every character knows the text object it is from; there are far fewer objects than characters, and most pages have
none that is odd, so the rest is only done for those that have.
"""

from __future__ import annotations

import ctypes
from collections import deque
from dataclasses import replace
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from pypdfium2 import raw

from evaluation.reading.document import Boxes, Page
from evaluation.reading.evasion.run import Run
from evaluation.reading.pdf.library import address_of, bind
from evaluation.reading.pdf.text import quantised, to_top_left

_object_of = bind("FPDFText_GetTextObject", ctypes.c_void_p, ctypes.c_int, result=ctypes.c_size_t)
_mode = bind("FPDFTextObj_GetTextRenderMode", ctypes.c_void_p)
_fill = bind("FPDFPageObj_GetFillColor", *[ctypes.c_void_p] * 5)
_stroke = bind("FPDFPageObj_GetStrokeColor", *[ctypes.c_void_p] * 5)
_loose_box = bind("FPDFText_GetLooseCharBox", ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)

_INVISIBLE = {raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP}
_STROKED = {raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP}
_LIGHT = 0.84  # of white: darker letters are seen on white paper
_CLEAR = 30  # of 255: less paint than this is hardly any
_DPI = 100
_CONTRAST = 14  # of 255, within a letter's box
_SHARE = 0.6  # of the letters drawn together that show nothing
_UNPAINTED, _PALE = "unpainted", "pale"


class OddLetters(NamedTuple):
    """Letters of a page that are not painted, or painted and not to be seen: a box (as in the page's text) for each."""

    boxes: Boxes
    unpainted: npt.NDArray[np.bool_]


def odd_letters(page: Any, textpage: Any, rotation: int, width: float, height: float) -> OddLetters | None:
    """The odd letters of an open page (its PDFium handles); ``None`` on most pages."""
    count = max(raw.FPDFText_CountChars(textpage), 0)
    if not count:
        return None
    address = address_of(textpage)
    owners = np.fromiter(map(_object_of, repeat(address, count), range(count)), np.uint64, count)
    odd = {thing: kind for thing in np.unique(owners).tolist() if thing and (kind := _kind(thing))}
    if not odd:
        return None
    at = np.flatnonzero(np.isin(owners, np.array(list(odd), np.uint64)))
    boxes = _boxes(page, address, at, rotation, width, height)
    unpainted = np.array([odd[owner] == _UNPAINTED for owner in owners[at].tolist()])
    kept = unpainted.copy()
    if not unpainted.all():
        picture = _rendered(page, width, height)
        blind = _without_contrast(picture, boxes, width, height)
        _, groups = np.unique(owners[at], return_inverse=True)  # letters drawn together are judged together
        share = np.bincount(groups, blind) / np.bincount(groups)
        kept |= ~unpainted & (share[groups] >= _SHARE)
    return OddLetters(boxes[kept], unpainted[kept]) if kept.any() else None


def runs_of(page: Page, letters: OddLetters) -> list[Run]:
    """The same letters as runs of the page's text: reading order has moved them, their boxes have not changed."""
    known: dict[bytes, list[int]] = {}
    for offset in range(len(page.text) - 1, -1, -1):
        if not page.text[offset].isspace():
            known.setdefault(page.boxes[offset].tobytes(), []).append(offset)
    kinds: dict[int, bool] = {}
    for row, unpainted in zip(letters.boxes, letters.unpainted.tolist(), strict=True):
        if places := known.get(row.tobytes()):
            kinds[places.pop()] = unpainted
    return [replace(run, on_picture=run.unpainted and _on_picture(page, run)) for run in _joined(page, kinds)]


def _kind(thing: int) -> str:
    mode = _mode(thing)
    if mode in _INVISIBLE:
        return _UNPAINTED
    colour = (ctypes.c_uint * 4)()
    at = ctypes.addressof(colour)
    ask = _stroke if mode in _STROKED else _fill
    if not ask(thing, at, at + 4, at + 8, at + 12):
        return ""
    red, green, blue, alpha = colour
    light = (0.299 * red + 0.587 * green + 0.114 * blue) / 255 >= _LIGHT
    return _PALE if light or alpha < _CLEAR else ""


def _boxes(
    page: Any, textpage: int, at: npt.NDArray[np.intp], rotation: int, width: float, height: float
) -> Boxes:
    rects = np.zeros((len(at), 4), np.float32)
    start = rects.ctypes.data
    deque(map(_loose_box, repeat(textpage), at.tolist(), range(start, start + 16 * len(at), 16)), maxlen=0)
    return quantised(to_top_left(rects, page, rotation, width, height))


def _joined(page: Page, kinds: dict[int, bool]) -> list[Run]:
    """Neighbours of one kind on one line as one run."""
    runs: list[Run] = []
    for offset in sorted(kinds):
        unpainted = kinds[offset]
        last = runs[-1] if runs else None
        if (
            last is not None
            and last.unpainted == unpainted
            and not page.text[last.end : offset].strip(" \u3000")
        ):
            runs[-1] = replace(last, end=offset + 1)
        else:
            runs.append(Run(page.number, offset, offset + 1, unpainted=unpainted, pale=not unpainted))
    return runs


def _rendered(page: Any, width: float, height: float) -> npt.NDArray[np.uint8]:
    """The page in shades of grey."""
    scale = min(_DPI / 72, 3_000 / max(width, height, 1.0))
    across, down = max(round(width * scale), 1), max(round(height * scale), 1)
    pixels = np.full((down, across, 4), 255, np.uint8)
    bitmap = raw.FPDFBitmap_CreateEx(
        across, down, raw.FPDFBitmap_BGRx, ctypes.c_void_p(pixels.ctypes.data), 4 * across
    )
    raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, across, down, 0, raw.FPDF_ANNOT)
    raw.FPDFBitmap_Destroy(bitmap)
    return np.asarray(pixels[:, :, :3].mean(axis=2), np.uint8)


def _without_contrast(
    picture: npt.NDArray[np.uint8], boxes: Boxes, width: float, height: float
) -> npt.NDArray[np.bool_]:
    """For each letter, whether its place shows one even shade."""
    across, down = picture.shape[1] / width, picture.shape[0] / height
    blind = np.zeros(len(boxes), bool)
    for index, (x0, y0, x1, y1) in enumerate(boxes.tolist()):
        inner = 0.15 * (y1 - y0)  # what is just above and below is the neighbours'
        part = picture[
            max(round((y0 + inner) * down), 0) : max(round((y1 - inner) * down), 0),
            max(round(x0 * across), 0) : max(round(x1 * across), 0),
        ]
        blind[index] = part.size >= 4 and int(np.ptp(part)) < _CONTRAST
    return blind


def _on_picture(page: Page, run: Run) -> bool:
    box = page.box_between(run.start, run.end)
    if box is None:
        return False
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return any(
        i.bbox is not None and i.bbox.x0 <= x <= i.bbox.x1 and i.bbox.y0 <= y <= i.bbox.y1
        for i in page.images
    )
