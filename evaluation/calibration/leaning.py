"""``leaning``: an expert gives one bidder more, or less, than the panel does, over all items together.

Method (domain: a 2σ rule that includes the judged score can never fire with five experts).  For each expert ×
bidder the residuals are averaged over the items after taking out the items' means and the expert's severity; the
mean is divided by its standard error, with the noise taken from what is left when leanings and the experts' own
standards are out.  The largest |t| of the panel is compared with the largest of an honest panel of that size
(simulated), so the chance of any false flag in a panel stays at ``ALPHA``.  A true hit pulls its neighbours the
other way, so the largest is flagged, fitted as a shift of its own, and the rest is looked at again.

Excluded: fewer than 3 experts or 2 bidders (nobody can say who leans), a single criterion, and scores that nobody
doubts (no noise at all).  A flag does not say *why*: a halo or special knowledge looks the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evaluation.calibration.fit import centred, design
from evaluation.calibration.panel import Floats, Panel
from evaluation.calibration.rows import Flag
from evaluation.calibration.tails import exceedance, largest_cell, t_two_sided
from procurement.message import msg

ALPHA = 0.049
"""Chance of any false ``leaning`` flag in an honest panel; together with ``items.ALPHA`` 5 %."""
MIN_EXPERTS = 3
MIN_BIDDERS = 2
_EXACT = 1e-9


@dataclass(frozen=True, slots=True)
class Cells:
    """Every expert × bidder mean residual, its variance in units of the noise, and the noise."""

    means: Floats
    counts: Floats
    experts: int
    noise: float
    freedom: int

    def covariance(self, one: int, other: int) -> float:
        """The covariance of two cells, numbered row by row, in units of the noise variance."""
        bidders = len(self.counts)
        (e, b), (f, a) = divmod(one, bidders), divmod(other, bidders)
        across = (1.0 if e == f else 0.0) - 1 / self.experts
        along = (1 / float(self.counts[b]) if b == a else 0.0) - 1 / float(self.counts.sum())
        return across * along


def leaning_flags(panel: Panel, units: Floats | None = None) -> list[Flag]:
    """The flags of a panel, the strongest first; ``units`` are its scores where some were mended beforehand."""
    cells = _cells(panel, panel.units if units is None else units)
    if cells is None:
        return []
    draws = largest_cell(cells.experts, len(cells.counts), cells.freedom)
    flags: list[Flag] = []
    taken: list[int] = []
    limit = (cells.experts - 1) * (len(cells.counts) - 1) // 2
    while len(taken) < max(limit, 1):
        t, shift = _standardised(cells, taken)
        place = int(np.argmax(np.abs(t)))
        strength = float(abs(t[place]))
        p = exceedance(draws, strength)
        if p > ALPHA:
            break
        taken.append(place)
        bounded = t.size * t_two_sided(strength, cells.freedom)
        flags.append(_flag(panel, place, float(shift[place]), min(p, bounded)))
    return flags


def _cells(panel: Panel, units: Floats) -> Cells | None:
    present = np.flatnonzero(panel.counts)
    experts = len(panel.experts)
    if experts < MIN_EXPERTS or len(present) < MIN_BIDDERS or len(set(panel.criterion_of.tolist())) < 2:
        return None
    made = design(panel)
    freedom = (experts - 1) * (units.shape[1] - made.rank)
    if freedom < 1:
        return None
    residual = centred(units)
    noise = float(np.square(residual @ made.rest).sum()) / freedom
    if noise < _EXACT**2:
        return None
    means = np.stack([residual[:, panel.bidder_of == b].mean(axis=1) for b in present], axis=1)
    means -= residual.mean(axis=1, keepdims=True)
    return Cells(means.ravel(), panel.counts[present].astype(np.float64), experts, noise, freedom)


def _standardised(cells: Cells, taken: list[int]) -> tuple[Floats, Floats]:
    """T and estimated shift of every cell once the taken ones have shifts of their own (0 for those)."""
    size = len(cells.means)
    every = range(size)
    variance = np.array([cells.covariance(i, i) for i in every])
    means = cells.means.copy()
    if taken:
        across = np.array([[cells.covariance(i, j) for j in taken] for i in every])
        weights = across @ np.linalg.pinv(across[taken])
        means -= weights @ cells.means[taken]
        variance -= np.einsum("ij,ij->i", weights, across)
    usable = variance > 1e-6
    usable[taken] = False
    error = np.sqrt(np.where(usable, variance, 1.0))
    t = np.where(usable, means / (error * np.sqrt(cells.noise)), 0.0)
    count = np.tile(cells.counts, cells.experts)
    return t, np.where(usable, means / (np.where(usable, variance, 1.0) * count), 0.0)


def _flag(panel: Panel, place: int, shift: float, p: float) -> Flag:
    present = np.flatnonzero(panel.counts)
    expert, column = divmod(place, len(present))
    bidder = int(present[column])
    points = shift * float(panel.scale[panel.bidder_of == bidder].mean())
    items = int(panel.counts[bidder])
    name, favoured = panel.experts[expert], panel.bidders[bidder]
    size = f"{abs(points):.2f}"
    text = (
        msg(
            "%(expert)s scores %(bidder)s %(points)s points an item higher than the panel, over %(items)s items",
            expert=name,
            bidder=favoured,
            points=size,
            items=items,
        )
        if points > 0
        else msg(
            "%(expert)s scores %(bidder)s %(points)s points an item lower than the panel, over %(items)s items",
            expert=name,
            bidder=favoured,
            points=size,
            items=items,
        )
    )
    return Flag(
        tender=panel.tender,
        kind="leaning",
        expert=name,
        bidder=favoured,
        direction="high" if points > 0 else "low",
        effect=points,
        p=p,
        explanation=text,
    )
