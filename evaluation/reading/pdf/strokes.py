"""The horizontal and vertical strokes a page draws: lines, thin bars, and the edges of outlined boxes.

Filled boxes without an outline are shading, not rules.  Coordinates come back as the page is shown (points, y down).
"""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np
import numpy.typing as npt
from pypdfium2 import raw

from evaluation.reading.pdf.library import bind
from evaluation.reading.pdf.text import to_top_left

THIN = 3.0
"""Points: what is thinner is a line, whichever way it was drawn."""
_MAX_OBJECTS = 20_000
_MAX_SEGMENTS = 400
_MAX_DEPTH = 3
Rects = npt.NDArray[np.float32]

_kind = bind("FPDFPageObj_GetType", ctypes.c_void_p)
_bounds = bind("FPDFPageObj_GetBounds", *[ctypes.c_void_p] * 5)
_segments = bind("FPDFPath_CountSegments", ctypes.c_void_p)
_matrix = bind("FPDFPageObj_GetMatrix", ctypes.c_void_p, ctypes.c_void_p)
_draw_mode = bind("FPDFPath_GetDrawMode", ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)
_object = bind("FPDFPage_GetObject", ctypes.c_void_p, ctypes.c_int, result=ctypes.c_void_p)
_form_object = bind("FPDFFormObj_GetObject", ctypes.c_void_p, ctypes.c_ulong, result=ctypes.c_void_p)
_form_count = bind("FPDFFormObj_CountObjects", ctypes.c_void_p)
_segment = bind("FPDFPath_GetPathSegment", ctypes.c_void_p, ctypes.c_int, result=ctypes.c_void_p)
_point = bind("FPDFPathSegment_GetPoint", ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)
_segment_kind = bind("FPDFPathSegment_GetType", ctypes.c_void_p)

Affine = tuple[float, float, float, float, float, float]
_SAME: Affine = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def strokes(page: Any, rotation: int, width: float, height: float) -> Rects:
    """One row (x0, y0, x1, y1) per stroke."""
    found: list[tuple[float, float, float, float]] = []
    address = ctypes.cast(page, ctypes.c_void_p).value or 0
    count = min(raw.FPDFPage_CountObjects(page), _MAX_OBJECTS)
    for index in range(count):
        _take(_object(address, index), _SAME, found, 0)
    if not found:
        return np.zeros((0, 4), np.float32)
    rows = np.array(found, np.float32)  # left, bottom, right, top
    return to_top_left(rows[:, [0, 3, 2, 1]], page, rotation, width, height)


def _take(thing: int, place: Affine, found: list[tuple[float, float, float, float]], depth: int) -> None:
    kind = _kind(thing)
    if kind == raw.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
        inner = _times(_matrix_of(thing), place)
        for index in range(min(_form_count(thing), _MAX_OBJECTS)):
            _take(_form_object(thing, index), inner, found, depth + 1)
        return
    if kind != raw.FPDF_PAGEOBJ_PATH:
        return
    values = (ctypes.c_float * 4)()
    at = ctypes.addressof(values)
    if not _bounds(thing, at, at + 4, at + 8, at + 12):
        return
    left, bottom, right, top = _moved(tuple(values), place)
    if right - left <= THIN or top - bottom <= THIN:
        found.append((left, bottom, right, top))
        return
    modes = (ctypes.c_int * 2)()
    at = ctypes.addressof(modes)
    if not _draw_mode(thing, at, at + 4) or not modes[1]:
        return
    _edges(thing, place, found)


def _edges(path: int, place: Affine, found: list[tuple[float, float, float, float]]) -> None:
    """The axis-parallel segments of an outlined path."""
    count = _segments(path)
    if not 2 <= count <= _MAX_SEGMENTS:
        return
    a, b, c, d, e, f = _times(_matrix_of(path), place)
    values = (ctypes.c_float * 2)()
    at = ctypes.addressof(values)
    start = before = (0.0, 0.0)
    for index in range(count):
        segment = _segment(path, index)
        if not segment or not _point(segment, at, at + 4):
            continue
        x, y = float(values[0]), float(values[1])
        here = (a * x + c * y + e, b * x + d * y + f)
        kind = _segment_kind(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            _edge(before, start, found)  # a box is closed even where its last side is left out
            start = here
        elif kind == raw.FPDF_SEGMENT_LINETO:
            _edge(before, here, found)
        before = here
    _edge(before, start, found)


def _edge(
    first: tuple[float, float], second: tuple[float, float], found: list[tuple[float, float, float, float]]
) -> None:
    (x0, y0), (x1, y1) = first, second
    if (abs(x0 - x1) < 0.5) != (abs(y0 - y1) < 0.5):
        found.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))


def _matrix_of(thing: int) -> Affine:
    values = (ctypes.c_float * 6)()
    if not _matrix(thing, ctypes.addressof(values)):
        return _SAME
    a, b, c, d, e, f = values
    return a, b, c, d, e, f


def _times(inner: Affine, outer: Affine) -> Affine:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _moved(rect: tuple[float, ...], place: Affine) -> tuple[float, float, float, float]:
    left, bottom, right, top = rect
    if place == _SAME:
        return left, bottom, right, top
    a, b, c, d, e, f = place
    xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
    ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
    return min(xs), min(ys), max(xs), max(ys)
