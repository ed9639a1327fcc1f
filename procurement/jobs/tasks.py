"""The one Celery task: it carries out a job by its id."""

from uuid import UUID

from celery import shared_task

from procurement.jobs import services


@shared_task(name="jobs.run")
def run_job(job_id: str) -> None:
    """Carries out a job; running it twice changes nothing."""
    services.run(UUID(job_id))
