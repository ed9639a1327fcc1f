"""How far a job is, shown to those whom it concerns."""

from datetime import timedelta

import pytest
from django.utils import timezone

from procurement.jobs.models import Job, JobState
from procurement.jobs.progress import JobProgress
from procurement.message import msg
from procurement.people.models import Role
from procurement.tenders.models import Stage
from tests.factories import TenderFactory, UserFactory, signed_in

pytestmark = pytest.mark.django_db


def test_a_running_job_says_what_it_does_and_how_far_it_is():
    user = UserFactory()
    job = Job.objects.create(
        kind="evaluate",
        created_by=user,
        state=JobState.RUNNING,
        step=msg("Reading the documents").to_json(),
        done=3,
        total=12,
        started_at=timezone.now(),
    )
    page = signed_in(user).get(f"/jobs/{job.pk}/").content.decode()
    assert "Reading the documents" in page
    assert "3 / 12" in page
    assert 'hx-trigger="every 1s"' in page


@pytest.mark.parametrize("state", [JobState.SUCCEEDED, JobState.FAILED])
def test_a_job_that_is_over_is_asked_no_more_and_tells_the_page(state):
    user = UserFactory()
    job = Job.objects.create(kind="evaluate", created_by=user, state=state)
    response = signed_in(user).get(f"/jobs/{job.pk}/")
    assert "hx-trigger" not in response.content.decode()
    assert response["HX-Trigger-After-Settle"] == "job-over"


def test_officers_of_the_tender_watch_each_others_jobs():
    officer = UserFactory()
    job = Job.objects.create(kind="evaluate", created_by=UserFactory(), tender=TenderFactory(officer=officer))
    assert signed_in(officer).get(f"/jobs/{job.pk}/").status_code == 200


@pytest.mark.parametrize("role", list(Role))
def test_others_do_not_know_of_a_job(role):
    other = UserFactory(role=role)
    tender = TenderFactory(stage=Stage.EVALUATED, experts=[other] if role == Role.EXPERT else [])
    job = Job.objects.create(kind="evaluate", created_by=UserFactory(), tender=tender)
    assert signed_in(other).get(f"/jobs/{job.pk}/").status_code == 404


def test_a_fault_is_told_as_a_sentence_not_as_a_slip_in_a_file():
    user = UserFactory()
    fault = {
        "file": "",
        "place": "",
        "found": "",
        "expected": msg("The bids are sealed; open them first.").to_json(),
    }
    job = Job.objects.create(kind="evaluate", created_by=user, state=JobState.FAILED, problems=[fault])
    page = signed_in(user).get(f"/jobs/{job.pk}/").content.decode()
    assert "The bids are sealed; open them first." in page
    assert "to mend" not in page


def running(**changes):
    values = {
        "kind": "evaluate",
        "state": JobState.RUNNING,
        "done": 3,
        "total": 12,
        "started_at": timezone.now(),
    }
    return Job(**{**values, **changes})


@pytest.mark.parametrize(
    ("went", "done", "left"),
    [(10, 3, 30), (90, 9, 30), (1, 3, None), (10, 0, None), (10, 12, None)],
)
def test_the_rest_of_a_step_takes_as_long_as_its_beginning_did(went, done, left):
    """3 of 12 in 10 s: the other 9 take 30 s; nothing is said after one second, before or after the work."""
    now = timezone.now()
    found = running(done=done, step_started_at=now - timedelta(seconds=went)).step_left(now)
    assert found == (timedelta(seconds=left) if left is not None else None)


def test_a_running_job_says_how_far_it_is_and_how_long_still():
    user = UserFactory()
    job = running(created_by=user, step_started_at=timezone.now() - timedelta(seconds=10))
    job.save()
    page = signed_in(user).get(f"/jobs/{job.pk}/").content.decode()
    assert "25%" in page
    assert "about 30 s left" in page


def test_each_step_starts_its_own_clock():
    job = running()
    job.save()
    progress = JobProgress(job)
    progress(msg("first"), 0, 2)
    job.refresh_from_db()
    first = job.step_started_at
    progress(msg("first"), 2, 2)
    job.refresh_from_db()
    assert job.step_started_at == first
    progress(msg("second"), 0, 5)
    job.refresh_from_db()
    assert job.step_started_at > first
