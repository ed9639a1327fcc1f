"""Where a bid's documents and its structured data disagree: both are shown, neither is corrected."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.reading.document import Document
from evaluation.reading.structure.amounts import amount_in_words
from evaluation.reading.structure.fields import FoundField, find_fields, plain_decimal
from procurement.bids.schema import BidSpec
from procurement.message import Message, msg

MIN_CONFIDENCE = 0.85


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field whose readings all differ from what ``bid.yaml`` states: the surest reading and the words for it."""

    field: str
    stated: str
    found: FoundField
    message: Message


def stated_values(bid: BidSpec) -> dict[str, str]:
    """What the structured bid says, in the fields' normal forms; what it leaves out is left out."""
    supplier = bid.supplier
    words = amount_in_words(bid.price.words) if bid.price.words else None
    stated = {
        "supplier": supplier.name,
        "uscc": supplier.uscc,
        "legal_representative": supplier.legal_representative,
        "registered_capital": plain_decimal(supplier.registered_capital)
        if supplier.registered_capital
        else "",
        "price_total": plain_decimal(bid.price.total),
        "price_words": plain_decimal(words) if words is not None else "",
    }
    for key in ("warranty_years", "delivery_days", "validity_days"):
        if isinstance(bid.fields.get(key), str | int):
            stated[key] = str(bid.fields[key])
    return {k: v for k, v in stated.items() if v}


def disagreements(bid: BidSpec, documents: Sequence[Document]) -> list[Disagreement]:
    """One entry per field that the documents state surely, and never as the structured bid does."""
    readings: dict[str, list[FoundField]] = {}
    for document in documents:
        for hit in find_fields(document):
            if hit.confidence >= MIN_CONFIDENCE:
                readings.setdefault(hit.field, []).append(hit)
    found = []
    for name, value in stated_values(bid).items():
        hits = readings.get(name, [])
        if hits and not any(_same(value, hit.value) for hit in hits):
            surest = max(hits, key=lambda h: h.confidence)
            found.append(
                Disagreement(
                    name,
                    value,
                    surest,
                    msg(
                        "%(field)s: the structured bid states %(stated)s, %(document)s page %(page)s says %(found)s",
                        field=name,
                        stated=value,
                        document=surest.document,
                        page=surest.page,
                        found=surest.value,
                    ),
                )
            )
    return found


def missing_values(bid: BidSpec, documents: Sequence[Document]) -> dict[str, FoundField]:
    """Fields that the structured bid leaves out and the documents state: the surest reading of each."""
    stated = stated_values(bid)
    best: dict[str, FoundField] = {}
    for document in documents:
        for hit in find_fields(document):
            if hit.field not in stated and (
                hit.field not in best or hit.confidence > best[hit.field].confidence
            ):
                best[hit.field] = hit
    return best


def _same(left: str, right: str) -> bool:
    def plain(text: str) -> str:
        return re.sub(r"[\s（）()]", "", text).upper()

    return plain(left) == plain(right)
