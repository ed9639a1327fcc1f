"""Seals that a PDF page draws other than as a picture: signature fields and stamps 电子签章, and rings drawn as curves.

What a signing program adds lies on the page as an annotation with a look of its own.  Only the places where such an
annotation stands, or a red or blue curve as large as a seal, are drawn and looked at.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

from evaluation.reading.document import Box, Image, Seal
from evaluation.reading.pdf.library import bind
from evaluation.reading.pdf.text import to_top_left
from evaluation.reading.seals.found import seals_in, seals_on_picture, within
from evaluation.reading.seals.ink import LEAST_INK

_DPI = 150
_MOST_PLACES, _MOST_OBJECTS = 20, 20_000
_LEAST, _LARGEST = 28.0, 220.0  # points: seals are 12 to 60 mm wide, their annotations may be somewhat larger
_SLIM = 1.9
_SIGNED = (raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_WIDGET)
_EDGE = 4.0

_kind = bind("FPDFPageObj_GetType", ctypes.c_void_p)
_bounds = bind("FPDFPageObj_GetBounds", *[ctypes.c_void_p] * 5)
_fill = bind("FPDFPageObj_GetFillColor", *[ctypes.c_void_p] * 5)
_stroke = bind("FPDFPageObj_GetStrokeColor", *[ctypes.c_void_p] * 5)
_object = bind("FPDFPage_GetObject", ctypes.c_void_p, ctypes.c_int, result=ctypes.c_void_p)

Rect = tuple[float, float, float, float]


def drawn_seals(
    page: pdfium.PdfPage, rotation: int, width: float, height: float, images: Sequence[Image]
) -> tuple[Seal, ...]:
    """The seals at such places that are not in the page's pictures; call with ``LOCK`` held."""
    rects = [rect for rect in (*_annotations(page), *_curves(page)) if _like_a_seal(rect)]
    if not rects:
        return ()
    rows = np.array(rects, np.float32)[:, [0, 3, 2, 1]]
    known = [box for image in images for box in seals_on_picture(image)]
    found: list[Seal] = []
    for row in to_top_left(rows, page.raw, rotation, width, height)[:_MOST_PLACES].tolist():
        place = Box(
            max(row[0] - _EDGE, 0.0),
            max(row[1] - _EDGE, 0.0),
            min(row[2] + _EDGE, width),
            min(row[3] + _EDGE, height),
        )
        if any(_same(place, box) for box in known):
            continue
        for seal in _looked_at(page, place, width, height):
            known.append(seal.box)
            found.append(seal)
    return tuple(found)


def _looked_at(page: pdfium.PdfPage, place: Box, width: float, height: float) -> Iterator[Seal]:
    if place.x1 - place.x0 < 1 or place.y1 - place.y0 < 1:
        return
    crop = (place.x0, height - place.y1, width - place.x1, place.y0)
    shown = page.render(scale=_DPI / 72, crop=crop).to_pil()
    for seal in seals_in(shown):
        box = within(seal.box, place)
        if box is not None:
            yield replace(seal, box=box)


def _annotations(page: pdfium.PdfPage) -> Iterator[Rect]:
    """Where signature fields and stamps stand (left, bottom, right, top)."""
    for index in range(min(raw.FPDFPage_GetAnnotCount(page.raw), 500)):
        note = raw.FPDFPage_GetAnnot(page.raw, index)
        if not note:
            continue
        try:
            rect = raw.FS_RECTF()
            if raw.FPDFAnnot_GetSubtype(note) in _SIGNED and raw.FPDFAnnot_GetRect(note, rect):
                yield rect.left, rect.bottom, rect.right, rect.top
        finally:
            raw.FPDFPage_CloseAnnot(note)


def _curves(page: pdfium.PdfPage) -> Iterator[Rect]:
    """Where paths in the colour of a seal's ink reach over a square."""
    address = ctypes.cast(page.raw, ctypes.c_void_p).value or 0
    values = (ctypes.c_float * 4)()
    at = ctypes.addressof(values)
    for index in range(min(raw.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)):
        thing = _object(address, index)
        if _kind(thing) != raw.FPDF_PAGEOBJ_PATH or not _bounds(thing, at, at + 4, at + 8, at + 12):
            continue
        left, bottom, right, top = values
        if _like_a_seal((left, bottom, right, top)) and _inked(thing):
            yield left, bottom, right, top


def _inked(thing: Any) -> bool:
    values = (ctypes.c_uint * 4)()
    at = ctypes.addressof(values)
    for colour in (_stroke, _fill):
        if colour(thing, at, at + 4, at + 8, at + 12):
            red, green, blue, cover = values
            if cover and (red - max(green, blue) >= LEAST_INK or blue - max(red, green) >= LEAST_INK):
                return True
    return False


def _like_a_seal(rect: Rect) -> bool:
    across, down = rect[2] - rect[0], rect[3] - rect[1]
    short, long = min(across, down), max(across, down)
    return short >= _LEAST and long <= _LARGEST and long <= _SLIM * short


def _same(place: Box, seal: Box) -> bool:
    """Whether the middle of the seal lies in the place."""
    x, y = (seal.x0 + seal.x1) / 2, (seal.y0 + seal.y1) / 2
    return place.x0 <= x <= place.x1 and place.y0 <= y <= place.y1
