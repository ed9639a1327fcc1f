"""A tender with two bids and a supervisor: where alerts live in tests."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from evaluation.scoring.models import Evaluation
from procurement.people.models import Role, User
from procurement.tenders.models import Tender
from tests.factories import BidFactory, TenderFactory, UserFactory, evaluate


@dataclass(frozen=True, slots=True)
class World:
    """The people and things of one evaluated tender."""

    tender: Tender
    evaluation: Evaluation
    officer: User
    supervisor: User
    expert: User


def world(stage: str = "evaluated", bidders: tuple[str, ...] = ("a", "b", "c"), **tender: object) -> World:
    """An evaluated tender with these bidders, an officer, an expert and a supervisor."""
    officer, expert = UserFactory(role=Role.OFFICER), UserFactory(role=Role.EXPERT)
    made = TenderFactory(stage=stage, officer=officer, experts=[expert], **tender)
    for key in bidders:
        BidFactory(tender=made, key=key)
    return World(made, evaluate(made), officer, UserFactory(role=Role.SUPERVISOR), expert)


def page_of(w: World, number: int = 1) -> str:
    """The address of the page of an alert."""
    return reverse("collusion:alert", args=[w.tender.reference, number])
