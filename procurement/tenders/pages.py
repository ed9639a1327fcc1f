"""What waits for officers and administrators in the record itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from procurement.jobs.models import Job, JobState
from procurement.jobs.templatetags.jobs import job_title
from procurement.ledger.services import first_bent_entry
from procurement.people.models import Role, User
from procurement.people.visibility import tenders_for
from procurement.people.worklist import WorkItem, worklist_source
from procurement.tenders.models import Stage, Tender
from procurement.tenders.queries import committee_of

FAILED_FOR = timedelta(days=7)
"""How long a failed job stays on the worklist."""
LEAST_EXPERTS = 5


@worklist_source(Role.OFFICER)
def tenders_at_work(officer: User) -> Iterator[WorkItem]:
    """Tenders to open, to evaluate, to staff, to report; and what the rest of them waits for."""
    busy = set(
        Job.objects.filter(state__in=[JobState.QUEUED, JobState.RUNNING]).values_list("tender_id", flat=True)
    )
    mine = (
        tenders_for(officer)
        .exclude(stage=Stage.REPORTED)
        .annotate(bid_count=Count("bids"))
        .order_by("bid_deadline")
        .prefetch_related("assignments__user")
    )
    for tender in mine:
        item = _next_step(tender, is_busy=tender.pk in busy) or _with_others(tender)
        if item is not None:
            yield item


def _next_step(tender: Tender, *, is_busy: bool) -> WorkItem | None:
    page = reverse("tenders:detail", args=[tender.reference])
    where = f"{tender.reference} · {tender.title}"
    count = tender.bid_count  # type: ignore[attr-defined]
    if is_busy:
        return WorkItem(_("At work now: see how far it is"), where, page, weight=40)
    if tender.stage == Stage.LOADED and timezone.now() >= tender.bid_deadline:
        what = ngettext("Open %(n)s bid", "Open %(n)s bids", count) % {"n": count}
        when = _("deadline was %(at)s") % {
            "at": date_format(timezone.localtime(tender.bid_deadline), "m-d H:i")
        }
        return WorkItem(what, where, page, when=when, weight=10)
    if tender.stage == Stage.OPENED:
        what = ngettext("Have %(n)s bid evaluated", "Have %(n)s bids evaluated", count) % {"n": count}
        return WorkItem(what, where, page, weight=15)
    if tender.stage == Stage.EVALUATED and committee_of(tender).lacks:
        return WorkItem(_("Complete the committee"), where, f"{page}#people-title", weight=12)
    if tender.stage == Stage.DECIDED:
        return WorkItem(_("Make and hand out the report"), where, _report_page(tender), weight=5)
    return None


def _with_others(tender: Tender) -> WorkItem | None:
    """What a tender waits for on which the officer has nothing to do now; of the scoring the panel tells."""
    where, page = f"{tender.reference} · {tender.title}", reverse("tenders:detail", args=[tender.reference])
    if tender.stage == Stage.LOADED:
        when = date_format(timezone.localtime(tender.bid_deadline), "m-d H:i")
        return WorkItem(_("Sealed until the bid deadline"), where, page, when=when, weight=60, others=True)
    if tender.stage == Stage.SCORED:
        return WorkItem(_("The supervisor decides the alerts"), where, page, weight=55, others=True)
    return None


def _report_page(tender: Tender) -> str:
    try:
        return reverse("reporting:tender", args=[tender.reference])
    except NoReverseMatch:  # a house without the reporting room
        return reverse("tenders:detail", args=[tender.reference])


@worklist_source(Role.OFFICER)
def failed_jobs(officer: User) -> Iterator[WorkItem]:
    """The newest job of each tender, and the newest upload, where it failed."""
    since = timezone.now() - FAILED_FOR
    newest = (
        Job.objects.filter(tender__in=tenders_for(officer))
        .order_by("tender_id", "-created_at")
        .distinct("tender_id")
    )
    for job in Job.objects.filter(pk__in=newest, state=JobState.FAILED, created_at__gte=since).select_related(
        "tender"
    ):
        assert job.tender is not None
        yield WorkItem(
            _("Failed: %(job)s. See why") % {"job": job_title(job)},
            f"{job.tender.reference} · {job.tender.title}",
            reverse("tenders:detail", args=[job.tender.reference]),
            weight=1,
            urgent=True,
        )
    upload = Job.objects.filter(created_by=officer, kind="load").order_by("-created_at").first()
    if upload is not None and upload.state == JobState.FAILED and upload.created_at >= since:
        what = ngettext(
            "Mend %(n)s problem of a package", "Mend %(n)s problems of a package", len(upload.problems)
        ) % {"n": len(upload.problems)}
        url = reverse("tenders:loading", args=[upload.pk])
        yield WorkItem(what, str(upload.payload.get("name", "")), url, weight=2, urgent=True)


@worklist_source(Role.ADMINISTRATOR)
def house_in_order(_administrator: User) -> Iterator[WorkItem]:
    """The ledger's chain, and whether there are experts enough for a committee."""
    bent = first_bent_entry()
    if bent is not None:
        what = _("The ledger does not fit together from entry %(entry)s on") % {"entry": bent}
        where = _("Somebody changed what was recorded; keep a copy and tell the supervisor.")
        yield WorkItem(what, where, _ledger_page(), weight=1, urgent=True)
    experts = User.objects.filter(role=Role.EXPERT, is_active=True).count()
    if experts < LEAST_EXPERTS:
        what = ngettext(
            "Add experts: there is %(n)s, a committee needs %(least)s",
            "Add experts: there are %(n)s, a committee needs %(least)s",
            experts,
        ) % {"n": experts, "least": LEAST_EXPERTS}
        yield WorkItem(what, _("87号令 Art. 47"), reverse("people:new_person"), weight=20)


def _ledger_page() -> str:
    try:
        return reverse("ledger:list")
    except NoReverseMatch:
        return reverse("people:home")
