"""How unlikely is it: the t distribution's tail, and the largest of many cells when there is nothing to find."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from evaluation.calibration.panel import Floats

SEED = 20171001
"""Of every simulation here; the figures are the same in every run and on every machine."""
DRAWS = 50_000
_CHUNK = 5_000
_TINY = 1e-300


@lru_cache(maxsize=512)
def largest_cell(experts: int, bidders: int, freedom: int) -> Floats:
    """``DRAWS`` draws, ascending, of the largest |t| over the expert × bidder cells of an honest panel.

    Each cell is the expert's mean on that bidder less what the expert gives on average and what the bidder gets on
    average, divided by its standard error from ``freedom`` degrees of freedom.  The cells hang together, so the
    largest of them is simulated rather than bounded.
    """
    random = np.random.default_rng([SEED, experts, bidders, freedom])
    spread = math.sqrt((1 - 1 / experts) * (1 - 1 / bidders))
    found = []
    for _ in range(DRAWS // _CHUNK):
        cells = random.standard_normal((_CHUNK, experts, bidders))
        cells -= cells.mean(axis=1, keepdims=True)
        cells -= cells.mean(axis=2, keepdims=True)
        noise = np.sqrt(random.chisquare(freedom, _CHUNK) / freedom)
        found.append(np.abs(cells).max(axis=(1, 2)) / (spread * noise))
    return np.sort(np.concatenate(found))


def exceedance(draws: Floats, value: float) -> float:
    """The share of the (ascending) draws at or above ``value``, counting the value itself: never 0."""
    above = len(draws) - int(np.searchsorted(draws, value, side="left"))
    return (above + 1) / (len(draws) + 1)


def t_two_sided(t: float, freedom: int) -> float:
    """P(|T| ≥ |t|) of Student's t with ``freedom`` degrees of freedom."""
    if math.isinf(t):
        return 0.0
    return _incomplete_beta(freedom / 2, 0.5, freedom / (freedom + t * t))


def _incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function, by its continued fraction (Abramowitz & Stegun 26.5.8)."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    log_front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    if x < (a + 1) / (a + b + 2):
        return math.exp(log_front) * _fraction(a, b, x) / a
    return 1 - math.exp(log_front) * _fraction(b, a, 1 - x) / b


def _fraction(a: float, b: float, x: float) -> float:
    """The continued fraction 1/(1+ d₁/(1+ d₂/(1+ …))), from the front until it stands still (modified Lentz)."""
    c, d = 1.0, 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, 400):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        step = 1.0
        for term in (even, odd):
            d = 1 / _away_from_zero(1 + term * d)
            c = _away_from_zero(1 + term / c)
            step = c * d
            value *= step
        if abs(step - 1) < 1e-14:
            break
    return value


def _away_from_zero(number: float) -> float:
    return number if abs(number) > _TINY else _TINY
