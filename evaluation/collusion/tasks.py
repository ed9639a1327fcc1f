"""Looking further as a job."""

from typing import Any

from procurement.jobs.models import Job
from procurement.jobs.progress import Progress
from procurement.jobs.registry import handles


@handles("widen")
def run(job: Job, progress: Progress) -> dict[str, Any]:
    """Carries out the inquiry that the job names."""
    from evaluation.collusion.models import Inquiry
    from evaluation.collusion.wider.services import carry_out  # heavy: only the worker loads it

    inquiry = Inquiry.objects.select_related("tender", "asked_by").get(pk=job.payload["inquiry"])
    return {"found": carry_out(inquiry=inquiry, progress=progress)}
