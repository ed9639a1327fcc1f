"""A scored tender with a committee of three, an officer, a supervisor, an administrator, and people from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from evaluation import decisions
from evaluation.committee import services
from evaluation.committee.models import Clarification
from evaluation.committee.papers import Paper
from evaluation.committee.result import result_of
from evaluation.ranking import services as ranking
from evaluation.scoring.models import BidResult, Evaluation
from procurement.bids.models import Bid
from procurement.jobs.models import Job
from procurement.message import msg
from procurement.people.models import Role, User
from procurement.tenders.models import Tender
from tests.factories import BidFactory, TenderFactory, UserFactory, document, evaluate, sheet

QUESTION = "投标文件第 3 页与第 7 页的质保期不一致，请说明以何者为准。"
ANSWER = "以第 3 页载明的三年质保为准。"
REASON = "说明未超出投标文件的范围，予以采纳。"
DISSENT = "本人认为第一名的技术方案未响应第 12 条要求。"
PAPER = Paper("说明.pdf", b"%PDF-1.7 signed", "application/pdf")


@dataclass(frozen=True, slots=True)
class World:
    """The people and things of one tender."""

    tender: Tender
    evaluation: Evaluation
    officer: User
    experts: tuple[User, ...]
    supervisor: User
    administrator: User
    strangers: tuple[User, ...]

    def bid(self, key: str = "a") -> Bid:
        return self.tender.bids.get(key=key)

    def ask(self, key: str = "a", **changes: Any) -> Clarification:
        """A question to a bidder, an hour to answer."""
        given = {
            "bid": self.bid(key), "by": self.officer, "ground": "inconsistent", "question": QUESTION,
            "deadline": timezone.now() + timedelta(hours=1), **changes,
        }  # fmt: skip
        return services.ask(**given)

    def reply(self, row: Clarification, **changes: Any) -> None:
        """An answer that has just come."""
        given = {
            "clarification": row,
            "by": self.officer,
            "received_at": timezone.now(),
            "text": ANSWER,
            **changes,
        }
        services.reply(**given)

    def judge(self, row: Clarification, verdict: str = "accepted", reason: str = REASON) -> None:
        """What the committee finds."""
        services.judge(clarification=row, by=self.officer, verdict=verdict, reason=reason)

    def evaluated_anew(self) -> None:
        """The evaluation that a binding finding asks for is done, with the same result."""
        Job.objects.all().delete()
        Evaluation.objects.filter(pk=self.evaluation.pk).update(decisions=decisions.standing(self.tender))

    def sign(self, number: int, *, dissent: str = "") -> None:
        """The opinion of one member on the result as it stands."""
        result = result_of(self.tender)
        services.sign(
            tender=self.tender, expert=self.experts[number], agrees=not dissent, reason=dissent,
            seen=result.digest if result else "",
        )  # fmt: skip

    def stage(self, stage: str) -> None:
        """Moves the tender on."""
        Tender.objects.filter(pk=self.tender.pk).update(stage=stage)
        self.tender.refresh_from_db()

    def mismatch(self, key: str = "a", figures: str = "800,000.00", spoken: str = "780,000.00") -> None:
        """Scoring found that words and figures of a price differ (87号令 Art. 59(2))."""
        detail = msg("words %(spoken)s, figures %(figures)s", figures=figures, spoken=spoken).to_json()
        BidResult.objects.filter(evaluation=self.evaluation, bid__key=key).update(
            warnings=[{"kind": "arithmetic", "basis": "财政部令第87号第五十九条第（二）项", "detail": detail}]
        )


def build(stage: str = "scored") -> World:
    """Everything is scored and ranked: P1 differs, so that a is first, b second, c third."""
    officer = UserFactory(role=Role.OFFICER)
    experts = tuple(UserFactory(role=Role.EXPERT) for _ in range(3))
    tender = TenderFactory(stage=stage, officer=officer, experts=list(experts))
    for key in "abc":
        document(BidFactory(tender=tender, key=key), "投标文件.txt")
    evaluation = evaluate(tender, scores={"a": "30", "b": "25", "c": "20"})
    for expert in experts:
        sheet(tender, expert, "50")
    ranking.compute(tender=tender)
    strangers = (UserFactory(role=Role.OFFICER), UserFactory(role=Role.EXPERT))
    return World(
        tender, evaluation, officer, experts, UserFactory(role=Role.SUPERVISOR),
        UserFactory(role=Role.ADMINISTRATOR), strangers,
    )  # fmt: skip
