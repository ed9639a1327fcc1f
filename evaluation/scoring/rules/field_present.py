"""``field-present``: the bid states a fact at all."""

from __future__ import annotations

from typing import Any, Literal

from evaluation.scoring.facts import FieldProblem, evidence_problems, fact, shown
from evaluation.scoring.places import evidence_for
from evaluation.scoring.result import CriterionScore
from evaluation.scoring.rule import RuleContext, ScoringRule
from procurement.message import msg
from procurement.strict import Text
from procurement.tenders.rule_types import register_rule_type


@register_rule_type("field-present")
class FieldPresent(ScoringRule):
    """Passes when ``field`` is stated; as an objective criterion it gives the maximum or 0.

    Basis: conformity and qualification review 资格审查、符合性审查 (87号令 Art. 44, 50); a bid without a required
    certificate lacks a qualification (Art. 63(3); 招标投标法实施条例 Art. 51(3)).
    Excluded: whether the document is genuine or still valid, which a person judges on the page shown as evidence.
    An empty text, list or mapping and ``false`` state nothing.
    """

    type: Literal["field-present"] = "field-present"
    field: Text

    def field_names(self) -> tuple[str, ...]:
        return (self.field,)

    def field_problems(self, value: Any) -> list[FieldProblem]:
        return evidence_problems(value)

    def score(self, context: RuleContext) -> CriterionScore:
        stated = fact(context.bid, self.field)
        if not stated.present:
            return context.verdict(
                False, msg("“%(field)s” is not stated in the bid", field=context.criterion.title)
            )
        plain_value = stated.value if isinstance(stated.value, str) else ""
        return context.verdict(
            True,
            msg("“%(field)s” is stated in the bid", field=context.criterion.title),
            inputs={self.field: shown(stated.value)} if plain_value else {},
            evidence=evidence_for(context, stated.places, plain_value),
        )
