"""Making a report as a job."""

from typing import Any

from procurement.jobs.models import Job
from procurement.jobs.progress import Progress
from procurement.jobs.registry import handles


@handles("report")
def run(job: Job, progress: Progress) -> dict[str, Any]:
    """Makes the report of the job's tender."""
    from evaluation.reporting.services import make_report  # heavy: only the worker that reports loads it

    if job.tender is None:
        raise ValueError("a report job is queued with its tender")
    report = make_report(tender=job.tender, by=job.created_by, progress=progress)
    return {"report": report.number}
