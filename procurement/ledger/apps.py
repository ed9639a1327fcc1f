"""The ledger room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    name = "procurement.ledger"
    label = "ledger"
    verbose_name = _("Ledger")
