"""The ranking as it was computed, so that the report quotes and never recomputes it."""

from django.db import models


class Ranking(models.Model):
    """One computed ranking; the newest of a tender counts.  ``complete`` when every score is in."""

    tender = models.ForeignKey("tenders.Tender", on_delete=models.CASCADE, related_name="rankings")
    evaluation = models.ForeignKey("scoring.Evaluation", on_delete=models.CASCADE, related_name="rankings")
    digest = models.CharField(max_length=64)
    complete = models.BooleanField()
    basis = models.CharField(max_length=200, blank=True)
    notes = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["tender", "-pk"]
        get_latest_by = "pk"

    def __str__(self) -> str:
        return f"{self.tender} ranking"


class RankedBid(models.Model):
    """One bid's total and place; ``parts`` holds each criterion's points as text."""

    ranking = models.ForeignKey(Ranking, on_delete=models.CASCADE, related_name="rows")
    bid = models.ForeignKey("bids.Bid", on_delete=models.CASCADE, related_name="rankings")
    rank = models.PositiveSmallIntegerField(null=True)
    total = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    candidate = models.BooleanField(default=False)
    parts = models.JSONField(default=dict)
    explanation = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ranking", "bid"], name="one_place_per_bid")]
        ordering = ["ranking", models.F("rank").asc(nulls_last=True), "bid__key"]

    def __str__(self) -> str:
        return f"{self.rank} {self.bid.key} {self.total}"
