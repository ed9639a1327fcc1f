"""A shared passage: two ranges of a stream that say the same, and how to show it page by page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from rapidfuzz.distance import Levenshtein
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from evaluation.collusion.text.chains import Chains, by_pair
from evaluation.collusion.text.quoted import LONG, Mask
from evaluation.collusion.text.stream import Place, Stream
from evaluation.collusion.text.worth import Worth

_NEIGHBOURS = 4


@dataclass(frozen=True, slots=True)
class Passage:
    """Folded characters a0…a1 of one bid and b0…b1 of another.

    ``weight`` is the number of agreeing characters by the seeds' rarity; ``net`` those that no known text says, by
    what they are worth, less 1.5 for each edit; ``run`` the longest stretch without an edit; ``similarity`` (0…1) is 1 − edit distance ÷ length of
    the longer one.  All count folded characters.
    """

    a0: int
    a1: int
    b0: int
    b1: int
    weight: float
    similarity: float
    net: float = 0.0
    run: int = 0

    @property
    def length(self) -> int:
        """Folded characters on the shorter side."""
        return min(self.a1 - self.a0, self.b1 - self.b0)


def merge(chains: Chains, stream: Stream) -> Chains:
    """Chains that grew into each other on both sides, as one."""
    if not len(chains):
        return chains
    pair, a0, a1, b0, b1, order = by_pair(chains, stream)
    rows, columns = [], []
    for step in range(1, _NEIGHBOURS + 1):
        touch = (pair[step:] == pair[:-step]) & (a0[step:] <= a1[:-step])
        touch &= np.maximum(b0[step:], b0[:-step]) <= np.minimum(b1[step:], b1[:-step])
        # Two sentences that change places touch as well, but are two passages.
        touch &= np.abs((b0 - a0)[step:] - (b0 - a0)[:-step]) <= 8 + (a1[step:] - a0[:-step]) // 8
        found = np.flatnonzero(touch)
        rows.append(found)
        columns.append(found + step)
    row, column = np.concatenate(rows), np.concatenate(columns)
    graph = coo_array((np.ones(len(row), bool), (row, column)), shape=(len(a0), len(a0)))
    _, label = connected_components(graph, directed=False)
    by = np.argsort(label, kind="stable")
    begin = np.flatnonzero(np.concatenate(([True], np.diff(label[by]) != 0)))
    low_a, high_a = np.minimum.reduceat(a0[by], begin), np.maximum.reduceat(a1[by], begin)
    low_b, high_b = np.minimum.reduceat(b0[by], begin), np.maximum.reduceat(b1[by], begin)
    # What two chains both cover is one agreement, so the sum may not exceed what there is.
    room = np.minimum(high_a - low_a, high_b - low_b)
    return Chains(
        low_a,
        high_a,
        low_b,
        high_b,
        np.minimum(np.add.reduceat(chains.matched[order][by], begin), room),
        np.minimum(np.add.reduceat(chains.weight[order][by], begin), room),
    )


def similarity(a: str, b: str) -> float:
    """1 − edit distance ÷ length of the longer text."""
    return float(Levenshtein.normalized_similarity(a, b))


def examine(stream: Stream, worth: Worth, a0: int, a1: int, b0: int, b1: int, weight: float) -> Passage:
    """The passage of two ranges, measured by an exact alignment, without what is quoted at length at its ends."""
    lead = _quoted_run(worth.quoted[a0:a1], worth.quoted[max(a0 - LONG, 0) : a0])
    if lead < a1 - a0 and np.array_equal(stream.codes[a0 : a0 + lead], stream.codes[b0 : b0 + lead]):
        a0, b0 = a0 + lead, b0 + lead
    tail = _quoted_run(worth.quoted[a0:a1][::-1], worth.quoted[a1 : a1 + LONG][::-1])
    if tail < a1 - a0 and np.array_equal(stream.codes[a1 - tail : a1], stream.codes[b1 - tail : b1]):
        a1, b1 = a1 - tail, b1 - tail
    blocks = Levenshtein.opcodes(stream.text(a0, a1), stream.text(b0, b1))
    value = worth.between(a0, a1)
    edits, fresh, run = 0, 0.0, 0
    for block in blocks:
        if block.tag == "equal":
            run = max(run, block.src_end - block.src_start)
            fresh += float(value[block.src_start : block.src_end].sum())
        else:
            edits += max(block.src_end - block.src_start, block.dest_end - block.dest_start)
    alike = 1 - edits / max(a1 - a0, b1 - b0)
    return Passage(a0, a1, b0, b1, weight, alike, fresh - 1.5 * edits, run)


def _quoted_run(quoted: Mask, outside: Mask) -> int:
    """How many characters at the beginning belong to a long quotation, which may have begun ``outside``, before them."""
    here = len(quoted) if quoted.all() else int(quoted.argmin())
    before = len(outside) if outside.all() else int(outside[::-1].argmin())
    return here if here + before >= LONG else 0


def split_by_page(stream: Stream, passage: Passage) -> list[tuple[Place, Place, float]]:
    """The passage as pairs of places that cross no page break, each with its own similarity."""
    a0, a1, b0, b1 = passage.a0, passage.a1, passage.b0, passage.b1
    breaks_a, breaks_b = stream.page_breaks(a0, a1), stream.page_breaks(b0, b1)
    if not breaks_a and not breaks_b:
        return [(stream.place(a0, a1), stream.place(b0, b1), passage.similarity)]
    blocks = Levenshtein.opcodes(stream.text(a0, a1), stream.text(b0, b1))
    cuts = {(a0, b0), (a1, b1)}
    for position in breaks_a:
        op = next(o for o in blocks if o.src_start <= position - a0 < o.src_end)
        inner = min(position - a0 - op.src_start, op.dest_end - op.dest_start)
        cuts.add((position, b0 + op.dest_start + inner))
    for position in breaks_b:
        op = next(o for o in blocks if o.dest_start <= position - b0 < o.dest_end)
        inner = min(position - b0 - op.dest_start, op.src_end - op.src_start)
        cuts.add((a0 + op.src_start + inner, position))
    points = sorted(cuts)
    pieces = []
    for (s, t), (u, v) in pairwise(points):
        if u - s >= 4 and v - t >= 4:
            alike = similarity(stream.text(s, u), stream.text(t, v))
            pieces.append((stream.place(s, u), stream.place(t, v), alike))
    return pieces
