"""Stored objects for tests: small, valid, and said in one line.

A tender comes with the criteria of ``tests.packages.TENDER`` (Q1 qualification, P1 and O1 objective, S1 subjective);
beyond the stage "loaded" it has an opening, and ``evaluate(tender)`` gives every bid a result.
"""

from __future__ import annotations

import copy
from datetime import timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import factory
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from factory.django import DjangoModelFactory

from evaluation.panel.models import ScoreSheet, SheetScore, SheetState
from evaluation.scoring.models import BidResult, Evaluation, Score
from procurement.bids.models import Bid, BidDocument, Opening
from procurement.bids.schema import BidSpec
from procurement.files.models import StoredFile
from procurement.files.services import store
from procurement.message import msg
from procurement.people.models import Assignment, Role, User
from procurement.suppliers.models import Supplier
from procurement.tenders.models import Criterion, Stage, Tender
from procurement.tenders.stored import tender_from_json
from tests.packages import BID, TENDER

PASSWORD = "correct horse battery"


@cache
def hashed() -> str:
    """The password as it is stored; hashed once, for hashing is slow on purpose."""
    return make_password(PASSWORD)


class UserFactory(DjangoModelFactory[User]):
    """A person; an officer unless another role is given."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person{n}")
    display_name = factory.Sequence(lambda n: f"张{n}")
    role = Role.OFFICER
    organisation = "明诚招标代理"
    password = factory.LazyFunction(hashed)


class SupplierFactory(DjangoModelFactory[Supplier]):
    """A firm without a credit code."""

    class Meta:
        model = Supplier

    name = factory.Sequence(lambda n: f"第{n}信息技术有限公司")


class TenderFactory(DjangoModelFactory[Tender]):
    """A tender with its criteria; ``officer=`` and ``experts=`` put people to work on it."""

    class Meta:
        model = Tender
        skip_postgeneration_save = True

    reference = factory.Sequence(lambda n: f"ZFCG-2026-{n:04d}")
    title = "实验设备采购"
    buyer = "市第一中学"
    regime = "government-procurement"
    object = "goods"
    method = "comprehensive-score"
    budget = Decimal(1_000_000)
    ceiling = Decimal(900_000)
    bid_deadline = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
    digest = factory.Sequence(lambda n: f"{n:064x}")
    stage = Stage.LOADED

    @factory.lazy_attribute
    def specification(self) -> dict[str, Any]:
        raw = copy.deepcopy(TENDER) | {
            "reference": self.reference,
            "title": self.title,
            "method": self.method,
            "bid_deadline": self.bid_deadline.isoformat(),
        }
        return tender_from_json(raw).model_dump(mode="json", by_alias=True)

    @factory.post_generation
    def criteria(self: Tender, create: bool, extracted: Any, **_kwargs: Any) -> None:
        for position, raw in enumerate(self.specification["criteria"]):
            Criterion.objects.create(
                tender=self,
                position=position,
                code=raw["code"],
                title=raw["title"],
                kind=raw["kind"],
                max_score=raw["max_score"],
                specification=raw,
            )

    @factory.post_generation
    def opening(self: Tender, create: bool, extracted: Any, **_kwargs: Any) -> None:
        if self.stage != Stage.LOADED:
            Opening.objects.create(tender=self, opened_at=timezone.now())

    @factory.post_generation
    def officer(self: Tender, create: bool, extracted: User | None, **_kwargs: Any) -> None:
        if extracted is not None:
            Assignment.objects.create(tender=self, user=extracted)

    @factory.post_generation
    def experts(self: Tender, create: bool, extracted: list[User] | None, **_kwargs: Any) -> None:
        for expert in extracted or ():
            Assignment.objects.create(tender=self, user=expert)


class BidFactory(DjangoModelFactory[Bid]):
    """A bid without documents; ``document()`` gives it one."""

    class Meta:
        model = Bid

    tender = factory.SubFactory(TenderFactory)
    key = factory.Sequence(lambda n: f"bidder{n}")
    supplier = factory.SubFactory(SupplierFactory)
    price = Decimal("800000.00")

    @factory.lazy_attribute
    def specification(self) -> dict[str, Any]:
        raw = copy.deepcopy(BID)
        raw["supplier"]["name"] = self.supplier.name
        raw["price"] = {"total": str(self.price)}
        return BidSpec.model_validate(raw).model_dump(mode="json", by_alias=True)


def stored(text: str = "投标文件", media_type: str = "text/plain") -> StoredFile:
    """A kept file with this text."""
    return store(data=text.encode(), media_type=media_type)


def document(bid: Bid, name: str = "投标文件.txt", text: str = "投标文件") -> BidDocument:
    """A document of a bid."""
    return BidDocument.objects.create(bid=bid, name=name, position=bid.documents.count(), file=stored(text))


def evaluate(
    tender: Tender, *, invalid: tuple[str, ...] = (), scores: dict[str, str] | None = None
) -> Evaluation:
    """An evaluation in which every bid has a result and every objective criterion a score.

    ``invalid`` are the keys of rejected bids; ``scores`` gives P1 by key, 20 where nothing is given.
    """
    number = tender.evaluations.count() + 1
    evaluation = Evaluation.objects.create(tender=tender, number=number, digest=f"{number:064x}")
    for bid in tender.bids.all():
        rejections = [
            {"code": "Q1", "reason": msg("licence missing").to_json(), "basis": "87号令 Art. 63(3)"}
        ]
        result = BidResult.objects.create(
            evaluation=evaluation,
            bid=bid,
            valid=bid.key not in invalid,
            evaluated_price=bid.price,
            rejections=rejections if bid.key in invalid else [],
        )
        for criterion in tender.criteria.exclude(kind="subjective"):
            qualification = criterion.kind == "qualification"
            points = Decimal((scores or {}).get(bid.key, "20")) if criterion.code == "P1" else Decimal(3)
            Score.objects.create(
                result=result,
                criterion=criterion,
                score=None if qualification else points,
                passed=bid.key not in invalid if qualification else None,
                explanation=msg("because of %(code)s", code=criterion.code).to_json(),
                inputs={"price": str(bid.price)},
                rule="test",
                rule_version=1,
            )
    return evaluation


def sheet(tender: Tender, expert: User, score: str | None = "50", *, submitted: bool = True) -> ScoreSheet:
    """An expert's sheet with the same score on every subjective item; none when ``score`` is ``None``."""
    made = ScoreSheet.objects.create(
        tender=tender,
        expert=expert,
        state=SheetState.SUBMITTED if submitted else SheetState.DRAFT,
        submitted_at=timezone.now() if submitted else None,
    )
    if score is not None:
        SheetScore.objects.bulk_create(
            SheetScore(sheet=made, bid=bid, criterion=criterion, score=Decimal(score))
            for bid in tender.bids.all()
            for criterion in tender.criteria.filter(kind="subjective")
        )
    return made


def queries(client: Client, url: str) -> int:
    """How many queries a page asks; lists are asked with one row and with three, and must ask the same."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def signed_in(user: User) -> Client:
    """A client in which this person is signed in, reading English."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client
