"""Pairs of sentences that are alike: the seeds of reworded passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.collusion.rewording.sentences import Positions
from evaluation.collusion.rewording.settings import Settings
from evaluation.collusion.rewording.vectors import Floats, Vectors


@dataclass(frozen=True, slots=True)
class Seeds:
    """Sentence ``a[i]`` of one text is like sentence ``b[i]`` of another, with cosine ``alike[i]``."""

    a: Positions
    b: Positions
    alike: Floats

    def __len__(self) -> int:
        return len(self.a)

    def where(self, chosen: npt.NDArray[np.bool_] | Positions) -> Seeds:
        """The chosen ones."""
        return Seeds(self.a[chosen], self.b[chosen], self.alike[chosen])


def joined(parts: Sequence[Seeds]) -> Seeds:
    """The seeds of all parts."""
    none = np.zeros(0, np.int64)
    return Seeds(
        np.concatenate([none, *(part.a for part in parts)]),
        np.concatenate([none, *(part.b for part in parts)]),
        np.concatenate([np.zeros(0), *(part.alike for part in parts)]),
    )


def all_pairs(a: Vectors, b: Vectors, settings: Settings) -> Seeds:
    """Seeds among all pairs of sentences of two texts."""
    both = np.zeros(a.rows.shape[1], np.int8)
    both[a.rows.indices] = 1
    both[b.rows.indices] |= 2
    shared = np.cumsum(both == 3) - 1
    left, right = _dense(a, both == 3, shared), _dense(b, both == 3, shared)
    length = np.maximum(np.outer(a.norm, b.norm), 1e-9)
    cosine = (left @ right.T) / length
    common = (left > 0).astype(np.float32) @ (right > 0).astype(np.float32).T
    dice = 2 * common / np.maximum(a.distinct[:, None] + b.distinct[None, :], 1)
    first, second = np.nonzero((cosine > settings.cosine) & (dice > settings.dice))
    return Seeds(first, second, cosine[first, second].astype(np.float64))


def _dense(vectors: Vectors, wanted: npt.NDArray[np.bool_], place: Positions) -> npt.NDArray[np.float32]:
    """The rows as a full matrix of the wanted columns."""
    rows = vectors.rows
    table = np.zeros((rows.shape[0], int(np.count_nonzero(wanted))), np.float32)
    kept = wanted[rows.indices]
    row = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))[kept]
    table[row, place[rows.indices[kept]]] = rows.data[kept]
    return table
