"""Where the rule types and price formulas announce the parameters they take.

The record checks a tender's rules when it is loaded but must not know how scores are computed.  So a rule type
(one file in ``evaluation/scoring/rules/``) registers its parameter model here, and the loader asks this table.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, TypeVar

from procurement.message import Message
from procurement.strict import Strict


class RuleParameters(Strict):
    """What a rule of one type carries.  Subclasses add the parameters and set ``type``.

    ``RULE_VERSION`` grows whenever the same parameters and facts would give another score.
    """

    RULE_VERSION: ClassVar[int] = 1
    type: str

    def field_names(self) -> tuple[str, ...]:
        """The bid fields the rule reads, so that the loader can check them and evidence can be found for them."""
        return ()

    def problems(self, kind: str, max_score: Decimal | None) -> list[tuple[str, Message]]:
        """What is wrong with these parameters in a criterion of this kind: (path below ``rule``, expected)."""
        return []

    def field_problems(self, value: Any) -> list[tuple[str, Any, Message]]:
        """What is wrong with a bid's value of the field: (path below the field, found, expected)."""
        return []


RULE_TYPES: dict[str, type[RuleParameters]] = {}
PRICE_FORMULAS: dict[str, type[RuleParameters]] = {}
_R = TypeVar("_R", bound=type[RuleParameters])


def register_rule_type(name: str) -> Any:
    """Class decorator: announces the parameters of rule type ``name``."""

    def add(cls: _R) -> _R:
        RULE_TYPES[name] = cls
        return cls

    return add


def register_price_formula(name: str) -> Any:
    """Class decorator: announces the parameters of price formula ``name`` (rule type ``price``)."""

    def add(cls: _R) -> _R:
        PRICE_FORMULAS[name] = cls
        return cls

    return add


def parameters_model(raw: Mapping[str, Any]) -> tuple[type[RuleParameters] | None, str, list[str]]:
    """The model for a raw rule; when there is none, (None, key that names an unknown thing, what is known)."""
    if raw.get("type") == "price":
        formula = raw.get("formula")
        model = PRICE_FORMULAS.get(formula) if isinstance(formula, str) else None
        return model, "formula", sorted(PRICE_FORMULAS)
    kind = raw.get("type")
    model = RULE_TYPES.get(kind) if isinstance(kind, str) else None
    return model, "type", sorted([*RULE_TYPES, "price"])
