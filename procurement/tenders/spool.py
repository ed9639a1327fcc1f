"""Uploaded packages on their way to the loader, apart from the content store: a refused one leaves nothing behind.

A file lies here from the upload until its job is over, so that a job whose worker was killed can run again.
"""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from procurement.jobs.models import Job, JobState

GRACE = timedelta(minutes=10)
"""A younger file may still wait for its job's row to be written."""


def folder() -> Path:
    """Where the uploads lie; every web and worker host sees the same one."""
    return Path(settings.MEDIA_ROOT) / "spool"


def keep(chunks: Iterable[bytes]) -> str:
    """Writes an upload piece by piece and returns its name here; what cannot be written whole is not left."""
    folder().mkdir(parents=True, exist_ok=True)
    name = f"{uuid.uuid4()}.zip"
    path = path_of(name)
    try:
        with path.open("xb") as file:
            for chunk in chunks:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return name


def path_of(name: str) -> Path:
    """The file of that name; ``ValueError`` when the name is none that :func:`keep` gave."""
    return folder() / f"{uuid.UUID(name.removesuffix('.zip'))}.zip"


def drop(name: str) -> None:
    """Deletes the upload, if it is still there."""
    path_of(name).unlink(missing_ok=True)


def sweep(*, older_than: timedelta = GRACE) -> int:
    """Deletes uploads that no open job waits for, as a worker leaves that is killed at the wrong moment; how many."""
    latest = time.time() - older_than.total_seconds()
    old = [path for path in folder().glob("*.zip") if path.stat().st_mtime <= latest]
    waiting = Job.objects.filter(kind="load", state__in=[JobState.QUEUED, JobState.RUNNING])
    needed = set(waiting.values_list("payload__spool", flat=True))
    stale = [path for path in old if path.name not in needed]
    for path in stale:
        path.unlink(missing_ok=True)
    return len(stale)
