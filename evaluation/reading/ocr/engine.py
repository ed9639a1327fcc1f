"""RapidOCR's two models, loaded when first used: where lines of text stand, and what they say.

The models lie in the wheel and are named by path, so that nothing is looked for on a network.  One thread each: pages
are recognised in parallel by processes (``pool.py``), and a line at a time, because padding lines to a common width
costs more than a batch saves on a processor.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]
"""Rows of pixels, blue green red."""
Quad = npt.NDArray[np.float32]
"""Four corners (x, y) in pixels: left top, right top, right bottom, left bottom of the text as it is read."""

_HEIGHT = 48  # of a line as the recognition model takes it
_TALL = 1.5  # higher than wide by this much: a line that runs down the page, or a single slim character
_MAX_WIDTH = 3_200
_EDGE = 0.7  # of half the step between characters: where the first and the last one end


class Recognised(NamedTuple):
    """What a line says: its text, where each character begins and ends (0 to 1 along the line), how sure it is."""

    text: str
    spans: tuple[tuple[float, float], ...]
    confidences: tuple[float, ...]

    @property
    def confidence(self) -> float:
        """The mean over the characters; 0 for nothing."""
        return sum(self.confidences) / len(self.confidences) if self.confidences else 0.0


NOTHING = Recognised("", (), ())


@cache
def _engine() -> Any:
    import rapidocr

    models = Path(rapidocr.__file__).parent / "models"

    engine = rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Det.model_path": str(models / "PP-OCRv6_det_small.onnx"),
            "Rec.model_path": str(models / "PP-OCRv6_rec_small.onnx"),
            "Det.limit_type": "max",
        }
    )
    blank = np.full((64, 320, 3), 255, np.uint8)
    engine(blank)  # each model is loaded by its first use
    engine.recognize_txt([blank])
    return engine


def load() -> None:
    """Loads the models now, so that later requests are quick and a memory limit does not count them."""
    _engine()


def lines_in(picture: Picture, *, side: int) -> list[Quad]:
    """Where lines of text stand, from the top down; the picture is looked at with its longer side as ``side`` pixels."""
    detector = _engine().text_det
    detector.limit_side_len = side
    boxes = detector(picture).boxes
    return [] if boxes is None else [np.asarray(quad, np.float32) for quad in boxes]


def cut_out(picture: Picture, quad: Quad) -> Picture:
    """The line as a level picture."""
    import cv2

    width = max(1, round(float(max(np.linalg.norm(quad[1] - quad[0]), np.linalg.norm(quad[2] - quad[3])))))
    height = max(1, round(float(max(np.linalg.norm(quad[3] - quad[0]), np.linalg.norm(quad[2] - quad[1])))))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(np.asarray(quad, np.float32), target)
    line = cv2.warpPerspective(
        picture, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE, flags=cv2.INTER_CUBIC
    )
    return np.asarray(line, np.uint8)


def read_line(line: Picture) -> Recognised:
    """What a level line says."""
    height, width = line.shape[:2]
    if height < 2 or width < 2:
        return NOTHING
    recogniser = _engine().text_rec
    ratio = min(width / height, _MAX_WIDTH / _HEIGHT)
    wide = max(ratio, 320 / _HEIGHT)
    pixels = recogniser.resize_norm_img(line, wide)
    scores = recogniser.session(pixels[np.newaxis].astype(np.float32))[0]
    best, sure = scores.argmax(axis=1), scores.max(axis=1)
    steps = np.flatnonzero((best != 0) & np.concatenate(([True], best[1:] != best[:-1])))
    characters = recogniser.postprocess_op.character
    text = "".join(characters[i] for i in best[steps].tolist())
    if len(text) != len(steps):  # an entry of several characters: none of this model's is
        return NOTHING
    filled = len(best) * ratio / wide  # the rest of the steps is padding
    spans = _spans((steps + 0.5) / max(filled, 1.0))
    return _stripped(Recognised(text, spans, tuple(round(float(s), 4) for s in sure[steps])))


def _spans(middles: npt.NDArray[np.floating[Any]]) -> tuple[tuple[float, float], ...]:
    """Each character reaches halfway to its neighbours."""
    if not len(middles):
        return ()
    between = (middles[1:] + middles[:-1]) / 2
    usual = float(np.median(np.diff(middles))) if len(middles) > 1 else 1.0
    first, last = middles[0] - usual * _EDGE, middles[-1] + usual * _EDGE
    edges = np.clip(np.concatenate(([first], between, [last])), 0.0, 1.0)
    return tuple(zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True))


def _stripped(line: Recognised) -> Recognised:
    start = len(line.text) - len(line.text.lstrip())
    end = max(len(line.text.rstrip()), start)
    return Recognised(line.text[start:end], line.spans[start:end], line.confidences[start:end])


def read_quad(picture: Picture, quad: Quad) -> tuple[Recognised, Quad]:
    """What stands at ``quad``, and the corners in the order in which it was read.

    A tall one is read lying on its side and, if it is not too long to be one character, upright; the surer wins.
    """
    upright = cut_out(picture, quad)
    height, width = upright.shape[:2]
    if height < _TALL * width:
        return read_line(upright), quad
    lying = read_line(np.ascontiguousarray(np.rot90(upright)))
    turned = quad[[1, 2, 3, 0]]
    if height < 3.5 * width:
        standing = read_line(upright)
        if standing.confidence >= lying.confidence:
            return standing, quad
    return lying, turned
