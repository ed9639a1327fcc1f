"""Ways from a score to the page it was read from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from procurement.bids.models import Bid
from procurement.bids.naming import with_names
from procurement.message import Message
from procurement.people.templatetags.gongping import amount, message, percent

register = template.Library()


@register.simple_tag
def reader_url(bid: Bid, place: Mapping[str, Any] | None = None, criterion: str = "") -> str:
    """The reader at this place of the bid; an empty address where the reading room is not installed."""
    try:
        address = reverse("reading:reader", args=[bid.tender.reference, bid.key])
    except NoReverseMatch:
        return ""
    wanted = {
        "document": (place or {}).get("document"),
        "page": (place or {}).get("page"),
        "criterion": criterion,
        "mark": _mark(place or {}),
    }
    query = urlencode({name: value for name, value in wanted.items() if value})
    return f"{address}?{query}" if query else address


def _mark(place: Mapping[str, Any]) -> str:
    """The range of the page's text to point at; empty where the place has none."""
    start, end = place.get("start", -1), place.get("end", -1)
    return f"{start}-{end}" if 0 <= start < end else ""


@register.filter
def said(value: Message | Mapping[str, Any] | None, names: Mapping[str, str] | None) -> str:
    """A stored message in the reader's language, with bidders called by their ``names`` by key."""
    return message(with_names(value, names or {})) if value else ""


_INPUT_NAMES = {
    "benchmark": gettext_noop("benchmark price"),
    "price": gettext_noop("evaluated price"),
    "quoted": gettext_noop("quoted price"),
    "deduction domestic": gettext_noop("deduction for domestic products"),
    "deduction small_micro": gettext_noop("deduction for small and micro firms"),
    "deduction consortium_sme": gettext_noop("deduction for consortia with SMEs"),
    "entries": gettext_noop("entries stated"),
    "met": gettext_noop("entries that meet the conditions"),
    "counted": gettext_noop("entries that count"),
    "each": gettext_noop("points each"),
    "factor": gettext_noop("factor"),
    "start": gettext_noop("points to start with"),
    "tier": gettext_noop("threshold reached"),
    "phrases": gettext_noop("phrases asked for"),
    "found": gettext_noop("phrases found"),
    "negative": gettext_noop("negative deviations"),
    "positive": gettext_noop("positive deviations"),
    "starred negative": gettext_noop("negative deviations of starred clauses"),
    "negative clauses": gettext_noop("clauses with negative deviations"),
    "starred clauses": gettext_noop("starred clauses with negative deviations"),
    "rule": gettext_noop("rule"),
    "rule gave": gettext_noop("the rule had given"),
    # facts that many tenders ask for; any other field is shown under its own name
    "business_licence": gettext_noop("business licence"),
    "credit_status": gettext_noop("credit status"),
    "deposit": gettext_noop("bid deposit"),
    "registered_capital": gettext_noop("registered capital"),
    "warranty_years": gettext_noop("years of warranty"),
    "energy_share": gettext_noop("share of energy-saving products"),
    "training_mode": gettext_noop("mode of training"),
    "delivery_days": gettext_noop("days of delivery"),
    "validity_days": gettext_noop("days of validity"),
    "service_certificate": gettext_noop("service certificate"),
    "contracts": gettext_noop("contracts"),
    "certificates": gettext_noop("certificates"),
    "deviations": gettext_noop("deviations"),
}
"""What the inputs of the rules are called; a rule's own word is shown where this table has none."""
_VALUES = {
    "clean": gettext_noop("not listed as dishonest"),
    "listed": gettext_noop("listed as dishonest"),
    "transfer": gettext_noop("bank transfer"),
    "guarantee": gettext_noop("letter of guarantee"),
    "onsite": gettext_noop("on site"),
    "online": gettext_noop("online"),
    "onsite-and-online": gettext_noop("on site and online"),
    "none": gettext_noop("none"),
    "true": gettext_noop("yes"),
    "false": gettext_noop("no"),
}
"""What stated values are called that many tenders use; any other value is shown as the package has it."""
_GROUNDS = {
    "collusion": gettext_noop("deemed collusion"),
    "price-limit": gettext_noop("price above the limit"),
    "price-correction": gettext_noop("corrected price not confirmed"),
    "abnormally-low": gettext_noop("low price not explained"),
}
"""Grounds of rejection that are no criterion of the tender."""
_MONEY = {"benchmark", "price", "quoted", "lowest", "registered_capital"}
_ENTRY = re.compile(r"entry (\d+)")
_SOURCE = "source of "
_READ = re.compile(r"read from the document, confidence ([\d.]+)")


@register.filter
def input_name(key: str) -> str:
    """The name of an input in the reader's language."""
    if key in _INPUT_NAMES:
        return _(_INPUT_NAMES[key])
    if key.startswith(_SOURCE):
        return _("where %(field)s is from") % {"field": input_name(key.removeprefix(_SOURCE))}
    entry = _ENTRY.fullmatch(key)
    return _("entry %(n)s") % {"n": entry[1]} if entry else str(key).replace("_", " ")


@register.filter
def ground(code: str) -> str:
    """What a rejection is about in the reader's language: the code of a criterion stands as the tender gives it."""
    return _(_GROUNDS[code]) if code in _GROUNDS else code


@register.simple_tag
def input_value(key: str, value: str) -> str:
    """An input as people read it: money with separators, deductions as a percentage."""
    if key in _MONEY:
        return amount(value)
    read = _READ.fullmatch(value) if key.startswith(_SOURCE) else None
    if read:
        return _("read from the document, confidence %(confidence)s") % {"confidence": read[1]}
    if key.startswith("deduction "):
        return percent(value)
    return _(_VALUES[value]) if value in _VALUES else value
