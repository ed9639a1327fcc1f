"""The fingerprints of a bid: a sample of the hashes of its 16-grams, the same places in whatever text they stand.

A hash is kept when the five highest bits are zero (sampling by value, Manber 1994, "Finding Similar Files in a Large
File System"): two texts that share an n-gram both keep it or both drop it.  A shared passage of w characters leaves
about (w − 15) ÷ 32 fingerprints; one of 300 leaves fewer than three, and so is missed, in 0.7 of 100 cases.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.collusion.text.fold import Codes
from evaluation.collusion.text.grams import gram_hashes, whole
from evaluation.collusion.text.quoted import Known
from evaluation.collusion.text.stream import lay_out
from evaluation.reading.document import Document

PRINTS_VERSION = 1
"""Grows whenever the same text would leave other fingerprints; those of other versions are not compared."""

SIZE = 16
ONE_IN = 32
_SHIFT = np.uint64(64 - 5)

Prints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Leaf:
    """The fingerprints of one bid (sorted, each once, as signed 64-bit numbers) and its folded characters."""

    prints: Prints
    characters: int


def sampled(codes: Codes) -> tuple[Prints, npt.NDArray[np.int64]]:
    """The fingerprints of folded text in their order, and the position at which each one's 16-gram begins."""
    hashes = gram_hashes(codes, SIZE)
    kept = np.flatnonzero(((hashes >> _SHIFT) == 0) & whole(codes, SIZE))
    return hashes[kept].view(np.int64), kept.astype(np.int64)


def leaf(documents: Sequence[Document], known: Sequence[Document] = ()) -> Leaf:
    """What documents leave behind, without what the known ones (the tender's) say."""
    codes = lay_out([(0, d) for d in documents]).codes
    prints = np.unique(sampled(codes)[0])
    if len(known) and len(prints):
        library = Known(lay_out([(0, d) for d in known]).codes, SIZE)
        prints = prints[~library.has(prints.view(np.uint64))]
    return Leaf(prints, int(np.count_nonzero(codes)))
