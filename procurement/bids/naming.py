"""Bidders by name: stored sentences hold a bidder's key, which is short and lasting; people read the firm's name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from procurement.message import Message

KEYED = frozenset({"a", "b", "bidder", "bidders", "guest", "host", "next", "others", "pairs", "winners"})
"""The parameters of messages that hold bidders' keys, one or several with a mark between them."""
_BETWEEN_KEYS = re.compile("([、，/])")


def with_names(message: Message | Mapping[str, Any], names: Mapping[str, str]) -> Message:
    """The message with bidders called by their ``names`` by key; a key that has none stays.

    Only the parameters of :data:`KEYED` are looked at: a count or a value that happens to equal a key is left alone.
    """
    found = message if isinstance(message, Message) else Message.from_json(message)
    return Message(found.template, {key: _named(key, value, names) for key, value in found.params.items()})


def _named(key: str, value: str | int | Message, names: Mapping[str, str]) -> str | int | Message:
    if isinstance(value, Message):
        return with_names(value, names)
    if key not in KEYED or not isinstance(value, str):
        return value
    return names.get(value) or "".join(names.get(piece, piece) for piece in _BETWEEN_KEYS.split(value))
