"""From seeds to clusters: seeds on one diagonal join to exact matches, near ones on near diagonals to chains."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from evaluation.collusion.text.seeds import Seeds
from evaluation.collusion.text.stream import Positions, Stream

REACH = 64  # folded characters between two exact matches of one passage, at most
_NEIGHBOURS = 4


@dataclass(frozen=True, slots=True)
class Chains:
    """Passages in the rough: ranges in both bids, and their exactly matching characters weighed by rarity."""

    a0: Positions
    a1: Positions
    b0: Positions
    b1: Positions
    matched: Positions
    weight: npt.NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.a0)

    def where(self, chosen: npt.NDArray[np.bool_]) -> Chains:
        """The chosen ones."""
        return Chains(
            self.a0[chosen],
            self.a1[chosen],
            self.b0[chosen],
            self.b1[chosen],
            self.matched[chosen],
            self.weight[chosen],
        )


def exact_matches(seeds: Seeds) -> Chains:
    """Seeds that overlap or touch on one diagonal, joined."""
    if not len(seeds.a):
        none = np.zeros(0, np.int64)
        return Chains(none, none, none, none, none, np.zeros(0))
    order = np.argsort(((seeds.b - seeds.a) << 32) + seeds.a)
    a, shift, rarity = seeds.a[order], (seeds.b - seeds.a)[order], seeds.rarity[order]
    begin = np.flatnonzero(np.concatenate(([True], (shift[1:] != shift[:-1]) | (np.diff(a) > seeds.size))))
    last = np.concatenate((begin[1:], [len(a)])) - 1
    a0, a1 = a[begin], a[last] + seeds.size
    number = last - begin + 1
    weight = np.add.reduceat(rarity, begin).astype(np.float64) / number * (a1 - a0)
    return Chains(a0, a1, a0 + shift[begin], a1 + shift[begin], a1 - a0, weight)


def by_pair(chains: Chains, stream: Stream) -> tuple[npt.NDArray[np.int64], ...]:
    """Document pair, places on both sides and the order itself, sorted by pair and then by the place in the first."""
    pair = stream.document_at(chains.a0) * len(stream.documents) + stream.document_at(chains.b0)
    order = np.lexsort((chains.a0, pair))
    return (*(x[order] for x in (pair, chains.a0, chains.a1, chains.b0, chains.b1)), order)


def chain(matches: Chains, stream: Stream) -> Chains:
    """Exact matches of one pair of documents that follow each other closely in both, joined to chains."""
    if not len(matches):
        return matches
    pair, a0, a1, b0, b1, order = by_pair(matches, stream)
    rows, columns = [], []
    for step in range(1, _NEIGHBOURS + 1):
        gap_a, gap_b = a0[step:] - a1[:-step], b0[step:] - b1[:-step]
        drift = np.abs((b0 - a0)[step:] - (b0 - a0)[:-step])
        near = (pair[step:] == pair[:-step]) & (gap_a <= REACH) & (gap_b <= REACH) & (gap_b > -16)
        near &= drift <= 3 + 0.15 * np.maximum(gap_a, 0)
        found = np.flatnonzero(near)
        rows.append(found)
        columns.append(found + step)
    row, column = np.concatenate(rows), np.concatenate(columns)
    graph = coo_array((np.ones(len(row), bool), (row, column)), shape=(len(a0), len(a0)))
    _, label = connected_components(graph, directed=False)
    by = np.argsort(label, kind="stable")
    begin = np.flatnonzero(np.concatenate(([True], np.diff(label[by]) != 0)))
    return Chains(
        np.minimum.reduceat(a0[by], begin),
        np.maximum.reduceat(a1[by], begin),
        np.minimum.reduceat(b0[by], begin),
        np.maximum.reduceat(b1[by], begin),
        np.add.reduceat(matches.matched[order][by], begin),
        np.add.reduceat(matches.weight[order][by], begin),
    )
