"""The policies room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PoliciesConfig(AppConfig):
    name = "evaluation.policies"
    label = "policies"
    verbose_name = _("Policies")
