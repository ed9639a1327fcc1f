"""How training and testing tenders are kept apart: by time, and by bidder.

A classifier that has seen a firm, or the months around a tender, knows the answer already.  By time: each of the
later blocks is judged by what was known before its first day.  By bidder: tenders are laid in a line so that those
with the same bidders stand together, the line is cut, and each piece is judged by the tenders that share *no* bidder
with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from evaluation.collusion.screens.labelled import Labelled

BLOCKS = 5
LEAST_TO_LEARN = 10
"""Tenders of either kind that training needs; a fold with fewer is left out."""


@dataclass(frozen=True, slots=True)
class Fold:
    """Places of the tenders to learn from, and of those to judge."""

    train: tuple[int, ...]
    test: tuple[int, ...]


def by_time(tenders: Sequence[Labelled]) -> list[Fold]:
    """The blocks after the first, each with all that lies before its first day; ``tenders`` are in order of date."""
    cuts = [len(tenders) * i // BLOCKS for i in range(BLOCKS + 1)]
    folds = []
    for start, end in pairwise(cuts[1:]):
        test = tuple(range(start, end))
        before = tuple(i for i in range(start) if test and tenders[i].date < tenders[start].date)
        folds.append(Fold(before, test))
    return _usable(folds, tenders)


def by_bidder(tenders: Sequence[Labelled]) -> list[Fold]:
    """The pieces of the line, each with all tenders of other pieces that share no bidder with it."""
    order = _line(tenders)
    cuts = [len(order) * i // BLOCKS for i in range(BLOCKS + 1)]
    folds = []
    for start, end in pairwise(cuts):
        test = tuple(order[start:end])
        firms = frozenset().union(*(tenders[i].bidders for i in test))
        train = tuple(i for i in (*order[:start], *order[end:]) if not tenders[i].bidders & firms)
        folds.append(Fold(train, test))
    return _usable(folds, tenders)


def _usable(folds: Sequence[Fold], tenders: Sequence[Labelled]) -> list[Fold]:
    kept = []
    for fold in folds:
        rigged = sum(tenders[i].collusive for i in fold.train)
        if fold.test and min(rigged, len(fold.train) - rigged) >= LEAST_TO_LEARN:
            kept.append(fold)
    return kept


def _line(tenders: Sequence[Labelled]) -> list[int]:
    """Tenders of unconnected markets apart, those of one market by the second singular vector of who bids where."""
    home = {firm: firm for t in tenders for firm in t.bidders}

    def find(firm: str) -> str:
        while home[firm] != firm:
            home[firm] = home[home[firm]]
            firm = home[firm]
        return firm

    for t in tenders:
        first, *rest = sorted(t.bidders)
        for firm in rest:
            home[find(firm)] = find(first)
    place = _second_vector(tenders)
    markets = [find(min(t.bidders)) for t in tenders]
    return sorted(range(len(tenders)), key=lambda i: (markets[i], place[i], i))


def _second_vector(tenders: Sequence[Labelled]) -> list[float]:
    from scipy.sparse import coo_array
    from scipy.sparse.linalg import svds

    firms = {firm: i for i, firm in enumerate(sorted({firm for t in tenders for firm in t.bidders}))}
    rows = [i for i, t in enumerate(tenders) for _ in t.bidders]
    columns = [firms[firm] for t in tenders for firm in sorted(t.bidders)]
    if min(len(tenders), len(firms)) < 4:
        return [0.0] * len(tenders)
    size = np.array([len(t.bidders) for t in tenders], float)
    bids = np.bincount(columns, minlength=len(firms)).astype(float)
    weight = 1 / np.sqrt(size[rows] * bids[columns])
    table = coo_array((weight, (rows, columns)), shape=(len(tenders), len(firms))).tocsr()
    left, values, _ = svds(table, k=2, random_state=0)
    vector = left[:, int(np.argmin(values))] / np.sqrt(size)
    return [round(float(v), 9) for v in vector * (1 if vector[np.argmax(np.abs(vector))] > 0 else -1)]
