"""What stated values are called that many tenders use, so that an explanation reads as a sentence in any language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evaluation.scoring.facts import shown
from procurement.message import Message, msg

WORDS = {
    "clean": msg("not listed as dishonest"),
    "listed": msg("listed as dishonest"),
    "transfer": msg("bank transfer"),
    "guarantee": msg("letter of guarantee"),
    "onsite": msg("on site"),
    "online": msg("online"),
    "onsite-and-online": msg("on site and online"),
    "true": msg("yes"),
    "false": msg("no"),
}
"""The package's word → its name; any other value is shown as the package has it."""


def said(value: Any) -> str | Message:
    """The value as a sentence has it."""
    text = shown(value)
    return WORDS.get(text.lower(), text)


def any_of(values: Sequence[Any]) -> str | Message:
    """Several values in one sentence, each as :func:`said` has it."""
    first, *more = values
    return msg("%(first)s, %(more)s", first=said(first), more=any_of(more)) if more else said(first)
