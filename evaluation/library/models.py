"""Model texts that bids may quote, and classifiers of price screens with the figures they were admitted on."""

from django.conf import settings
from django.db import models


class ModelText(models.Model):
    """A text that many bids may quote without a sign: a model tender, a standard form, an earlier tender document."""

    name = models.CharField(max_length=200)
    file = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    characters = models.PositiveIntegerField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class TrainedScreens(models.Model):
    """A classifier of price screens that was better than no knowledge on unseen times and unseen bidders.

    ``model`` are its numbers, ``splits`` how it did on each split, as ``train_screens`` prints it.  The newest counts.
    """

    source = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    seed = models.BigIntegerField()
    tenders = models.PositiveIntegerField()
    rigged = models.PositiveIntegerField()
    splits = models.JSONField()
    model = models.JSONField()
    trained_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        get_latest_by = "pk"

    def __str__(self) -> str:
        return f"{self.source} {self.trained_at:%Y-%m-%d}"
