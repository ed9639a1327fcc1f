"""A tender ready for its experts, built in the database: three valid bids, one rejected, two subjective criteria."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from evaluation.panel import services as panel
from evaluation.panel.models import ScoreSheet
from evaluation.panel.points import receipt
from evaluation.panel.queries import canonical_sheet, task_of
from evaluation.scoring.models import BidResult, Evaluation
from procurement.bids.models import Bid, BidDocument, Opening
from procurement.files.services import store
from procurement.people.models import Assignment, Role, User
from procurement.suppliers.models import Supplier
from procurement.tenders.models import Criterion, Stage, Tender
from tests.packages import bid_yaml, pdf_bytes, tender_yaml

NAMES = {"anhe": "安和科技", "beichen": "北辰信息", "chuanliu": "川流数码", "dongfang": "东方系统"}
LEVELS = [
    {"label": "优", "from": "16", "to": "20"},
    {"label": "良", "from": "10", "to": "16"},
    {"label": "一般", "from": "0", "to": "10"},
]


@dataclass
class World:
    """Who and what there is; ``bids`` by key, the last one is invalid."""

    tender: Tender
    officer: User
    experts: list[User]
    supervisor: User
    administrator: User
    outsider: User
    bids: dict[str, Bid]

    def fill(
        self, expert: User, scores: dict[tuple[str, str], str] | None = None, default: str = "15"
    ) -> None:
        """Saves a draft of every item."""
        for bid, criterion in task_of(self.tender).items:
            value = (scores or {}).get((bid.key, criterion.code), default)
            panel.save_draft(
                tender=self.tender,
                expert=expert,
                entry=panel.Entry(
                    bid.key, criterion.code, value, seconds=120, version=self.version(expert, bid, criterion)
                ),
            )

    def version(self, expert: User, bid: Bid, criterion: Criterion) -> int:
        """The version of a saved score, as a page would hold it."""
        from evaluation.panel.drafting import version_of
        from evaluation.panel.models import SheetScore

        row = SheetScore.objects.filter(
            sheet__expert=expert, sheet__tender=self.tender, bid=bid, criterion=criterion
        )
        return version_of(row.first())

    def seen(self, expert: User) -> str:
        """What the review page of this expert shows, as its hash."""
        sheet = ScoreSheet.objects.get(tender=self.tender, expert=expert)
        return receipt(canonical_sheet(sheet, task_of(self.tender)))

    def submit(self, expert: User) -> ScoreSheet:
        """Submits what is there."""
        return panel.submit(tender=self.tender, expert=expert, seen=self.seen(expert))


def person(name: str, role: str) -> User:
    """An account that can sign in."""
    return User.objects.create_user(username=name, password=None, role=role, display_name=f"{name} 先生")


def build(experts: int = 3, reference: str = "ZFCG-2026-0001") -> World:
    """A tender at the stage ``evaluated`` with its committee."""
    criteria: list[dict[str, Any]] = [
        {"code": "S1", "title": "技术方案", "kind": "subjective", "max_score": "20", "levels": LEVELS},
        {"code": "S2", "title": "服务方案", "kind": "subjective", "max_score": "20"},
    ]
    tender = Tender.objects.create(
        reference=reference,
        title="实验设备采购",
        buyer="市第一中学",
        regime="government-procurement",
        object="goods",
        method="comprehensive-score",
        budget=Decimal(1_000_000),
        bid_deadline=timezone.now(),
        specification=tender_yaml(
            reference=reference,
            criteria=[*tender_yaml()["criteria"][:1], *criteria],
            seed=7,
            rounding={"places": 1},
        ),
        digest="0" * 64,
        stage=Stage.EVALUATED,
    )
    for position, data in enumerate(tender.specification["criteria"]):
        Criterion.objects.create(
            tender=tender,
            position=position,
            code=data["code"],
            title=data["title"],
            kind=data["kind"],
            max_score=Decimal(data["max_score"]) if "max_score" in data else None,
            specification=data,
        )
    file = store(data=pdf_bytes(2), media_type="application/pdf")
    bids = {}
    for key, name in NAMES.items():
        supplier, _ = Supplier.objects.get_or_create(name=name)
        bids[key] = Bid.objects.create(
            tender=tender, key=key, supplier=supplier, price=Decimal(800_000), specification=bid_yaml()
        )
        BidDocument.objects.create(bid=bids[key], name="投标文件.pdf", position=0, file=file)
    evaluation = Evaluation.objects.create(tender=tender, number=1, digest="1" * 64)
    for key, bid in bids.items():
        BidResult.objects.create(evaluation=evaluation, bid=bid, valid=key != "dongfang")
    world = World(
        tender=tender,
        officer=person(f"officer-{reference}", Role.OFFICER),
        experts=[person(f"expert{n}-{reference}", Role.EXPERT) for n in range(1, experts + 1)],
        supervisor=person(f"supervisor-{reference}", Role.SUPERVISOR),
        administrator=person(f"admin-{reference}", Role.ADMINISTRATOR),
        outsider=person(f"outsider-{reference}", Role.EXPERT),
        bids=bids,
    )
    Opening.objects.create(tender=tender, opened_at=timezone.now(), opened_by=world.officer)
    for user in [world.officer, *world.experts]:
        Assignment.objects.create(tender=tender, user=user)
    return world
