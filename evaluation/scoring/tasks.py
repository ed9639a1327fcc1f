"""Evaluating as a job."""

from typing import Any

from procurement.jobs.models import Job
from procurement.jobs.progress import Progress
from procurement.jobs.registry import handles


@handles("evaluate")
def run(job: Job, progress: Progress) -> dict[str, Any]:
    """Evaluates the job's tender; without a person behind it, after a supervisor's decision."""
    from evaluation.pipeline import evaluate  # heavy: only the worker that evaluates loads it

    assert job.tender is not None
    evaluation = evaluate(tender=job.tender, by=job.created_by, progress=progress)
    return {"evaluation": evaluation.number}
