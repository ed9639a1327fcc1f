"""A picture of a page, read: its lines with the place of every character, and the rules it is lined with.

Coordinates that go out are points of the page as it is shown.  A page that lies on its side or on its head is turned
first; a page that was fed in a little askew says by how much (``tilt``), so that rows can be told apart.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from evaluation.reading.ocr import engine
from evaluation.reading.ocr.engine import Picture, Quad, Recognised

_POINTS_PER_SIDE = 0.88  # detection sees 82 dots an inch, which is enough to find lines of 6 points
_LEAST_SIDE, _MOST_SIDE = 640, 2_000
_DOUBTFUL = 0.75  # mean confidence below which a page is tried on its head
_LEAST_SURE = 0.5  # lines read with less are specks and seals
_PROBE = 6
_RULE = 24.0  # points: shorter straight strokes are parts of letters
_DARK = 0.72  # of the page's usual brightness


class ScanLine(NamedTuple):
    """One line: its text, the four corners of each character (x, y in points, flat), a confidence for each."""

    text: str
    corners: list[list[float]]
    confidences: list[float]


class Scan(NamedTuple):
    """All that was read from one picture.  ``rules`` are strokes (x0, y0, x1, y1); ``tilt`` is in radians."""

    lines: list[ScanLine]
    rules: list[list[float]]
    tilt: float
    turns: int

    def to_json(self) -> dict[str, Any]:
        """A JSON-ready form that :meth:`from_json` reads back."""
        return {"lines": self.lines, "rules": self.rules, "tilt": self.tilt, "turns": self.turns}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Scan:
        """The scan that :meth:`to_json` wrote."""
        lines = [ScanLine(*line) for line in data["lines"]]
        return cls(lines, data["rules"], data["tilt"], data["turns"])


def read_picture(picture: Picture, width: float, height: float) -> Scan:
    """What stands on a picture of a page of this size in points."""
    turns, quads = _upright(picture, width, height)
    turned = np.ascontiguousarray(np.rot90(picture, turns))
    read = [engine.read_quad(turned, quad) for quad in quads]
    if turns % 2 == 0 and _mean(read) < _DOUBTFUL and len(read) >= 3:
        head = np.ascontiguousarray(np.rot90(turned, 2))
        flipped = [_flipped(quad, turned) for quad in quads]
        if _confidence(head, flipped) > _confidence(turned, quads) + 0.1:
            turns, turned, quads = turns + 2, head, flipped
            read = [engine.read_quad(turned, quad) for quad in quads]
    tilt = _tilt([quad for _, quad in read])
    lines = [
        ScanLine(found.text, _corners(found, quad, turns, picture, width, height), list(found.confidences))
        for found, quad in read
        if found.text and found.confidence >= _LEAST_SURE
    ]
    rules = _rules(picture, width, height) if turns == 0 else []
    return Scan(lines, rules, tilt, turns)


def _upright(picture: Picture, width: float, height: float) -> tuple[int, list[Quad]]:
    """How many quarter turns to the left set the lines level, and where the lines then are."""
    side = round(min(max(max(width, height) / _POINTS_PER_SIDE, _LEAST_SIDE), _MOST_SIDE))
    quads = engine.lines_in(picture, side=side)
    sizes = [(np.linalg.norm(q[1] - q[0]), np.linalg.norm(q[3] - q[0])) for q in quads]
    long = [(w, h) for w, h in sizes if max(w, h) >= 3 * min(w, h)]
    if len(long) < 4 or sum(h > w for w, h in long) < 0.7 * len(long):
        return 0, quads
    best = (0, quads, 0.0)
    for turns in (1, 3):
        turned = np.ascontiguousarray(np.rot90(picture, turns))
        found = engine.lines_in(turned, side=side)
        sure = _confidence(turned, found)
        if sure > best[2]:
            best = (turns, found, sure)
    return best[0], best[1]


def _confidence(picture: Picture, quads: list[Quad]) -> float:
    """How well a few of the longest lines read."""
    longest = sorted(quads, key=lambda q: -float(np.linalg.norm(q[1] - q[0])))[:_PROBE]
    return _mean([engine.read_quad(picture, quad) for quad in longest])


def _mean(read: list[tuple[Recognised, Quad]]) -> float:
    values = [c for found, _ in read for c in found.confidences]
    return sum(values) / len(values) if values else 0.0


def _flipped(quad: Quad, picture: Picture) -> Quad:
    size = np.array([picture.shape[1], picture.shape[0]], np.float32)
    return np.asarray((size - quad)[[2, 3, 0, 1]], np.float32)


def _tilt(quads: list[Quad]) -> float:
    """The middle slope of the long lines."""
    slopes = []
    for quad in quads:
        (across, down), high = (quad[1] - quad[0]).tolist(), float(np.linalg.norm(quad[3] - quad[0]))
        if across > 6 * high and abs(down) < 0.1 * across:
            slopes.append(down / across)
    return float(np.median(slopes)) if len(slopes) >= 3 else 0.0


def _corners(
    found: Recognised, quad: Quad, turns: int, picture: Picture, width: float, height: float
) -> list[list[float]]:
    """The corners of each character in points of the page, interpolated along the line's box."""
    spans = np.array(found.spans, np.float64)
    top, bottom = quad[1] - quad[0], quad[2] - quad[3]
    start, end = spans[:, :1], spans[:, 1:]
    points = np.stack(
        (quad[0] + start * top, quad[0] + end * top, quad[3] + end * bottom, quad[3] + start * bottom), axis=1
    )
    points = _turned_back(points, turns, picture.shape[1], picture.shape[0])
    points *= np.array([width / picture.shape[1], height / picture.shape[0]])
    rows: list[list[float]] = np.round(points.reshape(len(spans), 8), 2).tolist()
    return rows


def _turned_back(
    points: npt.NDArray[np.float64], turns: int, across: int, down: int
) -> npt.NDArray[np.float64]:
    """Points on the picture after ``turns`` quarter turns to the left, as points on the picture before."""
    x, y = points[..., 0], points[..., 1]
    match turns % 4:
        case 1:
            x, y = across - y, x
        case 2:
            x, y = across - x, down - y
        case 3:
            x, y = y, down - x
        case _:
            pass
    return np.stack((x, y), axis=-1)


def _rules(picture: Picture, width: float, height: float) -> list[list[float]]:
    """Long straight strokes, level or upright, as thin rectangles in points."""
    import cv2

    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    dark = (grey < _DARK * float(np.median(grey))).astype(np.uint8)
    across, down = width / picture.shape[1], height / picture.shape[0]
    found: list[list[float]] = []
    for shape in ((round(_RULE / across), 1), (1, round(_RULE / down))):
        kernel = np.ones((shape[1], shape[0]), np.uint8)
        strokes = cv2.morphologyEx(dark, cv2.MORPH_OPEN, kernel)
        _, _, stats, _ = cv2.connectedComponentsWithStats(strokes, connectivity=8)
        for x, y, w, h, _area in stats[1:4_000].tolist():
            thick = h * down if shape[1] == 1 else w * across
            if thick <= 6.0:
                found.append([round(v, 2) for v in (x * across, y * down, (x + w) * across, (y + h) * down)])
    return found
