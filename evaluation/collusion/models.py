"""Alerts, suspected rings, and what a supervisor decided about them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class RiskLevel(models.TextChoices):
    """How much an alert weighs under the jurisdiction's policy."""

    HIGH = "high", _("high")
    MEDIUM = "medium", _("medium")
    LOW = "low", _("low")


class Alert(models.Model):
    """A sign of collusion between bidders.  ``fingerprint`` names the same sign across evaluations.

    ``bidders`` keeps the order in which the evidence names its sides (``a``, ``b``).
    """

    evaluation = models.ForeignKey("scoring.Evaluation", on_delete=models.CASCADE, related_name="alerts")
    number = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64, db_index=True)
    detector = models.CharField(max_length=40, db_index=True)
    level = models.CharField(max_length=6, choices=RiskLevel, db_index=True)
    bits = models.FloatField()
    bidders = models.JSONField()
    bids = models.ManyToManyField("bids.Bid", related_name="alerts")
    summary = models.JSONField()
    basis = models.JSONField(default=list)
    evidence = models.JSONField(default=list)
    derivation = models.JSONField(default=list)
    limits = models.JSONField(null=True)
    detail = models.JSONField(default=dict)
    inquiry = models.ForeignKey("Inquiry", null=True, on_delete=models.CASCADE, related_name="alerts")
    """The inquiry that found it; ``None`` for what the comparison of every tender finds."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evaluation", "number"], name="alerts_are_numbered")]
        ordering = ["evaluation", "number"]

    def __str__(self) -> str:
        return f"{self.number} {self.detector} {'/'.join(self.bidders)}"


class AlertGroup(models.Model):
    """A suspected ring: bidders joined by alerts, with the weight of all of them."""

    evaluation = models.ForeignKey("scoring.Evaluation", on_delete=models.CASCADE, related_name="groups")
    number = models.PositiveSmallIntegerField()
    bidders = models.JSONField()
    level = models.CharField(max_length=6, choices=RiskLevel)
    bits = models.FloatField()
    alerts = models.ManyToManyField(Alert, related_name="groups")
    derivation = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evaluation", "number"], name="groups_are_numbered")]
        ordering = ["evaluation", "number"]

    def __str__(self) -> str:
        return "/".join(self.bidders)


class Verdict(models.TextChoices):
    """What the supervisor said of an alert."""

    CONFIRMED = "confirmed", _("confirmed")
    DISMISSED = "dismissed", _("dismissed")
    REOPENED = "reopened", _("reopened")


class Decision(models.Model):
    """A supervisor's decision on an alert, with the reason.  The newest of a fingerprint counts.

    ``invalidates`` says that the bids are to be treated as invalid 投标无效; it is a decision of its own, because a
    sign may be true and still not be enough.
    """

    tender = models.ForeignKey("tenders.Tender", on_delete=models.CASCADE, related_name="decisions")
    fingerprint = models.CharField(max_length=64, db_index=True)
    bidders = models.JSONField()
    verdict = models.CharField(max_length=10, choices=Verdict)
    invalidates = models.BooleanField(default=False)
    reason = models.TextField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        get_latest_by = "pk"

    def __str__(self) -> str:
        return f"{self.verdict} {self.fingerprint[:12]}"


class Leaf(models.Model):
    """The fingerprints that a bid left, or, where ``bid`` is empty, those of a tender's own documents.

    ``digest`` fixes what they were taken from: files, reader and sampling.  ``characters`` counts folded ones.
    """

    tender = models.ForeignKey("tenders.Tender", on_delete=models.CASCADE, related_name="+")
    bid = models.OneToOneField("bids.Bid", null=True, on_delete=models.CASCADE, related_name="leaf")
    version = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    characters = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tender"], condition=models.Q(bid=None), name="one_leaf_of_tender_documents"
            )
        ]

    def __str__(self) -> str:
        return str(self.bid or self.tender)


class Print(models.Model):
    """One fingerprint of a leaf.  The key begins with the hash: what is asked is who else has it."""

    pk = models.CompositePrimaryKey("hash", "leaf_id")
    hash = models.BigIntegerField()
    leaf = models.ForeignKey(Leaf, on_delete=models.CASCADE, related_name="prints")

    def __str__(self) -> str:
        return f"{self.hash:x}"


class Note(models.Model):
    """What a supervisor wrote beside a sign; it stays with the sign's fingerprint and is never changed."""

    tender = models.ForeignKey("tenders.Tender", on_delete=models.CASCADE, related_name="+")
    fingerprint = models.CharField(max_length=64, db_index=True)
    text = models.TextField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:40]


class Handling(models.Model):
    """Who has a sign in hand; the newest of a fingerprint counts, and one without a person lays the sign down."""

    tender = models.ForeignKey("tenders.Tender", on_delete=models.CASCADE, related_name="+")
    fingerprint = models.CharField(max_length=64, db_index=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.fingerprint[:12]} {self.person or '–'}"


class Inquiry(models.Model):
    """A supervisor's request to look further than the comparison every tender gets 扩大比对, and why.

    ``bidders`` are the keys of those looked at.  ``found`` is how many new signs it gave, ``None`` while it runs.
    """

    tender = models.ForeignKey("tenders.Tender", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    bidders = models.JSONField()
    two_by_two = models.BooleanField(default=False)
    two_hops = models.BooleanField(default=False)
    other_tenders = models.BooleanField(default=False)
    reason = models.TextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    job = models.ForeignKey("jobs.Job", null=True, on_delete=models.SET_NULL, related_name="+")
    found = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tender", "number"], name="inquiries_are_numbered")]
        ordering = ["tender", "number"]

    def __str__(self) -> str:
        return f"{self.tender} {self.number}"
