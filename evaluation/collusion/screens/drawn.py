"""Unseen bidders where suppliers mix freely: sets of suppliers are drawn and held out, again and again.

Where no line can be cut through the tenders so that either side has its own firms, one tender at a time can still be
kept apart: its bidders are taken away from everything that is learnt from.  Huber & Imhof (2019), "Machine learning with
screens for detecting bid-rigging cartels", judge by repeated random splits of *tenders*, as do García Rodríguez et al.
(2022), "Collusion detection in public procurement auctions with machine learning algorithms"; their firms stand on both
sides, and rings are groups of firms (Conley & Decarolis 2016, "Detecting bidders groups in collusive auctions").  So the
*suppliers* are drawn here, and what shares some of them with neither side is left out, as is done where observations
are tied to each other in space or by descent (Roberts et al. 2017, "Cross-validation strategies for data with temporal,
spatial, hierarchical, or phylogenetic structure").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from evaluation.collusion.screens.labelled import Labelled
from evaluation.collusion.screens.splits import LEAST_TO_LEARN, Fold

DRAWS = 200
ALL, MOST = 1.0, 0.5
"""How many of those who count in a tender have to be held out, for it to be judged."""


def by_supplier_sets(tenders: Sequence[Labelled], seed: int, share: float) -> list[Fold]:
    """Up to 200 drawn sets of suppliers, each as what it leaves to learn from and what it lets judge.

    No tender that is learnt from has a bidder of the set.  Judged are the tenders of which this ``share`` of those who
    count is in the set: the flagged bidders of a rigged tender, all bidders of another one; with ``ALL`` every bidder of
    either.  A set is no larger than it has to be, so that as much as possible is left to learn from.
    """
    random = np.random.default_rng(seed)
    counted = [_who_counts(tender, share) for tender in tenders]
    folds = []
    for draw in range(DRAWS):
        fold = None
        for held in _growing(tenders, random, share, rigged_first=bool(draw % 2)):
            found = _fold(tenders, counted, held, share)
            if not _enough(tenders, found.train):
                break
            fold = found if found.test else fold
            if len({tenders[i].collusive for i in found.test}) == 2:
                break
        if fold is not None:
            folds.append(fold)
    return folds


def judged(tenders: Sequence[Labelled], folds: Sequence[Fold]) -> int:
    """How many different tenders of the rarer kind the folds judge."""
    kinds = Counter(tenders[i].collusive for i in {i for fold in folds for i in fold.test})
    return min(kinds[True], kinds[False])


def _who_counts(tender: Labelled, share: float) -> frozenset[str]:
    return tender.flagged if tender.flagged and share < ALL else tender.bidders


def _growing(
    tenders: Sequence[Labelled], random: np.random.Generator, share: float, *, rigged_first: bool
) -> Iterator[frozenset[str]]:
    """Ever larger sets: the bidders of a tender and then those of one of the other kind; or one supplier at a time."""
    held: frozenset[str] = frozenset()
    if share < ALL:
        firms = sorted({firm for tender in tenders for firm in tender.bidders})
        for i in random.permutation(len(firms)).tolist():
            held |= {firms[i]}
            yield held
        return
    for kind in (rigged_first, not rigged_first):
        some = [tender for tender in tenders if tender.collusive is kind]
        held |= some[int(random.integers(len(some)))].bidders
        yield held


def _fold(
    tenders: Sequence[Labelled], counted: Sequence[frozenset[str]], held: frozenset[str], share: float
) -> Fold:
    return Fold(
        tuple(i for i, tender in enumerate(tenders) if not tender.bidders & held),
        tuple(i for i, those in enumerate(counted) if len(those & held) >= share * len(those)),
    )


def _enough(tenders: Sequence[Labelled], train: Sequence[int]) -> bool:
    rigged = sum(tenders[i].collusive for i in train)
    return min(rigged, len(train) - rigged) >= LEAST_TO_LEARN
