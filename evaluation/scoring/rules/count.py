"""``count``: so many points for each entry of a list that meets the conditions."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from evaluation.evidence import Passage
from evaluation.scoring.conditions import Condition, first_failure
from evaluation.scoring.facts import (
    FieldProblem,
    as_date,
    as_fact,
    as_number,
    evidence_problems,
    fact,
    places_of,
)
from evaluation.scoring.numbers import plain
from evaluation.scoring.places import evidence_for
from evaluation.scoring.result import CriterionScore
from evaluation.scoring.rule import RuleContext, ScoringRule, needs_points
from procurement.message import Message, msg
from procurement.strict import Text
from procurement.tenders.rule_types import register_rule_type
from procurement.tenders.schema import Points

_SAID = 5
"""How many of the entries that do not count the explanation gives a reason for."""
_NAMES = ("title", "name", "amount", "signed_on")


@register_rule_type("count")
class Count(ScoringRule):
    """Gives ``each`` for every entry of the list in ``field`` that meets all of ``where``; ``at_most`` may count.

    Dates and amounts are compared as such.  An entry that lacks a field which a condition names does not count.
    Inputs say, entry by entry, what counted; the explanation says why another did not.
    Basis: factors are refined and quantified 评审因素应当细化和量化 (87号令 Art. 55).
    Excluded: whether two entries are one contract twice, and whether a contract is genuine: a person judges.
    """

    type: Literal["count"] = "count"
    field: Text
    each: Points
    where: Mapping[Text, Condition] = Field(default_factory=dict)
    at_most: Annotated[int, Field(ge=0, strict=True)] | None = None

    def field_names(self) -> tuple[str, ...]:
        return (self.field,)

    def problems(self, kind: str, max_score: Decimal | None) -> list[tuple[str, Message]]:
        return needs_points(kind)

    def field_problems(self, value: Any) -> list[FieldProblem]:
        entries = as_fact(value).value
        if entries is None:
            return []
        if not isinstance(entries, list | tuple):
            return [("", entries, msg("a list of entries"))]
        problems: list[FieldProblem] = []
        for number, entry in enumerate(entries):
            path = f"[{number}]"
            if not isinstance(entry, Mapping):
                problems.append((path, entry, msg("an entry such as {title: …, amount: …}")))
                continue
            problems += evidence_problems(entry, path)
            for name, condition in self.where.items():
                problems += _shape_problems(condition.needs(), entry.get(name), f"{path}.{name}")
        return problems

    def score(self, context: RuleContext) -> CriterionScore:
        stated = fact(context.bid, self.field)
        if stated.value is None:
            return context.not_stated()
        if not isinstance(stated.value, list | tuple) or not all(
            isinstance(e, Mapping) for e in stated.value
        ):
            return context.undecided(
                msg("“%(field)s” is not a list of entries", field=context.criterion.title)
            )
        inputs: dict[str, str] = {"entries": str(len(stated.value))}
        evidence: list[Passage] = []
        left_out: list[Message] = []
        met = 0
        for number, entry in enumerate(stated.value, start=1):
            reason = first_failure(self.where, entry)
            name = _name(entry)
            if reason is not None:
                inputs[f"entry {number}"] = f"✗ {name}"
                left_out.append(msg("%(name)s does not count (%(reason)s)", name=name, reason=reason))
                continue
            met += 1
            inputs[f"entry {number}"] = f"✓ {name}"
            evidence += evidence_for(
                context, places_of(entry), *(as_fact(entry[key]).value for key in _NAMES if key in entry)
            )[:1]
        counted = met if self.at_most is None else min(met, self.at_most)
        inputs |= {"met": str(met), "counted": str(counted), "each": plain(self.each)}
        product = self.each * counted
        text = msg(
            "%(counted)s of %(entries)s entries count × %(each)s = %(product)s points",
            counted=counted,
            entries=len(stated.value),
            each=plain(self.each),
            product=plain(product),
        )
        if product > context.full_marks:
            text = msg("%(said)s, held at %(max)s", said=text, max=plain(context.full_marks))
        for said in left_out[:_SAID]:
            text = msg("%(before)s; %(after)s", before=text, after=said)
        return context.points(product, text, inputs=inputs, evidence=evidence)


def _shape_problems(need: str, raw: Any, path: str) -> list[FieldProblem]:
    """An entry's value must be readable as what the condition compares it with."""
    value = as_fact(raw).value
    if value is None or not need:
        return (
            [(path, value, msg('an exact decimal in quotes, such as "1200.50"'))]
            if isinstance(value, float)
            else []
        )
    if need == "number" and as_number(value) is None:
        return [(path, value, msg('an exact decimal in quotes, such as "1200.50"'))]
    if need == "date" and as_date(value) is None:
        return [(path, value, msg("a date such as 2024-05-11"))]
    return []


def _name(entry: Mapping[str, Any]) -> str:
    """What an entry is called: its title or name, else its first value."""
    for key in ("title", "name"):
        if entry.get(key):
            return str(entry[key])
    return str(next(iter(entry.values()), ""))
