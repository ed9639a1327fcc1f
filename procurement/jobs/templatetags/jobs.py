"""Jobs in words."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from procurement.jobs.models import Job

register = template.Library()
TITLES = {
    "load": gettext_lazy("Loading the package"),
    "evaluate": gettext_lazy("Evaluating the bids"),
    "report": gettext_lazy("Making the report"),
    "widen": gettext_lazy("Comparing further on request"),
}


@register.filter
def job_title(job: Job) -> str:
    """What the job does."""
    return str(TITLES.get(job.kind, job.kind))


@register.filter
def job_time(job: Job) -> str:
    """How long it has run or ran."""
    if job.started_at is None:
        return ""
    seconds = int(((job.finished_at or timezone.now()) - job.started_at).total_seconds())
    return _in_words(seconds)


@register.filter
def time_left(job: Job) -> str:
    """About how long the present step still takes; empty while that is a guess."""
    left = job.step_left(timezone.now())
    if left is None:
        return ""
    seconds = int(left.total_seconds())
    if seconds < 5:
        return _("a few seconds left")
    if seconds < 90:
        near = 5 * round(seconds / 5)
        return ngettext("about %(n)s s left", "about %(n)s s left", near) % {"n": near}
    minutes = round(seconds / 60)
    return ngettext("about %(n)s min left", "about %(n)s min left", minutes) % {"n": minutes}


def _in_words(seconds: int) -> str:
    if seconds < 60:
        return ngettext("%(n)s second", "%(n)s seconds", seconds) % {"n": seconds}
    return _("%(minutes)s min %(seconds)s s") % {"minutes": seconds // 60, "seconds": seconds % 60}


@register.filter
def problems_of(job: Job) -> list[dict[str, Any]]:
    """The problems, the upload called by the name it came with."""
    stored, named = job.payload.get("spool"), job.payload.get("name")
    return [
        {**p, "file": named if named and p.get("file") == stored else p.get("file", "")} for p in job.problems
    ]


@register.filter
def is_fault(job: Job) -> bool:
    """Whether the problems are no slips in files but something that stopped the work: told as sentences."""
    return not any(problem.get("file") or problem.get("place") for problem in job.problems)
