"""``value``: a stated number times a factor."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from evaluation.scoring.facts import FieldProblem, as_number, fact, number_problems, shown
from evaluation.scoring.numbers import grouped, plain
from evaluation.scoring.places import evidence_for
from evaluation.scoring.result import CriterionScore
from evaluation.scoring.rule import RuleContext, ScoringRule, needs_points
from procurement.message import Message, msg
from procurement.strict import ExactDecimal, Text
from procurement.tenders.rule_types import register_rule_type


@register_rule_type("value")
class Value(ScoringRule):
    """Gives the number in ``field`` × ``factor``, held between 0 and the maximum.

    Basis: factors are refined and quantified 评审因素应当细化和量化 (87号令 Art. 55).
    Excluded: a number that is not stated earns 0 and a warning.
    """

    type: Literal["value"] = "value"
    field: Text
    factor: ExactDecimal = Decimal(1)

    def field_names(self) -> tuple[str, ...]:
        return (self.field,)

    def problems(self, kind: str, max_score: Decimal | None) -> list[tuple[str, Message]]:
        return needs_points(kind)

    def field_problems(self, value: Any) -> list[FieldProblem]:
        return number_problems(value)

    def score(self, context: RuleContext) -> CriterionScore:
        stated = fact(context.bid, self.field)
        if stated.value is None:
            return context.not_stated()
        number = as_number(stated.value)
        if number is None:
            return context.not_a_number(shown(stated.value))
        product = number * self.factor
        said = {"number": grouped(number), "factor": plain(self.factor), "product": plain(product)}
        text = msg("%(number)s × %(factor)s = %(product)s points", **said)
        if product > context.full_marks:
            text = msg("%(said)s, held at %(max)s", said=text, max=plain(context.full_marks))
        if product < 0:
            text = msg("%(said)s, held at 0", said=text)
        return context.points(
            product,
            text,
            inputs={self.field: plain(number), "factor": plain(self.factor)},
            evidence=evidence_for(context, stated.places, number),
        )
