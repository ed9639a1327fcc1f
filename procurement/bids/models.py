"""Bids 投标, their documents, and the opening 开标 that unseals them."""

from django.conf import settings
from django.db import models

from procurement.bids.schema import BidSpec


class Bid(models.Model):
    """One bidder's bid.  ``key`` is the bidder's folder in the package and its name in all output."""

    tender = models.ForeignKey("tenders.Tender", on_delete=models.CASCADE, related_name="bids")
    key = models.CharField(max_length=100)
    supplier = models.ForeignKey("suppliers.Supplier", on_delete=models.PROTECT, related_name="bids")
    price = models.DecimalField(max_digits=20, decimal_places=6)
    specification = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tender", "key"], name="one_bid_per_key")]
        ordering = ["tender", "key"]

    def __str__(self) -> str:
        return f"{self.key} · {self.tender}"

    @property
    def spec(self) -> BidSpec:
        """The checked specification."""
        return BidSpec.model_validate(self.specification)


class BidDocument(models.Model):
    """A file of a bid; ``name`` is its path within the bid's folder."""

    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="documents")
    name = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField()
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bid", "name"], name="one_bid_document_per_name")]
        ordering = ["bid", "position"]

    def __str__(self) -> str:
        return self.name


class Opening(models.Model):
    """The opening of all bids of a tender; before it nobody reads a bid."""

    tender = models.OneToOneField("tenders.Tender", on_delete=models.CASCADE, related_name="opening")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    early_reason = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.tender} {self.opened_at:%Y-%m-%d %H:%M}"
