"""``manage.py load_demo``: the sample people and the sample tender, as far as a newcomer wants to find it.

The tender is loaded, opened and evaluated; four of five experts have submitted, so that the first expert's scores are
the last that are missing.  Every step goes through the same services as in the pages.  Running it again changes nothing.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from evaluation.panel import services as panel
from evaluation.panel.models import ScoreSheet
from evaluation.panel.points import receipt
from evaluation.panel.queries import canonical_sheet, task_of
from evaluation.pipeline import evaluate
from procurement.bids.services import open_bids
from procurement.jobs.progress import TerminalProgress
from procurement.local.layout import default_layout
from procurement.people.models import Role, User
from procurement.people.services import assign
from procurement.sample.package import SEED
from procurement.sample.tables import panel as sample_panel
from procurement.tenders.models import Stage, Tender
from procurement.tenders.services import load_package

PEOPLE = (
    ("officer", "陈思远", Role.OFFICER, "明诚招标代理有限公司"),
    ("expert1", "吴若兰", Role.EXPERT, "评审专家库"),
    ("expert2", "郑怀瑾", Role.EXPERT, "评审专家库"),
    ("expert3", "沈知行", Role.EXPERT, "评审专家库"),
    ("expert4", "何景明", Role.EXPERT, "评审专家库"),
    ("expert5", "罗时雨", Role.EXPERT, "市第一中学"),
    ("supervisor", "顾清和", Role.SUPERVISOR, "市财政局政府采购监督管理处"),
    ("admin", "孙立言", Role.ADMINISTRATOR, "市公共资源交易中心"),
)
SECOND_SEED = 2
"""Of the second sample, which is only written: a package for the newcomer to upload."""


class Command(BaseCommand):
    """Prepares the demo and prints the sign-ins."""

    help = (
        "Load the sample tender with its people, evaluated and nearly scored, and print one sign-in per role."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("sample people with a known password do not belong in production")
        people = {name: _person(name, *rest) for name, *rest in PEOPLE}
        folder = default_layout().root / "sample"
        package, upload = folder / "package", folder / "upload.zip"
        if not upload.exists():
            call_command("make_sample", str(folder / "upload"), seed=SECOND_SEED, zip=True)
        if not (package / "tender.yaml").exists():
            call_command("make_sample", str(package))
        self._bring_tender(package, people)
        password = settings.GONGPING_DEMO_PASSWORD
        self.stdout.write("Sign in as (user / password):")
        for name in ("officer", "expert1", "supervisor", "admin"):
            person = people[name]
            self.stdout.write(
                f"  {person.get_role_display():<12}\t{name} / {password}\t{person.display_name}"
            )
        self.stdout.write(f"A package to upload yourself: {upload}")

    def _bring_tender(self, package: Path, people: dict[str, User]) -> None:
        """Takes the sample tender as far as it is not yet."""
        officer = people["officer"]
        progress = TerminalProgress()
        tender, _created = load_package(path=package, by=officer, progress=progress)
        if tender.stage == Stage.LOADED:
            open_bids(tender=tender, by=officer)
        tender.refresh_from_db()
        if tender.stage == Stage.OPENED:
            for name, person in people.items():
                if person.role == Role.EXPERT:
                    assign(tender=tender, user=person, by=officer, buyer_representative=name == "expert5")
            evaluate(tender=tender, by=officer, progress=progress)
        progress.close()
        tender.refresh_from_db()
        if tender.stage == Stage.EVALUATED:
            for number in range(2, 6):
                fill_and_submit(tender, people[f"expert{number}"])


def _person(name: str, display_name: str, role: str, organisation: str) -> User:
    person, created = User.objects.get_or_create(
        username=name, defaults={"display_name": display_name, "role": role, "organisation": organisation}
    )
    if created:
        person.set_password(settings.GONGPING_DEMO_PASSWORD)
        person.save(update_fields=["password"])
    return person


def fill_and_submit(tender: Tender, expert: User) -> None:
    """Fills in and submits one expert's sheet, item by item, as the page does."""
    if ScoreSheet.objects.filter(tender=tender, expert=expert, state="submitted").exists():
        return
    task = task_of(tender)
    wanted = {(bid.key, criterion.code) for bid, criterion in task.items}
    scores = sample_panel(SEED, [bid.key for bid in task.bids])
    for row in csv.DictReader(io.StringIO(scores)):
        if row["expert"] == expert.username and (row["bidder"], row["criterion"]) in wanted:
            entry = panel.Entry(
                row["bidder"], row["criterion"], row["score"], seconds=int(row["seconds"] or 0)
            )
            panel.save_draft(tender=tender, expert=expert, entry=entry)
    sheet = ScoreSheet.objects.get(tender=tender, expert=expert)
    panel.submit(tender=tender, expert=expert, seen=receipt(canonical_sheet(sheet, task)))
