"""``panel.csv`` and ``history.csv`` of the sample."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from procurement.sample import tender_data as data
from procurement.sample.cast_more import CAST
from procurement.sample.cast_ring import RING
from procurement.sample.voice import draw

EXPERTS = ("expert1", "expert2", "expert3", "expert4", "expert5")
#: The planted leaning 倾向: this expert gives this bidder more than its work deserves, on every item.
LEANING = {"expert": "expert4", "bidder": "zhuoxi", "direction": "high"}
_SEVERITY = {"expert1": -0.03, "expert2": 0.02, "expert3": 0.05, "expert4": -0.01, "expert5": -0.05}


def panel(seed: int, bidders: Sequence[str]) -> str:
    """Scores of five experts on every subjective criterion; shares of the maximum, in steps of half a point."""
    rows: list[tuple[object, ...]] = [("expert", "bidder", "criterion", "score", "max_score", "seconds")]
    items = [c for c in data.criteria() if c["kind"] == "subjective"]
    for bidder in bidders:
        worth = draw(seed, "panel", bidder).uniform(0.62, 0.86)
        for item in items:
            item_worth = worth + draw(seed, "panel", bidder, item["code"]).gauss(0, 0.03)
            for expert in EXPERTS:
                numbers = draw(seed, "panel", bidder, item["code"], expert)
                share = item_worth + _SEVERITY[expert] + numbers.gauss(0, 0.035)
                if (expert, bidder) == (LEANING["expert"], LEANING["bidder"]):
                    share += 0.16
                highest = Decimal(item["max_score"])
                score = (Decimal(str(min(max(share, 0.2), 1.0))) * highest * 2).quantize(
                    Decimal(1), ROUND_HALF_UP
                ) / 2
                rows.append((expert, bidder, item["code"], score, highest, numbers.randint(70, 420)))
    return _csv(rows)


def history(seed: int) -> str:
    """Earlier tenders of the region: the ring has met before, as others have."""
    numbers = draw(seed, "history")
    cast = {bidder.key: bidder for bidder in CAST}
    rows: list[tuple[object, ...]] = [("tender", "date", "buyer", "supplier", "uscc", "price", "won")]
    for place in range(12):
        ceiling = Decimal(numbers.randint(40, 260) * 10000)
        keys = set(numbers.sample(sorted(set(cast) - set(RING)), numbers.randint(3, 5)))
        if place % 3 == 0:
            keys |= set(RING)
        prices = {
            key: (ceiling * Decimal(numbers.randint(8200, 9800)) / 10000).quantize(Decimal("0.01"))
            for key in sorted(keys)
        }
        winner = min(prices, key=lambda key: prices[key])
        for key, price in prices.items():
            rows.append(
                (
                    f"LJ-{2023 + place // 4}-{place + 11:03d}",
                    f"{2023 + place // 4}-{place % 4 * 3 + 2:02d}-16",
                    f"澜江市第{'二三四五六七八九'[place % 8]}中学",
                    cast[key].name,
                    cast[key].uscc,
                    price,
                    int(key == winner),
                )
            )
    return _csv(rows)


def _csv(rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
