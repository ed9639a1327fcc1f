"""Policies as they were set: a version is never changed, a newer one takes its place."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models


class PolicyVersion(models.Model):
    """What a place does otherwise than the place around it, from one moment on.

    ``region`` is empty for the whole country, else 2, 4 or 6 digits of the region code 行政区划代码.  ``strengths`` maps
    a sign to ``[bits, most]`` (``most`` may be null), ``basis`` a detector to its articles by regime.  ``shared`` are
    addresses, numbers and accounts that are known to be many's, such as the agency's hall's.
    """

    region = models.CharField(
        max_length=6, blank=True, validators=[RegexValidator(r"^(\d{2}|\d{4}|\d{6})?$")]
    )
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=60)
    high = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    medium = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    strengths = models.JSONField(default=dict, blank=True)
    basis = models.JSONField(default=dict, blank=True)
    shared = models.JSONField(default=list, blank=True)
    reason = models.TextField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "number"], name="policies_are_numbered")]
        ordering = ["region", "-number"]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"
