"""What is left of the scores when everything honest is taken out: item difficulty, severity, own standards.

Model, for expert e and item j = (bidder b, criterion c), in units of the criterion's maximum:

    x_ej = quality of the item + severity of e + leaning of e to b + standard of e on c + noise.

The quality goes with the item's mean over the experts, the severity with the expert's mean over all items.  What
an expert's own standard on a criterion adds is the same for every bidder, so it cannot look like a leaning; it
only has to be kept out of the noise.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from evaluation.calibration.panel import Floats, Panel


@dataclass(frozen=True, slots=True)
class Design:
    """The projection onto what is neither leaning nor standard, for one pattern of complete items."""

    rest: Floats
    rank: int

    @property
    def leverage_left(self) -> Floats:
        """1 − h for each item: the share of an item's own noise that stays in its residual."""
        return np.diag(self.rest)


def design(panel: Panel) -> Design:
    """The design of a panel; panels of one pattern share it."""
    return _design(
        tuple(panel.bidder_of.tolist()),
        tuple(panel.criterion_of.tolist()),
        len(panel.bidders),
        len(panel.criteria),
    )


@lru_cache(maxsize=512)
def _design(bidder_of: tuple[int, ...], criterion_of: tuple[int, ...], bidders: int, criteria: int) -> Design:
    items = len(bidder_of)
    dummies = np.zeros((items, bidders + criteria))
    dummies[np.arange(items), list(bidder_of)] = 1
    dummies[np.arange(items), [bidders + c for c in criterion_of]] = 1
    if len(set(criterion_of)) == 1:
        # One criterion only: an expert's leaning to a bidder and a single odd score are one and the same thing,
        # so what is taken out is the expert's mean alone.
        dummies = np.ones((items, 1))
    rank = int(np.linalg.matrix_rank(dummies))
    return Design(np.eye(items) - dummies @ np.linalg.pinv(dummies), rank)


def centred(scores: Floats) -> Floats:
    """The scores less each item's mean over the experts."""
    centre: Floats = scores - scores.mean(axis=0, keepdims=True)
    return centre
