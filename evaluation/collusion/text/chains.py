"""From seeds to clusters: seeds on one diagonal join to exact matches, near ones on near diagonals to chains."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from evaluation.collusion.text.fold import Codes
from evaluation.collusion.text.seeds import Seeds
from evaluation.collusion.text.stream import Positions, Stream

REACH = 64  # folded characters between two exact matches of one passage, at most
_NEIGHBOURS = 4
_AT_ONCE = 4096
_INTO = 64


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


def exact_matches(seeds: Seeds, codes: Codes) -> Chains:
    """Seeds that overlap or touch on one diagonal, joined; without those whose characters are not the same."""
    if not len(seeds.a):
        none = np.zeros(0, np.int64)
        return Chains(none, none, none, none, none, np.zeros(0))
    order = _in_order(((seeds.b - seeds.a) << (len(codes).bit_length())) + seeds.a)
    a, rarity = seeds.a[order], seeds.rarity[order]
    shift = seeds.b[order] - a
    begin = np.flatnonzero(np.concatenate(([True], (shift[1:] != shift[:-1]) | (np.diff(a) > seeds.size))))
    last = np.concatenate((begin[1:], [len(a)])) - 1
    a0, a1, shift = a[begin], a[last] + seeds.size, shift[begin]
    number = last - begin + 1
    weight = np.add.reduceat(rarity, begin).astype(np.float64) / number * (a1 - a0)
    # A seed that only its word took for one stands alone, with characters that are most unlike at both ends.
    same = (codes[a0] == codes[a0 + shift]) & (codes[a1 - 1] == codes[a1 + shift - 1])
    return Chains(a0, a1, a0 + shift, a1 + shift, a1 - a0, weight).where(same)


def _in_order(values: Positions) -> Positions:
    """The order of values that are not negative, equal ones as they stand.

    Where value and place fit in one word, words are sorted, which takes a fraction of the time.
    """
    bits = len(values).bit_length()
    if not len(values) or int(values.max()) >> (63 - bits):
        return np.argsort(values, kind="stable")
    words = (values << bits) | np.arange(len(values))
    words.sort()
    return words & ((1 << bits) - 1)


def bridged(matches: Chains, codes: Codes) -> Chains:
    """Exact matches with nothing but equal text between them, joined; ``matches`` are in the order of their diagonals.

    Where a bid repeats itself, or a whole ring shares it, most n-grams seed nothing, and a long copy is in pieces.
    """
    if len(matches) < 2:
        return matches
    shift = matches.b0 - matches.a0
    beside = np.flatnonzero(shift[1:] == shift[:-1])
    begin, end = matches.a1[beside], matches.a0[beside + 1]
    joins = np.zeros(len(matches), bool)
    joins[beside + 1] = _equal(codes, begin, begin + shift[beside], end - begin)
    first = np.flatnonzero(~joins)
    last = np.append(first[1:], len(matches)) - 1
    return Chains(
        matches.a0[first],
        matches.a1[last],
        matches.b0[first],
        matches.b1[last],
        np.add.reduceat(matches.matched, first),
        np.add.reduceat(matches.weight, first),
    )


def _equal(codes: Codes, a: Positions, b: Positions, length: Positions) -> npt.NDArray[np.bool_]:
    """Whether ``length`` characters from a and from b are the same ones, without a border."""
    equal = np.ones(len(a), bool)
    left, at, step = np.flatnonzero(length > 0), 0, 16
    while len(left):
        number = np.minimum(length[left] - at, step)
        first = np.cumsum(number) - number
        places = np.repeat(a[left] + at - first, number) + np.arange(int(number.sum()))
        same = codes[places] == codes[places + np.repeat(b[left] - a[left], number)]
        same &= codes[places] != 0
        equal[left] = np.logical_and.reduceat(same, first)
        at, step = at + step, min(2 * step, _AT_ONCE)
        left = left[equal[left] & (length[left] > at)]
    return equal


def grouped(number: int, rows: Positions, columns: Positions) -> tuple[Positions, Positions]:
    """Things of one group side by side, and where each group begins; ``rows`` and ``columns`` are in one group."""
    label = np.arange(number)
    joined = np.unique(np.concatenate((rows, columns)))  # most stand alone, and need no graph
    ends = (np.searchsorted(joined, rows), np.searchsorted(joined, columns))
    graph = coo_array((np.ones(len(rows), bool), ends), shape=(len(joined), len(joined)))
    _, component = connected_components(graph, directed=False)
    _, first = np.unique(component, return_index=True)
    label[joined] = joined[first[component]]
    by = _in_order(label)
    return by, np.flatnonzero(np.diff(label[by], prepend=-1))


def by_pair(chains: Chains, stream: Stream) -> tuple[npt.NDArray[np.int64], ...]:
    """Document pair, places on both sides and the order itself, sorted by pair and then by the place in the first."""
    pair = stream.document_at(chains.a0) * len(stream.documents) + stream.document_at(chains.b0)
    order = _in_order(pair * len(stream.codes) + chains.a0)
    return (*(x[order] for x in (pair, chains.a0, chains.a1, chains.b0, chains.b1)), order)


def room(chains: Chains, stream: Stream, most: int) -> tuple[Positions, Positions]:
    """How many characters of both texts together lie before and after each chain, up to a chain that it may grow into.

    A little of that one is counted in, so that growing into it shows; at most ``most``.
    """
    before, after = np.full(len(chains), most), np.full(len(chains), most)
    pair, a0, a1, b0, b1, order = by_pair(chains, stream)
    for step in range(1, _NEIGHBOURS + 1):
        gap_a, gap_b = a0[step:] - a1[:-step], b0[step:] - b1[:-step]
        drift = np.abs((b0 - a0)[step:] - (b1 - a1)[:-step])
        near = (pair[step:] == pair[:-step]) & (drift <= 8 + np.maximum(gap_a, 0) // 8)
        between = np.where(near, np.maximum(gap_a, 0) + np.maximum(gap_b, 0) + _INTO, most)
        after[order[:-step]] = np.minimum(after[order[:-step]], between)
        before[order[step:]] = np.minimum(before[order[step:]], between)
    return before, after


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
    by, begin = grouped(len(a0), np.concatenate(rows), np.concatenate(columns))
    return Chains(
        np.minimum.reduceat(a0[by], begin),
        np.maximum.reduceat(a1[by], begin),
        np.minimum.reduceat(b0[by], begin),
        np.maximum.reduceat(b1[by], begin),
        np.add.reduceat(matches.matched[order][by], begin),
        np.add.reduceat(matches.weight[order][by], begin),
    )
