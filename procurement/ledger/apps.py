"""The ledger room as a Django app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    name = "procurement.ledger"
    label = "ledger"
    verbose_name = _("Ledger")

    def ready(self) -> None:
        autodiscover_modules("ledger_words")  # rooms that write codes say how they are read out
        autodiscover_modules("ledger_seal")  # rooms that seal their acts say when they may be read
