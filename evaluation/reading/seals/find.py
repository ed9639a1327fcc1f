"""Round and oval seals in a picture: by their ink, the ring, and the writing that runs round inside it.

Spots of ink that lie close together are one group.  Through the outermost spots of a group a circle is laid that most
of its angles have ink on (three points at random, the best of many: RANSAC), else an ellipse (least squares).  It is a
seal when the ring is nearly whole, next to nothing lies just outside it, it is not filled, and what stands between ring
and middle changes between ink and paper as often as the strokes of a dozen characters do.  That leaves out red
headlines, tables, frames, logos, discs and photographs.  Then the next one is looked for, in what ink is left.
"""

from __future__ import annotations

from math import hypot
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image as Pillow

from evaluation.reading.seals.ink import FAINT_INK, INKS, LEAST_INK, Ink, coloured, on_paper

SIDE = 1_600
"""Pixels of the longer side on which seals are looked for: 137 dots an inch of A4."""
_LEAST = 44  # pixels across: with less nothing can be told of the writing
_LARGEST = 0.98  # of the picture's shorter side
_CLOSE = 9  # pixels between spots of one group
_TRIES = 400
_GROUPS = 12
_MOST = 6  # seals on one page
_MOSTLY = 0.7  # of what an outline takes up: two prints of seals were never met so close
_ANGLES = 180
_FLATTEST = 0.55
_WHOLE = 0.85  # of a ring: less of a circle may be more of an ellipse
_RING = (0.94, 1.05)
_WRITING = (0.55, 0.9)

Mask = npt.NDArray[np.bool_]
Points = npt.NDArray[np.float64]


class Outline(NamedTuple):
    """An ellipse in pixels: its middle, its half axes, and how far the first axis is turned (radians, clockwise)."""

    x: float
    y: float
    a: float
    b: float
    turn: float

    def at(self, radius: float | Points, angle: Points) -> tuple[Points, Points]:
        """Where the point at this share of the radius and this angle from the right, clockwise, lies."""
        across, down = (
            self.a * np.cos(angle - self.turn) * radius,
            self.b * np.sin(angle - self.turn) * radius,
        )
        cos, sin = np.cos(self.turn), np.sin(self.turn)
        return self.x + across * cos - down * sin, self.y + across * sin + down * cos

    def box(self) -> tuple[float, float, float, float]:
        """The edges of what it takes up: left, top, right, bottom."""
        cos, sin = np.cos(self.turn), np.sin(self.turn)
        half_wide, half_high = hypot(self.a * cos, self.b * sin), hypot(self.a * sin, self.b * cos)
        return self.x - half_wide, self.y - half_high, self.x + half_wide, self.y + half_high

    def scaled(self, by: float) -> Outline:
        """The same in a picture so many times as large."""
        return Outline(self.x * by, self.y * by, self.a * by, self.b * by, self.turn)


class Stamp(NamedTuple):
    """A seal in a picture: its outline in pixels of ``ink``, which is the picture's ink at ``scale``."""

    outline: Outline
    ink: Ink
    scale: float


def stamps(picture: Pillow.Image) -> list[Stamp]:
    """The seals of a picture, largest first in each ink; none where a glance shows no ink."""
    found: list[Stamp] = []
    inks = coloured(picture)
    if not inks:
        return found
    scale = min(1.0, SIDE / max(picture.size))
    seen = on_paper(picture)
    if scale < 1:
        size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
        seen = seen.resize(size, Pillow.Resampling.BOX, reducing_gap=2.0)
    colours = np.asarray(seen)
    for name in inks:
        ink = INKS[name](colours)
        found += [Stamp(outline, ink, scale) for outline in _outlines(ink)]
    return found


def _outlines(ink: Ink) -> list[Outline]:
    """The seals printed in this ink; where there is none in plain ink, those in faint."""
    return _printed(ink, LEAST_INK) or _printed(ink, FAINT_INK)


def _printed(ink: Ink, least: int) -> list[Outline]:
    import cv2  # a reading that meets no colour does without it

    mask = ink >= least
    found: list[Outline] = []
    near = cv2.dilate(mask.astype(np.uint8), np.ones((_CLOSE, _CLOSE), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(near, connectivity=8)
    groups = [
        (int(w * h), label)
        for label, (_, _, w, h, _) in enumerate(stats.tolist())
        if label and min(w, h) >= _LEAST
    ]
    for _, label in sorted(groups, reverse=True)[:_GROUPS]:
        x, y, w, h, _ = stats[label].tolist()
        part = mask[y : y + h, x : x + w] & (labels[y : y + h, x : x + w] == label)
        for one in _in_group(part, ink[y : y + h, x : x + w], min(ink.shape)):
            placed = one._replace(x=one.x + x, y=one.y + y)
            if any(_lies_in(placed, other) for other in found):
                continue  # the writing, or the inner line, of a seal whose ring stands apart
            found.append(placed)
            if len(found) == _MOST:
                return found
    return found


def _lies_in(one: Outline, other: Outline) -> bool:
    """Whether most of what one takes up, the other takes up as well."""
    x0, y0, x1, y1 = one.box()
    left, top, right, bottom = other.box()
    shared = max(min(x1, right) - max(x0, left), 0.0) * max(min(y1, bottom) - max(y0, top), 0.0)
    return shared >= _MOSTLY * (x1 - x0) * (y1 - y0)


def _in_group(part: Mask, ink: Ink, shorter: int) -> list[Outline]:
    """The seals of one group of spots, which may overlap."""
    found: list[Outline] = []
    left = part.copy()
    while len(found) < _MOST:
        rim = _rim(left)
        if len(rim) < 40:
            break
        one = _circle(left, rim, shorter)
        if not found and (one is None or _coverage(left, one) < _WHOLE):
            oval = _oval(left, rim)
            if oval is not None and (one is None or _coverage(left, oval) > _coverage(left, one)):
                one = oval
        if one is None or not is_seal(ink * left, ink, one):
            break
        found.append(one)
        left = left & ~_covered(left.shape, one)
    return found


def _rim(part: Mask) -> Points:
    """The first and the last spot of every row and column: most of them lie on the ring, where there is one."""
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    first, last = part.argmax(axis=1)[rows], part.shape[1] - 1 - part[:, ::-1].argmax(axis=1)[rows]
    top, bottom = part.argmax(axis=0)[columns], part.shape[0] - 1 - part[::-1].argmax(axis=0)[columns]
    x, y = np.concatenate((first, last, columns, columns)), np.concatenate((rows, rows, top, bottom))
    return np.stack((x, y), axis=1).astype(np.float64)


def _circle(part: Mask, rim: Points, shorter: int) -> Outline | None:
    """The circle that most of its angles have ink on."""
    chance = np.random.default_rng(len(rim))
    a, b, c = (rim[row] for row in chance.integers(0, len(rim), (3, _TRIES)))
    with np.errstate(all="ignore"):
        centre, radius = _through(a, b, c)
    usable = np.isfinite(radius) & (radius * 2 >= _LEAST) & (radius * 2 <= _LARGEST * shorter + 2)
    usable &= (centre > -0.2 * radius[:, None]).all(axis=1)
    usable &= (centre < np.array(part.shape[::-1]) + 0.2 * radius[:, None]).all(axis=1)
    if not usable.any():
        return None
    centre, radius = centre[usable], radius[usable]
    angles = np.linspace(0, 2 * np.pi, _ANGLES, endpoint=False)
    x = centre[:, :1] + radius[:, None] * np.cos(angles) * 0.985
    y = centre[:, 1:] + radius[:, None] * np.sin(angles) * 0.985
    best = int(_hits(part, x, y).mean(axis=1).argmax())
    found = Outline(
        float(centre[best, 0]), float(centre[best, 1]), float(radius[best]), float(radius[best]), 0.0
    )
    for _ in range(3):
        outer = _outermost(part, found)
        if len(outer) < _ANGLES // 4:
            return None
        found = _fitted(outer)
    return found if _coverage(part, found) >= 0.5 else None


def _oval(part: Mask, rim: Points) -> Outline | None:
    """The ellipse through the outermost spots, for seals that are no circle or were photographed askew."""
    import cv2

    hull = cv2.convexHull(rim.astype(np.float32)).reshape(-1, 2)
    length = np.concatenate(
        ([0.0], np.cumsum(np.linalg.norm(np.diff(np.vstack((hull, hull[:1])), axis=0), axis=1)))
    )
    even = np.linspace(0, length[-1], 90, endpoint=False)
    closed = np.vstack((hull, hull[:1]))
    points = np.stack([np.interp(even, length, closed[:, axis]) for axis in (0, 1)], axis=1).astype(
        np.float32
    )
    if len(hull) < 8:
        return None
    (x, y), (width, height), degrees = cv2.fitEllipse(points)
    if min(width, height) < _LEAST or min(width, height) < _FLATTEST * max(width, height):
        return None
    found = Outline(x, y, width / 2, height / 2, float(np.radians(degrees)))
    return found if _coverage(part, found) >= 0.6 else None


def is_seal(own: Ink, ink: Ink, outline: Outline) -> bool:
    """Whether what lies in the outline is a ring with writing round the inside of it.

    ``own`` is the ink of the group that the ring belongs to.  Writing fades first, so it is looked for in fainter ink.
    """
    radius = np.linspace(0.0, 1.2, 48)
    rows = unrolled(own, outline, 48, 360, (0.0, 1.2))
    at_ring = rows[(radius >= _RING[0]) & (radius <= _RING[1])].max(axis=0)
    ring = at_ring > 0
    outside = (rows[(radius >= 1.09) & (radius <= 1.18)] > 0).mean()
    faint = max(FAINT_INK * 0.7, 0.22 * float(np.median(at_ring[ring]))) if ring.any() else FAINT_INK
    polar = unrolled(ink, outline, 48, 360, (0.0, 1.2)) >= faint
    filled = polar[radius <= 0.9].mean()
    writing = polar[(radius >= _WRITING[0]) & (radius <= _WRITING[1])]
    changes = (writing != np.roll(writing, 1, axis=1)).sum(axis=1) / 2
    spread = writing.reshape(len(writing), 36, 10).any(axis=(0, 2)).mean()
    line = (rows[(radius >= _RING[0]) & (radius <= _RING[1])] > 0).mean(axis=1).max()
    gap = polar[(radius >= 0.86) & (radius <= 0.95)].mean(axis=1).min()
    return bool(
        ring.mean() >= 0.55
        and outside <= 0.3
        and 0.02 <= filled <= 0.6
        and np.sort(changes)[-4:].mean() >= 10
        and spread >= 0.4
        and line >= 0.45
        and gap <= 0.5 * line
    )


def unrolled(
    picture: npt.NDArray[np.uint8], outline: Outline, high: int, wide: int, reach: tuple[float, float]
) -> npt.NDArray[np.uint8]:
    """The disc as a strip: rows from the inner to the outer share of the radius, columns clockwise from the foot."""
    import cv2

    angle = np.asarray(np.pi / 2 + np.arange(wide) * (2 * np.pi / wide), np.float64)
    radius = np.linspace(*reach, high).astype(np.float64)
    x, y = outline.at(radius[:, None], angle[None])
    strip = cv2.remap(
        picture,
        x.astype(np.float32),
        y.astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=0,
    )
    return np.asarray(strip, np.uint8)


def _through(a: Points, b: Points, c: Points) -> tuple[Points, Points]:
    """The circles through three points each."""
    ab, ac = b - a, c - a
    cross = 2 * (ab[:, 0] * ac[:, 1] - ab[:, 1] * ac[:, 0])
    one, two = (ab**2).sum(axis=1), (ac**2).sum(axis=1)
    x = (ac[:, 1] * one - ab[:, 1] * two) / cross
    y = (ab[:, 0] * two - ac[:, 0] * one) / cross
    return a + np.stack((x, y), axis=1), np.hypot(x, y)


def _hits(part: Mask, x: Points, y: Points) -> Mask:
    """Whether there is ink at these places, or next to them."""
    column, row = np.rint(x).astype(np.int64), np.rint(y).astype(np.int64)
    inside = (column >= 0) & (row >= 0) & (column < part.shape[1]) & (row < part.shape[0])
    return np.asarray(
        inside & part[np.clip(row, 0, part.shape[0] - 1), np.clip(column, 0, part.shape[1] - 1)]
    )


def _outermost(part: Mask, outline: Outline) -> Points:
    """For every angle the outermost ink near the outline."""
    angle = np.linspace(0, 2 * np.pi, _ANGLES, endpoint=False)
    radius = np.linspace(1.06, 0.92, max(8, round(0.14 * outline.a)))
    x, y = outline.at(radius[:, None], angle[None])
    hit = _hits(part, x, y)
    first, some = hit.argmax(axis=0), hit.any(axis=0)
    columns = np.flatnonzero(some)
    return np.stack((x[first[columns], columns], y[first[columns], columns]), axis=1)


def _fitted(points: Points) -> Outline:
    """The circle of least squares (Kåsa), fitted again without the points that lie off it."""
    for _ in range(2):
        matrix = np.column_stack((points * 2, np.ones(len(points))))
        x, y, rest = np.linalg.lstsq(matrix, (points**2).sum(axis=1), rcond=None)[0]
        radius = hypot(*(float(np.sqrt(max(rest + x * x + y * y, 1.0))), 0.0))
        off = np.abs(np.hypot(points[:, 0] - x, points[:, 1] - y) - radius)
        kept = off <= max(1.5, 1.5 * float(np.median(off)))
        if kept.sum() < 20:
            break
        points = points[kept]
    return Outline(float(x), float(y), radius, radius, 0.0)


def _coverage(part: Mask, outline: Outline) -> float:
    """The share of angles that have ink at the outline."""
    angle = np.linspace(0, 2 * np.pi, _ANGLES, endpoint=False)
    x, y = outline.at(np.linspace(0.95, 1.02, 6)[:, None], angle[None])
    return float(_hits(part, x, y).any(axis=0).mean())


def _covered(shape: tuple[int, ...], outline: Outline) -> Mask:
    """The spots inside an outline."""
    down, across = np.indices(shape)
    cos, sin = np.cos(outline.turn), np.sin(outline.turn)
    x = (across - outline.x) * cos + (down - outline.y) * sin
    y = (down - outline.y) * cos - (across - outline.x) * sin
    return np.asarray((x / outline.a) ** 2 + (y / outline.b) ** 2 <= 1.05**2)
