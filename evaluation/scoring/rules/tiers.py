"""``tiers``: a stated number earns the score of the step it reaches."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from evaluation.scoring.facts import FieldProblem, as_number, fact, number_problems, shown
from evaluation.scoring.numbers import grouped, plain
from evaluation.scoring.places import evidence_for
from evaluation.scoring.result import CriterionScore
from evaluation.scoring.rule import RuleContext, ScoringRule, needs_points
from procurement.message import Message, msg
from procurement.strict import ExactDecimal, Strict, Text
from procurement.tenders.rule_types import register_rule_type
from procurement.tenders.schema import Points


class Tier(Strict):
    """One step: from this number on, this score."""

    at_least: ExactDecimal
    score: Points


@register_rule_type("tiers")
class Tiers(ScoringRule):
    """Gives the score of the first tier that the number in ``field`` reaches, highest first, else ``otherwise``.

    A tier is reached at its bound itself (≥).  The order in which the tender lists the tiers does not matter.
    Basis: a factor with ranges has a score for each range 评审因素应当量化到相应区间 (87号令 Art. 55).
    Excluded: a number that is not stated earns 0 and a warning, not ``otherwise``, which is for a stated number
    below every tier.
    """

    type: Literal["tiers"] = "tiers"
    field: Text
    tiers: Annotated[tuple[Tier, ...], Field(min_length=1)]
    otherwise: Points = Decimal(0)

    def field_names(self) -> tuple[str, ...]:
        return (self.field,)

    def problems(self, kind: str, max_score: Decimal | None) -> list[tuple[str, Message]]:
        problems = needs_points(kind)
        seen: set[Decimal] = set()
        for number, tier in enumerate(self.tiers):
            if tier.at_least in seen:
                problems.append((f"tiers[{number}].at_least", msg("a bound that no other tier has")))
            seen.add(tier.at_least)
        return problems

    def field_problems(self, value: Any) -> list[FieldProblem]:
        return number_problems(value)

    def score(self, context: RuleContext) -> CriterionScore:
        stated = fact(context.bid, self.field)
        if stated.value is None:
            return context.not_stated()
        number = as_number(stated.value)
        if number is None:
            return context.not_a_number(shown(stated.value))
        evidence = evidence_for(context, stated.places, number)
        reached = next(
            (t for t in sorted(self.tiers, key=_bound, reverse=True) if number >= t.at_least), None
        )
        inputs = {self.field: plain(number)}
        if reached is None:
            text = msg(
                "%(number)s reaches no tier: %(score)s points",
                number=grouped(number),
                score=plain(self.otherwise),
            )
            return context.points(self.otherwise, text, inputs=inputs, evidence=evidence)
        text = msg(
            "%(number)s reaches the tier from %(bound)s: %(score)s points",
            number=grouped(number),
            bound=grouped(reached.at_least),
            score=plain(reached.score),
        )
        inputs["tier"] = plain(reached.at_least)
        return context.points(reached.score, text, inputs=inputs, evidence=evidence)


def _bound(tier: Tier) -> Decimal:
    return tier.at_least
