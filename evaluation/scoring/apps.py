"""The scoring room as a Django app; starting it announces the rule types to the record."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScoringConfig(AppConfig):
    name = "evaluation.scoring"
    label = "scoring"
    verbose_name = _("Scoring")

    def ready(self) -> None:
        import_module("evaluation.scoring.rules")
        import_module("evaluation.scoring.prices")
