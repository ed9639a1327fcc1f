"""Queueing long work, doing it exactly once in effect, and taking up what a killed worker left."""

import logging
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils import timezone

from procurement.jobs.models import Job, JobState
from procurement.jobs.progress import JobProgress
from procurement.jobs.registry import clean_up_after, handler_of
from procurement.message import Message, msg
from procurement.people.models import User
from procurement.problems import Refused
from procurement.tenders.models import Tender

log = logging.getLogger(__name__)
MAX_ATTEMPTS = 5


def enqueue(
    *,
    kind: str,
    by: User | None,
    tender: Tender | None = None,
    payload: dict[str, Any] | None = None,
    behind_running: bool = False,
) -> Job:
    """Puts a job in the queue once the caller's transaction is committed.

    A job of the same kind that still waits or runs for the same tender is returned instead of a second one; with
    ``behind_running`` only one that still waits, because what runs has already taken its inputs.
    """
    with transaction.atomic():
        if tender is not None:
            Tender.objects.select_for_update().get(pk=tender.pk)
            open_states = [JobState.QUEUED] if behind_running else [JobState.QUEUED, JobState.RUNNING]
            running = Job.objects.filter(kind=kind, tender=tender, state__in=open_states).first()
            if running is not None:
                return running
        job = Job.objects.create(kind=kind, tender=tender, payload=payload or {}, created_by=by)
        transaction.on_commit(lambda: _send(job.pk))
    return job


def _send(job_id: UUID) -> None:
    from procurement.jobs.tasks import run_job

    run_job.delay(str(job_id))


def run(job_id: UUID) -> Job:
    """Carries a job out.  Runs of the same job wait for nobody: the second one finds it taken or over and stops."""
    job = Job.objects.select_related("tender", "created_by").get(pk=job_id)
    key = job_id.int & 0x7FFF_FFFF_FFFF_FFFF
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        row = cursor.fetchone()
    if not row or not row[0]:
        return job
    try:
        job.refresh_from_db()
        if not job.is_over:
            _carry_out(job)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
    return job


def _carry_out(job: Job) -> None:
    now = timezone.now()
    job.state, job.attempts = JobState.RUNNING, job.attempts + 1
    job.started_at, job.heartbeat_at = job.started_at or now, now
    job.save(update_fields=["state", "attempts", "started_at", "heartbeat_at"])
    if job.attempts > MAX_ATTEMPTS:
        _finish(
            job,
            JobState.FAILED,
            problems=[_problem(msg("The work was interrupted too often and was given up."))],
        )
        return
    try:
        result = handler_of(job.kind)(job, JobProgress(job))
    except Refused as refusal:
        _finish(job, JobState.FAILED, problems=[problem.to_json() for problem in refusal.problems])
    except (ValidationError, PermissionDenied) as refusal:
        text = "; ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
        _finish(job, JobState.FAILED, problems=[_problem(Message("%(reason)s", {"reason": text}))])
    except Exception:
        log.exception("job %s (%s) failed", job.pk, job.kind)
        reason = msg(
            "An unexpected fault stopped the work; the technical log names it under %(id)s.", id=str(job.pk)
        )
        _finish(job, JobState.FAILED, problems=[_problem(reason)])
    else:
        _finish(job, JobState.SUCCEEDED, result=result)


def _problem(expected: Message) -> dict[str, Any]:
    return {"file": "", "place": "", "found": "", "expected": expected.to_json()}


def _finish(
    job: Job,
    state: JobState,
    *,
    result: dict[str, Any] | None = None,
    problems: list[dict[str, Any]] | None = None,
) -> None:
    job.state, job.result, job.problems, job.finished_at = state, result, problems or [], timezone.now()
    job.save(update_fields=["state", "result", "problems", "finished_at"])
    clean_up_after(job)


def requeue_interrupted(*, idle: timedelta = timedelta(0)) -> int:
    """Sends every job again that is neither over nor held by a living worker; returns how many.

    Called when a worker starts: what a killed worker held is free again as soon as its database connection is gone,
    and a job that still runs elsewhere refuses the second run by its lock.
    """
    waiting = Job.objects.filter(
        state__in=[JobState.QUEUED, JobState.RUNNING], created_at__lte=timezone.now() - idle
    )
    ids = list(waiting.order_by("created_at").values_list("pk", flat=True))
    for job_id in ids:
        _send(job_id)
    return len(ids)
