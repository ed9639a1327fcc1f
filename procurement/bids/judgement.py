"""What the judgement says of a bid, as the record's pages show it.

The record does not import the judgement: the scoring room registers who judges, the reading room who reads (their
``pages.py``).  Whoever asks has checked that the reader may see it: :func:`procurement.people.visibility.may_see_scores`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from procurement.bids.models import Bid
from procurement.files.models import StoredFile
from procurement.tenders.models import Tender

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class JudgedScore:
    """One criterion judged; ``explanation`` is a stored message, ``evidence`` the passages in the contract's form."""

    code: str
    score: Decimal | None
    passed: bool | None
    explanation: Json
    inputs: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[Json, ...] = ()
    rule: str = ""
    rule_version: int = 1
    decide_url: str = ""
    """Where an officer records what the committee decided on this item; empty where its rule decides."""

    @property
    def is_open(self) -> bool:
        """Whether the system could not decide."""
        return self.score is None and self.passed is None


@dataclass(frozen=True, slots=True)
class Judgement:
    """One bid judged: valid or rejected with reasons, its price for the evaluation, what a person must look at."""

    valid: bool
    evaluated_price: Decimal | None
    rejections: tuple[Json, ...]
    warnings: tuple[Json, ...]
    scores: Mapping[str, JudgedScore]

    @property
    def objective_total(self) -> Decimal:
        """The objective points that are there."""
        return sum((s.score for s in self.scores.values() if s.score is not None), Decimal(0))


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file was read: its pages, or the reason (a stored message) why it could not be.

    ``notes`` are messages on its state, such as pages read by recognition; ``suspicion`` says that its text misleads
    and is for those who see alerts.
    """

    pages: int
    problem: Json | None = None
    notes: tuple[Json, ...] = ()
    suspicion: Json | None = None


@dataclass(frozen=True, slots=True)
class PartsState:
    """How much of what the tender prescribes a bid has: parts in all, those not found in ``pages`` pages.

    ``address`` leads to the table of all bids.
    """

    total: int
    missing: tuple[str, ...]
    pages: int
    address: str

    @property
    def found(self) -> int:
        """How many prescribed parts the bid has."""
        return self.total - len(self.missing)


Judge = Callable[[Tender], Mapping[int, Judgement]]
Reader = Callable[[Iterable[StoredFile]], Mapping[str, Reading]]
Splitter = Callable[[Bid], PartsState | None]
_judges: list[Judge] = []
_readers: list[Reader] = []
_splitters: list[Splitter] = []


def judge(source: Judge) -> Judge:
    """Decorator: this function gives the judgement of every bid of a tender, by the bid's primary key."""
    _judges[:] = [source]
    return source


def reader(source: Reader) -> Reader:
    """Decorator: this function says how files were read, by their hash; files not read yet are left out."""
    _readers[:] = [source]
    return source


def splitter(source: Splitter) -> Splitter:
    """Decorator: this function says which prescribed parts a bid has; ``None`` where the tender prescribes none."""
    _splitters[:] = [source]
    return source


def judgements(tender: Tender) -> Mapping[int, Judgement]:
    """The judgement of every bid that counts now; empty before the first evaluation."""
    return _judges[0](tender) if _judges else {}


def readings(files: Iterable[StoredFile]) -> Mapping[str, Reading]:
    """How these files were read."""
    return _readers[0](files) if _readers else {}


def parts_state(bid: Bid) -> PartsState | None:
    """Which of the prescribed parts the bid has; ``None`` where that is not known."""
    return _splitters[0](bid) if _splitters else None
