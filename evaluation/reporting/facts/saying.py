"""Stored sentences as the report says them: in its language, with firms by their names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from procurement.bids.naming import with_names


def say(data: Any, names: Mapping[str, str] | None = None) -> str:
    """A stored message in the language that is active; bidders' keys in it are replaced by the firms' ``names``."""
    if not data or isinstance(data, str):
        return data or ""
    return with_names(data, names or {}).render(lambda text: gettext(text) if text else "")
