"""``field-equals``: a stated fact has a wanted value."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from evaluation.scoring.conditions import Scalar
from evaluation.scoring.facts import FieldProblem, as_fact, comparable, evidence_problems, fact, same, shown
from evaluation.scoring.places import evidence_for
from evaluation.scoring.result import CriterionScore
from evaluation.scoring.rule import RuleContext, ScoringRule
from evaluation.scoring.stated import any_of, said
from procurement.message import msg
from procurement.strict import Text
from procurement.tenders.rule_types import register_rule_type


@register_rule_type("field-equals")
class FieldEquals(ScoringRule):
    """Passes when ``field`` is ``value``, or one of ``one_of``; as an objective criterion the maximum or 0.

    Numbers are compared as numbers, dates as dates, text after folding full-width letters and outer blanks;
    upper and lower case differ.  A fact that is not stated does not pass.
    Basis: qualification review 资格审查 (87号令 Art. 44, 63(3); 招标投标法实施条例 Art. 51(3)).
    Excluded: whether what the bid states is true; the register it comes from is not asked.
    """

    type: Literal["field-equals"] = "field-equals"
    field: Text
    value: Scalar | None = None
    one_of: tuple[Scalar, ...] | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> FieldEquals:
        if (self.value is None) == (not self.one_of):
            raise PydanticCustomError("value_or_one_of", "either value or a list one_of")
        return self

    @property
    def wanted(self) -> tuple[Any, ...]:
        """The values that pass."""
        return self.one_of or (self.value,)

    def field_names(self) -> tuple[str, ...]:
        return (self.field,)

    def field_problems(self, value: Any) -> list[FieldProblem]:
        problems = evidence_problems(value)
        stated = as_fact(value).value
        if stated is not None and comparable(stated) is None:
            problems.append(("", stated, msg("text, a date, or an exact decimal in quotes")))
        return problems

    def score(self, context: RuleContext) -> CriterionScore:
        stated = fact(context.bid, self.field)
        options = any_of(self.wanted)
        if stated.value is None:
            return context.verdict(
                False,
                msg(
                    "“%(field)s” is not stated in the bid; %(wanted)s is required",
                    field=context.criterion.title,
                    wanted=options,
                ),
            )
        found = shown(stated.value)
        passed = any(same(stated.value, option) for option in self.wanted)
        template = (
            msg(
                "“%(field)s” is %(found)s, as required",
                field=context.criterion.title,
                found=said(stated.value),
            )
            if passed
            else msg(
                "“%(field)s” is %(found)s; %(wanted)s is required",
                field=context.criterion.title,
                found=said(stated.value),
                wanted=options,
            )
        )
        return context.verdict(
            passed,
            template,
            inputs={self.field: found},
            evidence=evidence_for(context, stated.places, stated.value),
        )
