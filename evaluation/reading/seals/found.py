"""The seals of a picture or a page in the form a document keeps them, and where those in pictures stand on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from PIL import Image as Pillow

from evaluation.reading.document import Box, Image, Page, Seal
from evaluation.reading.seals.find import Stamp, stamps
from evaluation.reading.seals.mark import mark_of


class OnPage(NamedTuple):
    """A seal of a page: its place in points, or ``None`` where the file gives its picture none; the picture it is in."""

    seal: Seal
    box: Box | None
    image: Image | None


def seals_in(picture: Pillow.Image) -> tuple[Seal, ...]:
    """The seals of a picture, their boxes in parts of its width and height."""
    try:
        found = stamps(picture)
    except np.linalg.LinAlgError:  # spots that no circle goes through
        return ()
    width, height = picture.size
    return tuple(Seal(_parts(stamp, width, height), mark_of(stamp)) for stamp in found)


def seals_on(page: Page) -> Iterator[OnPage]:
    """All seals of a page, those it draws itself and those in its pictures."""
    for seal in page.seals:
        yield OnPage(seal, seal.box, None)
    for image in page.images:
        for seal in image.seals:
            yield OnPage(seal, within(seal.box, image.bbox), image)


def seals_on_picture(image: Image) -> Iterator[Box]:
    """Where the seals of a picture that has a place stand on its page."""
    for seal in image.seals:
        box = within(seal.box, image.bbox)
        if box is not None:
            yield box


def within(part: Box, whole: Box | None) -> Box | None:
    """A box given in parts of another one, in that one's measure."""
    if whole is None:
        return None
    width, height = whole.x1 - whole.x0, whole.y1 - whole.y0
    return Box(
        whole.x0 + part.x0 * width,
        whole.y0 + part.y0 * height,
        whole.x0 + part.x1 * width,
        whole.y0 + part.y1 * height,
    )


def turned(seals: Sequence[Seal], quarters: int) -> tuple[Seal, ...]:
    """The seals of a picture on a page that is shown so many quarter turns to the right."""
    return tuple(replace(seal, box=_turned(seal.box, quarters % 4)) for seal in seals)


def _turned(box: Box, quarters: int) -> Box:
    for _ in range(quarters):
        box = Box(1 - box.y1, box.x0, 1 - box.y0, box.x1)
    return box


def _parts(stamp: Stamp, width: int, height: int) -> Box:
    left, top, right, bottom = stamp.outline.scaled(1 / stamp.scale).box()
    edges = left / width, top / height, right / width, bottom / height
    return Box(*(round(min(max(float(edge), 0.0), 1.0), 4) for edge in edges))
