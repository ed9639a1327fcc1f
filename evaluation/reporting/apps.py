"""The reporting room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    name = "evaluation.reporting"
    label = "reporting"
    verbose_name = _("Report")
