"""The same items dear and the same cheap in two bids 不平衡报价规律一致: one pattern of unbalanced prices.

Method: each item's price over the market's (the median of all bidders, at least five), with the bid's level taken out,
is its profile.  Profiles that go up and down together were drawn up after one pattern, or one is the
other with noise on it; ranks are correlated, so that one odd item does not make a pattern.  One alert per pair, with the
items that both price furthest from the market in the same direction.

Weight: how far the correlation exceeds what pairs of this tender have by chance (two profiles share the error of one
median; honest bidders may share suppliers: the median over all pairs counts too).  Its p-value, corrected for the pairs
looked at, weighs at most −1 ÷ (e·p·ln p) (Sellke, Bayarri & Berger 2001).

Basis: 实施条例 Art. 40(4); 87号令 Art. 37(4).  Exclusions: fewer than fifteen items that either bid prices off the
market (by more than 1 %); a correlation below 0.7; pairs whose prices are in an exact relation, which ``price-list``
reports.  Settings: ``price.profile`` of the policy.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from statistics import median
from typing import NamedTuple

import numpy as np

from evaluation.collusion.alert import Case
from evaluation.collusion.finding import Context, Finding
from evaluation.collusion.history.chance import bits as weight_of
from evaluation.collusion.price_items import Items, items_of
from evaluation.collusion.price_profile import (
    LEAST_BIDS,
    Profile,
    by_chance,
    correlation,
    market,
    profile,
    surprise,
)
from evaluation.collusion.registry import detector
from procurement.message import msg

LEAST_ITEMS = 15
LEAST_R = 0.7
_AT_MARKET = 0.01
_SHOWN = 12


class Compared(NamedTuple):
    """Two bidders' profiles over the items ``keys``, and how they correlate."""

    keys: tuple[str, ...]
    one: Profile
    other: Profile
    r: float


@detector("price-profile", family="price")
def price_profile(case: Case, context: Context) -> Iterator[Finding]:
    """One finding per pair of bidders whose prices leave the market in the same pattern."""
    bills = {key: bill for b in case.bidders if (bill := items_of(b)) for key in (b.bidder,)}
    if len(bills) < LEAST_BIDS:
        return
    prices = market(bills)
    compared = {
        pair: found for pair in combinations(bills, 2) if (found := _compare(bills, pair, prices)) is not None
    }
    usual = median(found.r for found in compared.values()) if compared else 0.0
    expected = max(by_chance(len(bills)), usual)
    for (a, b), found in compared.items():
        gap = found.one - found.other
        if found.r < LEAST_R or float(np.abs(gap - np.median(gap)).max()) < _AT_MARKET:
            continue
        p = surprise(found.r, expected, len(found.keys))
        bits = min(weight_of(p, len(compared)), context.bits("price.profile"))
        if bits <= 0:
            continue
        same_side = np.minimum(np.abs(found.one), np.abs(found.other)) * (found.one * found.other > 0)
        furthest = [found.keys[i] for i in np.argsort(-same_side)[:_SHOWN].tolist()]
        yield Finding(
            (a, b),
            bits,
            msg("The same items are dear and the same cheap in both bids: %(items)s items, rank correlation %(r)s",
                items=len(found.keys), r=f"{found.r:.2f}"),
            tuple(
                {
                    "item": f"{bills[a][key].code} {bills[a][key].name}".strip(),
                    "values": {bidder: str(bills[bidder][key].unit_price) for bidder in (a, b)},
                    "market": f"{prices[key]:.2f}",
                }
                for key in furthest
            ),
            (
                msg("Against the market the prices of %(items)s items have a rank correlation of %(r)s; %(expected)s are "
                    "usual here", items=len(found.keys), r=f"{found.r:.2f}", expected=f"{expected:.2f}"),
                msg("p = %(p)s, %(tests)s pairs compared: %(bits)s bits",
                    p=f"{p:.1g}", tests=len(compared), bits=f"{bits:.1f}"),
            ),
            msg("Bidders who buy from one maker, or who price early work high as everybody does, share part of a pattern"),
            {"items": len(found.keys), "r": round(found.r, 4), "expected": round(expected, 4), "p": float(f"{p:.3g}")},
        )  # fmt: skip


def _compare(bills: dict[str, Items], pair: tuple[str, str], prices: dict[str, float]) -> Compared | None:
    a, b = pair
    keys = [key for key in bills[a] if key in bills[b] and prices.get(key, 0) > 0]
    if len(keys) < LEAST_ITEMS:
        return None
    one, other = (profile(bills[bidder], keys, prices) for bidder in pair)
    off = (np.abs(one) > _AT_MARKET) | (np.abs(other) > _AT_MARKET)
    if off.sum() < LEAST_ITEMS:
        return None
    kept = tuple(key for key, counts in zip(keys, off.tolist(), strict=True) if counts)
    return Compared(kept, one[off], other[off], correlation(one[off], other[off]))
