"""Loading as a job: the uploaded file lies in the spool until the job is over, so that the work can start again."""

from typing import Any

from celery.signals import worker_ready

from procurement.jobs.models import Job
from procurement.jobs.progress import Progress
from procurement.jobs.registry import handles, when_over
from procurement.tenders import spool
from procurement.tenders.services import load_package


@handles("load")
def load(job: Job, progress: Progress) -> dict[str, Any]:
    """Loads the package that lies in the spool as ``payload["spool"]``."""
    path = spool.path_of(job.payload["spool"])
    tender, created = load_package(path=path, by=job.created_by, progress=progress)
    Job.objects.filter(pk=job.pk).update(tender=tender)
    return {"reference": tender.reference, "created": created}


@when_over("load")
def drop_upload(job: Job) -> None:
    """Deletes the upload, loaded or refused."""
    if "spool" in job.payload:
        spool.drop(job.payload["spool"])


@worker_ready.connect
def sweep_uploads(**_: Any) -> None:
    """Deletes what a killed worker left of jobs that are over."""
    spool.sweep()
