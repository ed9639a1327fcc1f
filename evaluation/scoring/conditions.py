"""The ``where`` of a rule: conditions that an entry of a list must all meet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, model_validator
from pydantic_core import PydanticCustomError

from evaluation.scoring.facts import as_date, as_fact, as_number, as_text, comparable, same, shown
from procurement.message import Message, msg
from procurement.strict import Strict


def _scalar(value: Any) -> Any:
    """A value to compare with: text, an exact number, a date or a truth value."""
    if isinstance(value, str | bool | int | Decimal | date | datetime):
        return value
    raise PydanticCustomError("scalar", "text, a date, or an exact decimal in quotes")


def _ordered(value: Any) -> Any:
    """A bound: a number or a date; text has no order that a tender could mean."""
    if not isinstance(comparable(value), Decimal | date):
        raise PydanticCustomError("ordered", "a date or an exact decimal in quotes")
    return value


Scalar = Annotated[Any, BeforeValidator(_scalar)]
Bound = Annotated[Any, BeforeValidator(_ordered)]


class Condition(Strict):
    """What one entry field must meet; several conditions on a field must all hold.

    A bound decides how the entry is read: as a number beside a number, as a date beside a date.
    """

    at_least: Bound | None = None
    at_most: Bound | None = None
    equals: Scalar | None = None
    one_of: tuple[Scalar, ...] | None = None
    contains: str | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Condition:
        if not self.model_fields_set:
            raise PydanticCustomError(
                "condition", "at least one of at_least, at_most, equals, one_of, contains"
            )
        return self

    def failure(self, raw: Any) -> Message | None:
        """Why the value does not meet the condition; ``None`` when it does."""
        value = as_fact(raw).value
        if value is None:
            return msg("not stated")
        return self._outside(value) or self._other(value)

    def _outside(self, value: Any) -> Message | None:
        """Why the value lies outside the bounds."""
        if self.at_least is not None and not _reaches(value, self.at_least):
            return msg("%(value)s is not at least %(bound)s", value=shown(value), bound=shown(self.at_least))
        if self.at_most is not None and not _within(value, self.at_most):
            return msg("%(value)s is not at most %(bound)s", value=shown(value), bound=shown(self.at_most))
        return None

    def _other(self, value: Any) -> Message | None:
        """Why the value is not what is wanted."""
        if self.equals is not None and not same(value, self.equals):
            return msg("%(value)s is not %(wanted)s", value=shown(value), wanted=shown(self.equals))
        if self.one_of is not None and not any(same(value, option) for option in self.one_of):
            options = ", ".join(shown(option) for option in self.one_of)
            return msg("%(value)s is none of %(options)s", value=shown(value), options=options)
        if self.contains is not None and not _contains(value, self.contains):
            return msg("%(value)s does not contain “%(wanted)s”", value=shown(value), wanted=self.contains)
        return None

    def needs(self) -> str:
        """``number`` or ``date`` when a bound wants the entry to be one, otherwise empty."""
        for bound in (self.at_least, self.at_most):
            if bound is not None:
                return "number" if as_number(bound) is not None else "date"
        return ""


Where = Mapping[str, Condition]
_LABELS: Mapping[str, Message] = {
    "title": msg("title"),
    "name": msg("name"),
    "amount": msg("amount"),
    "signed_on": msg("date of signing"),
    "completed_on": msg("date of completion"),
    "accepted_on": msg("date of acceptance"),
    "valid_until": msg("valid until"),
    "buyer": msg("buyer"),
    "kind": msg("kind"),
    "level": msg("level"),
}
"""What fields that many lists have are called; of any other the reason alone is said, for its name is a data key."""


def first_failure(where: Where, entry: Mapping[str, Any]) -> Message | None:
    """The first condition, by field name, that the entry does not meet; ``None`` when it meets all."""
    for name in sorted(where):
        reason = where[name].failure(entry.get(name))
        if reason is not None:
            label = _LABELS.get(name)
            return msg("%(field)s: %(reason)s", field=label, reason=reason) if label else reason
    return None


def _pair(value: Any, bound: Any) -> tuple[Decimal, Decimal] | tuple[date, date] | None:
    """Value and bound read alike; ``None`` when the value cannot be read as what the bound is."""
    limit = as_number(bound)
    if limit is not None:
        number = as_number(value)
        return None if number is None else (number, limit)
    day, limit_day = as_date(value), as_date(bound)
    return None if day is None or limit_day is None else (day, limit_day)


def _reaches(value: Any, bound: Any) -> bool:
    pair = _pair(value, bound)
    return pair is not None and pair[0] >= pair[1]  # type: ignore[operator]  # both of one type


def _within(value: Any, bound: Any) -> bool:
    pair = _pair(value, bound)
    return pair is not None and pair[0] <= pair[1]  # type: ignore[operator]  # both of one type


def _contains(value: Any, wanted: str) -> bool:
    """Text contains text; a list contains it when one of its values is it."""
    if isinstance(value, list | tuple):
        return any(same(item, wanted) for item in value)
    return as_text(wanted).casefold() in as_text(value).casefold()
