"""People, their role, and which tender they work on."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person does in the house; exactly one, so that nobody both scores and supervises."""

    OFFICER = "officer", _("Agency officer")
    EXPERT = "expert", _("Expert")
    SUPERVISOR = "supervisor", _("Supervisor")
    ADMINISTRATOR = "administrator", _("Administrator")


class User(AbstractUser):
    """A person who signs in."""

    display_name = models.CharField(_("name"), max_length=60, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.EXPERT)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)

    def __str__(self) -> str:
        return self.display_name or self.username

    @property
    def is_officer(self) -> bool:
        return self.role == Role.OFFICER

    @property
    def is_expert(self) -> bool:
        return self.role == Role.EXPERT

    @property
    def is_supervisor(self) -> bool:
        return self.role == Role.SUPERVISOR

    @property
    def is_administrator(self) -> bool:
        return self.role == Role.ADMINISTRATOR


class Assignment(models.Model):
    """A person at work on a tender: officers run it, experts form its committee 评标委员会."""

    tender = models.ForeignKey("tenders.Tender", on_delete=models.CASCADE, related_name="assignments")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments")
    buyer_representative = models.BooleanField(_("buyer's representative"), default=False)
    assigned_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tender", "user"], name="one_assignment_per_person")]
        ordering = ["assigned_at", "pk"]

    def __str__(self) -> str:
        return f"{self.user} · {self.tender}"
