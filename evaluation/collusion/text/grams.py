"""Hashes of all n-grams of a stream at once: 64 bits, each made from two shorter ones by doubling."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from evaluation.collusion.text.fold import Codes

Hashes = npt.NDArray[np.uint64]

_SPREAD = np.uint64(0xD6E8FEB86659FD93)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_BASE = 0x9E3779B97F4A7C15
_AT_ONCE = 1 << 15  # positions whose intermediate values fit a processor's cache


def gram_hashes(codes: Codes, size: int) -> Hashes:
    """The hash of the ``size`` characters that begin at each position; empty when the text is shorter.

    ``size`` is a power of two.  Equal n-grams have equal hashes; different ones collide with probability 2⁻⁶⁴.
    """
    if size & (size - 1):
        raise ValueError(f"size must be a power of two, not {size}")
    hashes = np.empty(max(len(codes) - size + 1, 0), np.uint64)
    for start in range(0, len(hashes), _AT_ONCE):
        part = codes[start : start + _AT_ONCE + size - 1]
        hashes[start : start + _AT_ONCE] = _hashed(part, size)
    return hashes


def _hashed(codes: Codes, size: int) -> Hashes:
    hashes = codes.astype(np.uint64)
    hashes *= _SPREAD
    hashes ^= hashes >> np.uint64(32)
    width, base = 1, _BASE
    while width < size:
        front = hashes[..., :-width] * np.uint64(base)
        front += hashes[..., width:]
        hashes = front
        base = (base * base + 2 * width) % 2**64 | 1
        width *= 2
    return mixed(hashes)


def hashes_at(codes: Codes, places: npt.NDArray[np.int64], size: int) -> tuple[Hashes, npt.NDArray[np.bool_]]:
    """The hashes of the n-grams that begin at some places, as :func:`gram_hashes` has them, and which cross no border.

    What begins so near the end that it is not whole counts as crossing one, and so does everything in a shorter text.
    """
    hashes, fits = np.zeros(len(places), np.uint64), np.zeros(len(places), bool)
    if len(codes) < size:
        return hashes, fits
    grams = np.lib.stride_tricks.sliding_window_view(codes, size)
    for start in range(0, len(places), _AT_ONCE // size):
        here = slice(start, start + _AT_ONCE // size)
        part = grams[np.minimum(places[here], len(grams) - 1)]
        fits[here] = (part != 0).all(axis=1) & (places[here] < len(grams))
        hashes[here] = _hashed(part, size)[:, 0]
    return hashes, fits


def mixed(hashes: Hashes) -> Hashes:
    """The hashes with every bit depending on all bits; in place."""
    hashes ^= hashes >> np.uint64(29)
    hashes *= _MIX
    hashes ^= hashes >> np.uint64(32)
    return hashes


def whole(codes: Codes, size: int) -> npt.NDArray[np.bool_]:
    """True where the ``size`` characters from a position cross no border between documents."""
    fits = np.ones(max(len(codes) - size + 1, 0), bool)
    for border in np.flatnonzero(codes == 0).tolist():
        fits[max(border - size + 1, 0) : border + 1] = False
    return fits
