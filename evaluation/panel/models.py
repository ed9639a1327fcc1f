"""The panel: each expert's score sheet, the flags that ask to look again, and the answers."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SheetState(models.TextChoices):
    """A sheet is a draft that saves itself until it is submitted for good."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")


class ScoreSheet(models.Model):
    """One expert's scores for one tender.  ``receipt`` is the hash of what was submitted.

    ``imported`` sheets came with the tender package; their experts have no account here and can be asked nothing.
    """

    tender = models.ForeignKey("tenders.Tender", on_delete=models.CASCADE, related_name="sheets")
    expert = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="sheets")
    state = models.CharField(max_length=10, choices=SheetState, default=SheetState.DRAFT)
    submitted_at = models.DateTimeField(null=True)
    receipt = models.CharField(max_length=64, blank=True)
    imported = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tender", "expert"], name="one_sheet_per_expert")]
        ordering = ["tender", "pk"]

    def __str__(self) -> str:
        return f"{self.expert} · {self.tender}"

    @property
    def is_submitted(self) -> bool:
        return self.state == SheetState.SUBMITTED


class SheetScore(models.Model):
    """One expert's score of one criterion of one bid; ``seconds`` spent on it, as the page measured them.

    ``final`` once it was part of a submission; only an answer to a flag changes it then.
    """

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.CASCADE, related_name="scores")
    bid = models.ForeignKey("bids.Bid", on_delete=models.CASCADE, related_name="sheet_scores")
    criterion = models.ForeignKey("tenders.Criterion", on_delete=models.CASCADE, related_name="sheet_scores")
    score = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    note = models.TextField(blank=True)
    seconds = models.PositiveIntegerField(default=0)
    final = models.BooleanField(default=False)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "bid", "criterion"], name="one_score_per_item")
        ]
        ordering = ["sheet", "bid__key", "criterion__position"]

    def __str__(self) -> str:
        return f"{self.bid.key} {self.criterion.code} {self.score}"


class Flag(models.Model):
    """Something in the scores that asks for a second look; it never changes a score by itself."""

    tender = models.ForeignKey("tenders.Tender", on_delete=models.CASCADE, related_name="flags")
    kind = models.CharField(max_length=20)
    bid = models.ForeignKey("bids.Bid", null=True, on_delete=models.CASCADE, related_name="flags")
    criterion = models.ForeignKey(
        "tenders.Criterion", null=True, on_delete=models.CASCADE, related_name="flags"
    )
    direction = models.CharField(max_length=4, blank=True)
    effect = models.FloatField(null=True)
    p = models.FloatField(null=True)
    explanation = models.JSONField()
    raised_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["tender", "pk"]

    def __str__(self) -> str:
        return self.kind


class Answer(models.TextChoices):
    """What an expert does with a flag."""

    KEPT = "kept", _("kept")
    REVISED = "revised", _("revised")


class FlagAnswer(models.Model):
    """One flagged expert's answer; open while ``answer`` is empty."""

    flag = models.ForeignKey(Flag, on_delete=models.CASCADE, related_name="answers")
    sheet = models.ForeignKey(ScoreSheet, on_delete=models.CASCADE, related_name="flag_answers")
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    reason = models.TextField(blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["flag", "sheet"], name="one_answer_per_expert")]
        ordering = ["flag", "pk"]

    def __str__(self) -> str:
        return f"{self.flag} {self.answer or 'open'}"
