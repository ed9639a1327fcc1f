"""The panel room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PanelConfig(AppConfig):
    name = "evaluation.panel"
    label = "panel"
    verbose_name = _("Panel")

    def ready(self) -> None:
        from evaluation.panel import signals  # noqa: F401 - connects the receivers
