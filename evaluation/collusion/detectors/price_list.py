"""Item prices that follow each other 分项报价呈规律性差异: constant ratio, offset or a·x + b, identical, same wrong sums.

Method: unit prices of two bids are aligned by item code (or name).  The factor that most items obey is sought among
the ratios of the dearest items; an item obeys it when its price is off by no more than rounding.  The same for an
offset and for a line through two items.  Independently of that, the share of identical prices, products
(quantity × price) that both bids state with the same wrong result, and totals that miss the sum of the items by the same.

Weight: honest price ratios spread over about 0.3, so that an item that obeys a factor within rounding t of price p by
chance has probability 2t ÷ (0.3 p); the bits of all items beyond those that fix the relation add, up to ``price.most``.
Where less than four fifths of the items are identical or obey, a common supplier's list explains it nearly as well: from
three fifths on it weighs up to ``price.part_of_items``.  Fewer than ten identical items weigh in proportion.

Basis: 实施条例 Art. 40(4); 87号令 Art. 37(4).  Qingdao takes ≥ 80 % identical items for alike.

Exclusions: prices that the tender's own bill states, and relations that both bids have with the tender's prices (a
discount on a published list); fewer than six common items; a difference of totals that the tender states (a provisional
sum 暂列金额).  Settings: ``price.*`` of the policy.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from math import log2
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from evaluation.collusion.alert import Case
from evaluation.collusion.finding import Context, Finding, damped
from evaluation.collusion.identity import plain
from evaluation.collusion.price_items import Items, bill_of, items_in, keyed
from evaluation.collusion.registry import detector
from evaluation.reading.bills import Bill, BillRow
from procurement.message import Message, msg

Floats = npt.NDArray[np.float64]
_LEAST_ITEMS = 6
_USUAL_ITEMS = 10
_IDENTICAL = 0.8
_OBEY = 0.8
_PART = 0.6
_SPREAD = 0.3
_SHOWN = 200


class Relation(NamedTuple):
    """y = factor·x + offset, the items that obey it, and how many items it takes to fix it."""

    factor: float
    offset: float
    obey: npt.NDArray[np.bool_]
    fixed_by: int


@detector("price-list", family="price")
def price_list(case: Case, context: Context) -> Iterator[Finding]:
    """One finding per pair of bidders whose item prices follow each other."""
    asked = items_in(case.tender_documents)
    bills = [(b.bidder, bill, keyed(bill)) for b in case.bidders for bill in (bill_of(b),)]
    for (a, bill, ours), (b, peer, theirs) in combinations(bills, 2):
        keys = [k for k in ours if k in theirs]
        open_keys = [
            k
            for k in keys
            if not (k in asked and _same_price(asked, ours, k) and _same_price(asked, theirs, k))
        ]
        weights: list[float] = []
        sentences: list[Message] = []
        detail: dict[str, object] = {"items": len(open_keys)}
        shown: set[str] = set()
        if len(open_keys) >= _LEAST_ITEMS:
            same = [k for k in open_keys if ours[k].unit_price == theirs[k].unit_price]
            share = len(same) / len(open_keys)
            detail["identical"] = round(share, 4)
            relation = None
            if share > _PART and len(same) >= _LEAST_ITEMS:
                bits = context.bits("price.identical_items") * min(1.0, len(same) / _USUAL_ITEMS)
                weights.append(bits if share >= _IDENTICAL else min(bits, _in_part(share, context)))
                sentences.append(
                    msg("%(same)s of %(all)s item prices are identical", same=len(same), all=len(open_keys))
                )
                shown |= set(same)
            else:
                prices = _prices(ours, theirs, open_keys)
                relation = _relation(*prices) or _relation(*prices, part=_PART)
            if relation is not None and not _explained(asked, ours, theirs, open_keys):
                obeying = [k for k, ok in zip(open_keys, relation.obey.tolist(), strict=True) if ok]
                bits = min(_bits(ours, obeying, relation.fixed_by), context.policy.most("price.most"))
                share = len(obeying) / len(open_keys)
                weights.append(bits if share >= _OBEY else min(bits, _in_part(share, context)))
                sentences.append(_sentence(relation, len(obeying), len(open_keys)))
                shown |= set(obeying)
                detail |= {"ratio": round(relation.factor, 6), "offset": round(relation.offset, 2)}
        wrong = [k for k in keys if _same_wrong_sum(ours, theirs, k)]
        if wrong:
            bits = damped([context.bits("price.same_wrong_sum")] * len(wrong), 0.7)
            weights.append(min(bits, context.policy.most("price.same_wrong_sum")))
            sentences.append(
                msg(
                    "The same wrong result of quantity × price in %(count)s items: %(names)s",
                    count=len(wrong),
                    names="、".join(ours[k].name for k in wrong[:5]),
                )
            )
            shown |= set(wrong)
        missed = _same_wrong_total(bill, peer, context.tender_text)
        if missed is not None:
            # Who takes a round sum off, or adds one, may do so by a discount or a lump sum outside the table.
            bits = context.bits("price.same_wrong_total")
            weights.append(bits / 2 if missed % 100 == 0 else bits)
            sentences.append(
                msg("Both totals miss the sum of their items by the same amount, %(off)s", off=missed)
            )
        if not weights:
            continue
        yield Finding(
            (a, b),
            damped(weights, 0.5),
            sentences[0],
            (
                *((_totals(a, b, bill, peer),) if missed is not None else ()),
                *tuple(_row(a, b, ours, theirs, k) for k in keys if k in shown)[:_SHOWN],
            ),
            tuple(
                msg("%(what)s: %(bits)s bits", what=text, bits=f"{bits:.1f}")
                for text, bits in zip(sentences, weights, strict=True)
            ),
            msg(
                "A published price list, a common supplier's quotation or a state price would also make prices alike"
            ),
            detail,
        )


def _same_price(one: Items, other: Items, key: str) -> bool:
    return one[key].unit_price == other[key].unit_price


def _prices(ours: Items, theirs: Items, keys: list[str]) -> tuple[Floats, Floats]:
    """Prices for fitting only; every number shown stays the exact decimal."""
    return (
        np.array([float(ours[k].unit_price or 0) for k in keys]),
        np.array([float(theirs[k].unit_price or 0) for k in keys]),
    )


def _unit(prices: Floats) -> float:
    """The smallest unit the prices are rounded to: 0.01, 0.1, 1, 10, …"""
    for unit in (1000.0, 100.0, 10.0, 1.0, 0.1):
        if np.all(np.abs(prices / unit - np.round(prices / unit)) < 1e-6):
            return unit
    return 0.01


def _in_part(share: float, context: Context) -> float:
    """What a relation weighs at most that this share of the items obey, between three and four fifths."""
    return max(0.0, context.bits("price.part_of_items") * (share - _PART) / (_OBEY - _PART))


def _relation(x: Floats, y: Floats, part: float = _OBEY) -> Relation | None:
    """The simplest relation that at least this part of the items obey."""
    slack = 0.5 * _unit(y) + 1e-9
    need = max(_LEAST_ITEMS, int(part * len(x)) + 1 if part < _OBEY else int(np.ceil(part * len(x))))
    if len(np.unique(x)) < 4:
        return None
    dear = np.argsort(-x)[:8]
    best: Relation | None = None
    for i in dear:
        factor = float(y[i] / x[i])
        best = _better(best, x, y, factor, 0.0, slack * (1 + factor), 1)
    if best is not None and best.obey.sum() >= need and abs(best.factor - 1) > 1e-9:
        return best
    best = None
    for i in dear:
        best = _better(best, x, y, 1.0, float(y[i] - x[i]), 2 * slack, 1)
    if best is not None and best.obey.sum() >= need and abs(best.offset) > 1e-9:
        return best
    best = None
    for i, j in combinations(dear.tolist(), 2):
        if abs(x[i] - x[j]) > 0.1 * x[i]:
            factor = float((y[i] - y[j]) / (x[i] - x[j]))
            if factor > 0:
                best = _better(best, x, y, factor, float(y[i] - factor * x[i]), 2 * slack * (1 + factor), 2)
    if best is not None and best.obey.sum() >= max(need, 8):
        return best
    return None


def _better(
    best: Relation | None, x: Floats, y: Floats, factor: float, offset: float, slack: float, fixed_by: int
) -> Relation:
    obey = np.abs(y - (factor * x + offset)) <= slack
    if best is None or obey.sum() > best.obey.sum():
        return Relation(factor, offset, obey, fixed_by)
    return best


def _explained(asked: Items, ours: Items, theirs: Items, keys: list[str]) -> bool:
    """Whether both bids stand in such a relation to the tender's own prices."""
    common = [k for k in keys if k in asked]
    if len(common) < _LEAST_ITEMS or len(common) < _OBEY * len(keys):
        return False
    return all(_relation(*_prices(asked, bill, common)) is not None for bill in (ours, theirs))


def _bits(ours: Items, obeying: list[str], fixed_by: int) -> float:
    prices = sorted(float(ours[k].unit_price or 0) for k in obeying)[: max(len(obeying) - fixed_by, 0)]
    unit = _unit(np.array(prices)) if prices else 1.0
    return sum(max(0.0, log2(_SPREAD * price / (2 * unit))) for price in prices)


def _sentence(relation: Relation, obeying: int, items: int) -> Message:
    if relation.offset == 0:
        return msg(
            "Item prices are in the constant ratio 1 : %(ratio)s (%(obey)s of %(all)s items, exact to rounding)",
            ratio=f"{max(relation.factor, 1 / relation.factor):.4f}",
            obey=obeying,
            all=items,
        )
    if relation.factor == 1:
        return msg(
            "Item prices differ by the constant amount %(offset)s (%(obey)s of %(all)s items)",
            offset=f"{relation.offset:.2f}",
            obey=obeying,
            all=items,
        )
    return msg(
        "Item prices follow y = %(ratio)s·x + %(offset)s (%(obey)s of %(all)s items)",
        ratio=f"{relation.factor:.4f}",
        offset=f"{relation.offset:.2f}",
        obey=obeying,
        all=items,
    )


def _same_wrong_sum(ours: Items, theirs: Items, key: str) -> bool:
    """Both state an amount that is not quantity × price, and both are off by the same or state the same."""
    one, other = ours[key], theirs[key]
    off, peer = _off(one), _off(other)
    if off is None or peer is None or abs(off) < 1 or abs(peer) < 1:
        return False
    return one.amount == other.amount or off == peer


def _same_wrong_total(one: Bill, other: Bill, tender_text: str) -> Decimal | None:
    """By how much both stated totals miss the sum of the items, where it is the same and not what the tender states."""
    missed = [
        bill.stated_total - bill.total
        for bill in (one, other)
        if bill.stated_total is not None and bill.rows and all(row.amount is not None for row in bill.rows)
    ]
    if len(missed) < 2 or missed[0] != missed[1] or abs(missed[0]) < 1:
        return None
    figures = {plain(f"{abs(missed[0]):.2f}"), plain(f"{abs(missed[0]).normalize():f}")}
    return None if any(figure in tender_text for figure in figures) else missed[0]


def _totals(a: str, b: str, one: Bill, other: Bill) -> dict[str, object]:
    return {"field": "total", "values": {a: str(one.stated_total), b: str(other.stated_total)}}


def _off(row: BillRow) -> Decimal | None:
    if row.quantity is None or row.unit_price is None or row.amount is None:
        return None
    return row.amount - row.quantity * row.unit_price


def _row(a: str, b: str, ours: Items, theirs: Items, key: str) -> dict[str, object]:
    one, other = ours[key], theirs[key]
    return {
        "item": f"{one.code} {one.name}".strip(),
        "values": {a: str(one.unit_price), b: str(other.unit_price)},
        "places": {
            a: f"{one.document}#{one.page}:{one.row}",
            b: f"{other.document}#{other.page}:{other.row}",
        },
        "boxes": {a: _box(one), b: _box(other)},
    }


def _box(row: BillRow) -> list[float] | None:
    """Where the row stands on its page, in points."""
    place = row.cells.get("unit_price")
    box = place.box if place is not None else row.bbox
    return [round(v, 1) for v in box] if box is not None else None
