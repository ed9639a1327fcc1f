"""Pairs of sentences of different owners that share rare terms: nothing else is ever compared.

The work grows with how often rare terms are shared, not with the number of pairs of sentences or of bidders.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from evaluation.collusion.rewording.seeds import Seeds, joined
from evaluation.collusion.rewording.sentences import Positions
from evaluation.collusion.rewording.settings import Settings
from evaluation.collusion.rewording.vectors import Vectors

FEW = 12
"""A term in more sentences than this, of all bids together, brings no two of them together."""
_AT_ONCE = 200_000


def rare_pairs(
    all_rows: Vectors, owner: Positions, usable: npt.NDArray[np.bool_], settings: Settings
) -> Seeds:
    """Seeds a < b among usable sentences of different owners."""
    rows = all_rows.rows
    row = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    rare = (all_rows.times >= 2) & (all_rows.times <= FEW)
    kept = rare[rows.indices] & usable[row]
    first, second = _together(rows.indices[kept], row[kept])
    differ = owner[first] != owner[second]
    first, second = first[differ], second[differ]
    pair, share = np.unique(first * rows.shape[0] + second, return_counts=True)
    pair = pair[share >= 2]
    first, second = pair // rows.shape[0], pair % rows.shape[0]
    found = [
        _alike(all_rows, first[i : i + _AT_ONCE], second[i : i + _AT_ONCE], settings)
        for i in range(0, len(first), _AT_ONCE)
    ]
    return joined(found)


def _together(column: npt.NDArray[np.int32], row: Positions) -> tuple[Positions, Positions]:
    """All pairs of rows, the lower first, that have a column in common; once for each such column."""
    order = np.argsort(column, kind="stable")
    column, row = column[order], row[order]
    first, second = [], []
    for step in range(1, FEW):
        same = column[step:] == column[:-step]
        if not same.any():
            break
        first.append(row[:-step][same])
        second.append(row[step:][same])
    none = [np.zeros(0, np.int64)]
    return np.concatenate(first or none), np.concatenate(second or none)


def _alike(vectors: Vectors, first: Positions, second: Positions, settings: Settings) -> Seeds:
    rows: csr_array = vectors.rows
    product = rows[first].multiply(rows[second]).tocsr()
    dot = product.sum(axis=1)
    common = np.diff(product.indptr)
    cosine = dot / np.maximum(vectors.norm[first] * vectors.norm[second], 1e-9)
    dice = 2 * common / np.maximum(vectors.distinct[first] + vectors.distinct[second], 1)
    chosen = (cosine > settings.cosine) & (dice > settings.dice)
    return Seeds(first[chosen], second[chosen], cosine[chosen])
