"""What scoring says: a score with its reason, a rejection with its basis, a warning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from evaluation.evidence.passage import Passage
from procurement.message import Message


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """One criterion of one bid, judged.

    ``passed`` is set for qualification criteria, ``score`` for the others; both ``None`` mean that the rule could
    not decide, and ``explanation`` says why.  ``inputs`` are the numbers the score came from, as text.
    ``warnings`` and ``rejection`` are what the rule found beside the score; the engine gathers them for the bid.
    """

    criterion: str
    kind: str
    max_score: Decimal | None
    score: Decimal | None
    passed: bool | None
    explanation: Message
    inputs: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[Passage, ...] = ()
    rule: str = ""
    rule_version: int = 1
    warnings: tuple[BidWarning, ...] = ()
    rejection: Rejection | None = None


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why a bid is invalid 无效投标: criterion code or ground, reason, article."""

    code: str
    reason: Message
    basis: str


@dataclass(frozen=True, slots=True)
class BidWarning:
    """Something a person must look at; it rejects nothing by itself.  ``places`` are where to look."""

    kind: str
    basis: str
    detail: Message
    places: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class BidOutcome:
    """All that the system alone can say of one bid."""

    bidder: str
    valid: bool
    rejections: tuple[Rejection, ...]
    warnings: tuple[BidWarning, ...]
    evaluated_price: Decimal | None
    scores: tuple[CriterionScore, ...]
