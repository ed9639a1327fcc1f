"""Long work: queued once, done once in effect, and its end is told in words."""

from typing import Any

import pytest

from procurement.jobs import registry, services
from procurement.jobs.models import Job, JobState
from procurement.jobs.progress import Progress
from procurement.message import msg
from procurement.problems import Problem, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind(monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    """A kind of job named ``count`` that notes each run."""
    runs: list[Job] = []

    def handler(job: Job, progress: Progress) -> dict[str, Any]:
        progress(msg("Counting"), 1, 2)
        runs.append(job)
        if job.payload.get("refuse"):
            raise Refused([Problem("a.yaml", msg("text"), place="b")])
        if job.payload.get("fail"):
            raise ZeroDivisionError
        return {"runs": len(runs)}

    monkeypatch.setitem(registry._HANDLERS, "count", handler)
    return runs


def test_a_job_ends_with_its_result_and_its_last_step(kind: list[Job]) -> None:
    job = services.run(services.enqueue(kind="count", by=None).pk)
    job.refresh_from_db()
    assert (job.state, job.result, job.step["template"], job.percent) == (
        "succeeded",
        {"runs": 1},
        "Counting",
        50,
    )


def test_a_job_that_runs_twice_changes_nothing(kind: list[Job]) -> None:
    job = services.enqueue(kind="count", by=None)
    services.run(job.pk)
    services.run(job.pk)
    assert len(kind) == 1


def test_a_refusal_is_kept_with_file_and_place(kind: list[Job]) -> None:
    job = services.run(services.enqueue(kind="count", by=None, payload={"refuse": True}).pk)
    assert job.state == JobState.FAILED
    assert Problem.from_json(job.problems[0]) == Problem("a.yaml", msg("text"), place="b")


def test_a_fault_is_told_without_its_inside(kind: list[Job]) -> None:
    job = services.run(services.enqueue(kind="count", by=None, payload={"fail": True}).pk)
    assert job.state == JobState.FAILED
    assert "ZeroDivision" not in str(job.problems)


def test_work_that_is_interrupted_again_and_again_is_given_up(kind: list[Job]) -> None:
    job = services.enqueue(kind="count", by=None)
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, attempts=services.MAX_ATTEMPTS)
    job = services.run(job.pk)
    assert job.state == JobState.FAILED
    assert not kind


def test_a_worker_that_starts_takes_up_what_is_not_over(
    kind: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[Any] = []
    monkeypatch.setattr(services, "_send", sent.append)
    left = services.enqueue(kind="count", by=None)
    over = services.run(services.enqueue(kind="count", by=None).pk)
    assert services.requeue_interrupted() == 1
    assert sent == [left.pk]
    assert over.is_over
