"""Where two bidders have the same n-gram: found for all bidders together by one sort.

The hash and its position share one 64-bit word, so that the sort moves nothing else.  An n-gram that stands in only
a few places is paired at once.  One that stands in more may be a common phrase (no sign of anything) or a passage
that a whole ring shares: it counts only as part of an n-gram twice as long, once per bidder, in a sample of places.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.collusion.text.grams import Hashes, mixed
from evaluation.collusion.text.quoted import Mask
from evaluation.collusion.text.stream import Positions

FEW = 4
MANY = 64
_SAMPLE = np.uint64(3)
_DOUBLE = np.uint64(0x9E3779B97F4A7C15)
_PART_BITS = 24  # a part has about 2²⁴ places
_RARITY = np.array([0.0, 0.0, 1.0, 0.6, 0.4])
_RING_RARITY = 0.5


Owners = npt.NDArray[np.uint16]


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


def _kept(a: Positions, b: Positions, hashes: Hashes, owner: Owners) -> Mask:
    kept: Mask = (owner[a] != owner[b]) & (hashes[a] == hashes[b])
    return kept


def _parts(hashes: Hashes, usable: Mask) -> Iterator[Positions]:
    """The usable positions in parts by hash, so that one part's words fit in memory beside the text."""
    bits = max((len(hashes) >> _PART_BITS).bit_length(), 0)
    if not bits:
        yield np.flatnonzero(usable)
        return
    part = np.full(len(hashes), 255, np.uint8)
    for start in range(0, len(hashes), 1 << 20):
        stop = start + (1 << 20)
        part[start:stop][usable[start:stop]] = (hashes[start:stop] >> np.uint64(64 - bits))[
            usable[start:stop]
        ]
    for number in range(1 << bits):
        yield np.flatnonzero(part == number)


def rare_seeds(
    hashes: Hashes, usable: Mask, owner: Owners, size: int
) -> tuple[Seeds, Positions, npt.NDArray[np.uint8]]:
    """Seeds from n-grams that stand in at most ``FEW`` places, and a sample of the places of those that stand in more.

    The third value has, for each position, how many bidders have its n-gram (up to 255); 0 when it stands in no more
    than two places.
    """
    bits = max(len(hashes).bit_length(), 1)
    first, second, rarity, common = _nothing(), _nothing(), [np.zeros(0, np.float32)], _nothing()
    frequency = np.zeros(len(owner), np.uint8)
    for places in _parts(hashes, usable):
        keys = hashes[places] >> np.uint64(bits) << np.uint64(bits)
        keys |= places.astype(np.uint64)
        at, begin, count = _runs(keys, bits)
        for n in range(2, FEW + 1):
            a, b = _pairs(at, begin[count == n], n)
            keep = _kept(a, b, hashes, owner)
            first.append(np.minimum(a, b)[keep])
            second.append(np.maximum(a, b)[keep])
            rarity.append(np.full(int(keep.sum()), _RARITY[n], np.float32))
        several, times = _several(at, begin, count, owner, frequency)
        several = several[times > FEW]
        common.append(several[hashes[several] & _SAMPLE == 0])
    return (
        Seeds(np.concatenate(first), np.concatenate(second), np.concatenate(rarity), size),
        np.concatenate(common),
        frequency,
    )


def _nothing() -> list[Positions]:
    return [np.zeros(0, np.int64)]


def _several(
    at: Positions, begin: Positions, count: Positions, owner: Owners, frequency: npt.NDArray[np.uint8]
) -> tuple[Positions, Positions]:
    """The places of n-grams that stand in more than two, with their number; notes how many bidders have each."""
    begin, count = begin[count > 2], count[count > 2]
    start = np.cumsum(count) - count
    within = np.arange(int(count.sum())) - np.repeat(start, count)
    places = at[np.repeat(begin, count) + within]
    if len(places):
        # Places of one n-gram are in order, and so are their bidders: a bidder begins where the one before ends.
        who = owner[places]
        another = np.concatenate(([True], who[1:] != who[:-1]))
        another[start] = True
        bidders = np.add.reduceat(another.astype(np.int64), start)
        frequency[places] = np.repeat(np.minimum(bidders, 255), count)
    return places, np.repeat(count, count)


def ring_seeds(common: Positions, hashes: Hashes, fits: Mask, owner: Owners, size: int) -> Seeds:
    """Seeds of twice the length from a sample of common places; ``hashes`` and ``fits`` are those of the half length."""
    half = size // 2
    common = common[common + half < len(hashes)]
    common = common[fits[common] & fits[common + half]]
    doubled = mixed(hashes[common] * _DOUBLE + hashes[common + half])
    bits = max(len(hashes).bit_length(), 1)
    keys = (doubled >> np.uint64(bits) << np.uint64(bits)) | common.astype(np.uint64)
    if not len(keys):
        none = np.zeros(0, np.int64)
        return Seeds(none, none, np.zeros(0, np.float32), size)
    keys.sort()
    at = (keys & np.uint64((1 << bits) - 1)).astype(np.int64)
    # The first place of each bidder is enough: what a bidder repeats within its own bid is no further sign.
    prefix, who = keys >> np.uint64(bits), owner[at]
    once = np.concatenate(([True], (prefix[1:] != prefix[:-1]) | (who[1:] != who[:-1])))
    at, begin, count = _runs(keys[once], bits)
    first, second = _nothing(), _nothing()
    for n in np.unique(count[(count >= 2) & (count <= MANY)]).tolist():
        a, b = _pairs(at, begin[count == n], n)
        keep = _kept(a, b, hashes, owner)
        keep &= hashes[a + half] == hashes[b + half]
        first.append(np.minimum(a, b)[keep])
        second.append(np.maximum(a, b)[keep])
    a = np.concatenate(first)
    return Seeds(a, np.concatenate(second), np.full(len(a), _RING_RARITY, np.float32), size)
