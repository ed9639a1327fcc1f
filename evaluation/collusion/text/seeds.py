"""Where two bidders have the same n-gram: found for all bidders together by one sort.

The hash and its position share one 64-bit word, so that the sort moves nothing else.  An n-gram that stands in only
a few places is paired at once.  One that stands in more may be a common phrase (no sign of anything) or a passage
that a whole ring shares: it counts only as part of an n-gram twice as long, once per bidder, in a sample of places.

The words hold the better part of a hash.  Two different n-grams that agree in it make a seed that stands alone; where
matches are made of seeds, the characters themselves are looked at.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.collusion.text.fold import Codes
from evaluation.collusion.text.grams import Hashes, hashes_at
from evaluation.collusion.text.keys import Keys
from evaluation.collusion.text.stream import Owners, Positions

FEW = 4
MANY = 64
_SAMPLE = np.uint64(3)
_RARITY = np.array([0.0, 0.0, 1.0, 0.6, 0.4])
_RING_RARITY = 0.5
_AT_ONCE = 1 << 15

Runs = tuple[Positions, Positions]


@dataclass(frozen=True, slots=True)
class Seeds:
    """Pairs of positions (``a`` before ``b``) with the same n-gram of ``size`` characters, and its rarity 0…1."""

    a: Positions
    b: Positions
    rarity: npt.NDArray[np.float32]
    size: int


def _runs(words: Hashes, bits: int) -> Runs:
    """Where in sorted words a hash begins that stands more than once, and how often it stands."""
    same = np.empty(max(len(words) - 1, 0), bool)
    for start in range(0, len(same), _AT_ONCE):
        part = words[start : start + _AT_ONCE + 1]
        np.less(part[1:] ^ part[:-1], np.uint64(1 << bits), out=same[start : start + _AT_ONCE])
    again = np.flatnonzero(same)
    new = np.flatnonzero(np.concatenate(([True], np.diff(again) != 1))[: len(again)])
    return again[new], np.diff(np.append(new, len(again))) + 1


def _pairs(words: Hashes, begin: Positions, count: int, keys: Keys, owner: Owners) -> Runs:
    """All pairs of places of n-grams that stand ``count`` times, but not those within one bid."""
    places = keys.places(words[begin[:, None] + np.arange(count)])
    first, second = np.triu_indices(count, 1)
    a, b = places[:, first].ravel(), places[:, second].ravel()
    kept = np.flatnonzero(owner[a] != owner[b])
    return a[kept], b[kept]


def rare_seeds(keys: Keys, owner: Owners, size: int) -> tuple[Seeds, Positions, npt.NDArray[np.uint8]]:
    """Seeds from n-grams that stand in at most ``FEW`` places, and a sample of the places of those that stand in more.

    The third value has, for each position, how many bidders have its n-gram (up to 255); 0 when it stands in no more
    than two places.  The keys are used up.
    """
    first, second, rarity, common = _nothing(), _nothing(), [np.zeros(0, np.float32)], _nothing()
    frequency = np.zeros(len(owner), np.uint8)
    for words in keys.taken():
        words.sort()
        begin, count = _runs(words, keys.place_bits)
        for n in range(2, FEW + 1):
            a, b = _pairs(words, begin[count == n], n, keys, owner)
            first.append(a)
            second.append(b)
            rarity.append(np.full(len(a), _RARITY[n], np.float32))
        several = count > 2
        common.append(_several(words, begin[several], count[several], keys, owner, frequency))
    return (
        Seeds(np.concatenate(first), np.concatenate(second), np.concatenate(rarity), size),
        np.concatenate(common),
        frequency,
    )


def _nothing() -> list[Positions]:
    return [np.zeros(0, np.int64)]


def _several(
    words: Hashes,
    begin: Positions,
    count: Positions,
    keys: Keys,
    owner: Owners,
    frequency: npt.NDArray[np.uint8],
) -> Positions:
    """A sample of the places of n-grams that stand in more than a few; notes how many bidders have each of them all."""
    start = np.cumsum(count) - count
    held = words[np.repeat(begin - start, count) + np.arange(int(count.sum()))]
    places = keys.places(held)
    if not len(places):
        return places
    # Places of one n-gram are in order, and so are their bidders: a bidder begins where the one before ends.
    who = owner[places]
    another = np.concatenate(([True], who[1:] != who[:-1]))
    another[start] = True
    bidders = np.add.reduceat(another, start, dtype=np.int64)
    frequency[places] = np.repeat(np.minimum(bidders, 255).astype(np.uint8), count)
    sampled = (held >> np.uint64(keys.place_bits)) & _SAMPLE == 0
    common: Positions = places[sampled & np.repeat(count > FEW, count)]
    return common


def ring_seeds(common: Positions, codes: Codes, owner: Owners, size: int) -> Seeds:
    """Seeds of ``size`` characters, which is twice that of the rare ones, from a sample of common places."""
    common = np.sort(common)
    doubled, fits = hashes_at(codes, common, size)
    common, doubled = common[fits], doubled[fits]
    bits = max(len(codes).bit_length(), 1)
    keys = Keys([], bits)
    words = (doubled >> np.uint64(bits) << np.uint64(bits)) | common.view(np.uint64)
    words.sort()
    # The first place of each bidder is enough: what a bidder repeats within its own bid is no further sign.
    prefix, who = words >> np.uint64(bits), owner[keys.places(words)]
    once = np.concatenate(([True], (prefix[1:] != prefix[:-1]) | (who[1:] != who[:-1])))[: len(words)]
    words = words[once]
    begin, count = _runs(words, bits)
    first, second = _nothing(), _nothing()
    for n in np.unique(count[count <= MANY]).tolist():
        a, b = _pairs(words, begin[count == n], n, keys, owner)
        first.append(a)
        second.append(b)
    a = np.concatenate(first)
    return Seeds(a, np.concatenate(second), np.full(len(a), _RING_RARITY, np.float32), size)
