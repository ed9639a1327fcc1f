"""Where two bidders have the same n-gram: found for all bidders together by one sort.

The hash and its position share one 64-bit word, so that the sort moves nothing else.  An n-gram that stands in only
a few places is paired at once.  One that stands in more may be a common phrase (no sign of anything) or a passage
that a whole ring shares: it counts only as part of an n-gram twice as long, once per bidder, in a sample of places.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.collusion.text.grams import Hashes
from evaluation.collusion.text.quoted import Mask
from evaluation.collusion.text.stream import Positions

FEW = 4
MANY = 64
_SAMPLE = np.uint64(3)
_RARITY = np.array([0.0, 0.0, 1.0, 0.6, 0.4])
_RING_RARITY = 0.5


@dataclass(frozen=True, slots=True)
class Seeds:
    """Pairs of positions (``a`` before ``b``) with the same n-gram of ``size`` characters, and its rarity 0…1."""

    a: Positions
    b: Positions
    rarity: npt.NDArray[np.float32]
    size: int


def _runs(keys: Hashes, bits: int) -> tuple[Positions, Positions, Positions]:
    keys.sort()
    prefix = keys >> np.uint64(bits)
    at = (keys & np.uint64((1 << bits) - 1)).astype(np.int64)
    new = np.flatnonzero(np.concatenate(([True], prefix[1:] != prefix[:-1], [True])))
    return at, new[:-1], np.diff(new)


def _pairs(at: Positions, begin: Positions, count: int) -> tuple[Positions, Positions]:
    rows = at[begin[:, None] + np.arange(count)]
    first, second = np.triu_indices(count, 1)
    return rows[:, first].ravel(), rows[:, second].ravel()


def _kept(a: Positions, b: Positions, hashes: Hashes, owner: npt.NDArray[np.int32]) -> Mask:
    kept: Mask = (owner[a] != owner[b]) & (hashes[a] == hashes[b])
    return kept


def rare_seeds(
    hashes: Hashes, usable: Mask, owner: npt.NDArray[np.int32], size: int
) -> tuple[Seeds, Positions, npt.NDArray[np.uint8]]:
    """Seeds from n-grams that stand in at most ``FEW`` places, and the positions of those that stand in more.

    The third value has, for each position, how many bidders have its n-gram (up to 255); 0 when it stands in no more
    than two places.
    """
    places = np.flatnonzero(usable)
    bits = max(len(hashes).bit_length(), 1)
    keys = (hashes[places] >> np.uint64(bits) << np.uint64(bits)) | places.astype(np.uint64)
    at, begin, count = _runs(keys, bits)
    first, second, rarity = [], [], []
    for n in range(2, FEW + 1):
        a, b = _pairs(at, begin[count == n], n)
        keep = _kept(a, b, hashes, owner)
        first.append(np.minimum(a, b)[keep])
        second.append(np.maximum(a, b)[keep])
        rarity.append(np.full(int(keep.sum()), _RARITY[n], np.float32))
    several = count > 2
    begin, count = begin[several], count[several]
    within = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
    places, times = at[np.repeat(begin, count) + within], np.repeat(count, count)
    frequency = np.zeros(len(owner), np.uint8)
    if len(places):
        # Places of one n-gram are in order, and so are their bidders: a bidder begins where the one before ends.
        who = owner[places]
        another = np.concatenate(([True], who[1:] != who[:-1]))
        another[np.cumsum(count) - count] = True
        bidders = np.add.reduceat(another.astype(np.int64), np.cumsum(count) - count)
        frequency[places] = np.repeat(np.minimum(bidders, 255), count)
    seeds = Seeds(np.concatenate(first), np.concatenate(second), np.concatenate(rarity), size)
    return seeds, places[times > FEW], frequency


def ring_seeds(
    common: Positions, hashes: Hashes, fits: Mask, owner: npt.NDArray[np.int32], size: int
) -> Seeds:
    """Seeds from longer n-grams that several bidders share, in a fixed sample of places."""
    common = common[common < len(hashes)]
    common = common[fits[common] & (hashes[common] & _SAMPLE == 0)]
    bits = max(len(hashes).bit_length(), 1)
    keys = (hashes[common] >> np.uint64(bits) << np.uint64(bits)) | common.astype(np.uint64)
    if not len(keys):
        none = np.zeros(0, np.int64)
        return Seeds(none, none, np.zeros(0, np.float32), size)
    keys.sort()
    at = (keys & np.uint64((1 << bits) - 1)).astype(np.int64)
    # The first place of each bidder is enough: what a bidder repeats within its own bid is no further sign.
    prefix, who = keys >> np.uint64(bits), owner[at]
    once = np.concatenate(([True], (prefix[1:] != prefix[:-1]) | (who[1:] != who[:-1])))
    at, begin, count = _runs(keys[once], bits)
    first, second = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for n in np.unique(count[(count >= 2) & (count <= MANY)]).tolist():
        a, b = _pairs(at, begin[count == n], n)
        keep = _kept(a, b, hashes, owner)
        first.append(np.minimum(a, b)[keep])
        second.append(np.maximum(a, b)[keep])
    a = np.concatenate(first)
    return Seeds(a, np.concatenate(second), np.full(len(a), _RING_RARITY, np.float32), size)
