"""What a scoring rule is: parameters, checked when the tender is loaded, that can judge one bid.

The rule types live one to a file in ``rules/``, the price formulas one to a file in ``prices/``.  A rule sees one
bid alone; a price formula sees the prices of all valid bids.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from evaluation.evidence.passage import Passage
from evaluation.reading.document import Document
from evaluation.scoring.numbers import Number, clamp, half_up
from evaluation.scoring.result import BidWarning, CriterionScore, Rejection
from procurement.bids.schema import BidSpec
from procurement.message import Message, msg
from procurement.tenders.rule_types import RuleParameters
from procurement.tenders.schema import CriterionSpec, TenderSpec

QUALIFICATION = "qualification"


@dataclass(frozen=True, slots=True)
class RuleContext:
    """All that a rule may look at: the tender, the criterion, one bid and what was read of its documents."""

    tender: TenderSpec
    criterion: CriterionSpec
    bidder: str
    bid: BidSpec
    documents: Sequence[Document]

    @property
    def full_marks(self) -> Decimal:
        """The criterion's maximum; 0 for a qualification criterion, which gives no points."""
        return self.criterion.max_score if self.criterion.max_score is not None else Decimal(0)

    def points(
        self,
        number: Number,
        explanation: Message,
        *,
        inputs: Mapping[str, str] | None = None,
        evidence: Sequence[Passage] = (),
        warnings: Sequence[BidWarning] = (),
        rejection: Rejection | None = None,
    ) -> CriterionScore:
        """A score: held between 0 and the maximum, rounded half up to the tender's places."""
        exact = clamp(Fraction(number), 0, self.full_marks)
        score = half_up(exact, self.tender.rounding.places)
        return self._score(score, None, explanation, inputs, evidence, warnings, rejection)

    def verdict(
        self,
        passed: bool | None,  # noqa: FBT001  the verdict itself, not a switch
        explanation: Message,
        *,
        inputs: Mapping[str, str] | None = None,
        evidence: Sequence[Passage] = (),
        warnings: Sequence[BidWarning] = (),
        rejection: Rejection | None = None,
    ) -> CriterionScore:
        """Pass or fail; in an objective criterion the maximum or 0; ``None`` when the rule cannot decide."""
        if self.criterion.kind == QUALIFICATION:
            return self._score(None, passed, explanation, inputs, evidence, warnings, rejection)
        if passed is None:
            return self._score(None, None, explanation, inputs, evidence, warnings, rejection)
        return self.points(
            self.full_marks if passed else 0,
            explanation,
            inputs=inputs,
            evidence=evidence,
            warnings=warnings,
            rejection=rejection,
        )

    def undecided(
        self, reason: Message, *, inputs: Mapping[str, str] | None = None, evidence: Sequence[Passage] = ()
    ) -> CriterionScore:
        """No score, with the reason why; a person decides."""
        return self._score(None, None, reason, inputs, evidence, (), None)

    def not_a_number(self, found: str) -> CriterionScore:
        """No score for a figure that cannot be read as one; ``found`` is what stands there."""
        return self.undecided(
            msg("“%(field)s” is “%(found)s”, which is not a number", field=self.criterion.title, found=found)
        )

    def not_stated(self) -> CriterionScore:
        """0 points for what the bid does not state, with a warning that asks to look for it.

        People read the criterion's title, not the name of the field in the bid's data.
        """
        return self.points(
            0,
            msg("“%(field)s” is not stated in the bid: 0 points", field=self.criterion.title),
            warnings=[
                BidWarning(
                    "not-stated",
                    "",
                    msg(
                        "%(criterion)s: the bid does not state “%(field)s”; it was scored 0",
                        criterion=self.criterion.code,
                        field=self.criterion.title,
                    ),
                )
            ],
        )

    def _score(
        self,
        score: Decimal | None,
        passed: bool | None,  # noqa: FBT001  the verdict itself, not a switch
        explanation: Message,
        inputs: Mapping[str, str] | None,
        evidence: Sequence[Passage],
        warnings: Sequence[BidWarning],
        rejection: Rejection | None,
    ) -> CriterionScore:
        rule = self.criterion.rule
        return CriterionScore(
            criterion=self.criterion.code,
            kind=self.criterion.kind,
            max_score=self.criterion.max_score,
            score=score,
            passed=passed,
            explanation=explanation,
            inputs=dict(inputs or {}),
            evidence=tuple(evidence),
            rule=rule_name(rule),
            rule_version=rule.RULE_VERSION if rule is not None else 1,
            warnings=tuple(warnings),
            rejection=rejection,
        )


class ScoringRule(RuleParameters):
    """A rule that judges one bid by itself."""

    def score(self, context: RuleContext) -> CriterionScore:
        """The criterion's score for the bid in ``context``."""
        raise NotImplementedError


def rule_name(rule: RuleParameters | None) -> str:
    """The rule's name in results: its type, and for a price rule the formula."""
    if rule is None:
        return ""
    formula = getattr(rule, "formula", "")
    return f"{rule.type}:{formula}" if formula else rule.type


def needs_points(kind: str) -> list[tuple[str, Message]]:
    """The problem of a rule that gives points in a criterion that is passed or failed."""
    if kind != QUALIFICATION:
        return []
    return [("type", msg("a rule that passes or fails: field-present, field-equals, document-mentions"))]
