"""One word for every n-gram that no known text says: hash in front, place behind, laid in parts by the hash.

Everything from the characters to the words is done block by block, so that what lies between never leaves the
processor's cache, and no hash is kept beside its word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.collusion.text.fold import Codes
from evaluation.collusion.text.grams import Hashes, gram_hashes, whole
from evaluation.collusion.text.quoted import Known, Mask

_PART_BITS = 24  # a part has about 2²⁴ words, which fit in memory beside the text
_AT_ONCE = 1 << 15


@dataclass(frozen=True, slots=True)
class Keys:
    """Words whose lowest ``place_bits`` bits are a position, the others those of the hash of the n-gram there."""

    parts: list[list[Hashes]]
    place_bits: int

    def taken(self) -> Iterator[Hashes]:
        """One part after the other; n-grams that are equal are in one part.  Each is given once, then let go."""
        for index in range(len(self.parts)):
            blocks, self.parts[index] = self.parts[index], []
            yield blocks[0] if len(blocks) == 1 else np.concatenate([np.zeros(0, np.uint64), *blocks])

    def places(self, words: Hashes) -> npt.NDArray[np.int64]:
        """The positions in some words."""
        return (words & np.uint64((1 << self.place_bits) - 1)).view(np.int64)


def keyed(codes: Codes, size: int, known: Known) -> tuple[Mask, Keys]:
    """Where an n-gram begins that a known text has, and the words of all others that cross no border."""
    fits = whole(codes, size)
    number = len(fits)
    bits = max(number.bit_length(), 1)
    part_bits = (number >> _PART_BITS).bit_length()
    said = np.empty(number, bool)
    parts: list[list[Hashes]] = [[] for _ in range(1 << part_bits)]
    alone, filled = np.empty(number if not part_bits else 0, np.uint64), 0
    place = np.arange(min(_AT_ONCE, number), dtype=np.uint64)
    for start in range(0, number, _AT_ONCE):
        stop = min(start + _AT_ONCE, number)
        hashes = gram_hashes(codes[start : stop + size - 1], size)
        inside = fits[start:stop]
        found = np.logical_and(known.has(hashes), inside, out=said[start:stop])
        hashes >>= np.uint64(bits)
        hashes <<= np.uint64(bits)
        hashes |= place[: stop - start] + np.uint64(start)
        words = hashes.compress(inside > found)
        if part_bits:
            part = words >> np.uint64(64 - part_bits)
            for index, blocks in enumerate(parts):
                blocks.append(words.compress(part == index))
        else:
            alone[filled : filled + len(words)] = words
            filled += len(words)
    if not part_bits:
        parts[0].append(alone[:filled])
    return said, Keys(parts, bits)
