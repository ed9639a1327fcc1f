"""The tender 招标项目 as it is kept: the stated specification, its criteria and its documents."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from procurement.tenders.schema import CriterionSpec, TenderSpec
from procurement.tenders.stored import criterion_from_json, tender_from_json


class Stage(models.TextChoices):
    """How far a tender is; the order of this list is the order of the work."""

    LOADED = "loaded", _("Loaded")
    OPENED = "opened", _("Opened")
    EVALUATED = "evaluated", _("Evaluated")
    SCORED = "scored", _("Scored")
    DECIDED = "decided", _("Decided")
    REPORTED = "reported", _("Reported")


class Tender(models.Model):
    """A tender.  ``specification`` is what was loaded, word for word; ``digest`` fixes the whole package."""

    reference = models.CharField(max_length=100, unique=True)
    title = models.CharField(max_length=300)
    buyer = models.CharField(max_length=200)
    regime = models.CharField(max_length=30)
    object = models.CharField(max_length=10)
    method = models.CharField(max_length=30)
    budget = models.DecimalField(max_digits=20, decimal_places=2)
    ceiling = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    bid_deadline = models.DateTimeField()
    specification = models.JSONField()
    history = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.LOADED, db_index=True)
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    loaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-loaded_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def spec(self) -> TenderSpec:
        """The checked specification."""
        return tender_from_json(self.specification)

    def has_reached(self, stage: str) -> bool:
        """Whether the tender is at this stage or past it."""
        return Stage.values.index(self.stage) >= Stage.values.index(stage)


class Criterion(models.Model):
    """One evaluation criterion 评审因素 of a tender, in the tender's order."""

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=15)
    max_score = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    specification = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tender", "code"], name="one_criterion_per_code")]
        ordering = ["tender", "position"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def spec(self) -> CriterionSpec:
        """The checked specification."""
        return criterion_from_json(self.specification)


class TenderDocument(models.Model):
    """A tender document 招标文件; every honest bid quotes it."""

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="documents")
    name = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField()
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tender", "name"], name="one_tender_document_per_name")
        ]
        ordering = ["tender", "position"]

    def __str__(self) -> str:
        return self.name
