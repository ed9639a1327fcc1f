"""Evaluation reports 评标报告 as they were handed out."""

from django.conf import settings
from django.db import models


class Report(models.Model):
    """One report in three forms; ``facts`` is everything it states, taken from the stored results."""

    tender = models.ForeignKey("tenders.Tender", on_delete=models.CASCADE, related_name="reports")
    number = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    facts = models.JSONField()
    docx = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    pdf = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    xlsx = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tender", "number"], name="reports_are_numbered")]
        ordering = ["tender", "-number"]
        get_latest_by = "number"

    def __str__(self) -> str:
        return f"{self.tender.reference}-R{self.number}"
