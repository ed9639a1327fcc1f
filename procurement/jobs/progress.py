"""Saying how far long work is: to a job's row, to a terminal, or to nobody."""

import sys
import time
from typing import Protocol

from django.utils import timezone
from tqdm import tqdm

from procurement.jobs.models import Job
from procurement.message import Message


class Progress(Protocol):
    """Takes the present step, how much of it is done, and how much there is (0: not known)."""

    def __call__(self, step: Message, done: int = 0, total: int = 0) -> None: ...


def silent(step: Message, done: int = 0, total: int = 0) -> None:
    """Progress that nobody watches."""


class JobProgress:
    """Writes progress into the job's row, at most a few times a second; each write is also a sign of life."""

    INTERVAL = 0.3

    def __init__(self, job: Job) -> None:
        self._job = job
        self._last = 0.0
        self._template = ""

    def __call__(self, step: Message, done: int = 0, total: int = 0) -> None:
        now = time.monotonic()
        if step.template == self._template and done < total and now - self._last < self.INTERVAL:
            return
        alive = timezone.now()
        started = {} if step.template == self._template else {"step_started_at": alive}
        self._last, self._template = now, step.template
        Job.objects.filter(pk=self._job.pk).update(
            step=step.to_json(), done=done, total=total, heartbeat_at=alive, **started
        )


class TerminalProgress:
    """A progress bar on standard error when it is a terminal; nothing in a pipe."""

    def __init__(self) -> None:
        self._bar: tqdm | None = None
        self._template = ""

    def __call__(self, step: Message, done: int = 0, total: int = 0) -> None:
        if not sys.stderr.isatty():
            return
        if self._bar is None or self._template != step.template:
            self.close()
            self._bar = tqdm(total=total or None, file=sys.stderr, dynamic_ncols=True)
        self._template = step.template
        self._bar.set_description_str(str(step))
        self._bar.n = done
        self._bar.refresh()

    def close(self) -> None:
        """Ends the present bar."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None
