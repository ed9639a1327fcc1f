"""What every template may use: stored messages in the reader's language, amounts, scores, risk levels, stages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procurement.message import Message
from procurement.people.models import User
from procurement.people.navigation import Place, places_for

register = template.Library()

WAN = Decimal(10_000)
_LINE_END = re.compile(r"(?<=[\u2e80-\uffef])[ \t]*\n\s*(?=[\u2e80-\uffef])")
LEVELS = {
    "high": ("▲", gettext_lazy("high risk")),
    "medium": ("◆", gettext_lazy("medium risk")),
    "low": ("●", gettext_lazy("low risk")),
}
"""Shape and word of each step of the risk scale: never colour alone."""


def translated(text: str) -> str:
    """The catalogue's text; an empty key stays empty (the catalogue would give its header)."""
    return _(text) if text else ""


@register.filter
def message(value: Message | Mapping[str, Any] | str | None) -> str:
    """A stored message (its JSON, or the message itself) in the reader's language; plain text stays as it is."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        value = Message.from_json(value)
    return value.render(translated) if isinstance(value, Message) else str(value)


@register.filter
def flowing(text: str) -> str:
    """Text of several lines in one: between Chinese characters a line's end is no blank."""
    return _LINE_END.sub("", text)


def _decimal(value: Any) -> Decimal | None:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def plain(value: Decimal) -> str:
    """A number without exponent and without needless zeros after the point."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def grouped(value: Decimal) -> str:
    """Thousands separators, and at least two decimals where there are any."""
    exact = plain(value)
    if "." in exact and len(exact.split(".")[1]) < 2:
        value = value.quantize(Decimal("0.01"))
        return format(value, ",f")
    return format(Decimal(exact), ",f")


@register.filter
def amount(value: Any) -> str | SafeString:
    """Money with thousands separators; on hover in units of ten thousand yuan 万元."""
    number = _decimal(value)
    if number is None or not number.is_finite():
        return "–" if value in (None, "") else str(value)
    wan = _("%(number)s ten thousand yuan") % {"number": grouped(number / WAN)}
    return format_html(
        '<data class="num" value="{}" title="{}">{}</data>', plain(number), wan, grouped(number)
    )


@register.filter
def score(value: Any) -> str:
    """Points without needless zeros; a dash where there are none."""
    number = _decimal(value)
    return "–" if number is None else plain(number)


@register.filter
def percent(value: Any) -> str:
    """A share as a percentage with one decimal at most."""
    number = _decimal(value)
    if number is None:
        return "–"
    return plain((number * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)) + "%"


@register.filter
def get(mapping: Mapping[Any, Any] | None, key: Any) -> Any:
    """The value of a key that only a variable names; ``None`` when it is not there."""
    return mapping.get(key) if mapping else None


@register.filter
def short_hash(value: str) -> str:
    """The head of a hash, as people compare it."""
    return (value or "")[:12]


@register.inclusion_tag("people/_level.html")
def level_badge(level: str) -> dict[str, Any]:
    """A step of the risk scale: shape, word and colour."""
    shape, word = LEVELS.get(level, ("", level))
    return {"level": level, "shape": shape, "word": word}


@register.simple_tag(takes_context=True)
def navigation(context: template.Context) -> list[Place]:
    """The places in the header for the person who is signed in."""
    request = context.get("request")
    user = getattr(request, "user", None)
    return places_for(user, request.path) if isinstance(user, User) and request is not None else []


@register.inclusion_tag("people/_sort.html", takes_context=True)
def sort_head(
    context: template.Context, label: str, field: str, current: str, kind: str = ""
) -> dict[str, Any]:
    """The head of a column that sorts: once up, once more down; the other filters of the address stay."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    query["sort"] = f"-{field}" if current == field else field
    direction = {field: "ascending", f"-{field}": "descending"}.get(current, "none")
    return {
        "label": label,
        "url": f"?{query.urlencode()}",
        "direction": direction,
        "numeric": kind == "number",
    }


@register.filter
def unlocal(value: Any) -> str:
    """A number for machines (SVG attributes): a point, no separators, whatever the language."""
    number = _decimal(value)
    return "0" if number is None else plain(number)
