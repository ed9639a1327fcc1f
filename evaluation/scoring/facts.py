"""Facts: what a bid states in ``fields``, taken as numbers, dates and text that can be compared.

A field is a plain value or a mapping that carries ``evidence`` (and the value under ``value``).  YAML may hand over
a date as a date or as ISO text and an amount as quoted text or as an integer; the comparison sees no difference.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from procurement.bids.schema import BidSpec, EvidencePlace
from procurement.message import Message, msg
from procurement.strict import exact_decimal

Comparable = Decimal | date | str | bool
FieldProblem = tuple[str, Any, Message]


@dataclass(frozen=True, slots=True)
class Fact:
    """One stated fact: its value and the places the bid gives for it.  ``value`` is ``None`` when nothing is."""

    value: Any
    places: tuple[EvidencePlace, ...] = ()

    @property
    def present(self) -> bool:
        """Whether the bid states anything: empty text, list or mapping and ``false`` state nothing."""
        return self.value is not None and self.value is not False and self.value not in ("", [], (), {})


def fact(bid: BidSpec, name: str) -> Fact:
    """The field ``name`` of the bid as a fact."""
    return as_fact(bid.fields.get(name))


def as_fact(raw: Any) -> Fact:
    """A raw value as a fact: a mapping's ``evidence`` is its place and its ``value``, if any, the value."""
    if not isinstance(raw, Mapping):
        return Fact(raw)
    return Fact(raw.get("value", raw), places_of(raw))


def places_of(raw: Mapping[str, Any]) -> tuple[EvidencePlace, ...]:
    """The places a mapping gives under ``evidence``; those of a wrong shape are left out (the loader names them)."""
    places: list[EvidencePlace] = []
    for item in _listed(raw.get("evidence")):
        try:
            places.append(EvidencePlace.model_validate(item))
        except ValidationError:
            continue
    return tuple(places)


def as_number(value: Any) -> Decimal | None:
    """The value as an exact decimal, or ``None`` when it is not one."""
    try:
        return exact_decimal(value)
    except PydanticCustomError:
        return None


def as_date(value: Any) -> date | None:
    """The value as a date (a time is cut to its day), or ``None`` when it is not one."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value.strip()).date()
        except ValueError:
            return None
    return None


def as_text(value: Any) -> str:
    """The value as text in one form: full-width letters folded, outer blanks removed."""
    return unicodedata.normalize("NFKC", str(value)).strip()


def comparable(value: Any) -> Comparable | None:
    """The value as truth, number, date or text, tried in this order; ``None`` when it is none of them.

    Numbers come before dates, so that the text ``20240511`` is a number wherever it stands.
    """
    if isinstance(value, bool):
        return value
    number = as_number(value)
    if number is not None:
        return number
    day = as_date(value)
    if day is not None:
        return day
    return as_text(value) if isinstance(value, str) else None


def same(left: Any, right: Any) -> bool:
    """Whether two values say the same: ``"5.0"`` and ``5``, a date and its ISO text."""
    a, b = comparable(left), comparable(right)
    return a is not None and type(a) is type(b) and a == b


def shown(value: Any) -> str:
    """The value as an explanation writes it."""
    if value is None:
        return "—"
    return value.isoformat() if isinstance(value, date) else str(value)


def evidence_problems(raw: Any, path: str = "") -> list[FieldProblem]:
    """What is wrong with the ``evidence`` of a raw fact."""
    if not isinstance(raw, Mapping) or "evidence" not in raw:
        return []
    expected = msg("a place such as {document: bid.pdf, page: 12}")
    problems: list[FieldProblem] = []
    many = isinstance(raw["evidence"], list | tuple)
    for number, item in enumerate(_listed(raw["evidence"])):
        try:
            EvidencePlace.model_validate(item)
        except ValidationError:
            problems.append((f"{path}.evidence[{number}]" if many else f"{path}.evidence", item, expected))
    return [(place.lstrip("."), found, wanted) for place, found, wanted in problems]


def number_problems(raw: Any, path: str = "") -> list[FieldProblem]:
    """What is wrong with a raw fact that a rule reads as a number."""
    problems = evidence_problems(raw, path)
    value = as_fact(raw).value
    if value is not None and as_number(value) is None:
        where = f"{path}.value" if isinstance(raw, Mapping) and "value" in raw else path
        problems.append((where.lstrip("."), value, msg('an exact decimal in quotes, such as "1200.50"')))
    return problems


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]
