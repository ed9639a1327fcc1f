"""Clarifications 澄清、说明、补正 with their answers and verdicts, and the members' opinions on the result.

Nothing here is ever changed or removed, the database itself refuses it: a new answer, verdict or opinion stands beside
the earlier ones, and the newest counts.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Ground(models.TextChoices):
    """Why a bidder is asked: the three grounds of 87号令 Art. 51, then Art. 59 and Art. 60."""

    UNCLEAR = "unclear", _("The meaning is not clear")
    INCONSISTENT = "inconsistent", _("The same matter is put in different ways")
    SLIP = "slip", _("An obvious slip of wording or calculation")
    CORRECTION = "correction", _("A corrected price to confirm")
    LOW_PRICE = "low-price", _("A price that looks too low: to be explained")


class Verdict(models.TextChoices):
    """What the committee makes of it."""

    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("not accepted")
    INVALID = "invalid", _("the bid is invalid")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Clarification(models.Model):
    """A written question of the committee to one bidder, put by the officer on its behalf.

    ``document`` and ``page`` say where in the bid; ``quoted`` and ``corrected`` are yuan, of a price to confirm.
    """

    tender = models.ForeignKey("tenders.Tender", on_delete=models.PROTECT, related_name="clarifications")
    number = models.PositiveSmallIntegerField()
    bid = models.ForeignKey("bids.Bid", on_delete=models.PROTECT, related_name="clarifications")
    ground = models.CharField(max_length=15, choices=Ground)
    criterion = models.ForeignKey(
        "tenders.Criterion", null=True, on_delete=models.PROTECT, related_name="clarifications"
    )
    document = models.CharField(max_length=300, blank=True)
    page = models.PositiveIntegerField(null=True)
    quoted = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    corrected = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    question = models.TextField()
    deadline = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tender", "number"], name="clarifications_are_numbered"),
            models.CheckConstraint(
                condition=models.Q(ground="correction", corrected__isnull=False, quoted__isnull=False)
                | ~models.Q(ground="correction") & models.Q(corrected=None, quoted=None),
                name="a_correction_has_its_amounts",
            ),
        ]
        ordering = ["tender", "number"]

    def __str__(self) -> str:
        return f"{self.bid.key} #{self.number}"


class Reply(models.Model):
    """What the bidder answered, as the officer entered it: its words, the signed or sealed file, or both."""

    clarification = models.ForeignKey(Clarification, on_delete=models.PROTECT, related_name="replies")
    text = models.TextField(blank=True)
    file = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=300, blank=True)
    received_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text="") | models.Q(file__isnull=False), name="a_reply_says_something"
            )
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.clarification} {self.received_at:%Y-%m-%d %H:%M}"


class Judgement(models.Model):
    """What the committee made of a question and its answer, with the reason; the newest counts."""

    clarification = models.ForeignKey(Clarification, on_delete=models.PROTECT, related_name="judgements")
    verdict = models.CharField(max_length=10, choices=Verdict)
    reason = models.TextField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.clarification} {self.verdict}"


class Opinion(models.Model):
    """A member's signature under one result, or dissent from it with the reason (87号令 Art. 61).

    ``result`` is the digest of what the member had before them: when the result changes, the opinion stands under the
    earlier one, and the member is asked anew.
    """

    tender = models.ForeignKey("tenders.Tender", on_delete=models.PROTECT, related_name="opinions")
    expert = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="opinions")
    result = models.CharField(max_length=64)
    agrees = models.BooleanField()
    reason = models.TextField(blank=True)
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tender", "expert", "result"], name="one_opinion_per_result"),
            models.CheckConstraint(
                condition=models.Q(agrees=True) | ~models.Q(reason=""), name="dissent_has_its_reason"
            ),
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.expert} {'agrees' if self.agrees else 'dissents'}"
