"""What trained screens say of a tender, for the pages of alerts."""

from __future__ import annotations

from django import template

from evaluation.library import queries
from procurement.message import Message
from procurement.tenders.models import Tender

register = template.Library()


@register.simple_tag
def trained_screens(tender: Tender) -> Message | None:
    """The classifier's word as context; nothing where the agency trained none, or where prices are too few."""
    return queries.said(tender)
