"""How far the experts of a panel agree: Kendall's W, the intraclass correlation, Krippendorff's alpha."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from evaluation.calibration.panel import Floats, Panel
from evaluation.calibration.rows import Agreement
from evaluation.calibration.tails import SEED, exceedance

PERMUTATIONS = 1_999


def agreement(panel: Panel) -> Agreement:
    """The coefficients of a panel; each is ``None`` where it cannot be formed."""
    experts, items = panel.scores.shape
    if experts < 2 or items == 0:
        return Agreement()
    alpha = _krippendorff(panel.units)
    counts = panel.counts
    full = np.flatnonzero(counts == counts.max())
    if len(full) < 2:
        return Agreement(krippendorff_alpha=alpha)
    totals = np.stack([panel.scores[:, panel.bidder_of == b].sum(axis=1) for b in full], axis=1)
    w, p = _kendall(totals)
    single, of_mean = _intraclass(totals)
    return Agreement(w, p, single, of_mean, alpha)


def _kendall(totals: Floats) -> tuple[float | None, float | None]:
    """W of the experts' orders of the bidders, corrected for ties, with its permutation p (small panels have no χ²)."""
    ranks = np.stack([_ranks(row) for row in totals])
    w = _w(ranks[None])[0]
    if np.isnan(w):
        return None, None
    tied = any(len(set(row.tolist())) < len(row) for row in ranks)
    draws = _permuted(ranks) if tied else _untied(*ranks.shape)
    return float(w), exceedance(draws, float(w) - 1e-12)


def _w(ranks: Floats) -> Floats:
    """W for a stack of rank matrices (experts × bidders); NaN where every expert ties all bidders."""
    experts, bidders = ranks.shape[1:]
    spread = np.square(ranks.sum(axis=1) - experts * (bidders + 1) / 2).sum(axis=1)
    most = experts * np.square(ranks - (bidders + 1) / 2).sum(axis=(1, 2))
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Floats = np.where(most > 0, spread / most, np.nan)
    return found


def _permuted(ranks: Floats) -> Floats:
    random = np.random.default_rng(SEED)
    stack = np.broadcast_to(ranks, (PERMUTATIONS, *ranks.shape))
    return np.sort(_w(random.permuted(stack, axis=2)))


@lru_cache(maxsize=512)
def _untied(experts: int, bidders: int) -> Floats:
    """The permutation distribution without ties, which depends on the panel's size alone."""
    return _permuted(np.tile(np.arange(1.0, bidders + 1), (experts, 1)))


def _ranks(row: Floats) -> Floats:
    """Ranks from 1, ties sharing their mean rank; scores are equal when they agree to a billionth."""
    _, place, count = np.unique(np.round(row, 9), return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    shared: Floats = (last - (count - 1) / 2)[place]
    return shared


def _intraclass(totals: Floats) -> tuple[float | None, float | None]:
    """ICC(2,1) and ICC(2,k), two-way random effects, absolute agreement, of experts × bidders."""
    experts, bidders = totals.shape
    grand = totals.mean()
    between = experts * np.square(totals.mean(axis=0) - grand).sum() / (bidders - 1)
    judges = bidders * np.square(totals.mean(axis=1) - grand).sum() / (experts - 1)
    rest = totals - totals.mean(axis=0) - totals.mean(axis=1, keepdims=True) + grand
    error = np.square(rest).sum() / ((experts - 1) * (bidders - 1))
    single = between + (experts - 1) * error + experts * (judges - error) / bidders
    of_mean = between + (judges - error) / bidders
    if single <= 0 or of_mean <= 0:
        return None, None
    return float((between - error) / single), float((between - error) / of_mean)


def _krippendorff(units: Floats) -> float | None:
    """Alpha for interval data with every item scored by every expert: 1 − observed ÷ expected disagreement."""
    experts, items = units.shape
    values = experts * items
    within = np.square(units - units.mean(axis=0)).sum()
    total = np.square(units - units.mean()).sum()
    if total <= 0 or values < 3:
        return None
    return float(1 - (values - 1) * experts * within / ((experts - 1) * values * total))
