"""Suppliers 供应商 and the people and firms that stand behind them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Supplier(models.Model):
    """A firm, known by its unified social credit code 统一社会信用代码, or by its name where none is stated."""

    name = models.CharField(max_length=200, db_index=True)
    uscc = models.CharField(max_length=18, blank=True)
    legal_representative = models.CharField(max_length=100, blank=True)
    address = models.CharField(max_length=300, blank=True)
    registered_capital = models.DecimalField(max_digits=20, decimal_places=2, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["uscc"], condition=~models.Q(uscc=""), name="one_supplier_per_uscc"
            ),
        ]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class RelationKind(models.TextChoices):
    """How a person or firm stands to a supplier."""

    LEGAL_REPRESENTATIVE = "legal-representative", _("legal representative")
    SHAREHOLDER = "shareholder", _("shareholder")
    MANAGER = "manager", _("manager")
    CONTACT = "contact", _("contact")


class Relation(models.Model):
    """A person or firm tied to a supplier, as stated in a bid."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(max_length=30, choices=RelationKind)
    party = models.CharField(max_length=200, db_index=True)
    share = models.DecimalField(max_digits=7, decimal_places=6, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["supplier", "kind", "party"], name="one_relation_of_a_kind")
        ]
        ordering = ["kind", "party"]

    def __str__(self) -> str:
        return f"{self.party} ({self.get_kind_display()})"
