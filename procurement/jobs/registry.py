"""Which function carries out which kind of job.  A room's ``tasks.py`` announces its own."""

from collections.abc import Callable
from typing import Any

from procurement.jobs.models import Job
from procurement.jobs.progress import Progress

Handler = Callable[[Job, Progress], dict[str, Any]]
"""Does the work and returns its result (JSON-ready).  It may run twice: the second run must change nothing."""

_HANDLERS: dict[str, Handler] = {}

Cleaner = Callable[[Job], None]
"""Takes away what a job kept only to be able to start again."""

_CLEANERS: dict[str, Cleaner] = {}


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Announces the handler of a kind of job."""

    def add(handler: Handler) -> Handler:
        _HANDLERS[kind] = handler
        return handler

    return add


def handler_of(kind: str) -> Handler:
    """The handler of a kind; ``LookupError`` when no room announced one."""
    try:
        return _HANDLERS[kind]
    except KeyError:
        raise LookupError(
            f"no room handles jobs of kind {kind!r}; known: {', '.join(sorted(_HANDLERS))}"
        ) from None


def when_over(kind: str) -> Callable[[Cleaner], Cleaner]:
    """Announces what is called once a job of this kind is over, however it ended; its row says so already."""

    def add(cleaner: Cleaner) -> Cleaner:
        _CLEANERS[kind] = cleaner
        return cleaner

    return add


def clean_up_after(job: Job) -> None:
    """Calls what was announced for the job's kind, if anything."""
    if cleaner := _CLEANERS.get(job.kind):
        cleaner(job)
