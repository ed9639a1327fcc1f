"""The parts the product depends on, each asked itself, never remembered."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from celery.exceptions import OperationalError
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models import Count, Min, Sum
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from redis.exceptions import RedisError

from procurement.celery import app
from procurement.files.models import StoredFile
from procurement.jobs.models import Job, JobState
from procurement.ledger.models import Entry
from procurement.ledger.services import first_bent_entry

State = Literal["good", "warning", "bad"]
WAITED_LONG = timedelta(minutes=10)
LOW_DISK = 0.10  # of the disk: below this share the page warns, below a third of it it is bad
OLD_BACKUP = timedelta(hours=26)  # a nightly one that is two hours late
LOOKED_AT = 500
"""How many of the newest stored files are looked for on the disk; looking for all would take minutes."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part: what was found, and what to do where it is not in order."""

    name: str
    state: State
    found: str
    mend: str = ""


def parts() -> list[Part]:
    """Everything, what is worst first."""
    found = [ask() for ask in (_database, _redis, _workers, _queue, _disk, _files, _ledger, _backup)]
    return sorted(found, key=lambda part: ("bad", "warning", "good").index(part.state))


def _database() -> Part:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), pg_database_size(current_database())")
        version, size = cursor.fetchone() or ("", 0)
    return Part(
        _("Database"),
        "good",
        _("PostgreSQL %(version)s, %(size)s") % {"version": version, "size": filesizeformat(size)},
    )


def _redis() -> Part:
    try:
        cache.get("upkeep")
    except RedisError:
        return Part(_("Redis"), "bad", _("does not answer"), _("Start it: without it no work is handed out."))
    return Part(_("Redis"), "good", _("answers"))


def _workers() -> Part:
    try:
        names = sorted(name for answer in app.control.ping(timeout=1.0) or () for name in answer)
    except (OperationalError, RedisError, OSError):
        names = []
    if not names:
        return Part(
            _("Workers"), "bad", _("none answers"), _("Start one: what waits is taken up as soon as it runs.")
        )
    words = ngettext("%(n)s answers: %(names)s", "%(n)s answer: %(names)s", len(names))
    return Part(_("Workers"), "good", words % {"n": len(names), "names": ", ".join(names)})


def _queue() -> Part:
    waiting = Job.objects.filter(state=JobState.QUEUED).aggregate(n=Count("pk"), since=Min("created_at"))
    stuck = len(stuck_jobs())
    found = _("%(waiting)s waiting, %(running)s running") % {
        "waiting": waiting["n"],
        "running": Job.objects.filter(state=JobState.RUNNING).count() - stuck,
    }
    if stuck:
        words = ngettext("%(found)s, %(n)s held by nobody", "%(found)s, %(n)s held by nobody", stuck)
        return Part(
            _("Queue"),
            "bad",
            words % {"found": found, "n": stuck},
            _("Hand them out again with the button below."),
        )
    if waiting["since"] is not None and timezone.now() - waiting["since"] > WAITED_LONG:
        found = _("%(found)s, the oldest for %(time)s") % {
            "found": found,
            "time": timesince(waiting["since"]),
        }
        return Part(_("Queue"), "warning", found, _("Add workers, or see why none takes the work."))
    return Part(_("Queue"), "good", found)


def stuck_jobs() -> list[Job]:
    """Jobs that say they run while no database session holds their lock: their worker is gone."""
    running = list(Job.objects.filter(state=JobState.RUNNING).select_related("tender"))
    if not running:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (classid::bigint << 32) | objid::bigint FROM pg_locks WHERE locktype = 'advisory'"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        held = {row[0] for row in cursor.fetchall()}
    return [job for job in running if job.pk.int & 0x7FFF_FFFF_FFFF_FFFF not in held]


def _disk() -> Part:
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    disk = shutil.disk_usage(settings.MEDIA_ROOT)
    share = disk.free / disk.total
    found = _("%(free)s of %(total)s free") % {
        "free": filesizeformat(disk.free),
        "total": filesizeformat(disk.total),
    }
    if share < LOW_DISK:
        state: State = "bad" if share < LOW_DISK / 3 else "warning"
        return Part(_("Disk of the files"), state, found, _("Make room: a full disk refuses uploads."))
    return Part(_("Disk of the files"), "good", found)


def _files() -> Part:
    total = StoredFile.objects.aggregate(n=Count("pk"), size=Sum("size"))
    newest = list(StoredFile.objects.order_by("-stored_at")[:LOOKED_AT])
    lost = [file for file in newest if not file.path.is_file()]
    found = ngettext("%(n)s file, %(size)s", "%(n)s files, %(size)s", total["n"]) % {
        "n": total["n"],
        "size": filesizeformat(total["size"] or 0),
    }
    if lost:
        words = ngettext(
            "%(found)s; %(n)s of the newest %(of)s is not on the disk",
            "%(found)s; %(n)s of the newest %(of)s are not on the disk",
            len(lost),
        )
        return Part(
            _("Files"),
            "bad",
            words % {"found": found, "n": len(lost), "of": len(newest)},
            _("Restore the folder of the files from the backup; the database names them by their content."),
        )
    return Part(_("Files"), "good", found)


def _ledger() -> Part:
    bent = first_bent_entry()
    if bent is not None:
        return Part(
            _("Ledger"),
            "bad",
            _("does not fit together from entry %(entry)s on") % {"entry": bent},
            _("Somebody changed what was recorded; keep a copy and tell the supervisor."),
        )
    count = Entry.objects.count()
    return Part(
        _("Ledger"),
        "good",
        ngettext("%(n)s entry, whole", "%(n)s entries, whole", count) % {"n": count},
    )


def _backup() -> Part:
    mark = settings.BACKUP_MARK
    if mark is None:
        return Part(
            _("Backup"),
            "warning",
            _("unknown"),
            _("Name in BACKUP_MARK a file that your backup touches when it has succeeded."),
        )
    try:
        last = datetime.fromtimestamp(mark.stat().st_mtime, UTC)
    except OSError:
        return Part(
            _("Backup"),
            "bad",
            _("there is no %(file)s") % {"file": mark},
            _("See why the backup did not run."),
        )
    found = _("%(time)s ago") % {"time": timesince(last)}
    if timezone.now() - last > OLD_BACKUP:
        return Part(_("Backup"), "bad", found, _("See why the backup did not run."))
    return Part(_("Backup"), "good", found)
