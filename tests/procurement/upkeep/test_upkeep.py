"""The administrator sees whether the house is in order, and what to do where it is not."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from procurement.files.services import store
from procurement.jobs.models import Job, JobState
from procurement.ledger.models import Entry
from procurement.ledger.services import record
from procurement.people.models import Role
from procurement.upkeep.queries import Part, parts, stuck_jobs
from tests.factories import TenderFactory, UserFactory, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT, settings.BACKUP_MARK = tmp_path / "media", None
    settings.LANGUAGE_CODE = "en"


def part(name: str) -> Part:
    return next(p for p in parts() if p.name == name)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.EXPERT, Role.SUPERVISOR])
def test_only_an_administrator_sees_it_and_hands_out_work(role):
    client = signed_in(UserFactory(role=role))
    assert client.get("/upkeep/").status_code == 403
    assert client.post("/upkeep/hand-out-again/").status_code == 403
    assert not Entry.objects.exists()


def test_the_page_names_work_but_nothing_of_what_is_in_it():
    tender = TenderFactory(title="密封项目")
    Job.objects.create(kind="load", tender=tender, payload={"name": "机密报价.zip"}, state=JobState.SUCCEEDED)
    page = signed_in(UserFactory(role=Role.ADMINISTRATOR)).get("/upkeep/").content.decode()
    assert tender.reference in page
    assert "机密报价" not in page
    other = signed_in(UserFactory(role=Role.ADMINISTRATOR)).get("/upkeep/?state=failed").content.decode()
    assert tender.reference not in other
    assert "No such work." in other


def test_a_job_without_its_lock_has_lost_its_worker():
    held = Job.objects.create(kind="evaluate", state=JobState.RUNNING)
    lost = Job.objects.create(kind="evaluate", state=JobState.RUNNING)
    said = connection.get_connection_params()
    with psycopg.connect(
        host=said.get("host"), port=said.get("port"), user=said["user"], password=said.get("password"),
        dbname=said["dbname"],
    ) as worker:  # fmt: skip
        worker.execute("SELECT pg_advisory_lock(%s)", [held.pk.int & 0x7FFF_FFFF_FFFF_FFFF])
        assert stuck_jobs() == [lost]
    assert {job.pk for job in stuck_jobs()} == {held.pk, lost.pk}
    assert part("Queue").state == "bad"


def test_handing_out_again_is_recorded(django_capture_on_commit_callbacks):
    Job.objects.create(kind="evaluate", state=JobState.RUNNING, tender=TenderFactory())
    client = signed_in(UserFactory(role=Role.ADMINISTRATOR))
    assert "Hand it out again" in client.get("/upkeep/").content.decode()
    assert client.post("/upkeep/hand-out-again/")["Location"] == "/upkeep/"
    assert Entry.objects.get(verb="jobs.requeue").after == {"jobs": 1}


def test_work_that_waits_for_long_asks_for_workers():
    job = Job.objects.create(kind="evaluate")
    assert part("Queue").state == "good"
    Job.objects.filter(pk=job.pk).update(created_at=timezone.now() - timedelta(minutes=20))
    assert part("Queue").state == "warning"


def test_a_stored_file_that_is_gone_is_missed():
    file = store(data=b"x", media_type="text/plain")
    assert part("Files").state == "good"
    file.path.unlink()
    assert part("Files").state == "bad"
    assert "1 of the newest 1" in part("Files").found


def test_the_age_of_the_backup_is_the_age_of_its_mark(settings, tmp_path):
    assert part("Backup").state == "warning"
    settings.BACKUP_MARK = tmp_path / "backup"
    assert part("Backup").state == "bad"
    settings.BACKUP_MARK.touch()
    assert part("Backup").state == "good"
    two_days_ago = (timezone.now() - timedelta(days=2)).timestamp()
    os.utime(settings.BACKUP_MARK, (two_days_ago, two_days_ago))
    assert part("Backup").state == "bad"


def test_a_bent_ledger_is_named_by_entry():
    entry = record(actor=None, verb="tender.load", subject="x")
    assert part("Ledger").state == "good"
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE ledger_entry DISABLE TRIGGER USER")
        cursor.execute("UPDATE ledger_entry SET reason = 'bent'")
        cursor.execute("ALTER TABLE ledger_entry ENABLE TRIGGER USER")
    assert part("Ledger").state == "bad"
    assert str(entry.pk) in part("Ledger").found


def test_what_is_worst_stands_first(settings, tmp_path):
    settings.BACKUP_MARK = tmp_path / "never"
    states = [p.state for p in parts()]
    assert states == sorted(states, key=("bad", "warning", "good").index)
    assert states[0] == "bad"
    assert part("Database").state == part("Redis").state == "good"
