"""How a bid's item prices lie against the market: the pattern of dear and cheap items 不平衡报价."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log
from statistics import median

import numpy as np
import numpy.typing as npt

from evaluation.collusion.price_items import Items

Profile = npt.NDArray[np.float64]
LEAST_BIDS = 5


def market(bills: Mapping[str, Items]) -> dict[str, float]:
    """The market's price of each item: the median over all bidders, where at least five price it.

    The tender's control price is no market: where it is out of date for some goods, all bidders leave it the same way.
    """
    prices: dict[str, list[float]] = {}
    for bill in bills.values():
        for key, row in bill.items():
            prices.setdefault(key, []).append(float(row.unit_price or 0))
    return {key: median(found) for key, found in prices.items() if len(found) >= LEAST_BIDS}


def profile(bill: Items, keys: Sequence[str], prices: Mapping[str, float]) -> Profile:
    """log(price ÷ market) of each item, with the bid's overall level taken out."""
    found = np.array([log(float(bill[key].unit_price or 0) / prices[key]) for key in keys])
    centred: Profile = found - np.median(found)
    return centred


def correlation(one: Profile, other: Profile) -> float:
    """The rank correlation of two profiles (Spearman); 0 where one of them is flat."""
    from scipy.stats import rankdata

    ranks = [rankdata(values) for values in (one, other)]
    if any(np.ptp(values) == 0 for values in ranks):
        return 0.0
    return float(np.corrcoef(*ranks)[0, 1])


def by_chance(bidders: int) -> float:
    """The correlation of two independent profiles: both are measured against one median, whose error they share.

    The median of k independent prices has about 1.57 ÷ (k + 0.5) of the variance of one price.
    """
    error = 1.57 / (bidders + 0.5)
    return error / (1 + error)


def surprise(r: float, expected: float, items: int) -> float:
    """One-sided p of a rank correlation over an expected one, by Fisher's z (variance 1.06 ÷ (n − 3))."""
    from scipy.stats import norm

    z = np.arctanh(min(r, 0.999999)) - np.arctanh(min(expected, 0.999))
    return float(norm.sf(z / (1.06 / (items - 3)) ** 0.5))
