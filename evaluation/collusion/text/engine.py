"""The way from many bids to shared passages: fold → hash → drop what is known → sort once → seeds → chains → passages.

Work grows with the text and with what is found, not with the number of pairs of bidders.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cpdist

from evaluation.collusion.text import damage
from evaluation.collusion.text import quoted as quotation
from evaluation.collusion.text.chains import Chains, bridged, chain, exact_matches, room
from evaluation.collusion.text.extend import MOST_STEPS, extend
from evaluation.collusion.text.fold import Codes
from evaluation.collusion.text.keys import keyed
from evaluation.collusion.text.passages import Passage, examine, merge
from evaluation.collusion.text.quoted import Known, Mask
from evaluation.collusion.text.seeds import rare_seeds, ring_seeds
from evaluation.collusion.text.stream import Positions, Stream, lay_out
from evaluation.collusion.text.worth import Worth, by_frequency
from evaluation.reading.document import Document

SEED = 8
_LARGE = (
    24_000_000  # characters; beyond, seeds are twice as long, or phrases of the trade would be most of them
)
ROUGH = 15.0  # weight a chain needs before it is worth extending …
FAINT = 9.0  # … or this much, when the text beside it is alike as well
_BESIDE, _ALIKE, _LOOSE = 32, 0.55, 4
_AT_ONCE = 1024  # chains that are looked at together
LEAST_WEIGHT = 22.0
LEAST_SIMILARITY = 0.6


@dataclass(frozen=True, slots=True)
class Reuse:
    """The stream of all bids, what of it is quoted, and the passages that two bids share beyond that.

    ``said`` marks where an n-gram begins that a known text has, ``quoted`` the characters so covered, gaps closed.
    """

    stream: Stream
    said: Mask
    quoted: Mask
    passages: tuple[Passage, ...]

    def owner(self, position: int) -> int:
        """The bidder, by index, at a position."""
        return int(
            self.stream.owner[int(np.searchsorted(self.stream.document_start, position, side="right")) - 1]
        )


def compare(bids: Sequence[Sequence[Document]], known: Sequence[Document] = ()) -> Reuse:
    """Passages that documents of different bidders share and the known documents do not have."""
    stream = lay_out([(i, d) for i, documents in enumerate(bids) for d in documents])
    return compare_stream(stream, lay_out([(0, d) for d in known]).codes)


def compare_stream(stream: Stream, known: Codes) -> Reuse:
    """The same on a stream that is already laid out."""
    codes = stream.codes
    size = SEED if len(codes) < _LARGE else 2 * SEED
    said, keys = keyed(codes, size, Known(known, size))
    quoted = quotation.quoted(len(codes), said, size)
    owner = stream.owners()
    rare, common, frequency = rare_seeds(keys, owner, size)
    open_codes = quotation.without_long(codes, quoted)
    chains = chain(bridged(exact_matches(rare, codes), open_codes), stream)
    least_net, least_run = thresholds(int(np.count_nonzero(~quoted)))
    worth_extending = chains.weight >= ROUGH
    if size == SEED:  # seeds of twice the length are not so faint
        worth_extending |= _promising(chains, codes)
    chains = chains.where(worth_extending)
    ring_of = exact_matches(ring_seeds(common, codes, owner, 2 * size), codes)
    ring = chain(bridged(ring_of, open_codes), stream)
    ring = ring.where(ring.matched >= 4 * size)
    if len(ring):
        chains = merge(_both(chains, ring), stream)
    table = by_frequency(len(set(stream.owner.tolist())))
    worth = Worth(codes, quoted, frequency, table, size)
    return Reuse(
        stream, said, quoted, _finish(_grow(chains, stream, open_codes), stream, worth, least_net, least_run)
    )


def _promising(chains: Chains, codes: Codes) -> Mask:
    """Faint chains whose neighbourhood, before or after, is alike: what is left of a heavily edited passage."""
    promising = np.zeros(len(chains), bool)
    faint = np.flatnonzero((chains.weight >= FAINT) & (chains.weight < ROUGH))
    if not len(faint):
        return promising
    for one, other, before in ((chains.a0, chains.b0, _BESIDE), (chains.a1, chains.b1, 0)):
        chosen = faint[_somewhat_alike(codes, one[faint] - before, other[faint] - before)]
        left, right = (_strings(_windows(codes, side[chosen] - before, _BESIDE)) for side in (one, other))
        alike = cpdist(left, right, scorer=Levenshtein.normalized_similarity, score_cutoff=_ALIKE)
        promising[chosen[alike >= _ALIKE]] = True
    return promising


def _somewhat_alike(codes: Codes, a: Positions, b: Positions) -> Mask:
    """Whether a quarter of the characters from a on stand about where they should from b on: a quick look."""
    enough = np.zeros(len(a), bool)
    for start in range(0, len(a), _AT_ONCE):
        here = slice(start, start + _AT_ONCE)
        left = _windows(codes, a[here], _BESIDE)
        around = _windows(codes, b[here] - _LOOSE, _BESIDE + 2 * _LOOSE)
        same = np.zeros(left.shape, bool)
        for shift in range(2 * _LOOSE + 1):
            same |= left == around[:, shift : shift + _BESIDE]
        enough[here] = np.count_nonzero(same, axis=1) >= _BESIDE // 4
    return enough


def _windows(codes: Codes, begin: Positions, size: int) -> Codes:
    """So many characters from each position on; at the ends of the stream those that are there."""
    if len(codes) < size:
        codes = np.concatenate((codes, np.zeros(size - len(codes), codes.dtype)))
    windows: Codes = np.lib.stride_tricks.sliding_window_view(codes, size)[
        np.clip(begin, 0, len(codes) - size)
    ]
    return windows


def _strings(windows: Codes) -> list[str]:
    size, text = windows.shape[1], windows.tobytes().decode("utf-32-le")
    return [text[start : start + size] for start in range(0, len(text), size)]


def _both(one: Chains, other: Chains) -> Chains:
    return Chains(
        np.concatenate((one.a0, other.a0)),
        np.concatenate((one.a1, other.a1)),
        np.concatenate((one.b0, other.b0)),
        np.concatenate((one.b1, other.b1)),
        np.concatenate((one.matched, other.matched)),
        np.concatenate((one.weight, other.weight)),
    )


def _grow(chains: Chains, stream: Stream, open_codes: Codes) -> Chains:
    """Extend over edits on both ends, but not into long quotations: those end a passage."""
    if not len(chains):
        return chains
    before, after = room(chains, stream, MOST_STEPS)
    after_a, after_b, gain_after = extend(open_codes, open_codes, chains.a1, chains.b1, 1, after)
    before_a, before_b, gain_before = extend(open_codes, open_codes, chains.a0 - 1, chains.b0 - 1, -1, before)
    gained = gain_after + gain_before
    rarity = chains.weight / np.maximum(chains.matched, 1)
    return Chains(
        chains.a0 - before_a,
        chains.a1 + after_a,
        chains.b0 - before_b,
        chains.b1 + after_b,
        chains.matched + gained.astype(np.int64),
        chains.weight + gained * rarity,
    )


def thresholds(characters: int) -> tuple[float, float]:
    """The least net agreement, and the least unbroken run, of a passage worth reporting.

    As with sequence alignments (Karlin & Altschul 1990), the expected number of agreements of score S by chance, here
    by common phrasing, grows with the square of the text and falls with e^−λS; λ ≈ 0.27 a character was measured on
    Chinese statutes, where a net agreement of 50 in three million characters is about as rare as is wanted.
    """
    scale = log(max(characters, 10_000) / 3e6)
    return min(max(50.0 + 2 / 0.27 * scale, 26.0), 75.0), max(20.0 + 2.0 * scale, 15.0)


def _finish(
    chains: Chains, stream: Stream, worth: Worth, least_net: float, least_run: float
) -> tuple[Passage, ...]:
    chains = merge(chains, stream)
    chains = chains.where(chains.weight >= LEAST_WEIGHT)
    rows = (chains.a0, chains.a1, chains.b0, chains.b1, chains.weight)
    passages = [examine(stream, worth, *row) for row in zip(*(row.tolist() for row in rows), strict=True)]
    passages = [p for p in passages if p.similarity >= LEAST_SIMILARITY and p.net >= LEAST_WEIGHT]
    doubtful = [p for p in passages if p.net < least_net and p.run < least_run]
    ranges, wanted = [(p.a0, p.a1, p.b0, p.b1) for p in doubtful], [least_net - p.net for p in doubtful]
    damaged = damage.evidence(stream.codes, ranges, wanted)
    left_out = {id(p) for p, more in zip(doubtful, damaged.tolist(), strict=True) if p.net + more < least_net}
    return tuple(p for p in passages if id(p) not in left_out)
