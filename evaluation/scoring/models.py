"""What the system alone found out about the bids of a tender: one evaluation, its bid results, its scores."""

from django.conf import settings
from django.db import models


class Evaluation(models.Model):
    """One run of all that needs no expert.  The newest is the one that counts; older ones stay for the record.

    ``digest`` covers all inputs: an evaluation with the same inputs is not run again.  ``policy`` names the policy of
    the place by which the signs of collusion were weighed, with its thresholds; its ``speaking`` are the families of
    signs that there was material for, by which a page weighs two bidders as the evaluation did.
    """

    tender = models.ForeignKey("tenders.Tender", on_delete=models.CASCADE, related_name="evaluations")
    number = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    decisions = models.JSONField(default=dict)
    warnings = models.JSONField(default=list)
    policy = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tender", "number"], name="evaluations_are_numbered")]
        ordering = ["tender", "-number"]
        get_latest_by = "number"

    def __str__(self) -> str:
        return f"{self.tender} #{self.number}"


class BidResult(models.Model):
    """The outcome of one bid: valid or rejected with reasons, its policy-adjusted price, its warnings."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="results")
    bid = models.ForeignKey("bids.Bid", on_delete=models.CASCADE, related_name="results")
    valid = models.BooleanField()
    evaluated_price = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    rejections = models.JSONField(default=list)
    warnings = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evaluation", "bid"], name="one_result_per_bid")]
        ordering = ["evaluation", "bid__key"]

    def __str__(self) -> str:
        return f"{self.bid} {'valid' if self.valid else 'invalid'}"


class Score(models.Model):
    """The score of one criterion, with the rule, its version, inputs and the pages it was read from."""

    result = models.ForeignKey(BidResult, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey("tenders.Criterion", on_delete=models.CASCADE, related_name="scores")
    score = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    passed = models.BooleanField(null=True)
    explanation = models.JSONField()
    inputs = models.JSONField(default=dict)
    evidence = models.JSONField(default=list)
    rule = models.CharField(max_length=60)
    rule_version = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["result", "criterion"], name="one_score_per_criterion")
        ]
        ordering = ["result", "criterion__position"]

    def __str__(self) -> str:
        return f"{self.criterion.code} {self.score if self.passed is None else self.passed}"


class CommitteeDecision(models.Model):
    """What the committee decided on an item that the system left open, or judged wrongly; the newest of an item counts.

    ``score`` for an objective criterion, ``passed`` for a qualification; the written reason goes into the report
    (87号令 Art. 61, 64(3)).
    """

    bid = models.ForeignKey("bids.Bid", on_delete=models.CASCADE, related_name="committee_decisions")
    criterion = models.ForeignKey(
        "tenders.Criterion", on_delete=models.CASCADE, related_name="committee_decisions"
    )
    score = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    passed = models.BooleanField(null=True)
    reason = models.TextField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) ^ models.Q(passed__isnull=True),
                name="score_or_verdict",
            )
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.bid.key} {self.criterion.code}"
