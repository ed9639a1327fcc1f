"""Ways from a score to the page it was read from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from procurement.bids.models import Bid

register = template.Library()


@register.simple_tag
def reader_url(bid: Bid, place: Mapping[str, Any] | None = None, criterion: str = "") -> str:
    """The reader at this place of the bid; an empty address where the reading room is not installed."""
    try:
        address = reverse("reading:reader", args=[bid.tender.reference, bid.key])
    except NoReverseMatch:
        return ""
    wanted = {"document": (place or {}).get("document"), "page": (place or {}).get("page"), "criterion": criterion}
    query = urlencode({name: value for name, value in wanted.items() if value})
    return f"{address}?{query}" if query else address


_INPUT_NAMES = {
    "benchmark": gettext_noop("benchmark price"),
    "price": gettext_noop("price"),
    "lowest": gettext_noop("lowest price"),
    "lowest_price": gettext_noop("lowest price"),
    "evaluated_price": gettext_noop("evaluated price"),
    "quoted": gettext_noop("quoted price"),
    "value": gettext_noop("value stated"),
    "field": gettext_noop("field"),
    "count": gettext_noop("entries that count"),
    "counted": gettext_noop("entries that count"),
    "entries": gettext_noop("entries stated"),
    "each": gettext_noop("points each"),
    "factor": gettext_noop("factor"),
    "start": gettext_noop("points to start with"),
    "threshold": gettext_noop("threshold reached"),
    "max_score": gettext_noop("full score"),
}
"""What the inputs of the rules are called; a rule's own word is shown where this table has none."""


@register.filter
def input_name(key: str) -> str:
    """The name of an input in the reader's language."""
    return _(_INPUT_NAMES[key]) if key in _INPUT_NAMES else str(key).replace("_", " ")
