"""The priced items of a bid as the price detectors compare them: by code, or by name where codes are missing."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from evaluation.collusion.alert import BidderMaterial
from evaluation.collusion.identity import plain
from evaluation.reading.bills import Bill, BillRow, read_bill
from evaluation.reading.document import Document

Items = dict[str, BillRow]


def items_of(bidder: BidderMaterial) -> Items:
    """The bidder's bill: the file its bid names, otherwise the document with most priced rows; empty when none has."""
    return keyed(bill_of(bidder))


def bill_of(bidder: BidderMaterial) -> Bill:
    """The bill that :func:`items_of` takes the items from, with the total it states."""
    named = bidder.spec.price.items if bidder.spec is not None else ""
    documents = [
        d for d in bidder.documents if named and d.name.rpartition("/")[2] == named.rpartition("/")[2]
    ]
    return _longest(documents or bidder.documents)


def items_in(documents: Iterable[Document]) -> Items:
    """The priced rows of the document that has most of them, each under a key that is unique in it."""
    return keyed(_longest(documents))


def _longest(documents: Iterable[Document]) -> Bill:
    return max(map(read_bill, documents), key=lambda bill: len(_priced(bill)), default=Bill(()))


def _priced(bill: Bill) -> list[BillRow]:
    return [row for row in bill.rows if row.unit_price is not None and row.unit_price > 0]


def keyed(bill: Bill) -> Items:
    """The priced rows of a bill, each under a key that is unique in it."""
    best = _priced(bill)
    codes = [plain(row.code) for row in best]
    by_code = all(codes) and len(set(codes)) == len(codes) and not _running(codes)
    items: Items = {}
    for row in best:
        key = plain(row.code) if by_code else f"{plain(row.name)}|{plain(row.unit)}"
        while key in items:
            key += "+"
        items[key] = row
    return items


def total_of(bidder: BidderMaterial) -> Decimal | None:
    """The quoted total; without a structured bid, the sum of the priced items."""
    if bidder.spec is not None:
        return bidder.spec.price.total
    amounts = [row.amount for row in items_of(bidder).values() if row.amount is not None]
    return sum(amounts, Decimal(0)) if amounts else None


def _running(codes: list[str]) -> bool:
    """Whether the codes are only running numbers, which name a row and not an item."""
    return codes == [str(n) for n in range(1, len(codes) + 1)]
