"""Long work as rows: what runs, how far it is, and how it ended; the page asks here, not the broker."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

ENOUGH_TO_TELL = timedelta(seconds=2)
"""A step that has run for less tells nothing about the rest of it."""


class JobState(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("running")
    SUCCEEDED = "succeeded", _("done")
    FAILED = "failed", _("failed")


class Job(models.Model):
    """One piece of long work.  ``payload`` is all it needs, so that it can start again after a crash."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=30)
    tender = models.ForeignKey("tenders.Tender", null=True, on_delete=models.CASCADE, related_name="jobs")
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    step = models.JSONField(null=True)
    step_started_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    payload = models.JSONField(default=dict)
    result = models.JSONField(null=True)
    problems = models.JSONField(default=list)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="jobs"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def is_over(self) -> bool:
        return self.state in {JobState.SUCCEEDED, JobState.FAILED}

    @property
    def percent(self) -> int:
        """How far, 0 to 100; 0 while the size of the work is unknown."""
        return min(100, 100 * self.done // self.total) if self.total else 0

    def step_left(self, now: datetime) -> timedelta | None:
        """How long the present step still takes if it goes on as it went; ``None`` while that is a guess.

        Later steps are not in it: nobody knows how long they take.
        """
        if self.state != JobState.RUNNING or self.step_started_at is None or not 0 < self.done < self.total:
            return None
        went = now - self.step_started_at
        return went * (self.total - self.done) / self.done if went >= ENOUGH_TO_TELL else None
