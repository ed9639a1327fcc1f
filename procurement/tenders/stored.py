"""From stored JSON back to the checked specification: the rules first, because their models are registered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from procurement.tenders.rule_types import RuleParameters, parameters_model
from procurement.tenders.schema import CriterionSpec, TenderSpec


def rule_from_json(raw: Mapping[str, Any]) -> RuleParameters:
    """The parameters of a rule that was checked when it was stored; ``LookupError`` when its type is gone."""
    model, key, known = parameters_model(raw)
    if model is None:
        raise LookupError(f"no rule for {key} {raw.get(key)!r}; known: {', '.join(known)}")
    return model.model_validate(dict(raw))


def criterion_from_json(raw: Mapping[str, Any]) -> CriterionSpec:
    """A criterion from what ``model_dump(mode="json", by_alias=True)`` wrote."""
    rule = raw.get("rule")
    return CriterionSpec.model_validate({**raw, "rule": rule_from_json(rule) if rule is not None else None})


def tender_from_json(raw: Mapping[str, Any]) -> TenderSpec:
    """A tender from what ``model_dump(mode="json", by_alias=True)`` wrote."""
    return TenderSpec.model_validate({**raw, "criteria": [criterion_from_json(c) for c in raw["criteria"]]})
