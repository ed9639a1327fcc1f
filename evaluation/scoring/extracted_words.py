"""What is said of readings that fill a bid, are proposed for it, or disagree with it: one warning each."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from evaluation.evidence.passage import Passage
from evaluation.reading.structure.fields import FoundField
from evaluation.scoring.result import BidWarning
from procurement.message import Message, msg

FILL_AT = 0.9
"""The least confidence (0 to 1) of a reading that may stand in for what ``bid.yaml`` leaves out."""

LABELS: Mapping[str, Message] = {
    "supplier": msg("the bidder's name"),
    "uscc": msg("the credit code"),
    "legal_representative": msg("the legal representative"),
    "registered_capital": msg("the registered capital"),
    "address": msg("the bidder's address"),
    "price_total": msg("the quoted price"),
    "price_words": msg("the price in words"),
    "warranty_years": msg("the years of warranty"),
    "delivery_days": msg("the days of delivery"),
    "validity_days": msg("the days of validity of the bid"),
    "contracts": msg("the contracts"),
    "certificates": msg("the certificates"),
    "deviations": msg("the deviations"),
    "staff": msg("the staff"),
    "items": msg("the priced bill"),
}
PATHS = {
    "supplier": "supplier.name",
    "uscc": "supplier.uscc",
    "legal_representative": "supplier.legal_representative",
    "registered_capital": "supplier.registered_capital",
    "address": "supplier.address",
    "price_total": "price.total",
    "price_words": "price.words",
}
"""Where ``bid.yaml`` states a field; any other stands under ``fields``."""


def confidence_text(confidence: float) -> str:
    """A confidence as explanations write it: two places, never more than was read."""
    return f"{Decimal(str(confidence)).quantize(Decimal('0.01')).normalize():f}"


def passage(hit: FoundField) -> Passage:
    """Where a reading stands, and that it is one."""
    reason = msg(
        "read from the document, confidence %(confidence)s", confidence=confidence_text(hit.confidence)
    )
    return Passage(hit.document, hit.page, hit.bbox, hit.text, hit.start, hit.end, reason=reason)


def label(name: str) -> str | Message:
    """What a field is called in a sentence."""
    return LABELS.get(name, name)


def disagreement(name: str, stated: str, hit: FoundField) -> BidWarning:
    """Both state a field, and not the same."""
    text = msg(
        "%(field)s: bid.yaml (%(path)s) states %(stated)s, %(document)s page %(page)s says %(found)s "
        "(confidence %(confidence)s); what bid.yaml states was evaluated",
        field=label(name),
        path=PATHS.get(name, f"fields.{name}"),
        stated=stated,
        document=hit.document,
        page=hit.page,
        found=hit.value,
        confidence=confidence_text(hit.confidence),
    )
    return BidWarning("disagreement", "", text, (passage(hit),))


def proposal(path: str, hit: FoundField, code: str, *, agreed: bool) -> BidWarning:
    """A reading that a person may take over: it is not sure enough, or contradicted."""
    why = (
        msg("a reading is used from %(least)s on", least=confidence_text(FILL_AT))
        if agreed
        else msg("another page says otherwise")
    )
    text = msg(
        "%(criterion)s: bid.yaml leaves out %(field)s (%(path)s); %(document)s page %(page)s says %(found)s "
        "(confidence %(confidence)s). Nothing was filled in: %(why)s",
        criterion=code,
        field=label(hit.field),
        path=path,
        document=hit.document,
        page=hit.page,
        found=hit.value,
        confidence=confidence_text(hit.confidence),
        why=why,
    )
    return BidWarning("proposal", "", text, (passage(hit),))


def filling(path: str, hit: FoundField) -> BidWarning:
    """A reading that stands in for what the bid leaves out."""
    text = msg(
        "bid.yaml leaves out %(field)s (%(path)s); %(found)s was read from %(document)s page %(page)s "
        "(confidence %(confidence)s)",
        field=label(hit.field),
        path=path,
        found=hit.text if path == "price.words" else hit.value,
        document=hit.document,
        page=hit.page,
        confidence=confidence_text(hit.confidence),
    )
    return BidWarning("extracted", "", text, (passage(hit),))
