"""What the fields that documents fill in are called."""

from __future__ import annotations

from procurement.message import Message, msg

NAMES: dict[str, Message] = {
    "supplier": msg("bidder's name"),
    "uscc": msg("credit code"),
    "legal_representative": msg("legal representative"),
    "price_total": msg("price in figures"),
    "price_words": msg("price in words"),
    "validity_days": msg("validity in days"),
    "delivery_days": msg("delivery in days"),
    "warranty_years": msg("warranty in years"),
    "registered_capital": msg("registered capital"),
    "address": msg("address"),
    "phone": msg("telephone"),
    "email": msg("e-mail"),
    "project_number": msg("project number"),
    "project_name": msg("project name"),
    "budget": msg("budget"),
    "ceiling": msg("ceiling price"),
    "buyer": msg("buyer"),
    "agency": msg("agency"),
    "bid_deadline": msg("deadline for bids"),
    # a row of a table
    "contracts": msg("contract"),
    "staff": msg("person"),
    "certificates": msg("certificate"),
    "deviations": msg("deviation"),
    "items": msg("sum of the priced bill"),
}


def name_of(field: str) -> Message:
    """The name of a field; one that is not known here is called as it is."""
    return NAMES.get(field) or Message("%(field)s", {"field": field.replace("_", " ")})
