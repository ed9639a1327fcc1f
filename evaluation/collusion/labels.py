"""What the codes of the detectors are called, and what keys of their evidence mean."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DETECTORS: dict[str, str | Promise] = {
    "text-reuse": _("Shared passages"),
    "shared-error": _("Shared errors"),
    "document-origin": _("Origin of the files"),
    "image-reuse": _("Shared pictures"),
    "machine": _("Same machine"),
    "network": _("Same network"),
    "account": _("Same account"),
    "contact": _("Same contact"),
    "people": _("Same people"),
    "ownership": _("Ownership"),
    "mixed-documents": _("Mixed documents"),
    "price-pattern": _("Regular prices"),
    "price-list": _("Priced items"),
    "benchmark-manipulation": _("Pull on the benchmark"),
    "history": _("Earlier bids"),
    "evasion": _("Hidden text"),
}
KEYS: dict[str, str | Promise] = {
    "document": _("Document"),
    "page": _("Page"),
    "text": _("Text"),
    "value": _("Value"),
    "values": _("Values"),
    "kind": _("Kind"),
    "field": _("Field"),
    "item": _("Item"),
    "code": _("Code"),
    "name": _("Name"),
    "person": _("Person"),
    "role": _("Role"),
    "party": _("Party"),
    "share": _("Share"),
    "price": _("Price"),
    "prices": _("Prices"),
    "total": _("Total"),
    "ratio": _("Ratio"),
    "difference": _("Difference"),
    "items": _("Items"),
    "similarity": _("Similarity"),
    "context": _("Context"),
    "author": _("Author"),
    "last_editor": _("Last saved by"),
    "creator": _("Made with"),
    "producer": _("Produced by"),
    "company": _("Company"),
    "template": _("Template"),
    "created": _("Created"),
    "modified": _("Modified"),
    "mac": _("Network card (MAC)"),
    "disk_serial": _("Disk serial"),
    "cpu_id": _("Processor id"),
    "mainboard": _("Mainboard serial"),
    "software_lock": _("Pricing-software lock"),
    "creation_code": _("File-creation code"),
    "upload_ip": _("Upload address (IP)"),
    "download_ip": _("Download address (IP)"),
    "deposit_account": _("Deposit account"),
    "phone": _("Phone"),
    "email": _("E-mail"),
    "address": _("Address"),
    "bidder": _("Bidder"),
    "bidders": _("Bidders"),
}


def detector_name(code: str) -> str:
    """The detector in the reader's language; an unknown code as it is."""
    return str(DETECTORS.get(code, code))


def key_name(key: str) -> str:
    """A key of evidence in the reader's language."""
    return str(KEYS.get(key, key.replace("_", " ")))
