"""``deviations``: points lost and won by how the bid departs from the requirements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from evaluation.evidence import Passage
from evaluation.scoring import law
from evaluation.scoring.facts import FieldProblem, as_fact, evidence_problems, fact, places_of
from evaluation.scoring.numbers import plain
from evaluation.scoring.places import anywhere, at, beside, contents_last
from evaluation.scoring.result import CriterionScore, Rejection
from evaluation.scoring.rule import QUALIFICATION, RuleContext, ScoringRule
from procurement.message import Message, msg
from procurement.strict import ExactDecimal, Text, exact_decimal
from procurement.tenders.rule_types import register_rule_type
from procurement.tenders.schema import Points

KINDS = ("none", "positive", "negative")
REJECT = "reject"


def _reject_or_points(value: Any) -> Any:
    if value == REJECT:
        return value
    try:
        return exact_decimal(value)
    except PydanticCustomError:
        raise PydanticCustomError(
            "reject_or_points", "reject, or points as an exact decimal in quotes"
        ) from None


@register_rule_type("deviations")
class Deviations(ScoringRule):
    """Gives ``start`` plus what the deviations in ``field`` add (``each_positive``) or take (``each_negative``).

    A negative deviation from a starred requirement 带★的实质性要求 rejects the bid (``starred_negative: reject``) or
    takes the points given there; where nothing is given it counts like any other negative one.  A positive
    deviation from a starred requirement counts like any positive one.  ``start`` is the maximum when left out.
    Basis: a bid must meet every substantive requirement (87号令 Art. 50, 63(6); 招标投标法实施条例 Art. 51(6)).
    Excluded: whether a deviation that the bidder calls "none" is one; the table is taken as stated.  An empty
    table says that nothing deviates; a bid that states no table at all earns 0 and a warning.
    """

    type: Literal["deviations"] = "deviations"
    field: Text
    start: Points | None = None
    each_negative: ExactDecimal = Decimal(0)
    each_positive: ExactDecimal = Decimal(0)
    starred_negative: Annotated[Decimal | Literal["reject"] | None, BeforeValidator(_reject_or_points)] = None

    def field_names(self) -> tuple[str, ...]:
        return (self.field,)

    def problems(self, kind: str, max_score: Decimal | None) -> list[tuple[str, Message]]:
        problems: list[tuple[str, Message]] = []
        if self.each_negative > 0:
            problems.append(("each_negative", msg("zero or a negative number: points that are taken")))
        if self.each_positive < 0:
            problems.append(("each_positive", msg("zero or a positive number: points that are given")))
        if isinstance(self.starred_negative, Decimal) and self.starred_negative > 0:
            problems.append(
                ("starred_negative", msg("reject, zero, or a negative number: points that are taken"))
            )
        if kind == QUALIFICATION and self.starred_negative != REJECT:
            problems.append(("starred_negative", msg("reject, in a criterion that is passed or failed")))
        return problems

    def field_problems(self, value: Any) -> list[FieldProblem]:
        entries = as_fact(value).value
        if entries is None:
            return []
        if not isinstance(entries, list | tuple):
            return [("", entries, msg("a list of deviations"))]
        problems: list[FieldProblem] = []
        for number, entry in enumerate(entries):
            path = f"[{number}]"
            if not isinstance(entry, Mapping):
                problems.append((path, entry, msg("a deviation such as {clause: 3.2.1, kind: none}")))
                continue
            if entry.get("kind") not in KINDS:
                problems.append((f"{path}.kind", entry.get("kind"), msg("none, positive or negative")))
            if not isinstance(entry.get("starred", False), bool):
                problems.append((f"{path}.starred", entry["starred"], msg("true or false")))
            problems += evidence_problems(entry, path)
        return problems

    def score(self, context: RuleContext) -> CriterionScore:
        stated = fact(context.bid, self.field)
        if stated.value is None:
            if context.criterion.kind == QUALIFICATION:
                return context.verdict(
                    False, msg("“%(field)s” is not stated in the bid", field=context.criterion.title)
                )
            return context.not_stated()
        if self.field_problems({"value": stated.value}):
            return context.undecided(
                msg("“%(field)s” is not a table of deviations", field=context.criterion.title)
            )
        tally = _Tally.of(stated.value)
        evidence = _evidence(context, stated.value)
        if tally.starred and self.starred_negative == REJECT:
            return self._rejected(context, tally, evidence)
        if context.criterion.kind == QUALIFICATION:
            text = msg("no starred requirement is missed")
            return context.verdict(True, text, inputs=tally.inputs(), evidence=evidence)
        start = context.full_marks if self.start is None else self.start
        starred_each = (
            self.starred_negative if isinstance(self.starred_negative, Decimal) else self.each_negative
        )
        total = (
            start
            + self.each_negative * len(tally.negative)
            + self.each_positive * tally.positive
            + starred_each * len(tally.starred)
        )
        text = msg(
            "%(start)s at the start; %(negative)s negative × %(each_negative)s, "
            "%(starred)s starred negative × %(each_starred)s, %(positive)s positive × %(each_positive)s: "
            "%(total)s points",
            start=plain(start),
            negative=len(tally.negative),
            each_negative=plain(self.each_negative),
            starred=len(tally.starred),
            each_starred=plain(starred_each),
            positive=tally.positive,
            each_positive=plain(self.each_positive),
            total=plain(total),
        )
        if total < 0:
            text = msg("%(said)s, held at 0", said=text)
        elif total > context.full_marks:
            text = msg("%(said)s, held at %(max)s", said=text, max=plain(context.full_marks))
        return context.points(total, text, inputs=tally.inputs() | {"start": plain(start)}, evidence=evidence)

    def _rejected(self, context: RuleContext, tally: _Tally, evidence: list[Passage]) -> CriterionScore:
        reason = msg(
            "negative deviation from starred requirement %(clauses)s (%(title)s)",
            clauses="、".join(tally.starred),
            title=context.criterion.title,
        )
        rejection = Rejection(context.criterion.code, reason, law.basis("response", context.tender))
        return context.verdict(False, reason, inputs=tally.inputs(), evidence=evidence, rejection=rejection)


@dataclass(frozen=True, slots=True)
class _Tally:
    """The clauses of the negative deviations, starred ones apart, and how many positive ones there are."""

    negative: tuple[str, ...]
    starred: tuple[str, ...]
    positive: int

    @classmethod
    def of(cls, entries: list[Mapping[str, Any]]) -> _Tally:
        negative = [entry for entry in entries if entry["kind"] == "negative"]
        return cls(
            tuple(str(e.get("clause", "?")) for e in negative if not e.get("starred")),
            tuple(str(e.get("clause", "?")) for e in negative if e.get("starred")),
            sum(entry["kind"] == "positive" for entry in entries),
        )

    def inputs(self) -> dict[str, str]:
        """The tally as inputs of a score."""
        return {
            "negative": str(len(self.negative)),
            "negative clauses": "、".join(self.negative),
            "starred negative": str(len(self.starred)),
            "starred clauses": "、".join(self.starred),
            "positive": str(self.positive),
        }


def _evidence(context: RuleContext, entries: list[Mapping[str, Any]]) -> list[Passage]:
    """Where the deviations that count are stated; where none counts, where the table is, if the bid says it."""
    counting = [entry for entry in entries if entry["kind"] != "none"]
    found: list[Passage] = []
    for entry in counting or entries[:1]:
        clause = str(entry.get("clause", ""))
        stated = at(context.documents, places_of(entry), [clause] if clause else [])
        found += stated or (beside(context.documents, clause, near="偏离", limit=1) if clause else [])
    return found or contents_last(context.documents, anywhere(context.documents, ["偏离表"]))[:1]
