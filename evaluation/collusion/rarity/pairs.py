"""How often two Hanzi stand side by side in national statutes as a unit: what tells a rare word from a slip.

The table is made by ``manage.py build_background`` from the same half of the stretches as the other tables, so that the
other half stays honest text to measure on.  Counts are kept to a twelfth of themselves.  Statistics only: no text can
be read back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from evaluation.collusion.words import tokens

TABLE = Path(__file__).resolve().parent / "pairs.npz"
_FIRST, _LAST = 0x4E00, 0x9FFF
_STEPS = 8  # to a doubling
_PAIR = 2
_SIDE = np.uint32(16)


@dataclass(frozen=True)
class Pairs:
    """Sorted pairs (the first character in the upper half) with eight times the log2 of their counts, and the sum of all."""

    keys: npt.NDArray[np.uint32]
    level: npt.NDArray[np.uint8]
    total: int

    def seen(self, pair: str) -> int:
        """How often a pair stands in the sampled statutes, about; 0 for one that never does."""
        key = np.uint32(ord(pair[0]) << 16 | ord(pair[1]))
        at = int(np.searchsorted(self.keys, key))
        if at == len(self.keys) or self.keys[at] != key:
            return 0
        return round(float(2 ** (int(self.level[at]) / _STEPS)))

    @cached_property
    def _partners(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        first, second = self.keys >> _SIDE, self.keys & np.uint32(0xFFFF)
        return np.bincount(first, minlength=1 << 16), np.bincount(second, minlength=1 << 16)

    def partners(self, pair: str) -> tuple[int, int]:
        """With how many characters the first goes before, and the second after: what makes new words easily has many."""
        before, after = self._partners
        return int(before[ord(pair[0])]), int(after[ord(pair[1])])


def of_texts(texts: Iterable[str]) -> Pairs:
    """The pairs of texts: words of two characters, and words of one character that stand side by side.

    Pairs inside a longer word, or over the seam of two (企业积极), are not counted; they are no slip either.
    """
    found: list[str] = []
    for text in texts:
        before = ""
        for word in tokens(text):
            if len(word) == _PAIR:
                found.append(word)
            elif len(word) == 1 and len(before) == 1:
                found.append(before + word)
            before = word
    codes = np.frombuffer("".join(found).encode("utf-32-le"), np.uint32).reshape(-1, _PAIR)
    codes = codes[((codes >= _FIRST) & (codes <= _LAST)).all(axis=1)]
    keys, count = np.unique(codes[:, 0] << _SIDE | codes[:, 1], return_counts=True)
    return Pairs(keys, np.round(_STEPS * np.log2(count)).astype(np.uint8), int(count.sum()))


def save(pairs: Pairs, path: Path = TABLE) -> None:
    """Writes the table; sorted numbers are stored by their differences, which compress."""
    keys = np.diff(pairs.keys, prepend=np.uint32(0))
    np.savez_compressed(path, keys=keys, level=pairs.level, total=np.array([pairs.total]))


def load(path: Path) -> Pairs:
    """Reads what :func:`save` wrote."""
    with np.load(path, allow_pickle=False) as stored:
        return Pairs(np.cumsum(stored["keys"], dtype=np.uint32), stored["level"], int(stored["total"][0]))


@cache
def shipped() -> Pairs:
    """The table that comes with the product."""
    return load(TABLE)
