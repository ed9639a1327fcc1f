"""The process that recognises pages: ``python -m evaluation.reading.ocr.worker MEMORY``.

It speaks as :mod:`evaluation.reading.child` does.  A request names one page of a file and what to do with it; the
file's bytes come with the first request and are kept for the next ones.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Any

import numpy as np

from evaluation.reading.limits import apply_memory_limit, no_core_dumps
from evaluation.reading.ocr import engine
from evaluation.reading.ocr.engine import Picture
from evaluation.reading.ocr.pictures import page_picture
from evaluation.reading.ocr.scan import Scan, read_picture
from evaluation.reading.pipe import receive, send
from evaluation.reading.seals.ring import read_seal

_MARGIN = 0.12  # of a line's height: what is looked at beyond its box
_LINE_DPI = 150
_SEAL_DPI = 300
_CONTRAST = 16  # of 255: less cannot be seen


def carry_out(data: bytes, task: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to one task on one page.

    ``do`` is ``scan``, which gives the whole page as :class:`~evaluation.reading.ocr.scan.Scan`; ``lines``, which
    reads the page at the given ``boxes`` and gives (text, confidence, contrast) for each; or ``seals``, which reads the
    rings of the seals in ``boxes`` (parts of the page) and gives (text, confidence) for each.
    """
    number, width, height = int(task["page"]), float(task["width"]), float(task["height"])
    if task["do"] == "lines":
        picture = page_picture(data, task["media_type"], number, task["max_pixels"], _LINE_DPI)
        return {"lines": [_line(picture, box, width, height) for box in task["boxes"]]}
    if task["do"] == "seals":
        part = task.get("part", "")
        picture = page_picture(data, task["media_type"], number, task["max_pixels"], _SEAL_DPI, part=part)
        return {"seals": [read_seal(picture, box) for box in task["boxes"]]}
    picture = page_picture(data, task["media_type"], number, task["max_pixels"], part=task.get("part", ""))
    if int(np.ptp(picture[:, :, 1])) < _CONTRAST:  # an empty sheet
        return {"scan": Scan([], [], 0.0, 0).to_json()}
    return {"scan": read_picture(picture, width, height).to_json()}


def _line(picture: Picture, box: list[float], width: float, height: float) -> tuple[str, float, int]:
    """What is printed in a box of the page, how surely, and how far its darkest and lightest spots are apart."""
    down, across = picture.shape[0] / height, picture.shape[1] / width
    margin = _MARGIN * (box[3] - box[1])
    x0, x1 = (round(x * across) for x in (box[0] - margin, box[2] + margin))
    y0, y1 = (round(y * down) for y in (box[1] - margin, box[3] + margin))
    line = picture[max(y0, 0) : max(y1, 0), max(x0, 0) : max(x1, 0)]
    if min(line.shape[:2], default=0) < 4:
        return "", 0.0, 0
    grey = line.mean(axis=2)
    contrast = int(np.ptp(grey))
    if contrast < _CONTRAST:
        return "", 1.0, contrast
    found = engine.read_line(np.ascontiguousarray(line))
    return found.text, found.confidence, contrast


def answer(data: bytes, task: Mapping[str, Any]) -> dict[str, Any]:
    """The same, with whatever goes wrong said instead of raised: one page is lost, nothing else."""
    try:
        return {"ok": True, **carry_out(data, task)}
    except Exception as error:  # noqa: BLE001 - the models raise what they like on a picture they cannot take
        return {"ok": False, "detail": f"{type(error).__name__}: {error}"[:300]}


def main() -> None:
    """Serves until standard input ends."""
    source = sys.stdin.buffer
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not spoil the answers
    no_core_dumps()
    engine.load()
    apply_memory_limit(int(sys.argv[1]))
    held, data = "", b""
    while (request := receive(source)) is not None:
        task, body = request
        if task["sha256"] != held:
            held, data = task["sha256"], body
        send(out, answer(data, task), b"")


if __name__ == "__main__":
    main()
