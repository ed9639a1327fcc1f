"""The mark of a seal: its ring of writing unrolled, small enough to keep, and whether two marks are prints of one seal.

The middle is left out: a star is in every seal.  So is what all angles have alike: the ring.  Two marks are laid over
each other at the turn at which they agree best (a circular correlation by Fourier transforms), and must then agree
stretch by stretch round the ring, because firms of one town and trade share half the characters of their names.
"""

from __future__ import annotations

import base64
import zlib

import numpy as np
import numpy.typing as npt

from evaluation.reading.seals.find import Stamp, unrolled

HIGH, WIDE = 16, 192
_REACH = (0.52, 0.93)
_STRETCH, _STEP, _SHIFT = 27, 8, 2  # columns: about two characters, and how far they may have moved
_EMPTY = 0.4  # of the usual unevenness: a stretch with less has no writing
_SAME, _AGREE, _MOST_BAD = 0.56, 0.36, 0.05

Ring = npt.NDArray[np.float32]
Rings = npt.NDArray[np.float32]
"""Many evened rings, one after another."""


def mark_of(stamp: Stamp) -> str:
    """The mark, as text."""
    ring = unrolled(stamp.ink, stamp.outline, HIGH * 2, WIDE * 2, _REACH).astype(np.float32)
    ring = ring.reshape(HIGH, 2, WIDE, 2).mean(axis=(1, 3))
    most = max(float(np.percentile(ring, 98)), 1.0)
    tones = np.clip(np.rint(ring / most * 15), 0, 15).astype(np.uint8)
    packed = (tones[:, ::2] << 4) | tones[:, 1::2]
    return base64.b85encode(zlib.compress(packed.tobytes(), 9)).decode("ascii")


def ring_of(mark: str) -> Ring:
    """The ring that a mark holds, rows from the middle outwards; ``ValueError`` when it holds none."""
    try:
        packed = np.frombuffer(zlib.decompress(base64.b85decode(mark)), np.uint8).reshape(HIGH, WIDE // 2)
    except (zlib.error, ValueError) as error:
        raise ValueError(f"not the mark of a seal: {error}") from error
    ring = np.empty((HIGH, WIDE), np.float32)
    ring[:, ::2], ring[:, 1::2] = packed >> 4, packed & 15
    return np.asarray(ring / 15, np.float32)


def even(ring: Ring) -> Ring:
    """The strokes alone: without what their surroundings have as well, faded parts brought up, of unit length."""
    import cv2

    wide = np.concatenate((ring[:, -16:], ring, ring[:, :16]), axis=1)
    fine = cv2.GaussianBlur(wide, (0, 0), 0.5)
    strokes = fine - cv2.GaussianBlur(fine, (0, 0), 3.0)
    strength = np.sqrt(np.convolve((strokes**2).mean(axis=0), np.ones(17) / 17, "same"))
    strokes = (strokes / np.maximum(strength, 0.3 * float(strength.max()) + 1e-6))[:, 16:-16]
    return np.asarray(strokes / max(float(np.linalg.norm(strokes)), 1e-6), np.float32)


def likeness(one: Ring, others: Rings) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.intp]]:
    """For evened rings: how far each of the others agrees at its best turn (1: wholly), and which turn that is."""
    spectrum = np.fft.rfft(others, axis=2) * np.conj(np.fft.rfft(one, axis=1))[None]
    agreement = np.fft.irfft(spectrum.sum(axis=1), WIDE, axis=1)
    turn = agreement.argmax(axis=1)
    return np.take_along_axis(agreement, turn[:, None], 1)[:, 0].astype(np.float32), turn


def same_seal(one: Ring, other: Ring) -> bool:
    """Whether two evened rings are prints of one seal, as far as their looks can tell."""
    agree = stretches(one, other)
    return bool(len(agree)) and float(agree.mean()) >= _SAME and float((agree < _AGREE).mean()) <= _MOST_BAD


def stretches(one: Ring, other: Ring) -> npt.NDArray[np.float64]:
    """How far the two agree, stretch by stretch (1: wholly), where there is writing in either.

    What all of a row or of a column has counts for nothing, since writing of one size has that in common.  A stretch may
    have moved by a little: the middle of a faded ring is not found to the pixel.
    """
    _, (turn,) = likeness(one, other[None])
    turned = np.roll(other, -int(turn), axis=1)
    mine = np.concatenate((one, one[:, :_STRETCH]), axis=1)[1:-1]
    theirs = np.concatenate((turned[:, -_SHIFT:], turned, turned[:, : _STRETCH + _SHIFT]), axis=1)
    starts = np.arange(0, WIDE, _STEP)
    a = _centred(mine, starts)
    own = np.linalg.norm(a, axis=(1, 2))
    best, weight = np.full(len(starts), -1.0), own
    for across in range(2 * _SHIFT + 1):
        for down in range(3):
            b = _centred(theirs[down : HIGH - 2 + down], starts + across)
            length = np.linalg.norm(b, axis=(1, 2))
            best = np.maximum(best, (a * b).sum(axis=(1, 2)) / np.maximum(own * length, 1e-9))
            if across == _SHIFT and down == 1:
                weight = np.maximum(own, length)
    return np.asarray(best[weight >= _EMPTY * float(np.median(weight))], np.float64)


def _centred(rows: Ring, starts: npt.NDArray[np.intp]) -> npt.NDArray[np.float32]:
    """The stretches that begin in these columns, without the mean of each row and column."""
    parts = np.lib.stride_tricks.sliding_window_view(rows, _STRETCH, axis=1)[:, starts].transpose(1, 0, 2)
    across, down = parts.mean(axis=2, keepdims=True), parts.mean(axis=1, keepdims=True)
    return np.asarray(parts - across - down + parts.mean(axis=(1, 2), keepdims=True), np.float32)
