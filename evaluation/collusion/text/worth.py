"""What a character of a shared passage is worth: nothing when quoted, little when many bids say the same."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.ndimage import maximum_filter1d, minimum_filter1d

from evaluation.collusion.text.fold import Codes
from evaluation.collusion.text.quoted import Mask

_NARROW = 0.35
_FORM = 0.4
_FIRST_WIDE = 0x2E80  # below: Latin letters and digits, which carry a third of what a Hanzi carries


@dataclass(frozen=True, slots=True)
class Worth:
    """``frequency`` is 0 for an n-gram in at most two places, otherwise how many bidders have it."""

    codes: Codes
    quoted: Mask
    frequency: npt.NDArray[np.uint8]
    table: npt.NDArray[np.float32]
    size: int

    def between(self, start: int, end: int) -> npt.NDArray[np.float32]:
        """The worth 0…1 of each character of a range.

        A common phrase in a passage of its own does not make the passage common: a character is as common as the
        rarest n-gram that has it well inside.  Where most of the passage is common, it is a form that everybody fills
        in, and what stands between the common phrases is common too.
        """
        before = max(start - self.size + 1, 0)
        times = self.frequency[before:end]
        open_worth = np.where(self.codes[start:end] < _FIRST_WIDE, np.float32(_NARROW), np.float32(1))
        open_worth[self.quoted[start:end]] = 0
        if not times.any():
            rare: npt.NDArray[np.float32] = open_worth * self.table[0]
            return rare
        strict: npt.NDArray[np.float32] = (
            open_worth
            * self.table[maximum_filter1d(times, self.size, origin=self.size // 2 - 1)[start - before :]]
        )
        if strict.sum() < _FORM * open_worth.sum():
            return strict
        inner, shift = self.size // 2, self.size // 4
        common = minimum_filter1d(times, inner, origin=inner // 2 - 1)[start - before :]
        common = np.concatenate((np.repeat(common[:1], shift), common))[: end - start]
        worth: npt.NDArray[np.float32] = open_worth * self.table[common]
        return worth


def by_frequency(bidders: int) -> npt.NDArray[np.float32]:
    """Worth by the number of bidders.

    What exactly two have is strongest.  Up to a third of the bidders it may be a larger ring, and counts almost as
    much; what five or more, and over two thirds of all, have is most often a form, or a phrase of the trade, and counts a
    fifth: a ring of nearly all is then still seen, by what is long.
    """
    table = np.full(256, 0.2, np.float32)
    for sharing in range(256):
        if sharing <= 2:
            table[sharing] = 1.0
        elif sharing <= max(3, bidders / 3):
            table[sharing] = 0.75
        elif sharing < 5 or sharing <= 2 * bidders / 3:
            table[sharing] = 0.4
    return table
