"""What can be asked about jobs."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from procurement.jobs.models import Job
from procurement.people.models import Role, User
from procurement.people.visibility import tenders_for


def jobs_for(user: User) -> QuerySet[Job]:
    """The jobs this person may watch: one's own, and for officers those of the tenders they run."""
    mine = Q(created_by=user)
    if user.role == Role.OFFICER:
        mine |= Q(tender__in=tenders_for(user))
    return Job.objects.filter(mine).select_related("tender")
