"""What stands on the ring of a seal: the ring unrolled into a line, and the line read by the recogniser of pages.

A name begins after the widest gap in the writing, which is at the foot of a seal that stands upright.  The line is read
from there and, in case something small stands in that gap, from the foot and from the gap after it; the surest wins.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PIL import Image as Pillow

from evaluation.reading.ocr import engine
from evaluation.reading.ocr.engine import Recognised
from evaluation.reading.seals.find import Stamp, stamps, unrolled

_MARGIN = 0.06  # of a seal's side: what is looked at beyond its box
_WIDE = 1_440
_HIGH = 96
_BANDS = ((0.52, 0.93), (0.58, 0.93))
_END = "公司"
_ENOUGH = 0.93  # sure enough not to try further

Line = npt.NDArray[np.uint8]


def read_seal(picture: engine.Picture, box: Sequence[float]) -> tuple[str, float]:
    """The writing round the seal in this box of a picture (parts of its width and height), and how sure it is."""
    height, width = picture.shape[:2]
    across, down = _MARGIN * (box[2] - box[0]), _MARGIN * (box[3] - box[1])
    x0, x1 = (round(min(max(x, 0.0), 1.0) * width) for x in (box[0] - across, box[2] + across))
    y0, y1 = (round(min(max(y, 0.0), 1.0) * height) for y in (box[1] - down, box[3] + down))
    part = picture[y0:y1, x0:x1, ::-1]
    if min(part.shape[:2]) < 2:
        return "", 0.0
    found = stamps(Pillow.fromarray(np.ascontiguousarray(part)))
    middle = part.shape[1] / 2, part.shape[0] / 2
    nearest = min(
        found,
        key=lambda s: abs(s.outline.x / s.scale - middle[0]) + abs(s.outline.y / s.scale - middle[1]),
        default=None,
    )
    return ("", 0.0) if nearest is None else read_ring(nearest)


def read_ring(stamp: Stamp) -> tuple[str, float]:
    """The writing round a seal, clockwise, and how sure the recogniser is of it on average; empty for none."""
    best, worth = engine.NOTHING, 0.0
    for band in _BANDS:
        line = _line(stamp, band)
        for start in _starts(line):
            found = engine.read_line(_picture(np.roll(line, -start, axis=1)))
            value = _worth(found)
            if value > worth:
                best, worth = found, value
        if best.confidence >= _ENOUGH:
            break
    return _from_its_beginning(best.text), round(best.confidence, 4)


def _from_its_beginning(text: str) -> str:
    """A name that was cut in two: 「有限公司晨星科技」 begins after the word that ends names of firms."""
    head, end, rest = text.partition(_END)
    return rest + head + end if end and rest and _END not in rest else text


def _worth(found: Recognised) -> float:
    """Surely read Hanzi count; a name cut in two or read on its head has fewer."""
    hanzi = sum(
        sure for letter, sure in zip(found.text, found.confidences, strict=True) if "一" <= letter <= "鿿"
    )
    return hanzi * found.confidence + 2.0 * ("公司" in found.text)


def _line(stamp: Stamp, band: tuple[float, float]) -> Line:
    """The ring as a line with its ink between 0 and 255, feet of the letters below."""
    strip = unrolled(stamp.ink, stamp.outline, _HIGH, _WIDE, band)[::-1].astype(np.float32)
    most = max(float(np.percentile(strip, 97)), 1.0)
    return np.asarray(np.clip(strip / most * 255, 0, 255), np.uint8)


def _starts(line: Line) -> list[int]:
    """Columns to begin at: in the middle of the widest gaps, and at the foot."""
    written = line.max(axis=0) > 90
    columns = np.flatnonzero(written)
    if len(columns) < 2:
        return [0]
    gaps = np.diff(np.concatenate((columns, columns[:1] + _WIDE)))
    order = np.argsort(-gaps)[:2]
    starts = [int((columns[i] + gaps[i] // 2) % _WIDE) for i in order]
    return [
        starts[0],
        *(s for s in (0, starts[1]) if min((s - starts[0]) % _WIDE, (starts[0] - s) % _WIDE) > 30),
    ]


def _picture(line: Line) -> engine.Picture:
    """Dark on light, as print is, without the empty ends."""
    written = np.flatnonzero(line.max(axis=0) > 90)
    if len(written):
        line = line[:, max(written[0] - 20, 0) : written[-1] + 20]
    framed = np.pad(line, ((4, 4), (20, 20)))
    return np.ascontiguousarray(np.repeat((255 - framed)[:, :, None], 3, axis=2))
