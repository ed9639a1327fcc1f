"""The ledger: what happened, append-only.  The database itself refuses to change or remove an entry."""

from django.conf import settings
from django.db import models


class Entry(models.Model):
    """One consequential act: who, when, what, before and after.

    ``hash`` covers the entry and the hash before it, so that a gap or a change shows.
    """

    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=150)
    tender = models.ForeignKey("tenders.Tender", null=True, on_delete=models.PROTECT, related_name="entries")
    verb = models.CharField(max_length=60, db_index=True)
    subject = models.CharField(max_length=200)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason = models.TextField(blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["tender", "id"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.verb} {self.subject}"
