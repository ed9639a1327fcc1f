"""Sentences as sparse vectors of terms, each weighed by how rare it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from evaluation.collusion.rewording.sentences import Positions, Sentences

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Vectors:
    """Rows are sentences, columns terms; a cell is how often the sentence has the term times the term's rarity.

    Rarity is ln(sentences ÷ sentences that have the term), over all sentences that were counted together ("tf-isf").
    ``norm`` is each row's Euclidean length, ``distinct`` its number of different terms, ``times`` for each column how
    many sentences have it, ``terms`` its term;
    ``counts`` is how often, for each cell; ``sentences`` the number of them that was counted.
    """

    rows: csr_array
    norm: Floats
    distinct: Positions
    times: Positions
    terms: Positions
    counts: Floats
    sentences: int

    def slice(self, begin: int, end: int) -> Vectors:
        """The sentences of this range, with the same columns."""
        cells = slice(int(self.rows.indptr[begin]), int(self.rows.indptr[end]))
        return Vectors(
            self.rows[begin:end],
            self.norm[begin:end],
            self.distinct[begin:end],
            self.times,
            self.terms,
            self.counts[cells],
            self.sentences,
        )


def vectors(texts: Sequence[Sentences]) -> Vectors:
    """The vectors of all sentences of all texts, one text after the other."""
    begin = np.cumsum([0, *map(len, texts)])
    total = int(begin[-1])
    row = np.concatenate([t.sentence + b for t, b in zip(texts, begin.tolist(), strict=False)])
    terms, column = np.unique(np.concatenate([t.term for t in texts]), return_inverse=True)
    width = max(len(terms), 1)
    cell, count = np.unique(row * width + column, return_counts=True)
    row, column = cell // width, cell % width
    times = np.bincount(column, minlength=width)
    weight = count * np.log(total / np.maximum(times, 1))[column]
    pointer = np.concatenate(([0], np.cumsum(np.bincount(row, minlength=total))))
    matrix = csr_array((weight, column.astype(np.int32), pointer), shape=(total, width))
    norm = np.sqrt(np.bincount(row, weight * weight, minlength=total))
    return Vectors(matrix, norm, np.diff(pointer), times, terms, count.astype(np.float64), total)


def fragment_cosine(a: Vectors, a0: int, a1: int, b: Vectors, b0: int, b1: int) -> float:
    """The cosine of the sums of two ranges of sentences (ends exclusive); 0 where one has no rare term."""
    one, other = _sum(a, a0, a1), _sum(b, b0, b1)
    columns = np.concatenate((one[0], other[0]))
    names, place = np.unique(columns, return_inverse=True)
    x = np.bincount(place[: len(one[0])], one[1], minlength=len(names))
    y = np.bincount(place[len(one[0]) :], other[1], minlength=len(names))
    length = float(np.sqrt((x @ x) * (y @ y)))
    return float(x @ y) / length if length else 0.0


def agreement(a: Vectors, a0: int, a1: int, b: Vectors, b0: int, b1: int, worth: Floats) -> float:
    """The worth of the terms that two ranges of sentences share, each as often as both have it."""
    return _shared(_count(a, a0, a1), _count(b, b0, b1), worth)


def shared_worth(rows: Vectors, left: Positions, right: Positions, worth: Floats) -> float:
    """The same for two sets of sentences, by index."""
    one, other = (_joined([_count(rows, i, i + 1) for i in side.tolist()]) for side in (left, right))
    return _shared(one, other, worth)


Counts = tuple[npt.NDArray[np.int32], Floats]


def _shared(one: Counts, other: Counts, worth: Floats) -> float:
    names, place = np.unique(np.concatenate((one[0], other[0])), return_inverse=True)
    x = np.bincount(place[: len(one[0])], one[1], minlength=len(names))
    y = np.bincount(place[len(one[0]) :], other[1], minlength=len(names))
    return float(np.minimum(x, y) @ worth[names])


def _joined(parts: Sequence[Counts]) -> Counts:
    return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])


def _count(vectors: Vectors, begin: int, end: int) -> Counts:
    part = slice(int(vectors.rows.indptr[begin]), int(vectors.rows.indptr[end]))
    return vectors.rows.indices[part], vectors.counts[part]


def _sum(vectors: Vectors, begin: int, end: int) -> tuple[npt.NDArray[np.int32], Floats]:
    part = slice(int(vectors.rows.indptr[begin]), int(vectors.rows.indptr[end]))
    return vectors.rows.indices[part], vectors.rows.data[part]
