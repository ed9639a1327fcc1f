"""The passages found for each criterion in each bid."""

from django.db import models


class Finding(models.Model):
    """What answers one criterion in one bid, best first; ``searched_pages`` says how much was searched."""

    bid = models.ForeignKey("bids.Bid", on_delete=models.CASCADE, related_name="findings")
    criterion = models.ForeignKey("tenders.Criterion", on_delete=models.CASCADE, related_name="findings")
    passages = models.JSONField(default=list)
    searched_pages = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bid", "criterion"], name="one_finding_per_criterion")]

    def __str__(self) -> str:
        return f"{self.bid} {self.criterion}"
