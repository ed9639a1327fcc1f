"""A shared passage: two ranges of a stream that say the same, and how to show it page by page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from evaluation.collusion.text.align import align
from evaluation.collusion.text.chains import Chains, by_pair, grouped
from evaluation.collusion.text.fold import Codes
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
    reach = (pair - pair.min()) * (len(stream.codes) + 1) + a1
    widest = np.maximum.accumulate(np.where(reach == np.maximum.accumulate(reach), np.arange(len(a0)), 0))
    # What begins shortly before, and what reaches farthest of all that begins before: it may hold many.
    rows, columns = [widest[:-1]], [np.arange(1, len(a0))]
    for step in range(1, _NEIGHBOURS + 1):
        rows.append(np.arange(len(a0) - step))
        columns.append(np.arange(step, len(a0)))
    row, column = np.concatenate(rows), np.concatenate(columns)
    touch = (pair[column] == pair[row]) & (a0[column] <= a1[row])
    touch &= np.maximum(b0[column], b0[row]) <= np.minimum(b1[column], b1[row])
    # Two sentences that change places touch as well, but are two passages.
    touch &= np.abs((b0 - a0)[column] - (b0 - a0)[row]) <= 8 + (a1[column] - a0[row]) // 8
    by, begin = grouped(len(a0), row[touch], column[touch])
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


def similarity(a: Codes, b: Codes) -> float:
    """1 − edit distance ÷ length of the longer text."""
    return 1 - sum(block.edits for block in align(a, b)) / max(len(a), len(b), 1)


def examine(stream: Stream, worth: Worth, a0: int, a1: int, b0: int, b1: int, weight: float) -> Passage:
    """The passage of two ranges, measured by its alignment, without what is quoted at length at its ends."""
    lead = _quoted_run(worth.quoted[a0:a1], worth.quoted[max(a0 - LONG, 0) : a0])
    if lead < a1 - a0 and np.array_equal(stream.codes[a0 : a0 + lead], stream.codes[b0 : b0 + lead]):
        a0, b0 = a0 + lead, b0 + lead
    tail = _quoted_run(worth.quoted[a0:a1][::-1], worth.quoted[a1 : a1 + LONG][::-1])
    if tail < a1 - a0 and np.array_equal(stream.codes[a1 - tail : a1], stream.codes[b1 - tail : b1]):
        a1, b1 = a1 - tail, b1 - tail
    value = np.concatenate(([0.0], np.cumsum(worth.between(a0, a1), dtype=np.float64)))
    edits, fresh, run = 0, 0.0, 0
    for block in align(stream.codes[a0:a1], stream.codes[b0:b1]):
        edits += block.edits
        if block.equal:
            run = max(run, block.a1 - block.a0)
            fresh += float(value[block.a1] - value[block.a0])
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
    blocks = align(stream.codes[a0:a1], stream.codes[b0:b1])
    cuts = {(a0, b0), (a1, b1)}
    for position in breaks_a:
        block = next(o for o in blocks if o.a0 <= position - a0 < o.a1)
        inner = min(position - a0 - block.a0, block.b1 - block.b0)
        cuts.add((position, b0 + block.b0 + inner))
    for position in breaks_b:
        block = next(o for o in blocks if o.b0 <= position - b0 < o.b1)
        inner = min(position - b0 - block.b0, block.a1 - block.a0)
        cuts.add((a0 + block.a0 + inner, position))
    points = sorted(cuts)
    pieces = []
    for (s, t), (u, v) in pairwise(points):
        if u - s >= 4 and v - t >= 4:
            alike = similarity(stream.codes[s:u], stream.codes[t:v])
            pieces.append((stream.place(s, u), stream.place(t, v), alike))
    return pieces
