"""Loading as a job: the uploaded file is kept in the store, so that the work can start again."""

from pathlib import Path
from typing import Any

from procurement.files.models import StoredFile
from procurement.jobs.models import Job
from procurement.jobs.progress import Progress
from procurement.jobs.registry import handles
from procurement.tenders.services import load_package


@handles("load")
def load(job: Job, progress: Progress) -> dict[str, Any]:
    """Loads the package whose SHA-256 is ``payload["sha256"]``."""
    path: Path = StoredFile.objects.get(pk=job.payload["sha256"]).path
    tender, created = load_package(path=path, by=job.created_by, progress=progress)
    Job.objects.filter(pk=job.pk).update(tender=tender)
    return {"reference": tender.reference, "created": created}
