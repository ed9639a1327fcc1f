"""Killing the worker in the middle and starting it again finishes the job, once."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from evaluation.scoring.models import Evaluation
from procurement.bids.services import open_bids
from procurement.jobs.models import Job, JobState
from procurement.jobs.services import enqueue
from procurement.ledger.models import Entry
from procurement.people.models import Role, User
from procurement.tenders.services import load_package

if TYPE_CHECKING:
    from tests.worker_support import Worker

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PATIENCE = 240


def wait_until(question: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not question():
        assert time.monotonic() < deadline, "the work did not get so far"
        time.sleep(0.1)


def test_a_killed_worker_leaves_nothing_half_done_and_the_next_one_finishes(
    celery_worker_process: Worker, sample_folder: Path
) -> None:
    officer = User.objects.create(username="officer", role=Role.OFFICER)
    tender, _created = load_package(path=sample_folder, by=officer)
    open_bids(tender=tender, by=officer)
    job = enqueue(kind="evaluate", by=officer, tender=tender)

    def is_at_work() -> bool:
        job.refresh_from_db()
        return job.state == JobState.RUNNING and job.done >= 2

    wait_until(is_at_work)
    celery_worker_process.kill()
    assert not Evaluation.objects.exists()
    celery_worker_process.start()

    def is_over() -> bool:
        job.refresh_from_db()
        return job.is_over

    wait_until(is_over)
    assert (job.state, job.problems) == (JobState.SUCCEEDED, [])
    assert job.attempts == 2
    assert Evaluation.objects.count() == 1
    assert Entry.objects.filter(verb="tender.evaluate").count() == 1
    tender.refresh_from_db()
    assert tender.stage == "evaluated"
    assert Job.objects.count() == 1
