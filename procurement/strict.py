"""The base of every model that checks what people hand in: unknown keys are refused, amounts are exact."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict
from pydantic_core import PydanticCustomError


class Strict(BaseModel):
    """Frozen; an unknown key is an error (turned into words, with the nearest known key, by ``problems.py``)."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def exact_decimal(value: Any) -> Decimal:
    """A ``Decimal`` from text or an integer; a binary float is refused, because it has already lost the amount."""
    if isinstance(value, bool | float):
        raise PydanticCustomError("exact_decimal", 'an exact decimal in quotes, such as "1200.50"')
    if isinstance(value, Decimal):
        number = value
    elif isinstance(value, int):
        number = Decimal(value)
    elif isinstance(value, str):
        try:
            number = Decimal(value.strip())
        except InvalidOperation:
            raise PydanticCustomError(
                "exact_decimal", 'an exact decimal in quotes, such as "1200.50"'
            ) from None
    else:
        raise PydanticCustomError("exact_decimal", 'an exact decimal in quotes, such as "1200.50"')
    if not number.is_finite():
        raise PydanticCustomError("exact_decimal", 'a finite decimal in quotes, such as "1200.50"')
    return number


def scalar_text(value: Any) -> Any:
    """Text from what YAML may have read as a number or a date, so that ``id: 110`` and ``id: "110"`` are one."""
    if isinstance(value, bool) or not isinstance(value, int | date | datetime):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)


def as_tuple(value: Any) -> Any:
    """One value or a list of values, as a list: platforms record one network card or several."""
    return value if isinstance(value, list | tuple) or value is None else [value]


ExactDecimal = Annotated[Decimal, BeforeValidator(exact_decimal)]
Text = Annotated[str, BeforeValidator(scalar_text)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(as_tuple)]
