"""One panel as arrays: experts down, items (a bidder's criterion) across.

Statistics need no exact decimals, so scores become floats here and nowhere else; what is said to people about a
single score is taken from the row itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.calibration.rows import ExpertScore

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Panel:
    """One tender's scores.

    ``scores`` and ``bidder_of``, ``criterion_of`` hold the *complete* items: those that every expert scored, within
    range.  ``scale`` is what one unit of ``units`` is worth in points, by item: the criterion's maximum where all
    are stated, otherwise 1.
    """

    tender: str
    experts: tuple[str, ...]
    bidders: tuple[str, ...]
    criteria: tuple[str, ...]
    rows: tuple[ExpertScore, ...]
    scores: Floats
    bidder_of: Ints
    criterion_of: Ints
    scale: Floats

    @property
    def units(self) -> Floats:
        """The scores in which items of different maxima are comparable."""
        return self.scores / self.scale

    @property
    def counts(self) -> Ints:
        """How many complete items each bidder has."""
        return np.bincount(self.bidder_of, minlength=len(self.bidders)).astype(np.intp)


def in_range(row: ExpertScore) -> bool:
    """Whether a score lies between 0 and its maximum, where one is stated."""
    return row.score >= 0 and (row.max_score is None or row.score <= row.max_score)


def panels(rows: Sequence[ExpertScore]) -> list[Panel]:
    """The panels in ``rows``, one for each tender, in the order in which they first appear."""
    by_tender: dict[str, list[ExpertScore]] = {}
    for row in rows:
        by_tender.setdefault(row.tender, []).append(row)
    return [_panel(tender, part) for tender, part in by_tender.items()]


def _panel(tender: str, rows: Sequence[ExpertScore]) -> Panel:
    experts = {name: place for place, name in enumerate(dict.fromkeys(row.expert for row in rows))}
    bidders = {name: place for place, name in enumerate(dict.fromkeys(row.bidder for row in rows))}
    criteria = {name: place for place, name in enumerate(dict.fromkeys(row.criterion for row in rows))}
    full = np.full((len(experts), len(bidders), len(criteria)), np.nan)
    most = np.full(len(criteria), np.nan)
    for row in rows:
        criterion = criteria[row.criterion]
        if in_range(row):
            full[experts[row.expert], bidders[row.bidder], criterion] = float(row.score)
        if row.max_score:
            most[criterion] = float(row.max_score)
    complete = ~np.isnan(full).any(axis=0)
    bidder_of, criterion_of = np.nonzero(complete)
    scale = np.ones(len(criteria)) if np.isnan(most).any() else most
    return Panel(
        tender=tender,
        experts=tuple(experts),
        bidders=tuple(bidders),
        criteria=tuple(criteria),
        rows=tuple(rows),
        scores=full[:, bidder_of, criterion_of],
        bidder_of=bidder_of,
        criterion_of=criterion_of,
        scale=scale[criterion_of],
    )
